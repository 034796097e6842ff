"""Deletes traces of reading so that they are not left in the files either.

SQLite leaves deleted rows in the file until their place is needed, and writes them into the
write-ahead log first. So the file is used alone, without the log, with deleted rows overwritten
(`secure_delete`), and is written anew at the end (`VACUUM`). What a file system or a solid-state disk keeps of
deleted files is not in our hands.
https://www.sqlite.org/pragma.html#pragma_secure_delete, https://www.sqlite.org/lang_vacuum.html
"""

from __future__ import annotations

import functools
import re
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from hpreader.model import VIETNAM
from hpreader.model.traces import TRACES, TraceSize
from hpreader.problems import Problem, ProblemError
from hpreader.store.files import migrations
from hpreader.store.files.errors import code_of, is_broken, problem_of, userdata_problem
from hpreader.store.files.files import is_writable
from hpreader.store.store import Store
from hpreader.store.traces.article_traces import (
    find_article,
    remove_from_cache,
    remove_from_userdata,
)
from hpreader.store.traces.userdata_traces import UserdataTraces
from hpreader.store.values.timestamps import to_timestamp
from hpreader.urls import file_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from hpreader.model.traces import Trace
    from hpreader.store.traces.article_traces import ArticleTrace

_BUSY: Final = 1.0
"""Seconds to wait for another process; a reader has its files open until it ends."""
_COPY: Final = re.compile(
    r"\.(?:before|broken|replaced)-\d+(?:-wal|-shm)?|\.new-[0-9a-f]+(?:-wal|-shm)?"
)
"""What follows the name of a file in the names of its copies: see migrations.py, files.py and userdata_copies.py."""


