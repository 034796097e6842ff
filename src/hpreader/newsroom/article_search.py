"""Search the articles, and the searches that the user saved as sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.model import Hit, SavedSearch, SearchTerms
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.followed_places import FollowedPlaces
    from hpreader.problems import Problem
    from hpreader.store import Store


class ArticleSearch:
    """Searches the cache; nothing here uses the network."""

    def __init__(self, stores: StorePool, places: FollowedPlaces | None = None) -> None:
        self._stores = stores
        self._places = places

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

    def terms(self, query: str) -> SearchTerms:
        """Return what a query, whose last word may be incomplete, looks for in texts."""
        return self._stores.reader.searches.terms(query, typing=True)

    def recent(self) -> tuple[str, ...]:
        """Return the queries of the last searches, the newest first."""
        return self._stores.reader.searches.recent()

    async def remember(self, query: str) -> None:
        """Put a query in front of the last searches.

        Raises:
            ProblemError: the disk reported an error.
        """
        await self._stores.run_in_writer(lambda store: store.searches.remember(query))

    def saved(self) -> tuple[SavedSearch, ...]:
        """Return the searches that are sections: of the followed places, and those that were saved."""
        return (*self._of_places, *self._stores.reader.searches.saved())

    @property
    def _of_places(self) -> tuple[SavedSearch, ...]:
        if self._places is None:
            return ()
        return tuple(
            model.SavedSearch(place.title, place.query, is_place=True)
            for place in self._places.all()
        )

    @property
    def unknown_places(self) -> tuple[Problem, ...]:
        """The followed places that do not exist."""
        return self._places.unknown if self._places is not None else ()

    async def unread_counts(self) -> Mapping[str, int]:
        """Return how many unread articles each search of `saved` finds, by its name."""
        of_places = self._of_places

        def count(store: Store) -> Mapping[str, int]:
            return {
                saved.name: store.lists.rows(
                    model.ListQuery(search=saved.query, unread=True)
                ).count_only()
                for saved in (*of_places, *store.searches.saved())
            }

        return await self._stores.count(count)

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
