"""Whether another process has changed what the reader shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.store.database import with_recovery

if TYPE_CHECKING:
    from hpreader.store.database import Database, Row


class OutsideChanges:
    """Compares both files with how they were at the last look. Only reads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._versions: tuple[object, ...] = ()
        self._choices: list[Row] = []

    @with_recovery
    def take(self) -> bool:
        """Whether another connection changed lists, marks, sources or saved searches since the last call.

        What this connection changes does not count, nor do reading positions and trails, which
        another reader stores all the time. The first call returns False.

        SQLite changes `data_version` with each commit of another connection
        (https://www.sqlite.org/pragma.html#pragma_data_version); as long as it stays the same,
        nothing else is read.
        """
        database, before = self._database, self._versions
        connection = database.connection
        cache, userdata = (
            database.number(f"PRAGMA {file}.data_version") for file in ("main", "userdata")
        )
        self._versions = (connection, cache, userdata)
        if before == self._versions:
            return False
        choices, self._choices = self._choices, self._read_choices()
        return bool(before) and (before[:2] != self._versions[:2] or choices != self._choices)

    def _read_choices(self) -> list[Row]:
        """What of the user's data is shown and is not copied into the cache, as the marks are."""
        return [
            *self._database.all("SELECT name, source FROM userdata.source ORDER BY position"),
            *self._database.all("SELECT key, value FROM userdata.fact WHERE key = 'searches'"),
        ]
