"""Opens the two files: creates them, opens them read-only, moves a broken one aside.

A file that the disk has no room to use is opened as a copy in memory.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hpreader.problems import Problem, ProblemError
from hpreader.store.files import migrations
from hpreader.store.files.errors import (
    code_of,
    file_of,
    forbids_writing,
    is_broken,
    is_unwritable,
    problem_of,
    userdata_problem,
    with_reason,
)
from hpreader.urls import file_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hpreader.problems import Reason
    from hpreader.store.files.memory_copies import MemoryCopies


_VFS: Final = "win32" if os.name == "nt" else "unix"
"""SQLite's interface to files (https://www.sqlite.org/vfs.html). It has to be named: what is
attached to a copy in memory would otherwise be taken for one, too."""


@dataclass(slots=True)
class Opened:
    """A connection with the cache as `main` and the user's data as `userdata`."""

    connection: sqlite3.Connection
    inode: int
    """The cache file's inode, to notice when it was moved away or deleted; 0 for a copy of it."""
    generation: int
    """The generation of the copies in memory when it was opened."""
    cache_problem: Problem | None = None
    """Why nothing in the cache is kept, if so."""
    userdata_problem: Problem | None = None
    """Why nothing in the user's data is kept, if so."""
    notices: list[Problem] = field(default_factory=list)


def open_files(cache: Path, userdata: Path, copies: MemoryCopies) -> Opened:
    """Open both files; missing ones are created, an unusable cache is replaced.

    Args:
        cache: the file whose contents can be fetched again.
        userdata: the file whose contents exist nowhere else.
        copies: the copies in memory; those of files on full disks are added.

    Raises:
        ProblemError: disk, disk_full, disk_read_only, data_broken, data_newer.
    """
    notices: list[Problem] = []
    _ensure(userdata, migrations.userdata_script)
    # Another process may be moving the same file at the same time, and a disk may be full.
    for _ in range(5):
        try:
            if copies.get(cache) is None:
                _ensure(cache, migrations.cache_script, migrations.CACHE_PAGE)
            opened = _connect(cache, userdata, copies)
        except _CacheUnusableError:
            notices.append(Problem("cache_renewed", str(move_aside(cache))))
            continue
        except ProblemError as error:
            if not _copy_unusable(error.problem, cache, userdata, copies):
                raise
            continue
        opened.notices = [*notices, *filter(None, (opened.cache_problem, opened.userdata_problem))]
        return opened
    raise ProblemError(Problem("disk", str(cache)))


def _copy_unusable(problem: Problem, cache: Path, userdata: Path, copies: MemoryCopies) -> bool:
    """Copy the file of a problem into memory where that solves it; returns whether it does."""
    if problem.kind not in {"disk_full", "disk_read_only"}:
        return False
    if problem.subject == str(userdata):
        return userdata.exists() and copy_userdata(userdata, problem, copies)
    is_missing = problem.kind == "disk_full" or not cache.exists()
    return is_missing and copy_cache(cache, problem, copies)


def replace_unwritable(
    error: sqlite3.Error,
    cache: Path,
    userdata: Path,
    copies: MemoryCopies,
    cache_problem: Problem | None,
    *,
    must_be_kept: bool,
) -> bool:
    """Use a copy of the file that could not be written; returns whether the work can be repeated.

    Args:
        error: what the work failed with.
        cache: the path of the cache.
        userdata: the path of the user's data.
        copies: the copies in memory.
        cache_problem: why the cache is not written to, if so.
        must_be_kept: whether the work changes what the user expects to be kept.

    Raises:
        ProblemError: it is the user's data, and the work has to change them.
    """
    path = unwritable_file(error, cache, userdata, copies, cache_problem)
    if path == userdata and must_be_kept:
        problem = problem_of(error, path) or Problem("disk", str(path))
        raise ProblemError(with_reason(problem, "userdata")) from error
    return path is not None and use_copy(error, path, cache, userdata, copies)


def unwritable_file(
    error: sqlite3.Error,
    cache: Path,
    userdata: Path,
    copies: MemoryCopies,
    cache_problem: Problem | None,
) -> Path | None:
    """The file that could not be written and is no copy yet; None for errors of another kind."""
    if not is_unwritable(error):
        return None
    is_forbidden = forbids_writing(error)
    if copies.get(cache) is not None:
        return userdata
    if copies.get(userdata) is not None or (is_forbidden and cache_problem is not None):
        return cache
    return file_of(error, cache, userdata)


def use_copy(
    error: sqlite3.Error, path: Path, cache: Path, userdata: Path, copies: MemoryCopies
) -> bool:
    """Copy a file that could not be written into memory; returns whether it is new there.

    Raises:
        sqlite3.Error: the file cannot be read either.
    """
    problem = problem_of(error, path)
    if problem is None:
        return False
    if path == cache:
        return copy_cache(cache, problem, copies)
    return copy_userdata(userdata, problem, copies)


def copy_cache(cache: Path, problem: Problem, copies: MemoryCopies) -> bool:
    """Use the cache in memory from now on, if that is allowed; returns whether it is new there.

    Raises:
        sqlite3.Error: the file cannot be read either.
    """
    if not copies.may_replace_cache:
        return False
    return copies.make(cache, with_reason(problem, "cache"), migrations.cache_script())


