"""Copies the user's data as they are at one moment, and puts such a copy in their place.

A copy is made by SQLite within one read transaction, while other processes may be writing; deleted rows
are not in it. It is put back by SQLite's backup API in one transaction of the file, so that a process that
is killed meanwhile leaves the former data.
https://www.sqlite.org/lang_vacuum.html#vacuuminto, https://www.sqlite.org/backup.html
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hpreader.problems import Problem, ProblemError
from hpreader.store.files import migrations
from hpreader.store.files.errors import code_of, is_broken, problem_of, userdata_problem
from hpreader.store.files.files import copy_aside, is_writable
from hpreader.store.traces.userdata_traces import UserdataTraces
from hpreader.urls import file_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from hpreader.model.traces import Trace

_TOKEN: Final = "restore"
"""The key of the mark among the facts."""
_BUSY: Final = 1.0
"""Seconds to wait for another process; a reader has its files open until it ends."""


def copy_userdata(userdata: Path, target: Path) -> int:
    """Write a copy of the user's data; returns its version.

    Args:
        userdata: may be in use.
        target: must not exist.

    Raises:
        ProblemError: data_broken, data_newer, disk_full, disk.
    """
    try:
        with closing(_connected(userdata, "ro")) as connection:
            application, version = migrations.identify(connection, "main")
            migrations.check_userdata(application, version, userdata)
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise ProblemError(userdata_problem(error, userdata)) from error
    _sync(target)
    return version


def check_copy(copy: Path, subject: str) -> Mapping[Trace, int]:
    """How much there is in a copy of user data that may come from anybody.

    Args:
        copy: a file that is in no use.
        subject: what problems name.

    Raises:
        ProblemError: bad_file, data_newer.
    """
    try:
        with closing(_connected(copy, "ro")) as connection:
            application, version = migrations.identify(connection, "main")
            if application != migrations.USERDATA_APPLICATION or not version:
                raise ProblemError(Problem("bad_file", subject, "not written by hpreader"))
            if version > migrations.USERDATA_VERSION:
                raise ProblemError(Problem("data_newer", subject, f"version {version}"))
            damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            foreign = connection.execute(
                "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
            ).fetchone()
            if damage != "ok" or foreign:
                reason = str(damage) if damage != "ok" else f"{foreign[0]}"
                raise ProblemError(Problem("bad_file", subject, reason))
            return UserdataTraces(connection).counts()
    except sqlite3.Error as error:
        raise ProblemError(Problem("bad_file", subject, str(error))) from error


def put_token(copy: Path, token: str) -> None:
    """Mark a copy, so that it is known whether it has become the user's data.

    Raises:
        ProblemError: the copy cannot be written.
    """
    try:
        with closing(_connected(copy, "rw")) as connection:
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (_TOKEN, token))
    except sqlite3.Error as error:
        raise ProblemError(problem_of(error, copy) or Problem("disk", str(copy))) from error


def restore_token(userdata: Path) -> str | None:
    """The mark of the copy that has become the user's data; "" for none, None while they are locked.

    Raises:
        ProblemError: the file cannot be read.
    """
    if not userdata.exists():
        return ""
    try:
        with closing(_connected(userdata, "rw")) as connection:  # a transaction may be rolled back
            row = connection.execute("SELECT value FROM fact WHERE key = ?", (_TOKEN,)).fetchone()
            connection.execute("PRAGMA journal_mode = WAL")
            return str(row[0]) if row else ""
    except sqlite3.Error as error:
        if code_of(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return None
        if is_broken(error) or code_of(error) == sqlite3.SQLITE_ERROR:  # no such table
            return ""
        raise ProblemError(problem_of(error, userdata) or Problem("disk", str(userdata))) from error


def replace_userdata(
    copy: Path, userdata: Path, *, locked: Callable[[], None] = lambda: None
) -> Path | None:
    """Put a copy in the place of the user's data; returns where the former ones are, if there were any.

    They are copied first, damaged ones byte for byte.

    Args:
        copy: a file that `check_copy` accepted.
        userdata: the file to replace, which nobody may have open.
        locked: called before anything is replaced, and while no other process can open the data.

    Raises:
        ProblemError: disk (with the reason `in_use`), disk_full, disk_read_only.
    """
    if not userdata.exists():
        _install(copy, userdata, locked)
        return None
    if not is_writable(userdata):
        raise ProblemError(Problem("disk_read_only", str(userdata)))
    try:
        return _overwrite(copy, userdata, locked)
    except sqlite3.Error as error:
        if is_broken(error):
            former = copy_aside(userdata)
            _install(copy, userdata, locked)
            return former
        problem = problem_of(error, userdata) or Problem("disk", str(userdata))
        if code_of(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            problem = replace(problem, reason="in_use")
        raise ProblemError(problem) from error


def _overwrite(copy: Path, userdata: Path, locked: Callable[[], None]) -> Path:
    former = free_name(userdata)
    draft = userdata.with_name(f"{userdata.name}.new-{os.urandom(4).hex()}")
    try:
        with (
            closing(_connected(userdata, "rw")) as connection,
            closing(_connected(copy, "ro")) as new,
        ):
            # Refused while another connection is open: https://www.sqlite.org/wal.html
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            try:
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute(
                    "COMMIT"
                )  # the lock is kept: https://www.sqlite.org/pragma.html#pragma_locking_mode
                connection.execute("VACUUM INTO ?", (str(draft),))
                _sync(draft)
                draft.replace(former)
                locked()
                new.backup(connection)
            finally:
                connection.execute("PRAGMA locking_mode = NORMAL")
                connection.execute("PRAGMA journal_mode = WAL")
    finally:
        draft.unlink(missing_ok=True)
    return former


def _install(copy: Path, userdata: Path, locked: Callable[[], None]) -> None:
    """Create the user's data from a copy: completely and under another name first, then renamed."""
    draft = userdata.with_name(f"{userdata.name}.new-{os.urandom(4).hex()}")
    try:
        userdata.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        with closing(_connected(draft, "rw")) as connection, closing(_connected(copy, "ro")) as new:
            new.backup(connection)
            connection.execute("PRAGMA journal_mode = WAL")
        locked()
        for suffix in ("-wal", "-shm", "-journal"):
            userdata.with_name(userdata.name + suffix).unlink(missing_ok=True)
        draft.replace(userdata)
    except (OSError, sqlite3.Error) as error:
        problem = problem_of(error, userdata) or Problem("disk", str(userdata))
        raise ProblemError(problem) from error
    finally:
        for name in (draft.name, f"{draft.name}-wal", f"{draft.name}-shm"):
            userdata.with_name(name).unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """The name under which a file is kept that is replaced: `….replaced-1` and so on."""
    number = 1
    while (found := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    return found


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    address = file_address(path, f"mode={mode}")
    return sqlite3.connect(address, uri=True, timeout=_BUSY, isolation_level=None)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.chmod(0o600)
