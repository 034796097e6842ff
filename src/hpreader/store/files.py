"""The two files: making them, knowing their versions, migrating one, moving a broken one aside."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hpreader.problems import Problem, ProblemError
from hpreader.text import clean

CACHE_VERSION: Final = 1
CACHE_APPLICATION: Final = 0x48505243
"""`HPRC` in SQLite's application id."""
USERDATA_VERSION: Final = 1
"""How many migrations there are: `schema/userdata-N.sql` leads from version N-1 to N."""
USERDATA_APPLICATION: Final = 0x48505244
"""`HPRD`."""

BUSY_TIMEOUT: Final = 10.0
"""Seconds to wait for another process to end its transaction."""

_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNUSABLE = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
}


def is_broken(error: sqlite3.Error) -> bool:
    """Does SQLite say that a file is damaged, or no database at all?"""
    return _code(error) in _BROKEN


def problem_of(error: sqlite3.Error | OSError, path: Path) -> Problem | None:
    """What a person should be told; None when it is a bug and not the disk."""
    detail = clean(str(error))
    if isinstance(error, OSError):
        detail = clean(error.strerror or detail)
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return Problem("disk_full", str(path), detail)
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            return Problem("disk_read_only", str(path), detail)
        return Problem("disk", str(path), detail)
    code = _code(error)
    if code == sqlite3.SQLITE_FULL:
        return Problem("disk_full", str(path), detail)
    if code == sqlite3.SQLITE_READONLY:
        return Problem("disk_read_only", str(path), detail)
    if code in _UNUSABLE or code in _BROKEN:
        return Problem("disk", str(path), detail)
    return None


def _code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)  # errors of the module itself have none
    return code & 0xFF


# --- opening ------------------------------------------------------------------------------------


@dataclass(slots=True)
class Opened:
    """A connection with the cache as `main` and the user's data as `userdata`."""

    connection: sqlite3.Connection
    inode: int
    """Of the cache's file, to notice when it was moved away or deleted."""
    read_only: Path | None = None
    """Which of the files cannot be written, if any."""
    notices: list[Problem] = field(default_factory=list)


def open_files(cache: Path, userdata: Path) -> Opened:
    """Open both files, made or repaired where that is needed.

    Raises:
        ProblemError: disk, disk_full, disk_read_only, data_broken, data_newer.
    """
    notices: list[Problem] = []
    _ensure(userdata, _userdata_script())
    for _ in range(3):  # another process may be moving the same file at the same time
        _ensure(cache, _cache_script())
        try:
            opened = _connect(cache, userdata)
        except _CacheUnusableError:
            notices.append(Problem("cache_renewed", str(move_aside(cache))))
            continue
        opened.notices = notices
        return opened
    raise ProblemError(Problem("disk", str(cache)))


class _CacheUnusableError(Exception):
    """The cache is broken or of another version; it can be begun anew."""


def _connect(cache: Path, userdata: Path) -> Opened:
    read_only = next((path for path in (cache, userdata) if not _is_writable(path)), None)
    connection = _connected(cache)
    try:
        inode = cache.stat().st_ino
        _check_cache(connection, cache)
        _attach(connection, userdata)
        connection.execute("PRAGMA main.synchronous = NORMAL")
        connection.execute("PRAGMA userdata.synchronous = NORMAL")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return Opened(connection, inode, read_only)


def _connected(cache: Path) -> sqlite3.Connection:
    """A connection to the cache; the user's data are not yet there."""
    try:
        return sqlite3.connect(
            _address(cache),
            uri=True,
            timeout=BUSY_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,  # one thread at a time, which the newsroom sees to
        )
    except sqlite3.Error as error:
        raise ProblemError(problem_of(error, cache) or Problem("disk", str(cache))) from error


def _check_cache(connection: sqlite3.Connection, cache: Path) -> None:
    try:
        application, version = _marks(connection, "main")
        connection.execute("SELECT number FROM article LIMIT 1").fetchone()
    except sqlite3.Error as error:
        if is_broken(error) or _code(error) == sqlite3.SQLITE_ERROR:  # no such table
            raise _CacheUnusableError from error
        raise ProblemError(problem_of(error, cache) or Problem("disk", str(cache))) from error
    if (application, version) != (CACHE_APPLICATION, CACHE_VERSION):
        raise _CacheUnusableError


def _attach(connection: sqlite3.Connection, userdata: Path) -> None:
    try:
        connection.execute("ATTACH DATABASE ? AS userdata", (_address(userdata),))
        application, version = _marks(connection, "userdata")
        if application == USERDATA_APPLICATION and version < USERDATA_VERSION:
            connection.execute("DETACH DATABASE userdata")
            migrate(userdata, migrations())
            connection.execute("ATTACH DATABASE ? AS userdata", (_address(userdata),))
    except sqlite3.Error as error:
        raise ProblemError(userdata_problem(error, userdata)) from error
    if application != USERDATA_APPLICATION:
        raise ProblemError(Problem("data_broken", str(userdata), "not written by hpreader"))
    if version > USERDATA_VERSION:
        raise ProblemError(Problem("data_newer", str(userdata), f"version {version}"))


