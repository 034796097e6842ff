"""What other programs had marked and saved, brought into the user's data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model.imported_articles import AT_ONCE, counts_of
from hpreader.store.imports.imported_marks import ImportedMarks
from hpreader.store.imports.newsboat_cache import read_newsboat_cache

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hpreader.model.imported_articles import ExaminedArticle, ImportedArticle, ImportedCounts
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.store import Store
    from hpreader.store.imports.newsboat_cache import NewsboatItems


class ImportedArticles:
    """Stores articles of other programs: their marks, their texts, and the saved ones with title and address."""

    def __init__(self, stores: StorePool) -> None:
        self._stores = stores

    async def put(
        self, articles: Sequence[ImportedArticle], *, dry_run: bool = False
    ) -> ImportedCounts:
        """Store marks and saved articles; returns how many there are of each kind.

        Args:
            articles: as the other program knew them.
            dry_run: only count.

        Raises:
            ProblemError: the disk reported an error.
        """
        examined = await self._stores.run_in_writer(lambda store: _marks(store).examine(articles))
        counts = counts_of(examined)
        new = [one for one in examined if one.gets_read or one.gets_saved or one.gets_text]
        for start in range(0, 0 if dry_run else len(new), AT_ONCE):
            await self._put_some(new[start : start + AT_ONCE])
        return counts

    async def _put_some(self, examined: Sequence[ExaminedArticle]) -> None:
        await self._stores.run_in_writer(lambda store: _marks(store).put(examined))


def newsboat_items(path: Path) -> NewsboatItems:
    """The marked articles in a cache of newsboat.

    Raises:
        ProblemError: bad_file.
    """
    return read_newsboat_cache(path)


def _marks(store: Store) -> ImportedMarks:
    return ImportedMarks(
        store.database,
        identities=store.identities,
        articles=store.articles,
        marks=store.marks,
        queue=store.queue,
    )
