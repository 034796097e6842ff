"""What the newsroom finds by words, and the searches and looks that the user keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.model import Hit, SavedSearch
    from hpreader.newsroom.store_pool import Desk
    from hpreader.problems import Problem
    from hpreader.store import Store


class Finding:
    """What searches the cache, and keeps how it is searched and looked at."""

    _desk: Desk

    def search(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        """What a query finds, the best first."""
        return self._desk.front.search(query, limit)

    async def look_for(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        """What a query finds while it is typed: its last word may go on.

        Cancelling it ends the search in the database too.
        """
        return await self._desk.seek(lambda store: store.search(query, limit, typing=True))

    def searches(self) -> tuple[SavedSearch, ...]:
        """The searches kept as sections."""
        return self._desk.front.searches()

    async def count_searches(self) -> Mapping[str, int]:
        """How much of each kept search is unread, by its name: off the event loop, it reads much."""

        def count(store: Store) -> Mapping[str, int]:
            return {
                kept.name: store.rows(model.ListQuery(search=kept.query, unread=True)).count()
                for kept in store.searches()
            }

        return await self._desk.write(count)

    async def keep_search(self, name: str, query: str) -> None:
        """Keep a search as a section, in place of the one of this name."""
        await self._desk.write(lambda store: store.keep_search(name, query))

    async def drop_search(self, name: str) -> SavedSearch | None:
        """Forget a kept search; gives it, to undo by."""
        return await self._desk.write(lambda store: store.drop_search(name))

    def looks(self) -> Mapping[str, str]:
        """How lists are to look."""
        return self._desk.front.looks()

    async def keep_look(self, name: str, value: str) -> None:
        """Keep how lists are to look."""
        await self._desk.write(lambda store: store.put_look(name, value))

    def mistakes(self, query: str) -> tuple[Problem, ...]:
        """The filters of a query that mean nothing, or that nothing in the cache can meet."""
        return self._desk.front.mistakes(query)
