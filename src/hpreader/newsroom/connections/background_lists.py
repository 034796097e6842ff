"""Reads long lists that no index has in their order, while the event loop goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from hpreader.model import ListQuery
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.store import Store
    from hpreader.store.lists.list_scan import ListScan

_FIRST_REACH: Final = 500
"""Rows in both directions that are looked through first, which takes a millisecond or two."""
_NEXT_REACH: Final = 8
"""By how much the reach grows each time, so that all parts take a small part of the whole's time."""
_LAST_REACH: Final = 200_000
"""The whole list is read when so many rows in both directions were not enough."""


class BackgroundLists:
    """Reads a list on another connection, so that the newsroom's `lists` have its rows then."""

    def __init__(self, stores: StorePool) -> None:
        self._stores = stores

    async def read(
        self, query: ListQuery, held: Mapping[str, bool], article_id: str, least: int
    ) -> AsyncIterator[None]:
        """Read a list; yields when a part of it can be shown, and when it is read wholly.

        Cancelling it ends the database's work too.

        Args:
            query: the list.
            held: the articles that stay in it; see `model.Rows.held`.
            article_id: the article around which its first part is read.
            least: how many rows a part must have above and below that article.

        Raises:
            ProblemError: the cache cannot be read.
        """
        held, shown = dict(held), self._stores.reader.long_lists
        revision, reach = shown.revision(), _FIRST_REACH

        def read_near(store: Store) -> ListScan | None:
            return store.long_lists.read_near(query, held, article_id, least, reach)

        while reach <= _LAST_REACH:
            scan = await self._stores.read_list(read_near)
            if scan is not None:
                shown.give(query, scan, revision)
                yield
                if scan.is_whole:
                    return
                break
            reach *= _NEXT_REACH
        scan = await self._stores.read_list(lambda store: store.long_lists.read(query, held))
        shown.give(query, scan, revision)
        yield

    def note_marks(self, query: ListQuery, ids: Iterable[str]) -> None:
        """Take the marks of some articles into the rows of a list that was read."""
        self._stores.reader.long_lists.note_marks(query, ids)