class Traces:
    """The traces of reading in both files and in the copies beside them."""

    def __init__(self, cache: Path, userdata: Path) -> None:
        self._cache = cache
        self._userdata = userdata

    def sizes(self, since: datetime | None = None) -> Sequence[TraceSize]:
        """How much there is of each kind in the files; nothing is changed.

        Args:
            since: count what is newer only, of the kinds that have times.

        Raises:
            ProblemError: the user's data cannot be read.
        """
        cache_files = _with_log(self._cache) + _copies(self._cache)
        sizes = {"cache": TraceSize("cache", len(cache_files), sum(map(_size, cache_files)))}
        if self._userdata.exists():
            with self._problems_of(self._userdata), closing(_connected(self._userdata)) as reader:
                self._check_version(reader)
                counts = UserdataTraces(reader).counts(since)
            sizes |= {trace: TraceSize(trace, count) for trace, count in counts.items()}
        return [sizes.get(trace, TraceSize(trace, 0)) for trace in TRACES if trace != "passwords"]

    def copies(self) -> Sequence[Path]:
        """The copies of earlier versions of the user's data, which `remove` deletes too."""
        return _copies(self._userdata)

    def remove(self, traces: Collection[Trace], since: datetime | None = None) -> None:
        """Delete what there is of these kinds, and all copies of the files that contained them.

        Args:
            traces: the kinds.
            since: delete what is newer only, of the kinds that have times.

        Raises:
            ProblemError: disk (with the reason `in_use` where another hpreader has the files open),
                disk_full, disk_read_only, data_broken, data_newer.
        """
        if self._userdata.exists():
            with self._problems_of(self._userdata), self._alone(self._userdata) as connection:
                self._migrate(connection)
                connection.execute("BEGIN EXCLUSIVE")
                UserdataTraces(connection).remove(traces, since)
                connection.execute("COMMIT")
                connection.execute("VACUUM")
        _unlink(_copies(self._userdata))
        if "cache" in traces:
            _unlink(_with_log(self._cache) + _copies(self._cache))
        elif {"read", "saved"}.intersection(traces) and self._cache.exists():
            with self._store() as store:  # it copies the marks
                if "read" in traces:
                    store.articles.forget_readings(since)
            if "read" in traces:
                self._remove_openings(since)

    def find_articles(self, names: Sequence[str]) -> Mapping[str, ArticleTrace | None]:
        """What there is of articles, by their ids or addresses; None where there is nothing.

        Raises:
            ProblemError: the files cannot be read.
        """
        with self._store() as store:
            return {name: find_article(store, name) for name in names}

    def remove_articles(self, traces: Sequence[ArticleTrace]) -> None:
        """Delete what there is of some articles; other articles that name them stay.

        Raises:
            ProblemError: as `remove`.
        """
        with self._problems_of(self._userdata), self._alone(self._userdata) as connection:
            self._migrate(connection)
            connection.execute("BEGIN EXCLUSIVE")
            remove_from_userdata(connection, traces)
            connection.execute("COMMIT")
            connection.execute("VACUUM")
        _unlink(_copies(self._userdata))
        with self._store() as store:
            remove_from_cache(store, traces)
        with self._problems_of(self._cache), self._alone(self._cache) as connection:
            connection.execute("VACUUM")
        _unlink(_copies(self._cache))

    def _store(self) -> Store:
        now = functools.partial(datetime.now, VIETNAM)
        return Store.open(self._cache, self._userdata, now=now)

    def remove_files(self) -> None:
        """Delete both files and all copies, also where they cannot be read.

        Raises:
            ProblemError: disk, disk_read_only.
        """
        for path in (self._userdata, self._cache):
            if path.exists():
                try:
                    with self._problems_of(path), self._alone(path):
                        pass
                except ProblemError as error:
                    if error.problem.reason == "in_use":
                        raise
            _unlink(_with_log(path) + _copies(path))

    def _remove_openings(self, since: datetime | None) -> None:
        """Delete from the cache when articles were opened; a broken cache is deleted."""
        at = to_timestamp(since) if since is not None else -(1 << 62)
        try:
            with self._alone(self._cache) as connection:
                connection.execute(
                    "UPDATE article SET opened_at = NULL WHERE opened_at >= ?", (at,)
                )
                connection.execute("VACUUM")
        except sqlite3.Error as error:
            if is_broken(error) or code_of(error) == sqlite3.SQLITE_ERROR:  # of another version
                _unlink(_with_log(self._cache))
                return
            with self._problems_of(self._cache):
                raise
        _unlink(_copies(self._cache))

    @contextmanager
    def _alone(self, path: Path) -> Iterator[sqlite3.Connection]:
        """A connection to a file that nobody else has open, without a log while it is used."""
        if not is_writable(path):
            raise ProblemError(Problem("disk_read_only", str(path)))
        with closing(_connected(path)) as connection:
            if path == self._userdata:
                self._check_version(connection)
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            # Refused while another connection is open: https://www.sqlite.org/wal.html
            connection.execute("PRAGMA journal_mode = DELETE")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                connection.execute("PRAGMA journal_mode = WAL")

    def _check_version(self, connection: sqlite3.Connection) -> None:
        migrations.check_userdata(*migrations.identify(connection, "main"), self._userdata)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Migrate the user's data of an earlier version; no copy is kept, it would be deleted."""
        _, version = migrations.identify(connection, "main")
        if version < migrations.USERDATA_VERSION:
            migrations.run_scripts(connection, migrations.userdata_scripts())

    @contextmanager
    def _problems_of(self, path: Path) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if code_of(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                problem = problem_of(error, path) or Problem("disk", str(path))
                raise ProblemError(replace(problem, reason="in_use")) from error
            if path == self._userdata:
                raise ProblemError(userdata_problem(error, path)) from error
            raise ProblemError(problem_of(error, path) or Problem("disk", str(path))) from error


def _connected(path: Path) -> sqlite3.Connection:
    address = file_address(path, "mode=rw")
    return sqlite3.connect(address, uri=True, timeout=_BUSY, isolation_level=None)


def _with_log(path: Path) -> list[Path]:
    """A file and those that SQLite keeps beside it, as far as they exist."""
    names = (path.name + suffix for suffix in ("", "-wal", "-shm", "-journal"))
    return [found for name in names if (found := path.with_name(name)).exists()]


def _copies(path: Path) -> list[Path]:
    """The copies of a file: of an earlier version, of a broken one, drafts that a crash left."""
    if not path.parent.is_dir():
        return []
    return sorted(
        found
        for found in path.parent.iterdir()
        if found.name.startswith(path.name) and _COPY.fullmatch(found.name[len(path.name) :])
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _unlink(paths: Sequence[Path]) -> None:
    """Delete files.

    Raises:
        ProblemError: one cannot be deleted.
    """
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise ProblemError(problem_of(error, path) or Problem("disk", str(path))) from error
