"""Opens the two files: creates them, opens them read-only, moves a broken one aside."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hpreader.problems import Problem, ProblemError
from hpreader.store import migrations
from hpreader.store.errors import code_of, is_broken, problem_of, userdata_problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(slots=True)
class Opened:
    """A connection with the cache as `main` and the user's data as `userdata`."""

    connection: sqlite3.Connection
    inode: int
    """The cache file's inode, to notice when it was moved away or deleted."""
    read_only: Path | None = None
    """The file that cannot be written, if any."""
    notices: list[Problem] = field(default_factory=list)


def open_files(cache: Path, userdata: Path) -> Opened:
    """Open both files; missing ones are created, an unusable cache is replaced.

    Raises:
        ProblemError: disk, disk_full, disk_read_only, data_broken, data_newer.
    """
    notices: list[Problem] = []
    _ensure(userdata, migrations.userdata_script())
    for _ in range(3):  # another process may be moving the same file at the same time
        _ensure(cache, migrations.cache_script())
        try:
            opened = _connect(cache, userdata)
        except _CacheUnusableError:
            notices.append(Problem("cache_renewed", str(move_aside(cache))))
            continue
        opened.notices = notices
        return opened
    raise ProblemError(Problem("disk", str(cache)))


class _CacheUnusableError(Exception):
    """The cache is broken or of another version; it can be replaced."""


def _connect(cache: Path, userdata: Path) -> Opened:
    read_only = next((path for path in (cache, userdata) if not _is_writable(path)), None)
    connection = _connected(cache)
    try:
        inode = cache.stat().st_ino
        _check_cache(connection, cache)
        _attach(connection, userdata)
        connection.text_factory = _text
        connection.execute("PRAGMA main.synchronous = NORMAL")
        connection.execute("PRAGMA userdata.synchronous = NORMAL")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return Opened(connection, inode, read_only)


def _connected(cache: Path) -> sqlite3.Connection:
    """A connection to the cache; the user's data are not attached yet."""
    try:
        return sqlite3.connect(
            _address(cache),
            uri=True,
            timeout=migrations.BUSY_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,  # the newsroom uses it in one thread at a time
        )
    except sqlite3.Error as error:
        raise ProblemError(problem_of(error, cache) or Problem("disk", str(cache))) from error


def _check_cache(connection: sqlite3.Connection, cache: Path) -> None:
    try:
        application, version = migrations.identify(connection, "main")
        connection.execute("SELECT number FROM article LIMIT 1").fetchone()
    except sqlite3.Error as error:
        if is_broken(error) or code_of(error) == sqlite3.SQLITE_ERROR:  # no such table
            raise _CacheUnusableError from error
        raise ProblemError(problem_of(error, cache) or Problem("disk", str(cache))) from error
    if (application, version) != (migrations.CACHE_APPLICATION, migrations.CACHE_VERSION):
        raise _CacheUnusableError


def _attach(connection: sqlite3.Connection, userdata: Path) -> None:
    try:
        connection.execute("ATTACH DATABASE ? AS userdata", (_address(userdata),))
        application, version = migrations.identify(connection, "userdata")
        if application == migrations.USERDATA_APPLICATION and version < migrations.USERDATA_VERSION:
            connection.execute("DETACH DATABASE userdata")
            migrations.migrate(userdata, migrations.userdata_scripts())
            connection.execute("ATTACH DATABASE ? AS userdata", (_address(userdata),))
    except sqlite3.Error as error:
        raise ProblemError(userdata_problem(error, userdata)) from error
    if application != migrations.USERDATA_APPLICATION:
        raise ProblemError(Problem("data_broken", str(userdata), "not written by hpreader"))
    if version > migrations.USERDATA_VERSION:
        raise ProblemError(Problem("data_newer", str(userdata), f"version {version}"))


def _text(stored: bytes) -> str:
    """Decode stored text; an invalid byte becomes U+FFFD instead of an error."""
    return stored.decode("utf-8", "replace")


def _is_writable(path: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    directory = os.access(path.parent, os.W_OK | os.X_OK, effective_ids=effective)
    return directory and os.access(path, os.W_OK, effective_ids=effective)


def _address(path: Path) -> str:
    """The file as a URI for SQLite, which never creates it (https://www.sqlite.org/uri.html).

    In a directory that cannot be written SQLite cannot create the write-ahead log's index; if
    there is no log either, nobody is writing, and the file is opened as immutable.
    """
    address = path.absolute().as_uri()
    if _is_writable(path):
        return f"{address}?mode=rw"
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size
    return f"{address}?mode=ro" if has_log else f"{address}?immutable=1"


# --- creating and moving ---


def _ensure(path: Path, script: Iterator[str]) -> None:
    """Create a file if there is none: completely and under another name first, then renamed."""
    try:
        if path.exists() and path.stat().st_size:
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _create(path, script)
    except OSError as error:
        raise ProblemError(problem_of(error, path) or Problem("disk", str(path))) from error
    except sqlite3.Error as error:
        problem = problem_of(error, path)
        if problem is None:
            raise
        raise ProblemError(problem) from error


def _create(path: Path, script: Iterator[str]) -> None:
    draft = path.with_name(f"{path.name}.new-{os.urandom(4).hex()}")
    draft.touch(mode=0o600)  # its error describes the directory, SQLite's would not
    try:
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            migrations.with_transaction(connection, script)
            # The log last: close() writes its contents into the file without reporting errors.
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        if path.exists() and not path.stat().st_size:
            path.unlink()
        if not path.exists():
            _move_log(path, None)  # the log of a deleted file would be read into the new one
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process created the same file first
        except OSError:  # a file system without links
            draft.replace(path)
    finally:
        for name in (draft.name, f"{draft.name}-wal", f"{draft.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)


def move_aside(path: Path) -> Path:
    """Rename a broken file to `….broken-N`; returns its new path.

    Raises:
        ProblemError: it cannot be renamed.
    """
    number = 1
    while (target := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    try:
        path.rename(target)
        _move_log(path, target)
    except FileNotFoundError:
        pass  # another process did it
    except OSError as error:
        raise ProblemError(problem_of(error, path) or Problem("disk", str(path))) from error
    return target


def _move_log(path: Path, target: Path | None) -> None:
    for suffix in ("-wal", "-shm"):
        log = path.with_name(path.name + suffix)
        if target is None:
            log.unlink(missing_ok=True)
        elif log.exists():
            log.rename(target.with_name(target.name + suffix))
