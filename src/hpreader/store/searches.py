"""Searches: run over all cached articles, and saved by the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store.database import with_recovery
from hpreader.text import clean, sort_key

if TYPE_CHECKING:
    from hpreader.model import Hit, SavedSearch
    from hpreader.problems import Problem
    from hpreader.store.database import Database
    from hpreader.store.fts_index import FtsIndex
    from hpreader.store.user_facts import UserFacts


class Searches:
    """Runs a search, and stores the saved ones in the user's data.

    The language of queries is described in search_query.py.
    """

    def __init__(self, database: Database, *, index: FtsIndex, facts: UserFacts) -> None:
        self._database = database
        self._index = index
        self._facts = facts

    # --- running ---

    @with_recovery
    def find(self, query: str, limit: int = 50, *, typing: bool = False) -> tuple[Hit, ...]:
        """The articles that a query matches, the best first, whether or not a list contains them.

        Args:
            query: any text.
            limit: the largest number of articles.
            typing: whether the user may type on, so that the last word is a prefix.
        """
        from hpreader.store.full_text import find  # noqa: PLC0415 - the first screen searches nothing

        self._database.is_interrupted = False
        return find(self._database, self._index, query, limit, typing=typing)

    def stop(self) -> None:
        """End a search that runs in another thread.

        It raises sqlite3.OperationalError or returns a part of its hits; neither may be used.
        """
        self._database.interrupt()

    @with_recovery
    def problems(self, query: str) -> tuple[Problem, ...]:
        """The filters of a query that are invalid, or that no article can match."""
        from hpreader.store.full_text import filter_problems  # noqa: PLC0415 - see find

        return filter_problems(self._database, query)

    # --- saved searches ---

    @with_recovery
    def saved(self) -> tuple[SavedSearch, ...]:
        """The saved searches by name, in the order of the Vietnamese alphabet."""
        searches = self._facts.saved_searches()
        return tuple(
            model.SavedSearch(name, searches[name]) for name in sorted(searches, key=sort_key)
        )

    @with_recovery
    def save(self, name: str, query: str) -> None:
        """Save a search, in place of the one of this name."""
        with self._database.writing():
            searches = self._facts.saved_searches()
            self._facts.put_saved_searches({**searches, clean(name): clean(query)})

    @with_recovery
    def forget(self, name: str) -> SavedSearch | None:
        """Delete a saved search; returns it, with which the change can be undone."""
        name = clean(name)
        with self._database.writing():
            searches = self._facts.saved_searches()
            query = searches.pop(name, None)
            if query is None:
                return None
            self._facts.put_saved_searches(searches)
        return model.SavedSearch(name, query)
