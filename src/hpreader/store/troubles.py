"""What SQLite and the system say when a file fails, as problems with words for a person."""

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
    """Does SQLite say that a file is damaged, or no database at all?

    JSON is looked into only in the cache.
    """
    return code_of(error) in _BROKEN or str(error) == "malformed JSON"


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
    code = code_of(error)
    if code == sqlite3.SQLITE_FULL or _extended_code_of(error) == sqlite3.SQLITE_IOERR_SHMSIZE:
        return Problem("disk_full", str(path), detail)
    if code == sqlite3.SQLITE_READONLY:
        return Problem("disk_read_only", str(path), detail)
    if code in _UNUSABLE or code in _BROKEN:
        return Problem("disk", str(path), detail)
    return None


def problem_of_files(error: sqlite3.Error, cache: Path, userdata: Path) -> Problem | None:
    """The same for a connection to both files: SQLite does not say which disk is full."""
    problem = problem_of(error, cache)
    if problem is None or problem.kind != "disk_full":
        return problem
    return problem_of(error, min((cache, userdata), key=_room))


def _room(path: Path) -> int:
    """Bytes left on a file's disk."""
    import shutil  # noqa: PLC0415 - full disks are rare, and it loads all that can pack files

    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return 0


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code, 0 for an error of the module itself."""
    return _extended_code_of(error) & 0xFF


def _extended_code_of(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)  # errors of the module itself have none
    return code


def userdata_problem(error: sqlite3.Error, userdata: Path) -> Problem:
    """What is wrong with the user's data, which nobody repairs by throwing them away."""
    problem = problem_of(error, userdata)
    if problem is None or is_broken(error):
        return Problem("data_broken", str(userdata), clean(str(error)))
    return problem
