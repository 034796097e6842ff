"""Which articles the user read and saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from hpreader.store.database import with_recovery
from hpreader.store.marks.marks_revision import load_muted, renew_revision, set_saved
from hpreader.store.rows.placements import Placements
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hpreader.model import ListQuery
    from hpreader.store.database import Database
    from hpreader.store.lists.lists import Lists
    from hpreader.store.marks.bulk_marks import BulkMarks
    from hpreader.store.marks.saved_copies import SavedCopies
    from hpreader.store.rows.article_table import ArticleTable

Mark = Literal["read", "saved"]

MANY: Final = 3_000
"""From so many articles on the whole tables are read, in place of each article's rows."""

_UNUSED: Final = "DELETE FROM userdata.mark WHERE read_at IS NULL AND saved_at IS NULL"


def remove_read_marks(database: Database, ids: Iterable[str]) -> None:
    """Delete the read marks of articles that are unread again; in the transaction that changes their rows."""
    wanted = list(ids)
    database.all_of("UPDATE userdata.mark SET read_at = NULL WHERE id IN ({keys})", wanted)
    database.all_of(f"{_UNUSED} AND id IN ({{keys}})", wanted)
    renew_revision(database)


class Marks:
    """Sets the marks in the user's data, with their copies in the cache. All its methods write."""

    def __init__(
        self, database: Database, *, table: ArticleTable, lists: Lists, saved_copies: SavedCopies
    ) -> None:
        self._database = database
        self._table = table
        self._lists = lists
        self._saved_copies = saved_copies
        self._placements = Placements(database)

    @with_recovery
    def set_read(
        self, ids: Iterable[str], read: bool = True, at: datetime | None = None
    ) -> Sequence[str]:
        """Mark articles read or unread.

        Returns:
            The ids that changed, with which the change can be undone.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        if not isinstance(ids, Sequence):
            ids = tuple(ids)
        with self._database.writing_userdata():
            if len(ids) < MANY:
                return self._set("read", ids, read, at)
            return self._renewed(self._many().set_read(ids, self._time(read, at)))

    @with_recovery
    def set_list_read(self, query: ListQuery, at: datetime | None = None) -> Sequence[str]:
        """Mark all articles of a list read; returns the ids that changed."""
        unread = replace(query, unread=True)
        with self._database.writing_userdata():
            rows = self._lists.rows(unread)
            if rows.count() < MANY:
                return self._set("read", rows.ids(), True, at)
            when = to_timestamp(at or self._database.now())
            return self._renewed(self._many().set_list_read(rows, when))

    @with_recovery
    def set_saved(
        self, ids: Iterable[str], saved: bool = True, at: datetime | None = None
    ) -> Sequence[str]:
        """Save articles with their bodies, or remove them from the saved ones.

        Returns:
            The ids that changed, with which the change can be undone.
        """
        with self._database.writing_userdata():
            return self._set_saved(ids, saved, at)

    def set_by_rules(self, read: Iterable[str], saved: Iterable[str]) -> None:
        """Mark articles read, and save others, in the transaction that stores them.

        Unlike what the user does, it is done in a copy where the user's data cannot be written.
        """
        with self._database.writing():
            self._set("read", read, True, None)
            self._set_saved(saved, True, None)

    def _set_saved(self, ids: Iterable[str], saved: bool, at: datetime | None) -> Sequence[str]:
        changed = self._set("saved", ids, saved, at)
        for article_id in changed:
            if saved:
                self._saved_copies.put(article_id)
            else:
                self._saved_copies.remove(article_id)
        return changed

    def _set(
        self, mark: Mark, ids: Iterable[str], value: bool, at: datetime | None
    ) -> Sequence[str]:
        ids = dict.fromkeys(ids)
        marked = {
            one
            for (one,) in self._database.all_of(
                f"SELECT id FROM userdata.mark WHERE {mark}_at IS NOT NULL AND id IN ({{keys}})",
                ids,
            )
        }
        changed = tuple(one for one in ids if (one in marked) is not value)
        if not changed:
            return ()
        when = self._time(value, at)
        muted = load_muted(self._table, changed) if mark == "saved" else ()
        self._write_marks(mark, changed, when)
        self._write_copies(mark, changed, when)
        set_saved(self._table, muted, saved=value)
        return self._renewed(changed)

    def _many(self) -> BulkMarks:
        from hpreader.store.marks.bulk_marks import BulkMarks  # noqa: PLC0415 - rarely needed

        return BulkMarks(self._database)

    def _time(self, value: bool, at: datetime | None) -> int | None:
        return to_timestamp(at or self._database.now()) if value else None

    def _renewed(self, changed: Sequence[str]) -> Sequence[str]:
        if changed:
            renew_revision(self._database)
        return changed

    def _write_marks(self, mark: Mark, ids: tuple[str, ...], when: int | None) -> None:
        self._database.execute_many(
            f"INSERT INTO userdata.mark (id, {mark}_at) VALUES (?, ?)"
            f" ON CONFLICT (id) DO UPDATE SET {mark}_at = excluded.{mark}_at",
            [(article_id, when) for article_id in ids],
        )
        if when is None:
            self._database.all_of(f"{_UNUSED} AND id IN ({{keys}})", ids)

    def _write_copies(self, mark: Mark, ids: tuple[str, ...], when: int | None) -> None:
        change = self._database.all_of
        change(f"UPDATE article SET {mark} = ? WHERE id IN ({{keys}})", ids, when is not None)
        if mark == "read":
            self._placements.mark(ids, is_unread=when is None)
            if when is not None:
                change("UPDATE article SET opened_at = ? WHERE id IN ({keys})", ids, when)
