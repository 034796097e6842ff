"""How far articles were read."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store.database import with_recovery
from hpreader.store.values import codec
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hpreader.model import ReadingProgress
    from hpreader.store.database import Database


class StoredProgress:
    """The reading position of each article, in the user's data."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def get(self, ids: Iterable[str]) -> Mapping[str, ReadingProgress]:
        """How far each of these articles was read; those without a position are left out."""
        sql = "SELECT id, block, offset, shown FROM userdata.progress WHERE id IN ({keys})"
        found = {}
        for row in self._database.all_of(sql, ids):
            with suppress(codec.UnreadableError):  # the article is then shown from its beginning
                codec.check_cells(row, str, int, int, float)
                article_id, block, offset, shown = row
                found[article_id] = model.ReadingProgress(model.Anchor(block, offset), shown)
        return found

    @with_recovery
    def put(self, article_id: str, reached: ReadingProgress, at: datetime) -> None:
        """Store the position; the share of the text that was shown never decreases."""
        with self._database.writing_userdata():
            self._database.execute(
                "INSERT INTO userdata.progress (id, block, offset, shown, at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET block = excluded.block,"
                " offset = excluded.offset, shown = max(shown, excluded.shown), at = excluded.at",
                (
                    article_id,
                    reached.anchor.block,
                    reached.anchor.offset,
                    reached.shown,
                    to_timestamp(at),
                ),
            )
