"""One connection over both files: transactions, and recovery when a file is broken."""

from __future__ import annotations

import functools
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Concatenate, Final, NoReturn, ParamSpec, Protocol, TypeVar

from hpreader.problems import Problem, ProblemError
from hpreader.store import errors, files
from hpreader.store.codec import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

P = ParamSpec("P")
T = TypeVar("T")
Row = tuple[Any, ...]

_MOST_KEYS: Final = 500
"""Keys in one statement; SQLite before 3.32 takes 999 parameters
(https://www.sqlite.org/limits.html, SQLITE_MAX_VARIABLE_NUMBER)."""


class Database:
    """The cache as `main` and the user's data as `userdata`, for one thread at a time.

    Methods that write open a transaction with `writing()`; everything else only reads and also
    works on files that cannot be written.
    """

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
            cache: the file whose contents can be fetched again.
            userdata: the file whose contents exist nowhere else.
            now: the clock; returns aware datetimes.
            on_open: called after each opening of the files, also after a broken cache was replaced.

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
        self.is_interrupted = False
        """Whether `interrupt` was called since the last search began."""
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

    def interrupt(self) -> None:
        """End the statement that another thread runs on this connection.

        The statement raises sqlite3.OperationalError; work between two statements can look at
        `is_interrupted`.
        """
        self.is_interrupted = True
        self.connection.interrupt()

    def run(self, work: Callable[[], T], *, again: bool = True) -> T:
        """Call `work`; if the cache turns out to be broken, replace it and call `work` once more.

        Args:
            work: reads or writes with this connection.
            again: whether `work` may be repeated with an empty cache.

        Returns:
            What `work` returns.

        Raises:
            ProblemError: the file system refused, the user's data are broken, or the cache was
                replaced and `work` must not be repeated.
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
        """Open the cache again if another process moved it aside or it was deleted."""
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
        """Replace the cache if that is the broken file; else raise the problem.

        An UnreadableError is taken to come from the cache: code that reads the user's data
        handles those errors itself.
        """
        if isinstance(error, sqlite3.Error):
            if not errors.is_broken(error):
                self._give_up(error)
            if self.check("userdata") != "ok":
                raise ProblemError(errors.userdata_problem(error, self.userdata)) from error
        self.connection.close()
        renewed = Problem("cache_renewed", str(self.cache))
        if self.cache.exists() and self.cache.stat().st_ino == self._inode:
            renewed = Problem("cache_renewed", str(files.move_aside(self.cache)))
            self.notices.append(renewed)
        self._open()
        return renewed

    def _give_up(self, error: sqlite3.Error) -> NoReturn:
        problem = (
            errors.problem_of(error, self.read_only)
            if self.read_only
            else errors.problem_of_files(error, self.cache, self.userdata)
        )
        if problem is None:
            raise error
        raise ProblemError(problem) from error

    def check(self, schema: str) -> str:
        """SQLite's check of a whole file (`main` or `userdata`): "ok", or a description of the damage."""
        try:
            return str(self.connection.execute(f"PRAGMA {schema}.quick_check(1)").fetchone()[0])
        except sqlite3.Error as error:
            return str(error)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction with the write lock from its start; nested calls join the outer one.

        Raises:
            ProblemError: disk_read_only.
        """
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
        """All rows for many keys, in as few statements as SQLite's limit on parameters allows.

        Args:
            sql: the statement, with `{keys}` where the list of keys belongs.
            keys: duplicates are dropped.
            values: the statement's parameters before the keys.
        """
        wanted = list(dict.fromkeys(keys))
        rows: list[Row] = []
        for start in range(0, len(wanted), _MOST_KEYS):
            part = wanted[start : start + _MOST_KEYS]
            placeholders = ",".join("?" * len(part))
            rows += self.connection.execute(sql.format(keys=placeholders), (*values, *part))
        return rows

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of parameters."""
        self.connection.executemany(sql, rows)

    def number(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """The first column of the first row as a number; 0 without a row and for NULL."""
        row = self.one(sql, values)
        return int(row[0] or 0) if row else 0


class _OnDatabase(Protocol):
    _database: Database


S = TypeVar("S", bound=_OnDatabase)


def with_recovery(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Run a method through `Database.run`.

    Errors of SQLite become ProblemError, and a broken cache is replaced and the method repeated.
    """

    @functools.wraps(method)
    def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._database.run(lambda: method(self, *args, **kwargs))

    return run


def with_recovery_once(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """`with_recovery` without the repetition.

    For methods whose arguments were computed from the cache as it was: they must not be stored in
    an empty one.
    """

    @functools.wraps(method)
    def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._database.run(lambda: method(self, *args, **kwargs), again=False)

    return run
