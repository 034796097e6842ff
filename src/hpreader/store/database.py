"""One connection over both files, with its transactions and what happens when a file fails."""

from __future__ import annotations

import functools
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Concatenate, Final, NoReturn, ParamSpec, Protocol, TypeVar

from hpreader.problems import Problem, ProblemError
from hpreader.store import files, troubles
from hpreader.store.codec import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from hpreader.store.scan import Scan

P = ParamSpec("P")
T = TypeVar("T")
Row = tuple[Any, ...]

_MOST_KEYS: Final = 500
"""Keys in one statement: older SQLites take 999 values."""


class Database:
    """The cache as `main` and the user's data as `userdata`, for one thread at a time."""

    def __init__(
        self,
        cache: Path,
        userdata: Path,
        *,
        now: Callable[[], datetime],
        on_open: Callable[[Database], None],
    ) -> None:
        """Open both files.

        Args:
            cache: what can be fetched again.
            userdata: what is never lost.
            now: the clock.
            on_open: makes the cache agree with the user's data; called at each opening.

        Raises:
            ProblemError: disk, disk_full, disk_read_only, data_broken, data_newer.
        """
        self.cache = cache
        self.userdata = userdata
        self.now = now
        self.notices: list[Problem] = []
        self._on_open = on_open
        self._depth = 0
        self._is_writing = False
        self.is_stopped = False
        """Is what is under way no longer wanted?"""
        self.scanned: tuple[tuple[object, ...], Scan] | None = None
        """The list that was read through last, and by what one knows it: see scan.py."""
        self._open()

    def _open(self) -> None:
        opened = files.open_files(self.cache, self.userdata)
        self.connection = opened.connection
        self.read_only = opened.read_only
        self._inode = opened.inode
        self.notices += opened.notices
        try:
            self.run(lambda: self._on_open(self))
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        """Close the connection; SQLite then writes its log back into the files."""
        self.connection.close()

    def stop(self) -> None:
        """Let what another thread reads with this connection end now; it raises, or sees the flag."""
        self.is_stopped = True
        self.connection.interrupt()

    def run(self, work: Callable[[], T], *, again: bool = True) -> T:
        """Do `work`; where the cache turns out to be broken, begin it anew and do it once more.

        Args:
            work: what to do.
            again: may it be done once more with an empty cache?

        Raises:
            ProblemError: the disk said no, the user's data are broken, or the cache was begun
                anew under work that must not be done again.
        """
        if self._depth:
            return work()
        self._depth += 1
        try:
            self._follow_file()
            try:
                return work()
            except (sqlite3.Error, UnreadableError) as error:
                renewed = self._recover(error)
                if not again:
                    raise ProblemError(renewed) from error
            try:
                return work()
            except sqlite3.Error as error:
                self._give_up(error)
        finally:
            self._depth -= 1

    def _follow_file(self) -> None:
        """Open the cache again where another process moved it aside, or somebody deleted it."""
        if self.read_only:
            return
        try:
            is_same = self.cache.stat().st_ino == self._inode
        except OSError:
            is_same = False
        if not is_same:
            self.connection.close()
            self._open()

    def _recover(self, error: sqlite3.Error | UnreadableError) -> Problem:
        """Begin the cache anew if that is what is broken; else say what is wrong.

        Values that cannot be read are the cache's: who reads the user's data sees to theirs.
        """
        if isinstance(error, sqlite3.Error):
            if not troubles.is_broken(error):
                self._give_up(error)
            if self.check("userdata") != "ok":
                raise ProblemError(troubles.userdata_problem(error, self.userdata)) from error
        self.connection.close()
        renewed = Problem("cache_renewed", str(self.cache))
        if self.cache.exists() and self.cache.stat().st_ino == self._inode:
            renewed = Problem("cache_renewed", str(files.move_aside(self.cache)))
            self.notices.append(renewed)
        self._open()
        return renewed

    def _give_up(self, error: sqlite3.Error) -> NoReturn:
        problem = (
            troubles.problem_of(error, self.read_only)
            if self.read_only
            else troubles.problem_of_files(error, self.cache, self.userdata)
        )
        if problem is None:
            raise error
        raise ProblemError(problem) from error

    def check(self, schema: str) -> str:
        """What SQLite says of a whole file: `ok`, or what is wrong with it."""
        try:
            return str(self.connection.execute(f"PRAGMA {schema}.quick_check(1)").fetchone()[0])
        except sqlite3.Error as error:
            return str(error)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that has the right to write from its start; inner ones join it."""
        if self._is_writing:
            yield
            return
        if self.read_only:
            raise ProblemError(Problem("disk_read_only", str(self.read_only)))
        self.connection.execute("BEGIN IMMEDIATE")
        self._is_writing = True
        try:
            yield
            self.connection.execute("COMMIT")
        finally:
            self._is_writing = False
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.connection.execute(sql, values)

    def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row, if there is one."""
        row: Row | None = self.connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """All rows."""
        return self.connection.execute(sql, values).fetchall()

    def all_of(self, sql: str, keys: Iterable[str | int], *values: Any) -> list[Row]:
        """All rows for many keys, which stand for `{keys}` in the statement, after `values`."""
        wanted = list(dict.fromkeys(keys))
        rows: list[Row] = []
        for start in range(0, len(wanted), _MOST_KEYS):
            part = wanted[start : start + _MOST_KEYS]
            marks = ",".join("?" * len(part))
            rows += self.connection.execute(sql.format(keys=marks), (*values, *part))
        return rows

    def number(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """The one number that a statement gives, 0 for none."""
        row = self.one(sql, values)
        return int(row[0] or 0) if row else 0


class Part:
    """What every part of the store works on."""

    _database: Database


class _OnDatabase(Protocol):
    _database: Database


S = TypeVar("S", bound=_OnDatabase)


def on_disk_once(
    method: Callable[Concatenate[S, P], T],
) -> Callable[Concatenate[S, P], T]:
    """`on_disk` for what was decided by the cache as it was: it must not go into an empty one."""

    @functools.wraps(method)
    def careful(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._database.run(lambda: method(self, *args, **kwargs), again=False)

    return careful


def on_disk(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Let a method's disk troubles be Problems, and a broken cache be begun anew under it."""

    @functools.wraps(method)
    def careful(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._database.run(lambda: method(self, *args, **kwargs))

    return careful
