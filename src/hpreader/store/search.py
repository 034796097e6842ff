"""Full-text search: the index gives the newest matches, which are ranked with title over body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from hpreader import model
from hpreader.problems import Problem
from hpreader.store.database import Database, Part, Row, on_disk
from hpreader.store.records import HEADLINE_COLUMNS, headline_of
from hpreader.store.words import WORD, get_document
from hpreader.text import fold, tone_key

if TYPE_CHECKING:
    from hpreader.model import Headline, Hit
    from hpreader.problems import Kind
    from hpreader.store.query import Query, Term

_INDEXED_PREFIX: Final = 4
"""Letters of the longest beginning that the index has ready; see cache.sql."""

_TITLE: Final = HEADLINE_COLUMNS.split(", ").index("title")

_RANKED: Final = 200
"""Of so many of the newest matches the best are taken, so that common words cost no more."""


class Searches(Part):
    """The store's part that searches."""

    @on_disk
    def search(self, query: str, limit: int = 50, *, typing: bool = False) -> tuple[Hit, ...]:
        """What a query finds, the best first; listed or not, with or without a body.

        Every word must occur as a whole word, `"…"` is a phrase, `duong*` a prefix; one mark or
        đ anywhere in the words makes all of them exact. `section:` `source:` `after:`
        (inclusive) `before:` (exclusive) `is:unread` `is:saved`. Any text is a query.

        Args:
            query: what was typed.
            limit: how many articles at most.
            typing: more may come, so the last word may go on.
        """
        from hpreader.store.query import read_query  # noqa: PLC0415 - the first picture needs none
        from hpreader.store.snippet import cut_snippet, find_spans  # noqa: PLC0415 - like the query

        self._database.is_stopped = False
        asked = read_query(query, self._database.now(), typing=typing)
        if asked.is_empty or limit <= 0:
            return ()
        hits = []
        for row in _find(self._database, asked, limit):
            if self._database.is_stopped:
                break
            snippet = cut_snippet(_text(self._database, row), asked)
            hits.append(model.Hit(headline_of(row), snippet, find_spans(row[_TITLE], asked)))
        return tuple(hits)

    def stop_search(self) -> None:
        """Let a search that runs in another thread end now; what it gives is no answer."""
        self._database.stop()

    @on_disk
    def mistakes(self, query: str) -> tuple[Problem, ...]:
        """The filters of a query that mean nothing or that nothing here can meet."""
        from hpreader.store.query import read_query  # noqa: PLC0415 - see search

        asked = read_query(query, self._database.now())
        found = [
            Problem("bad_date" if kind == "date" else "bad_is", text)
            for kind, text in asked.mistakes
        ]
        for kind, problem, names in (
            ("section", "unknown_section", asked.sections),
            ("source", "unknown_source", asked.sources),
        ):
            found += [
                Problem(cast("Kind", problem), name)
                for name in names
                if not _ids(self._database, kind, (name,))
            ]
        return tuple(found)


def _find(database: Database, query: Query, limit: int) -> list[Row]:
    """Rows of `HEADLINE_COLUMNS` and the number."""
    newest = _newest(database, query, max(_RANKED, limit) if query.terms else limit)
    scores = _scores(database, query, newest)
    best = sorted(newest, key=lambda number: -scores[number])[:limit]
    rows = database.all_of(
        f"SELECT {HEADLINE_COLUMNS}, number, sorted_at FROM article WHERE number IN ({{keys}})",
        best,
    )
    rows.sort(key=lambda row: (-scores[row[-2]], -row[-1], row[0]))
    return [row[:-1] for row in rows]


def found_by(database: Database, query: str, values: dict[str, Any]) -> str:
    """A SELECT of the numbers of all that a query finds; what it needs is put into `values`."""
    from hpreader.store.query import read_query  # noqa: PLC0415 - see search

    asked = read_query(query, database.now())
    return "SELECT 0 WHERE 0" if asked.is_empty else _select(database, asked, values)[0]


def _newest(database: Database, query: Query, limit: int) -> list[int]:
    """The numbers of the newest matches: all indexes have them in order, so it can stop early."""
    values: dict[str, Any] = {"limit": limit}
    select, number = _select(database, query, values)
    return [row[0] for row in database.all(f"{select} ORDER BY {number} DESC LIMIT :limit", values)]


