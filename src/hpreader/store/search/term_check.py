"""An SQL function that reads the text of an article where the index cannot tell whether it matches.

It is `contains_terms(number, terms)`: whether the article with a row number contains all terms, which
are as `terms_json` returns them.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hpreader.store.rows.contents import Contents
from hpreader.store.values.codec import UnreadableError

if TYPE_CHECKING:
    from hpreader.store.database import Database
    from hpreader.store.search.search_query import Query

FUNCTION: Final = "contains_terms"


def register_term_check(database: Database) -> None:
    """Make the function known to a connection; before the first search nothing else is imported."""
    contents = Contents(database)

    def contains(number: int, terms: str) -> bool:
        from hpreader.store.search.snippet import contains_terms  # noqa: PLC0415 - the first screen searches nothing

        try:
            document = contents.documents((number,)).get(number)
        except UnreadableError:
            return False
        return document is not None and contains_terms("\n".join(document), _query(terms))

    database.connection.create_function(FUNCTION, 2, contains)


def terms_json(query: Query) -> str:
    """The terms of a query as the function takes them."""
    terms = [(term.words, term.is_prefix) for term in query.terms]
    return json.dumps((terms, query.is_exact))


@lru_cache(8)
def _query(terms: str) -> Query:
    from hpreader.store.search.search_query import Query, Term  # noqa: PLC0415 - see above

    found, is_exact = json.loads(terms)
    return Query(tuple(Term(tuple(words), prefix) for words, prefix in found), is_exact)
