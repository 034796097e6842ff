"""Searches: run over all cached articles, and saved by the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader import model
from hpreader.store.database import with_recovery
from hpreader.text import clean, sort_key

if TYPE_CHECKING:
    from hpreader.model import Hit, SavedSearch, SearchTerms
    from hpreader.problems import Problem
    from hpreader.store.database import Database
    from hpreader.store.user_facts import UserFacts


MOST_RECENT: Final = 10
"""The number of last searches that are stored."""


class Searches:
    """Runs a search, and stores the saved ones in the user's data.

    The language of queries is described in search_query.py.
    """

    def __init__(self, database: Database, *, facts: UserFacts) -> None:
        self._database = database
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
        from hpreader.store.search.full_text import find  # noqa: PLC0415 - the first screen searches nothing

        self._database.is_interrupted = False
        return find(self._database, query, limit, typing=typing)

    def stop(self) -> None:
        """End a search that runs in another thread.

        It raises sqlite3.OperationalError or returns a part of its hits; neither may be used.
        """
        self._database.interrupt()

    @with_recovery
    def problems(self, query: str) -> tuple[Problem, ...]:
        """The filters of a query that are invalid, or that no article can match."""
        from hpreader.store.search.full_text import filter_problems  # noqa: PLC0415 - see find

        return filter_problems(self._database, query)

    def terms(self, query: str, *, typing: bool = False) -> SearchTerms:
        """What a query looks for in the texts of articles; no terms if it only has filters."""
        from hpreader.store.search.search_query import read_query  # noqa: PLC0415 - see find

        parsed = read_query(query, self._database.now(), typing=typing)
        return model.SearchTerms(
            tuple(model.SearchTerm(term.words, term.is_prefix) for term in parsed.terms),
            parsed.is_exact,
        )

    # --- the last searches ---

    @with_recovery
    def recent(self) -> tuple[str, ...]:
        """The queries of the last searches, the newest first."""
        return self._facts.recent_searches()

    @with_recovery
    def remember(self, query: str) -> None:
        """Put a query in front of the last searches."""
        query = clean(query)
        with self._database.writing_userdata():
            others = (other for other in self._facts.recent_searches() if other != query)
            self._facts.put_recent_searches([query, *others][:MOST_RECENT])

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
        with self._database.writing_userdata():
            searches = self._facts.saved_searches()
            self._facts.put_saved_searches({**searches, clean(name): clean(query)})

    @with_recovery
    def forget(self, name: str) -> SavedSearch | None:
        """Delete a saved search; returns it, with which the change can be undone."""
        name = clean(name)
        with self._database.writing_userdata():
            searches = self._facts.saved_searches()
            query = searches.pop(name, None)
            if query is None:
                return None
            self._facts.put_saved_searches(searches)
        return model.SavedSearch(name, query)
