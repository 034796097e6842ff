"""Search the articles, and the searches that the user saved as sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.model import Hit, SavedSearch
    from hpreader.newsroom.store_pool import StorePool
    from hpreader.problems import Problem
    from hpreader.store import Store


class ArticleSearch:
    """Searches the cache; nothing here uses the network."""

    def __init__(self, stores: StorePool) -> None:
        self._stores = stores

    def find(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        """Return what a query finds, the best first."""
        return self._stores.reader.searches.find(query, limit)

    async def find_as_typed(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        """Return what a query finds while it is typed, when its last word may be incomplete.

        Cancelling it ends the search in the database too.
        """
        return await self._stores.run_search(
            lambda store: store.searches.find(query, limit, typing=True)
        )

    def problems(self, query: str) -> tuple[Problem, ...]:
        """Return the filters of a query that are invalid, or that match nothing in the cache."""
        return self._stores.reader.searches.problems(query)

    def saved(self) -> tuple[SavedSearch, ...]:
        """Return the searches that are saved as sections."""
        return self._stores.reader.searches.saved()

    async def unread_counts(self) -> Mapping[str, int]:
        """Return how many unread articles each saved search finds, by its name."""

        def count(store: Store) -> Mapping[str, int]:
            return {
                saved.name: store.lists.rows(
                    model.ListQuery(search=saved.query, unread=True)
                ).count()
                for saved in store.searches.saved()
            }

        return await self._stores.run_in_writer(count)

    async def save(self, name: str, query: str) -> None:
        """Save a search as a section, in place of the one with this name.

        Raises:
            ProblemError: the disk reported an error.
        """
        await self._stores.run_in_writer(lambda store: store.searches.save(name, query))

    async def forget(self, name: str) -> SavedSearch | None:
        """Delete a saved search; returns it, so that it can be saved again.

        Raises:
            ProblemError: the disk reported an error.
        """
        return await self._stores.run_in_writer(lambda store: store.searches.forget(name))
