"""Which articles the user read and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hpreader.store.database import with_recovery
from hpreader.store.marks_revision import renew_revision
from hpreader.store.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hpreader.model import ListQuery
    from hpreader.store.database import Database
    from hpreader.store.lists import Lists
    from hpreader.store.saved_copies import SavedCopies

Mark = Literal["read", "saved"]


class Marks:
    """Sets the marks in the user's data, with their copies in the cache. All its methods write."""

    def __init__(self, database: Database, *, lists: Lists, saved_copies: SavedCopies) -> None:
        self._database = database
        self._lists = lists
        self._saved_copies = saved_copies

    @with_recovery
    def set_read(
        self, ids: Iterable[str], read: bool = True, at: datetime | None = None
    ) -> tuple[str, ...]:
        """Mark articles read or unread.

        Returns:
            The ids that changed, with which the change can be undone.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        with self._database.writing():
            return self._set("read", ids, read, at)

    @with_recovery
    def set_list_read(self, query: ListQuery, at: datetime | None = None) -> tuple[str, ...]:
        """Mark all articles of a list read; returns the ids that changed."""
        with self._database.writing():
            return self._set("read", self._lists.unread_ids(query), True, at)

    @with_recovery
    def set_saved(
        self, ids: Iterable[str], saved: bool = True, at: datetime | None = None
    ) -> tuple[str, ...]:
        """Save articles with their bodies, or remove them from the saved ones.

        Returns:
            The ids that changed, with which the change can be undone.
        """
        with self._database.writing():
            changed = self._set("saved", ids, saved, at)
            for article_id in changed:
                if saved:
                    self._saved_copies.put(article_id)
                else:
                    self._saved_copies.remove(article_id)
            return changed

    def _set(
        self, mark: Mark, ids: Iterable[str], value: bool, at: datetime | None
    ) -> tuple[str, ...]:
        changed = tuple(
            article_id
            for article_id in dict.fromkeys(ids)
            if self._is_set(mark, article_id) is not value
        )
        if not changed:
            return ()
        when = to_timestamp(at or self._database.now()) if value else None
        self._write_marks(mark, changed, when)
        self._write_copies(mark, changed, when)
        renew_revision(self._database)
        return changed

    def _is_set(self, mark: Mark, article_id: str) -> bool:
        sql = f"SELECT 1 FROM userdata.mark WHERE id = ? AND {mark}_at IS NOT NULL"
        return self._database.one(sql, (article_id,)) is not None

    def _write_marks(self, mark: Mark, ids: tuple[str, ...], when: int | None) -> None:
        self._database.execute_many(
            f"INSERT INTO userdata.mark (id, {mark}_at) VALUES (?, ?)"
            f" ON CONFLICT (id) DO UPDATE SET {mark}_at = excluded.{mark}_at",
            [(article_id, when) for article_id in ids],
        )
        if when is None:
            self._database.execute_many(
                "DELETE FROM userdata.mark WHERE id = ? AND read_at IS NULL AND saved_at IS NULL",
                [(article_id,) for article_id in ids],
            )

    def _write_copies(self, mark: Mark, ids: tuple[str, ...], when: int | None) -> None:
        write = self._database.execute_many
        flags = [(when is not None, article_id) for article_id in ids]
        write(f"UPDATE article SET {mark} = ? WHERE id = ?", flags)
        if mark != "read":
            return
        write("UPDATE placement SET unread = NOT ? WHERE id = ?", flags)
        if when is not None:
            write(
                "UPDATE article SET opened_at = ? WHERE id = ?",
                [(when, article_id) for article_id in ids],
            )
