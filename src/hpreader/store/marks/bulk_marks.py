"""Marking many articles as read or unread at once: 10⁶ take some ten seconds, in which SQLite alone works."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Final

from hpreader.store.rows.placements import Placements
from hpreader.store.values.id_list import IdList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hpreader.store.database import Database
    from hpreader.store.lists.stored_rows import StoredRows

_PART: Final = 10_000
"""Ids that are given to SQLite at once; no other thread of Python runs meanwhile."""
_TABLE: Final = "temp.chosen"
_NUMBERS: Final = f"SELECT number FROM {_TABLE}"
_IDS: Final = f"SELECT id FROM {_TABLE}"
_SHARE: Final = 8
"""One in so many listed articles are so many that reading all of them takes less time."""


class BulkMarks:
    """Marks articles by a few statements for all of them, in a transaction of the caller's."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._placements = Placements(database)

    def set_list_read(self, rows: StoredRows, when: int) -> IdList:
        """Mark a list read; returns the ids that changed.

        Args:
            rows: the list's unread articles.
            when: the time, as the files contain it.
        """
        self._begin()
        rows.copy_into(_TABLE)
        return self._set(when)

    def set_read(self, ids: Iterable[str], when: int | None) -> IdList:
        """Mark articles read, or unread without a time; returns the ids that changed."""
        self._begin()
        ids = iter(ids if isinstance(ids, IdList) else dict.fromkeys(ids))
        while part := list(islice(ids, _PART)):
            self._database.execute(
                f"INSERT INTO {_TABLE} (number, id)"
                " SELECT article.number, value FROM json_each(?) LEFT JOIN article ON article.id = value",
                (json.dumps(part),),
            )
        return self._set(when)

    def _begin(self) -> None:
        self._database.execute(f"DROP TABLE IF EXISTS {_TABLE}")
        self._database.execute(
            f"CREATE TEMP TABLE {_TABLE.removeprefix('temp.')} (place INTEGER PRIMARY KEY, number INTEGER,"
            " id TEXT)"
        )

    def _set(self, when: int | None) -> IdList:
        execute = self._database.execute
        execute(
            f"DELETE FROM {_TABLE} WHERE (? IS NOT NULL) = EXISTS"
            " (SELECT 1 FROM userdata.mark WHERE mark.id = chosen.id AND read_at IS NOT NULL)",
            (when,),
        )
        if when is not None:
            execute(
                f"INSERT INTO userdata.mark (id, read_at) SELECT id, ? FROM {_TABLE} WHERE 1 ORDER BY id"
                " ON CONFLICT (id) DO UPDATE SET read_at = excluded.read_at",
                (when,),
            )
            execute(
                f"UPDATE article SET read = 1, opened_at = ? WHERE number IN ({_NUMBERS})", (when,)
            )
        else:
            execute(f"DELETE FROM userdata.mark WHERE saved_at IS NULL AND id IN ({_IDS})")
            execute(f"UPDATE userdata.mark SET read_at = NULL WHERE id IN ({_IDS})")
            execute(f"UPDATE article SET read = 0 WHERE number IN ({_NUMBERS})")
        count = self._database.number(f"SELECT count(*) FROM {_TABLE}")
        if count * _SHARE < self._database.number(
            "SELECT total FROM list_count WHERE source = '' AND section = ''"
        ):
            self._placements.mark_chosen(_IDS, is_unread=when is None)
        else:
            self._placements.mark_most(_NUMBERS, is_unread=when is None)
        changed = IdList(one for (one,) in execute(f"SELECT id FROM {_TABLE} ORDER BY place"))
        execute(f"DROP TABLE {_TABLE}")
        return changed
