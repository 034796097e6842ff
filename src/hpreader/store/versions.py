"""Which versions of the two files there are, and how the user's data get from one to the next."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Final

from hpreader.problems import Problem, ProblemError
from hpreader.store.troubles import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

CACHE_VERSION: Final = 4
CACHE_APPLICATION: Final = 0x48505243
"""`HPRC` in SQLite's application id."""
USERDATA_VERSION: Final = 2
"""How many migrations there are: `schema/userdata-N.sql` leads from version N-1 to N."""
USERDATA_APPLICATION: Final = 0x48505244
"""`HPRD`."""

BUSY_TIMEOUT: Final = 10.0
"""Seconds to wait for another process to end its transaction."""


def marks_of(connection: sqlite3.Connection, schema: str) -> tuple[int, int]:
    """The application id and the version that a file carries."""
    application: int = connection.execute(f"PRAGMA {schema}.application_id").fetchone()[0]
    version: int = connection.execute(f"PRAGMA {schema}.user_version").fetchone()[0]
    return application, version


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
        _, version = marks_of(connection, "main")
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
        if version is None or marks_of(connection, "main")[1] < version:
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


def cache_script() -> Iterator[str]:
    """The statements that make a cache."""
    yield from statements(_schema("cache.sql"))
    yield f"PRAGMA application_id = {CACHE_APPLICATION}"
    yield f"PRAGMA user_version = {CACHE_VERSION}"


def userdata_script() -> Iterator[str]:
    """The statements that make user data of the newest version."""
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
