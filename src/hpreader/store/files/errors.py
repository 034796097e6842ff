"""Errors of SQLite and of the file system as Problems.

The result codes are those of https://www.sqlite.org/rescode.html.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.problems import Problem
from hpreader.text import clean
from hpreader.urls import file_address

if TYPE_CHECKING:
    from pathlib import Path

    from hpreader.problems import Reason

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
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_EXPERIMENT = 256 * 1024
"""Bytes that a disk must have room for: those of some pages of the write-ahead log."""


def is_broken(error: sqlite3.Error) -> bool:
    """Whether an error means that a file is damaged or no database.

    Malformed JSON counts too: statements read JSON of the cache only, or check it first. So does text
    that is no UTF-8.
    """
    words = str(error)
    is_value = words == "malformed JSON" or words.startswith("Could not decode to UTF-8")
    return is_value or code_of(error) in _BROKEN


def problem_of(error: sqlite3.Error | OSError, path: Path) -> Problem | None:
    """The problem with a file; None if the error is a bug of this program."""
    detail = clean(str(error))
    if isinstance(error, OSError):
        detail = clean(error.strerror or detail)
        if error.errno in _FULL:
            return Problem("disk_full", str(path), detail)
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            return Problem("disk_read_only", str(path), detail)
        return Problem("disk", str(path), detail)
    code = code_of(error)
    if lacks_room(error):
        return Problem("disk_full", str(path), detail)
    if code == sqlite3.SQLITE_READONLY:
        return Problem("disk_read_only", str(path), detail)
    if code in _UNUSABLE or code in _BROKEN:
        return Problem("disk", str(path), detail)
    return None


def problem_of_files(error: sqlite3.Error, cache: Path, userdata: Path) -> Problem | None:
    """`problem_of` for a connection to both files: SQLite does not tell which of them failed."""
    problem = problem_of(error, cache)
    if problem is None:
        return None
    if file_of(error, cache, userdata) == cache:
        return problem
    return with_reason(problem_of(error, userdata) or problem, "userdata")


def with_reason(problem: Problem, reason: Reason) -> Problem:
    """A problem of a disk, with what it means for the file that is `reason`."""
    if problem.kind not in {"disk_full", "disk_read_only"}:
        return problem
    return replace(problem, reason=reason)


def lacks_room(error: sqlite3.Error) -> bool:
    """Whether an error means that a disk is full."""
    return (
        code_of(error) == sqlite3.SQLITE_FULL
        or _extended_code_of(error) == sqlite3.SQLITE_IOERR_SHMSIZE
    )


def forbids_writing(error: sqlite3.Error) -> bool:
    """Whether an error means that a file may not be written."""
    return code_of(error) == sqlite3.SQLITE_READONLY


def is_unwritable(error: sqlite3.Error) -> bool:
    """Whether an error means that a file cannot be written, be it for want of room or of permission."""
    return lacks_room(error) or forbids_writing(error)


def file_of(error: sqlite3.Error, cache: Path, userdata: Path) -> Path:
    """Which of two files an error is about: the first one on which a small experiment fails too."""
    if lacks_room(error):
        if not _has_room(cache):
            return cache
        return min((cache, userdata), key=_free_bytes) if _has_room(userdata) else userdata
    experiment = _can_be_locked
    return userdata if experiment(cache) and not experiment(userdata) else cache


def _has_room(path: Path) -> bool:
    """Whether a temporary file of some size can be written beside a file."""
    draft = path.with_name(f"{path.name}.new-{os.urandom(4).hex()}")
    try:
        draft.write_bytes(b"\0" * _EXPERIMENT)
    except OSError as error:
        return error.errno not in _FULL
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return True


def _can_be_locked(path: Path) -> bool:
    """Whether a transaction that writes can begin on a file."""
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(
            file_address(path, "mode=rw"), uri=True, timeout=0, isolation_level=None
        )
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA user_version = 0")  # it fails where only reading is possible
        connection.execute("ROLLBACK")
    except sqlite3.Error:
        return False
    finally:
        if connection is not None:
            connection.close()
    return True


def _free_bytes(path: Path) -> int:
    """The free bytes of a file's file system; 0 if they cannot be read."""
    import shutil  # noqa: PLC0415 - full disks are rare, and it imports all compression modules

    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return 0


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for an error that the sqlite3 module raised itself."""
    return _extended_code_of(error) & 0xFF


def _extended_code_of(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)  # see code_of
    return code


def userdata_problem(error: sqlite3.Error, userdata: Path) -> Problem:
    """The problem with the user's data; a damaged file of them is reported, never replaced."""
    problem = problem_of(error, userdata)
    if problem is None or is_broken(error):
        return Problem("data_broken", str(userdata), clean(str(error)))
    return problem
