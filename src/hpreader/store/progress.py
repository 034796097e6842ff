"""How far articles were read, kept with the user's data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store import records
from hpreader.store.database import Part, on_disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hpreader.model import ReadingProgress


class StoredProgress(Part):
    """The store's part that knows where articles were left."""

    @on_disk
    def progress(self, ids: Iterable[str]) -> Mapping[str, ReadingProgress]:
        """How far each of these articles was read; those never scrolled in are left out."""
        sql = "SELECT id, block, offset, shown FROM userdata.progress WHERE id IN ({keys})"
        return {
            article_id: model.ReadingProgress(model.Anchor(block, offset), shown)
            for article_id, block, offset, shown in self._database.all_of(sql, ids)
        }

    @on_disk
    def put_progress(self, article_id: str, reached: ReadingProgress, at: datetime) -> None:
        """Keep where an article was left; it never becomes less read than it was."""
        with self._database.writing():
            self._database.execute(
                "INSERT INTO userdata.progress (id, block, offset, shown, at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET block = excluded.block,"
                " offset = excluded.offset, shown = max(shown, excluded.shown), at = excluded.at",
                (
                    article_id,
                    reached.anchor.block,
                    reached.anchor.offset,
                    reached.shown,
                    records.seconds(at),
                ),
            )
