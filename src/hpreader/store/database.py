"""One connection over both files: transactions, and recovery when a file is broken."""

from __future__ import annotations

import functools
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Concatenate, Final, NoReturn, ParamSpec, Protocol, TypeVar

from hpreader.problems import Problem, ProblemError
from hpreader.store.files import errors, files
from hpreader.store.files.memory_copies import MemoryCopies
from hpreader.store.values.cell_types import with_types
from hpreader.store.values.codec import UnreadableError

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

    Methods that write open a transaction with `writing()`, or with `writing_userdata()` what the
    user expects to be kept; everything else only reads. A file that cannot be written is replaced
    by a copy in memory as soon as something has to be written to it, or at once where a full disk
    does not even let it be read.
    """

    def __init__(
        self,
        cache: Path,
        userdata: Path,
        *,
        now: Callable[[], datetime],
        on_open: Callable[[Database], None],
        copies: MemoryCopies | None = None,
    ) -> None:
        """Open both files, as `files.open_files` does.

        Args:
            cache: what can be fetched again.
            userdata: what exists nowhere else.
            now: the clock; returns aware datetimes.
            on_open: called after each opening of the files, also after a broken cache was replaced.
            copies: the copies in memory that the connections of this process share.

        Raises:
            ProblemError: disk, disk_full, disk_read_only, data_broken, data_newer.
        """
        self.cache = cache
        self.userdata = userdata
        self.now = now
        self.notices: list[Problem] = []
        self._copies = copies if copies is not None else MemoryCopies()
        self._on_open = on_open
        self._depth = 0
        self._is_writing = False
        self.rollbacks = 0
        """How many transactions were taken back, or lost with a file that was replaced."""
        self._writes_userdata = False
        """Whether the work under way changes what the user expects to be kept."""
        self.is_interrupted = False  # whether `interrupt` was called since the last search began
        self._open()

    def _open(self) -> None:
        self.rollbacks += 1
        with self._copies.lock:
            opened = files.open_files(self.cache, self.userdata, self._copies)
        self.connection = opened.connection
        self.cache_problem = opened.cache_problem
        self.userdata_problem = opened.userdata_problem
        self._inode = opened.inode
        self._generation = opened.generation
        self.notices += [notice for notice in opened.notices if notice not in self.notices]
        try:
            self.run(lambda: self._on_open(self))
        except BaseException:
            self.connection.close()
            raise

    @property
    def may_write_cache(self) -> bool:
        """Whether the cache can be written, be it in a copy."""
        return self.cache_problem is None or self._copies.may_replace_cache

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
        renewed: Problem | None = None
        try:
            while True:
                self._writes_userdata = False
                try:
                    self._follow_file()
                    if renewed is not None and not again:
                        raise ProblemError(renewed)
                    return with_types(work, self.connection, self.userdata)
                except (sqlite3.Error, UnreadableError) as error:
                    if isinstance(error, sqlite3.Error) and self._replace_unwritable(error):
                        continue
                    if renewed is not None and isinstance(error, sqlite3.Error):
                        self._give_up(error)
                    if renewed is not None:  # the cache is empty now
                        broken = Problem("data_broken", str(self.userdata), str(error))
                        raise ProblemError(broken) from error
                    renewed = self._recover(error)
        finally:
            self._depth -= 1

    def _replace_unwritable(self, error: sqlite3.Error) -> bool:
        """Use a copy of a file that could not be written; returns whether the work can be repeated.

        It can, too, where another connection of this process has changed the copies meanwhile: the
        error then is about files that are no longer used.
        """
        with self._copies.lock:
            if self._generation != self._copies.generation:
                return errors.is_unwritable(error)
            return files.replace_unwritable(
                error, self.cache, self.userdata, self._copies, self.cache_problem,
                must_be_kept=self._writes_userdata,
            )  # fmt: skip

    def _follow_file(self) -> None:
        """Open the files again if the cache was moved or deleted, or where a copy replaces one."""
        if self._generation == self._copies.generation:
            if self.cache_problem is not None:
                return
            try:
                is_same = self.cache.stat().st_ino == self._inode
            except OSError:
                is_same = False
            if is_same:
                return
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
        self._generation = -1  # it is opened again before the work is repeated
        return renewed

    def _give_up(self, error: sqlite3.Error) -> NoReturn:
        problem = errors.problem_of_files(error, self.cache, self.userdata)
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
        """A transaction with the write lock from its start; nested calls join the outer one."""
        if self._is_writing:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        self._is_writing = True
        try:
            yield
            self.connection.execute("COMMIT")
        finally:
            self._is_writing = False
            if self.connection.in_transaction:
                self.rollbacks += 1
                self.connection.execute("ROLLBACK")

    @contextmanager
    def writing_userdata(self) -> Iterator[None]:
        """`writing` for what the user expects to be kept.

        Raises:
            ProblemError: disk_full, disk_read_only: it would not be kept.
        """
        self._writes_userdata = True
        if self.userdata_problem is not None and not self._is_writing:
            with self._copies.lock:
                self._copies.drop(self.userdata)  # there may be room by now
                self._follow_file()
            if self.userdata_problem is not None:
                raise ProblemError(self.userdata_problem)
        with self.writing():
            yield

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
        """All rows for many keys, or a change of them, in as few statements as SQLite's limit on parameters allows.

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
        """Run one statement for each row of parameters; it is prepared once."""
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
