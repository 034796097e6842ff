"""Errors of SQLite and of the file system as Problems.

The result codes are those of https://www.sqlite.org/rescode.html.
"""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING

from hpreader.problems import Problem
from hpreader.text import clean

if TYPE_CHECKING:
    from pathlib import Path

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
    """Whether an error means that a file is damaged or no database.

    Malformed JSON counts too: statements read JSON of the cache only, or check it first.
    """
    return code_of(error) in _BROKEN or str(error) == "malformed JSON"


def problem_of(error: sqlite3.Error | OSError, path: Path) -> Problem | None:
    """The problem with a file; None if the error is a bug of this program."""
    detail = clean(str(error))
    if isinstance(error, OSError):
        detail = clean(error.strerror or detail)
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return Problem("disk_full", str(path), detail)
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            return Problem("disk_read_only", str(path), detail)
        return Problem("disk", str(path), detail)
    code = code_of(error)
    if code == sqlite3.SQLITE_FULL or _extended_code_of(error) == sqlite3.SQLITE_IOERR_SHMSIZE:
        return Problem("disk_full", str(path), detail)
    if code == sqlite3.SQLITE_READONLY:
        return Problem("disk_read_only", str(path), detail)
    if code in _UNUSABLE or code in _BROKEN:
        return Problem("disk", str(path), detail)
    return None


def problem_of_files(error: sqlite3.Error, cache: Path, userdata: Path) -> Problem | None:
    """`problem_of` for a connection to both files: SQLite does not tell which disk is full."""
    problem = problem_of(error, cache)
    if problem is None or problem.kind != "disk_full":
        return problem
    return problem_of(error, min((cache, userdata), key=_free_bytes))


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