def userdata_problem(error: sqlite3.Error, userdata: Path) -> Problem:
    """What is wrong with the user's data, which nobody repairs by throwing them away."""
    problem = problem_of(error, userdata)
    if problem is None or is_broken(error):
        return Problem("data_broken", str(userdata), clean(str(error)))
    return problem


def _marks(connection: sqlite3.Connection, schema: str) -> tuple[int, int]:
    application: int = connection.execute(f"PRAGMA {schema}.application_id").fetchone()[0]
    version: int = connection.execute(f"PRAGMA {schema}.user_version").fetchone()[0]
    return application, version


def _is_writable(path: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    directory = os.access(path.parent, os.W_OK | os.X_OK, effective_ids=effective)
    return directory and os.access(path, os.W_OK, effective_ids=effective)


def _address(path: Path) -> str:
    """The file as SQLite's URI: never made by opening it, and read without locks where it must be.

    In a directory that cannot be written SQLite has no place for the write-ahead log's index;
    without a log, nobody is writing, and the file can be taken as it is.
    """
    address = path.absolute().as_uri()
    if _is_writable(path):
        return f"{address}?mode=rw"
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size
    return f"{address}?mode=ro" if has_log else f"{address}?immutable=1"


# --- making and moving --------------------------------------------------------------------------


def _ensure(path: Path, script: Iterator[str]) -> None:
    """Make a file if there is none: whole and under another name first, so that none is half made."""
    try:
        if path.exists() and path.stat().st_size:
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path, script)
    except OSError as error:
        raise ProblemError(problem_of(error, path) or Problem("disk", str(path))) from error
    except sqlite3.Error as error:
        problem = problem_of(error, path)
        if problem is None:
            raise
        raise ProblemError(problem) from error


def _make(path: Path, script: Iterator[str]) -> None:
    draft = path.with_name(f"{path.name}.new-{os.urandom(4).hex()}")
    draft.touch(mode=0o600)  # says what is wrong with the directory, which SQLite does not
    try:
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            with_transaction(connection, script)
        finally:
            connection.close()
        if path.exists() and not path.stat().st_size:
            path.unlink()
        if not path.exists():
            _move_log(path, None)  # a log that outlived its file would be read into the new one
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first; its file is as good
        except OSError:  # a file system without links
            draft.replace(path)
    finally:
        for name in (draft.name, f"{draft.name}-wal", f"{draft.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)


def move_aside(path: Path) -> Path:
    """Give a broken file another name beside its own and say which.

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


# --- versions -----------------------------------------------------------------------------------


def migrations() -> Sequence[str]:
    """The scripts of the user's data, in order."""
    return [_schema(f"userdata-{number}.sql") for number in range(1, USERDATA_VERSION + 1)]


def migrate(path: Path, scripts: Sequence[str]) -> None:
    """Bring the user's data to the version that `scripts` lead to, one transaction for each.

    A copy as it was before stays beside it. Two processes may do it at once.

    Raises:
        sqlite3.Error: it did not work; the file is as it was before the script that failed.
        ProblemError: the copy could not be made.
    """
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
    try:
        _, version = _marks(connection, "main")
        if version < len(scripts):
            _copy(connection, path.with_name(f"{path.name}.before-{len(scripts)}"))
        for number in range(version + 1, len(scripts) + 1):
            with_transaction(connection, _numbered(scripts[number - 1], number), number)
    finally:
        connection.close()


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    draft = target.with_name(f"{target.name}.new-{os.urandom(4).hex()}")
    try:
        copy = sqlite3.connect(draft)
        try:
            connection.backup(copy)
        finally:
            copy.close()
        draft.replace(target)
    except OSError as error:
        raise ProblemError(problem_of(error, target) or Problem("disk", str(target))) from error
    finally:
        draft.unlink(missing_ok=True)


def with_transaction(
    connection: sqlite3.Connection, script: Iterator[str], version: int | None = None
) -> None:
    """Run statements in one transaction, unless the file has `version` by now."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version is None or _marks(connection, "main")[1] < version:
            for statement in script:
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; sqlite3's own executescript commits before it starts."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _cache_script() -> Iterator[str]:
    yield from statements(_schema("cache.sql"))
    yield f"PRAGMA application_id = {CACHE_APPLICATION}"
    yield f"PRAGMA user_version = {CACHE_VERSION}"


def _userdata_script() -> Iterator[str]:
    for script in migrations():
        yield from statements(script)
    yield f"PRAGMA application_id = {USERDATA_APPLICATION}"
    yield f"PRAGMA user_version = {USERDATA_VERSION}"


def _numbered(script: str, number: int) -> Iterator[str]:
    yield from statements(script)
    yield f"PRAGMA user_version = {number}"


def _schema(name: str) -> str:
    from importlib.resources import files  # noqa: PLC0415 - only when a file is made or migrated

    return files(__package__).joinpath("schema", name).read_text("utf-8")
