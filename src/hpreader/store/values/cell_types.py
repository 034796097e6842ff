"""Looking for values of another type than their column is declared with, which SQLite stores all the same.

See https://www.sqlite.org/datatype3.html. It reads whole tables, so it is done after an error only.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final, TypeVar

from hpreader.problems import Problem, ProblemError
from hpreader.store.values.codec import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

_TYPES: Final = {
    "TEXT": ("text",),
    "INTEGER": ("integer", "real"),  # positions in lists are fractions
    "REAL": ("real", "integer"),
    "BLOB": ("blob",),
}
"""What `typeof` may say of the values of a column, by its declared type."""

_OF_WRONG_TYPES: Final = (
    TypeError, ValueError, AttributeError, LookupError, ArithmeticError,
    sqlite3.IntegrityError,  # "datatype mismatch": a value of another type as the key of a row
)  # fmt: skip
"""What the use of a value of a wrong type raises."""


def with_types(work: Callable[[], T], connection: sqlite3.Connection, userdata: Path) -> T:
    """Call `work`; an error that is due to a value of a wrong type in a file is no bug.

    Raises:
        UnreadableError: the value is in the cache.
        ProblemError: data_broken; it is in the user's data.
    """
    try:
        return work()
    except UnreadableError:
        raise
    except _OF_WRONG_TYPES as error:
        if cell := wrong_cell(connection, "userdata"):
            raise ProblemError(Problem("data_broken", str(userdata), cell)) from error
        if cell := wrong_cell(connection, "main"):
            raise UnreadableError(cell) from error
        raise


def wrong_cell(connection: sqlite3.Connection, schema: str) -> str:
    """The first value of a wrong type in a file, as "table.column: type"; "" where there is none.

    Args:
        connection: to the file.
        schema: `main` or `userdata`.
    """
    try:
        tables = connection.execute(
            f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        ).fetchall()
        for (table,) in tables:
            for _, column, declared, *_ in connection.execute(
                f"PRAGMA {schema}.table_info({table})"
            ).fetchall():
                if found := _wrong_type(connection, f"{schema}.{table}", column, declared):
                    return f"{table}.{column}: {found}"
    except sqlite3.Error:
        pass  # whatever is wrong with the file is not the type of a value
    return ""


def _wrong_type(connection: sqlite3.Connection, table: str, column: str, declared: str) -> str:
    allowed = _TYPES.get(declared.upper())
    if allowed is None:
        return ""
    names = ", ".join(f"'{name}'" for name in (*allowed, "null"))
    row = connection.execute(
        f'SELECT typeof("{column}") FROM {table} WHERE typeof("{column}") NOT IN ({names}) LIMIT 1'
    ).fetchone()
    return str(row[0]) if row else ""