def copy_userdata(userdata: Path, problem: Problem, copies: MemoryCopies) -> bool:
    """Use the user's data in memory from now on; returns whether they are new there.

    Raises:
        sqlite3.Error: the file cannot be read either.
    """
    return copies.make(userdata, with_reason(problem, "userdata"), migrations.userdata_script())


class _CacheUnusableError(Exception):
    """The cache is broken or of another version; it can be replaced."""


def _connect(cache: Path, userdata: Path, copies: MemoryCopies) -> Opened:
    generation = copies.generation
    cache_address, cache_problem = _location(
        cache, "cache" if copies.may_replace_cache else None, copies
    )
    userdata_address, userdata_problem = _location(userdata, "userdata", copies)
    connection = _connected(cache, cache_address)
    try:
        inode = 0 if copies.get(cache) else cache.stat().st_ino
        _check_cache(connection, cache)
        _attach(connection, userdata, userdata_address)
        connection.text_factory = _text
        connection.execute("PRAGMA main.synchronous = NORMAL")
        connection.execute("PRAGMA userdata.synchronous = NORMAL")
        if cache_problem or userdata_problem:
            connection.execute("PRAGMA temp_store = MEMORY")  # there may be no room for sorting
    except BaseException:
        connection.close()
        raise
    return Opened(connection, inode, generation, cache_problem, userdata_problem)


def _location(
    path: Path, reason: Reason | None, copies: MemoryCopies
) -> tuple[str, Problem | None]:
    """Where SQLite opens a file, and why it is not written to, if so."""
    copy = copies.get(path)
    if copy is not None:
        return copy.address, copy.problem
    if is_writable(path):
        return file_address(path, f"mode=rw&vfs={_VFS}"), None
    return _address(path), Problem("disk_read_only", str(path), reason=reason)


def _connected(cache: Path, address: str) -> sqlite3.Connection:
    """A connection to the cache; the user's data are not attached yet."""
    try:
        return sqlite3.connect(
            address,
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


def _attach(connection: sqlite3.Connection, userdata: Path, address: str) -> None:
    try:
        connection.execute("ATTACH DATABASE ? AS userdata", (address,))
        application, version = migrations.identify(connection, "userdata")
        if application == migrations.USERDATA_APPLICATION and version < migrations.USERDATA_VERSION:
            connection.execute("DETACH DATABASE userdata")
            if "vfs=memdb" in address:
                migrations.migrate_copy(address, migrations.userdata_scripts())
            else:
                migrations.migrate(userdata, migrations.userdata_scripts())
            connection.execute("ATTACH DATABASE ? AS userdata", (address,))
    except sqlite3.Error as error:
        raise ProblemError(userdata_problem(error, userdata)) from error
    migrations.check_userdata(application, version, userdata)


def _text(stored: bytes) -> str:
    """Decode stored text; an invalid byte becomes U+FFFD instead of an error."""
    return stored.decode("utf-8", "replace")


def is_writable(path: Path) -> bool:
    """Whether the permissions of a file and of its directory allow writing."""
    effective = os.access in os.supports_effective_ids
    directory = os.access(path.parent, os.W_OK | os.X_OK, effective_ids=effective)
    return directory and os.access(path, os.W_OK, effective_ids=effective)


def _address(path: Path) -> str:
    """A file without write permission as a URI for SQLite (https://www.sqlite.org/uri.html).

    In a directory that cannot be written SQLite cannot create the write-ahead log's index; if
    there is no log either, nobody is writing, and the file is opened as immutable.
    """
    address = file_address(path)
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size
    return f"{address}?mode=ro&vfs={_VFS}" if has_log else f"{address}?immutable=1&vfs={_VFS}"


# --- creating and moving ---


def _ensure(path: Path, script: Callable[[], Iterator[str]], page_size: int | None = None) -> None:
    """Create a file if there is none: completely and under another name first, then renamed."""
    try:
        if path.exists() and path.stat().st_size:
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _create(path, script(), page_size)
    except OSError as error:
        raise ProblemError(problem_of(error, path) or Problem("disk", str(path))) from error
    except sqlite3.Error as error:
        problem = problem_of(error, path)
        if problem is None:
            raise
        raise ProblemError(problem) from error


def _create(path: Path, script: Iterator[str], page_size: int | None) -> None:
    draft = path.with_name(f"{path.name}.new-{os.urandom(4).hex()}")
    draft.touch(mode=0o600)  # its error describes the directory, SQLite's would not
    try:
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            if page_size is not None:
                connection.execute(f"PRAGMA page_size = {page_size}")
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


def _broken_name(path: Path) -> Path:
    """The name under which a broken file is kept: `….broken-1` and so on."""
    number = 1
    while (target := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    return target


def copy_aside(path: Path) -> Path:
    """Copy a broken file and its log to `….broken-N`; returns the copy's path.

    Raises:
        OSError: it cannot be copied.
    """
    import shutil  # noqa: PLC0415 - it imports all compression modules

    target = _broken_name(path)
    for suffix in ("-wal", "-shm", ""):
        if (part := path.with_name(path.name + suffix)).exists():
            shutil.copyfile(part, target.with_name(target.name + suffix))
    target.chmod(0o600)
    return target


def move_aside(path: Path) -> Path:
    """Rename a broken file to `….broken-N`; returns its new path.

    Raises:
        ProblemError: it cannot be renamed.
    """
    target = _broken_name(path)
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
