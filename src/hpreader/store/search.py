"""Full-text search: the index gives the newest matches, which are ranked with title over body."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from hpreader import model
from hpreader.store.database import Database, Part, Row, on_disk
from hpreader.store.records import HEADLINE_COLUMNS, headline_of
from hpreader.store.words import get_document
from hpreader.text import fold, tone_key

if TYPE_CHECKING:
    from hpreader.model import Headline, Hit
    from hpreader.store.query import Query, Term

_RANKED: Final = 300
"""Of so many of the newest matches the best are taken, so that common words cost no more."""

_WEIGHTS: Final = "10.0, 3.0, 1.0"
"""Of title, lede and text."""


class Searches(Part):
    """The store's part that searches."""

    @on_disk
    def search(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        """What a query finds, the best first; listed or not, with or without a body.

        Every word must occur as a whole word, `"…"` is a phrase, `duong*` a prefix; one mark or
        đ anywhere in the words makes all of them exact. `section:` `source:` `after:`
        (inclusive) `before:` (exclusive) `is:unread` `is:saved`. Any text is a query.
        """
        from hpreader.store.query import read_query  # noqa: PLC0415 - the first picture needs none
        from hpreader.store.snippet import cut_snippet  # noqa: PLC0415 - like the query

        asked = read_query(query)
        if asked.is_empty or limit <= 0:
            return ()
        found = _find(self._database, asked, limit)
        return tuple(
            model.Hit(headline_of(row), cut_snippet(_text(self._database, row), asked))
            for row in found
        )


def _find(database: Database, query: Query, limit: int) -> list[Row]:
    """Rows of `HEADLINE_COLUMNS` and the number."""
    values: dict[str, Any] = {"count": max(_RANKED, limit), "limit": limit}
    condition = _filter(database, query, values)
    if not query.terms:
        return database.all(
            f"SELECT {HEADLINE_COLUMNS}, number FROM article WHERE {condition}"
            " ORDER BY sorted_at DESC, id LIMIT :limit",
            values,
        )
    table = "words_exact" if query.is_exact else "words_folded"
    values["match"] = " AND ".join(map(_match, query.terms))
    where = f"{table} MATCH :match"
    if condition != "1":
        where += f" AND EXISTS (SELECT 1 FROM article WHERE number = {table}.rowid AND {condition})"
    return database.all(
        f"WITH found AS MATERIALIZED (SELECT rowid AS number, bm25({table}, {_WEIGHTS}) AS score"
        f" FROM {table} WHERE {where} ORDER BY rowid DESC LIMIT :count)"
        f" SELECT {HEADLINE_COLUMNS}, number FROM found JOIN article USING (number)"
        " ORDER BY score, sorted_at DESC, id LIMIT :limit",
        values,
    )


def _match(term: Term) -> str:
    """A term in FTS5's language; it has letters and digits only, so nothing needs escaping."""
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")


def _filter(database: Database, query: Query, values: dict[str, Any]) -> str:
    conditions = []
    if query.unread:
        conditions.append("read = 0")
    if query.saved:
        conditions.append("saved = 1")
    for name, day in (("after", query.after), ("before", query.before)):
        if day:
            conditions.append(f"day {'>=' if name == 'after' else '<'} :{name}")
            values[name] = day.toordinal()
    if query.sections:
        values["sections"] = json.dumps(_names(database, "section", query.sections))
        conditions.append(
            "EXISTS (SELECT 1 FROM json_each(sections) AS own"
            " JOIN json_each(:sections) AS wanted ON own.value = wanted.value)"
        )
    if query.sources:
        values["sources"] = json.dumps(_names(database, "source", query.sources))
        conditions.append(
            "(source IN (SELECT value FROM json_each(:sources)) OR EXISTS (SELECT 1 FROM placement"
            " WHERE placement.id = article.id"
            " AND placement.source IN (SELECT value FROM json_each(:sources))))"
        )
    return " AND ".join(conditions) or "1"


def _names(database: Database, kind: str, wanted: tuple[str, ...]) -> list[str]:
    """The names that are meant: those that are equal, else those that have it in them."""
    names = [row[0] for row in database.all("SELECT name FROM name WHERE kind = ?", (kind,))]
    found: list[str] = []
    for value in wanted:
        for key in (tone_key, fold):
            equal = [name for name in names if key(name) == key(value)]
            found += equal or [name for name in names if key(value) in key(name)]
            if found:
                break
    return found


def _text(database: Database, row: Row) -> str:
    document = get_document(database, row[-1])
    headline: Headline = headline_of(row)
    return (document.body if document else "") or headline.summary
