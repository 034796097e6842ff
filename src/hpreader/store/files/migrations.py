"""The versions of the two files, and how the user's data are migrated from one to the next."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Final

from hpreader.problems import Problem, ProblemError
from hpreader.store.files.errors import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

CACHE_VERSION: Final = 13
"""A cache of another version is replaced by an empty one."""
CACHE_PAGE: Final = 8192
"""Bytes of a page of the cache: with SQLite's 4,096, rows of a kilobyte leave more room unused."""
CACHE_APPLICATION: Final = 0x48505243
"""`HPRC` in SQLite's application id."""
USERDATA_VERSION: Final = 6
"""The number of migrations: `schema/userdata-N.sql` leads from version N-1 to N."""
USERDATA_APPLICATION: Final = 0x48505244
"""`HPRD`."""

BUSY_TIMEOUT: Final = 10.0
"""Seconds that SQLite waits for another process' transaction."""


def identify(connection: sqlite3.Connection, schema: str) -> tuple[int, int]:
    """The application id and the version in a file's header."""
    application: int = connection.execute(f"PRAGMA {schema}.application_id").fetchone()[0]
    version: int = connection.execute(f"PRAGMA {schema}.user_version").fetchone()[0]
    return application, version


def check_userdata(application: int, version: int, path: Path) -> None:
    """Refuse user data of a later version, and files of other programs.

    Args:
        application: the file's application id.
        version: its version; an earlier one can be migrated.
        path: the file, for the problem.

    Raises:
        ProblemError: data_broken, data_newer.
    """
    if application != USERDATA_APPLICATION:
        raise ProblemError(Problem("data_broken", str(path), "not written by hpreader"))
    if version > USERDATA_VERSION:
        raise ProblemError(Problem("data_newer", str(path), f"version {version}"))


def userdata_scripts() -> Sequence[str]:
    """The migrations of the user's data, in order."""
    return [_schema(f"userdata-{number}.sql") for number in range(1, USERDATA_VERSION + 1)]


def migrate(path: Path, scripts: Sequence[str]) -> None:
    """Migrate the user's data to the version that `scripts` lead to, one transaction for each.

    A copy of the file is kept beside it as `….before-N`. Two processes may migrate at once.

    Raises:
        sqlite3.Error: a script failed; the file is as it was before that script.
        ProblemError: the copy could not be made.
    """
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
    try:
        _, version = identify(connection, "main")
        if version < len(scripts):
            _copy(connection, path.with_name(f"{path.name}.before-{len(scripts)}"))
        run_scripts(connection, scripts)
    finally:
        connection.close()


def migrate_copy(address: str, scripts: Sequence[str]) -> None:
    """Migrate a copy of the user's data in memory, which is open elsewhere.

    Raises:
        sqlite3.Error: a script failed.
    """
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT, isolation_level=None)
    try:
        run_scripts(connection, scripts)
    finally:
        connection.close()


def run_scripts(connection: sqlite3.Connection, scripts: Sequence[str]) -> None:
    """Run those of `scripts` that a file has not seen yet, one transaction for each.

    Raises:
        sqlite3.Error: a script failed.
    """
    _, version = identify(connection, "main")
    for number in range(version + 1, len(scripts) + 1):
        with_transaction(connection, _numbered(scripts[number - 1], number), number)


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
    """Run statements in one transaction, unless the file has at least `version` by now."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version is None or identify(connection, "main")[1] < version:
            for statement in script:
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script; sqlite3's executescript() would commit the open transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def cache_script() -> Iterator[str]:
    """The statements that create a cache, for a file with pages of `CACHE_PAGE` bytes."""
    yield from statements(_schema("cache.sql"))
    yield f"PRAGMA application_id = {CACHE_APPLICATION}"
    yield f"PRAGMA user_version = {CACHE_VERSION}"


def userdata_script() -> Iterator[str]:
    """The statements that create user data of the newest version."""
    for script in userdata_scripts():
        yield from statements(script)
    yield f"PRAGMA application_id = {USERDATA_APPLICATION}"
    yield f"PRAGMA user_version = {USERDATA_VERSION}"


def _numbered(script: str, number: int) -> Iterator[str]:
    yield from statements(script)
    yield f"PRAGMA user_version = {number}"


def _schema(name: str) -> str:
    from importlib.resources import files  # noqa: PLC0415 - only needed to create or migrate a file

    return files(__package__).joinpath("schema", name).read_text("utf-8")
