"""The cache as a whole: what it contains, and its limits by size and by age."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hpreader import model
from hpreader.store.database import with_recovery
from hpreader.store.rows.article_batch import ArticleBatch
from hpreader.store.values.timestamps import from_timestamp, to_timestamp

if TYPE_CHECKING:
    from hpreader.model import CacheState
    from hpreader.store.database import Database
    from hpreader.store.notes import Notes
    from hpreader.store.rows.article_table import ArticleTable
    from hpreader.store.rows.fts_index import FtsIndex

KEPT_UNSEEN: Final = timedelta(days=365)
"""An article that no list contained and nobody opened for so long is deleted in any case."""

_FILL_AFTER_PRUNING: Final = 0.9
"""Articles are deleted down to this share of the limit, so that not each call deletes some."""
_BATCH: Final = 200
"""Articles deleted in one transaction: other processes wait no longer than that takes."""
_PASSES: Final = 3
"""How often the size is measured again: the size of an article is only estimated."""

_FEWEST_FREE: Final = 100
"""Free pages are returned to the file system when they are more than one in so many."""

_TEXTS: Final = "FROM article LEFT JOIN content ON key = content"
_LENGTH: Final = "(length(title) + length(summary) + coalesce(length(data), 0))"
_DELETABLE: Final = (
    f"{_TEXTS}"
    " WHERE saved = 0 AND kept = '' AND (read = 1 OR listed = 0)"
    " AND max(seen_at, coalesce(opened_at, 0))"
)
"""Articles that may be deleted: neither saved, kept by a rule, nor both listed and unread. A condition on the time
when they were last seen or opened follows."""


class Cache:
    """Measures and prunes the cache."""

    def __init__(
        self, database: Database, *, table: ArticleTable, index: FtsIndex, notes: Notes
    ) -> None:
        self._database = database
        self._table = table
        self._index = index
        self._notes = notes

    @with_recovery
    def state(self) -> CacheState:
        """The numbers of articles and bodies, the size in bytes, the age, and the queue's length."""
        number = self._database.number
        synced_at = self._database.one("SELECT max(worked_at) FROM source_check")
        cache = self._database.cache
        sizes = [
            path.stat().st_size
            for path in (cache, cache.with_name(f"{cache.name}-wal"))
            if path.exists()
        ]
        return model.CacheState(
            articles=number("SELECT total FROM list_count WHERE source = '' AND section = ''"),
            bodies=number("SELECT count(*) FROM article WHERE cached = 1"),
            size=sum(sizes),
            synced_at=from_timestamp(synced_at[0]) if synced_at and synced_at[0] else None,
            queued=number("SELECT count(*) FROM userdata.queue"),
        )

    @with_recovery
    def prune(self, max_bytes: int) -> int:
        """Delete the articles that were neither seen nor opened for longest.

        When an article was published does not count. Saved articles and unread ones in lists are
        kept, even if they exceed the limit.

        Args:
            max_bytes: the limit of the cache's size, without images, notes and the items of feeds.

        Returns:
            How many articles were deleted.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        oldest = to_timestamp(self._database.now() - KEPT_UNSEEN)
        self._notes.remove_expired()
        deleted = self._delete(self._unseen_since(oldest))
        for _ in range(_PASSES):
            used = self._used_bytes()
            if used <= max_bytes:
                break
            excess = used - int(max_bytes * _FILL_AFTER_PRUNING)
            count = self._delete(self._longest_unseen(excess, used))
            deleted += count
            if not count:
                break
            self._index.merge()
            self._shrink_file()
        if deleted:
            self._index.merge()
        if deleted or self._has_many_free_pages():
            self._shrink_file()
        return deleted

    def _has_many_free_pages(self) -> bool:
        """Whether merging the full-text index, or deleting, left so many that the file is too large."""
        free = self._database.number("PRAGMA main.freelist_count")
        return free * _FEWEST_FREE > self._database.number("PRAGMA main.page_count")

    def _used_bytes(self) -> int:
        """The bytes in use, without what is not deleted with articles: notes, known items, images."""
        number = self._database.number
        pages = number("PRAGMA main.page_count") - number("PRAGMA main.freelist_count")
        notes = number(
            "SELECT sum(length(kind) + length(CAST(key AS BLOB)) + length(CAST(value AS BLOB)))"
            " FROM note"
        )
        items = number("SELECT sum(length(items)) FROM known_items")
        images = number("SELECT sum(length) FROM image")
        return pages * number("PRAGMA main.page_size") - notes - items - images

    def _unseen_since(self, oldest: int) -> list[int]:
        rows = self._database.all(f"SELECT number {_DELETABLE} < ?", (oldest,))
        return [row[0] for row in rows]

    def _longest_unseen(self, excess: int, used: int) -> list[int]:
        """The articles to delete for so many bytes, the longest unseen first.

        An article is estimated to use the same share of the file as its texts use of all texts.
        """
        share = used / max(1, self._database.number(f"SELECT sum({_LENGTH}) {_TEXTS}"))
        found: list[int] = []
        rows = self._database.execute(
            f"SELECT number, {_LENGTH} {_DELETABLE} >= 0"
            " ORDER BY max(seen_at, coalesce(opened_at, 0)), sorted_at"
        )
        for article, length in rows:
            if excess <= 0:
                break
            found.append(article)
            excess -= max(1, int(length * share))
        return found

    def _delete(self, numbers: list[int]) -> int:
        database = self._database
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start : start + _BATCH]
            with database.writing():
                ids = database.all_of("SELECT id FROM article WHERE number IN ({keys})", batch)
                ArticleBatch(
                    database, table=self._table, index=self._index, ids=(one for (one,) in ids)
                ).remove_all()
        return len(numbers)

    def _shrink_file(self) -> None:
        """Return the free pages to the file system."""
        # A page a step, and execute() makes one step of a statement without columns.
        self._database.connection.executescript("PRAGMA main.incremental_vacuum")
