"""Copies in memory of files that cannot be written, shared by the connections of one process.

A file on a full disk often cannot even be read in place: SQLite needs room for the index of the
write-ahead log (https://www.sqlite.org/wal.html#read_only_databases). The copy can be read and
written; it is gone when the process ends.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from threading import RLock
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.store.files import migrations
from hpreader.urls import file_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hpreader.problems import Problem

_OLDEST_SQLITE: Final = (3, 36)
"""The first version whose VFS "memdb" shares a database between connections
(https://www.sqlite.org/releaselog/3_36_0.html)."""


class MemoryCopy(NamedTuple):
    """A database in memory in place of a file."""

    address: str
    """The URI for SQLite."""
    problem: Problem
    """Why the file cannot be written."""
    owner: sqlite3.Connection
    """Keeps the database in memory as long as it is open."""


class MemoryCopies:
    """The copies by the path of their file; for any thread."""

    def __init__(self, *, may_replace_cache: bool = True) -> None:
        """Begin without a copy.

        Args:
            may_replace_cache: whether work may go on with a cache that is lost at the end.
        """
        self.may_replace_cache = may_replace_cache
        self.generation = 0
        """A number that changes when the set of copies does."""
        self.lock = RLock()
        """To be held while files are opened, or a copy is dropped and its file tried again: no
        thread then meets a set of copies that another one is changing."""
        self._copies: dict[Path, MemoryCopy] = {}

    @property
    def is_used(self) -> bool:
        """Is there a copy?"""
        return bool(self._copies)

    def get(self, path: Path) -> MemoryCopy | None:
        """The copy of a file, if there is one."""
        return self._copies.get(path)

    def make(self, path: Path, problem: Problem, script: Iterator[str]) -> bool:
        """Copy a file, or begin an empty database by `script` where there is no such file.

        Args:
            path: the file.
            problem: why it cannot be written.
            script: the statements that create the tables.

        Returns:
            Whether there is a copy that was not there before; never with an old SQLite.

        Raises:
            sqlite3.Error: the file cannot be read either.
        """
        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            return False
        with self.lock:
            if path in self._copies:
                return False
            address = f"file:/hpreader-{os.urandom(8).hex()}?vfs=memdb"
            owner = _connected(address)
            try:
                if path.exists() and path.stat().st_size:
                    _copy(path, address)
                else:
                    owner.execute("PRAGMA auto_vacuum = INCREMENTAL")
                    migrations.with_transaction(owner, script)
            except BaseException:
                owner.close()
                raise
            self._copies[path] = MemoryCopy(address, problem, owner)
            self.generation += 1
            return True

    def drop(self, path: Path) -> None:
        """Forget the copy of a file: its next user tries the file again."""
        with self.lock:
            copy = self._copies.pop(path, None)
            if copy is not None:
                self.generation += 1
                copy.owner.close()

    def close(self) -> None:
        """Forget all copies."""
        for path in tuple(self._copies):
            self.drop(path)


def _connected(address: str) -> sqlite3.Connection:
    return sqlite3.connect(
        address,
        uri=True,
        timeout=migrations.BUSY_TIMEOUT,
        isolation_level=None,
        check_same_thread=False,  # closed by whichever thread ends the process
    )


def _copy(path: Path, address: str) -> None:
    """Copy a file; `VACUUM INTO` also takes it out of the WAL mode, which memory does not have."""
    source = _readable(path)
    try:
        source.execute("VACUUM INTO ?", (address,))
    finally:
        source.close()


def _readable(path: Path) -> sqlite3.Connection:
    """A connection that can read a file on a full disk, with what is in its log.

    Where there is no room for the log's index, an empty log is left aside (`immutable`); another
    one is read with its index in memory, for which nobody else may use the file (see
    https://www.sqlite.org/wal.html#use_of_wal_without_shared_memory).

    Raises:
        sqlite3.Error: it cannot be read.
    """
    uri = file_address(path)
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    ways = [(f"{uri}?mode=rw", "NORMAL"), (f"{uri}?mode=ro", "NORMAL")]
    ways.append((f"{uri}?mode=rw", "EXCLUSIVE") if has_log else (f"{uri}?immutable=1", "NORMAL"))
    errors: list[sqlite3.Error] = []
    for address, locking in ways:
        try:
            connection = _connected(address)
        except sqlite3.Error as error:
            errors.append(error)
            continue
        try:
            connection.execute(f"PRAGMA locking_mode = {locking}")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error as error:
            errors.append(error)
            with suppress(sqlite3.Error):
                connection.close()
            continue
        return connection
    raise errors[0]