def _select(database: Database, query: Query, values: dict[str, Any]) -> tuple[str, str]:
    """The SELECT of the numbers of a query's articles, and what it calls them."""
    named = [
        _ids(database, kind, names)
        for kind, names in (("section", query.sections), ("source", query.sources))
        if names
    ]
    where = []
    if query.terms:
        table = _table(query)
        source, number = table, f"{table}.rowid"
        where.append(f"{table} MATCH :match")
        values["match"] = _all_of(query)
    elif named:
        source, number = "naming AS named", "named.number"
        where.append(f"named.name IN ({named.pop(0)})")
    else:
        source, number = "article INDEXED BY article_facts", "article.number"
    where += [
        f"EXISTS (SELECT 1 FROM naming WHERE naming.number = {number} AND naming.name IN ({ids}))"
        for ids in named
    ]
    where += _facts(database, query, number, values)
    distinct = (
        "DISTINCT " if source.startswith("naming") else ""
    )  # it may have several of the names
    return f"SELECT {distinct}{number} FROM {source} WHERE {' AND '.join(where)}", number


def _table(query: Query) -> str:
    return "words_exact" if query.is_exact else "words_folded"


def _facts(database: Database, query: Query, number: str, values: dict[str, Any]) -> list[str]:
    """What the article's own facts must be."""
    facts = ["fact.read = 0"] if query.unread else []
    facts += ["fact.saved = 1"] if query.saved else []
    where = []
    for name, day, ends in (("after", query.after, "ASC"), ("before", query.before, "DESC")):
        if day is None:
            continue
        sign = ">=" if name == "after" else "<"
        facts.append(f"fact.day {sign} :{name}")
        values[name] = day.toordinal()
        # Numbers grow with time, nearly: what lies beyond the outermost one need not be looked at.
        row = database.one(
            f"SELECT number FROM article INDEXED BY article_facts WHERE day {sign} ?"
            f" ORDER BY number {ends} LIMIT 1",
            (values[name],),
        )
        values[f"{name}_number"] = row[0] if row else 0
        where.append(f"{number} {'>=' if name == 'after' else '<='} :{name}_number")
    if facts:
        where.append(
            "EXISTS (SELECT 1 FROM article AS fact INDEXED BY article_facts"
            f" WHERE fact.number = {number} AND {' AND '.join(facts)})"
        )
    return where or ["1"]


def _scores(database: Database, query: Query, numbers: list[int]) -> dict[int, int]:
    """How good each match is: what stands in the title first, then what stands together.

    bm25 would count every occurrence of every word in the whole cache first, and among words
    that most articles have it tells nothing.
    """
    if not query.terms or len(numbers) < 2 or database.is_stopped:
        return dict.fromkeys(numbers, 0)
    key = tone_key if query.is_exact else fold
    terms, phrase = list(map(_sought, query.terms)), query.phrase
    together = _sought(phrase) if phrase is not None else ""
    scores = dict.fromkeys(numbers, 0)
    for number, title, lede in database.all_of(
        "SELECT number, title, lede FROM document WHERE number IN ({keys})", numbers
    ):
        words = f" {' '.join(WORD.findall(key(title)))} "
        found = sum(term in words for term in terms)
        score = 2 * found + (8 * len(terms) if found == len(terms) else 0)
        if phrase is not None and together in words:
            score += 8 * len(terms)
        elif found < len(terms):
            words = f" {' '.join(WORD.findall(key(lede)))} "
            score += all(term in words for term in terms)
        scores[number] = score
    if phrase is None or database.is_stopped:
        return scores
    table = _table(query)
    # Looking for the beginnings of long words costs more than it tells.
    goes_on = phrase.is_prefix and len(phrase.words[-1]) <= _INDEXED_PREFIX
    for (number,) in database.all(
        f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ?",
        (_match(replace(phrase, is_prefix=goes_on)), min(numbers), max(numbers)),
    ):
        if number in scores:
            scores[number] += 1 + len(terms)
    return scores


def _sought(term: Term) -> str:
    """What stands in words parted by blanks where a term does."""
    return f" {' '.join(term.words)}{'' if term.is_prefix else ' '}"


def _all_of(query: Query) -> str:
    return " AND ".join(map(_match, query.terms))


def _match(term: Term) -> str:
    """A term in FTS5's language; it has letters and digits only, so nothing needs escaping."""
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")


def _ids(database: Database, kind: str, wanted: tuple[str, ...]) -> str:
    """The numbers of the names that are meant: those that are equal, else those that have it in them."""
    rows = database.all("SELECT id, name FROM name WHERE kind = ?", (kind,))
    found: list[int] = []
    for value in wanted:
        for key in (tone_key, fold):
            equal = [number for number, name in rows if key(name) == key(value)]
            found += equal or [number for number, name in rows if key(value) in key(name)]
            if found:
                break
    return ", ".join(map(str, found))


def _text(database: Database, row: Row) -> str:
    document = get_document(database, row[-1])
    headline: Headline = headline_of(row)
    return (document.body if document else "") or headline.summary
