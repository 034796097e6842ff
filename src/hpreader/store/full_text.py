"""Full-text search: the newest matches of a query, ranked with the title before the body.

Imported with the first search only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from hpreader import model
from hpreader.problems import Problem
from hpreader.store.article_table import HEADLINE_COLUMNS, headline_of
from hpreader.store.fts_index import EXACT, FOLDED, WORD
from hpreader.store.search_query import read_query
from hpreader.store.snippet import cut_snippet, find_spans
from hpreader.text import fold, tone_key

if TYPE_CHECKING:
    from hpreader.model import Hit
    from hpreader.problems import Kind
    from hpreader.store.database import Database, Row
    from hpreader.store.fts_index import FtsIndex
    from hpreader.store.search_query import Query, Term

_INDEXED_PREFIX: Final = 4
"""Letters of the longest prefix that has an index of its own; see cache.sql."""

_TITLE: Final = HEADLINE_COLUMNS.split(", ").index("title")

_RANKED: Final = 200
"""Only so many of the newest matches are ranked, so that common words take no longer."""


def find(
    database: Database, index: FtsIndex, text: str, limit: int, *, typing: bool
) -> tuple[Hit, ...]:
    """Run a query; see `Searches.find`."""
    query = read_query(text, database.now(), typing=typing)
    if query.is_empty or limit <= 0:
        return ()
    hits = []
    for row in _find(database, query, limit):
        if database.is_interrupted:
            break
        headline = headline_of(row)
        document = index.get(row[-1])
        body = (document.body if document else "") or headline.summary
        hits.append(model.Hit(headline, cut_snippet(body, query), find_spans(row[_TITLE], query)))
    return tuple(hits)


def filter_problems(database: Database, text: str) -> tuple[Problem, ...]:
    """The problems of a query's filters; see `Searches.problems`."""
    query = read_query(text, database.now())
    found = [
        Problem("bad_date" if kind == "date" else "bad_is", typed) for kind, typed in query.mistakes
    ]
    kinds: tuple[tuple[str, Kind, tuple[str, ...]], ...] = (
        ("section", "unknown_section", query.sections),
        ("source", "unknown_source", query.sources),
    )
    for kind, problem, names in kinds:
        found += [Problem(problem, name) for name in names if not _labels(database, kind, (name,))]
    return tuple(found)


def select_numbers(database: Database, text: str, values: dict[str, Any]) -> str:
    """A SELECT of the row numbers of all articles that a query matches.

    Args:
        database: both files.
        text: the query.
        values: the statement's parameters are added to it.
    """
    query = read_query(text, database.now())
    return "SELECT 0 WHERE 0" if query.is_empty else _select(database, query, values)[0]


def _find(database: Database, query: Query, limit: int) -> list[Row]:
    """The best matches as rows of `HEADLINE_COLUMNS` and the row number."""
    newest = _newest(database, query, max(_RANKED, limit) if query.terms else limit)
    scores = _scores(database, query, newest)
    best = sorted(newest, key=lambda number: -scores[number])[:limit]
    rows = database.all_of(
        f"SELECT {HEADLINE_COLUMNS}, number, sorted_at FROM article WHERE number IN ({{keys}})",
        best,
    )
    rows.sort(key=lambda row: (-scores[row[-2]], -row[-1], row[0]))
    return [row[:-1] for row in rows]


def _newest(database: Database, query: Query, limit: int) -> list[int]:
    """The row numbers of the newest matches; all indexes are in this order, so SQLite stops early."""
    values: dict[str, Any] = {"limit": limit}
    select, number = _select(database, query, values)
    return [row[0] for row in database.all(f"{select} ORDER BY {number} DESC LIMIT :limit", values)]


def _select(database: Database, query: Query, values: dict[str, Any]) -> tuple[str, str]:
    """The SELECT of the row numbers of a query's articles, and the name of its column."""
    labels = [
        _labels(database, kind, names)
        for kind, names in (("section", query.sections), ("source", query.sources))
        if names
    ]
    where = []
    if query.terms:
        table = _table(query)
        source, number = table, f"{table}.rowid"
        where.append(f"{table} MATCH :match")
        values["match"] = _all_of(query)
    elif labels:
        source, number = "article_label AS labelled", "labelled.number"
        where.append(f"labelled.label IN ({labels.pop(0)})")
    else:
        source, number = "article INDEXED BY article_facts", "article.number"
    where += [
        "EXISTS (SELECT 1 FROM article_label AS other"
        f" WHERE other.number = {number} AND other.label IN ({ids}))"
        for ids in labels
    ]
    where += _conditions(database, query, number, values)
    # An article may have several of the labels.
    distinct = "DISTINCT " if source.startswith("article_label") else ""
    return f"SELECT {distinct}{number} FROM {source} WHERE {' AND '.join(where)}", number


def _table(query: Query) -> str:
    return EXACT if query.is_exact else FOLDED


def _conditions(database: Database, query: Query, number: str, values: dict[str, Any]) -> list[str]:
    """The conditions on the article's marks and date."""
    facts = ["fact.read = 0"] if query.unread else []
    facts += ["fact.saved = 1"] if query.saved else []
    where = []
    for name, day, ends in (("after", query.after, "ASC"), ("before", query.before, "DESC")):
        if day is None:
            continue
        sign = ">=" if name == "after" else "<"
        facts.append(f"fact.day {sign} :{name} AND fact.day > 0")  # others have no date
        values[name] = day.toordinal()
        # Row numbers nearly grow with time: numbers beyond the outermost one need not be read.
        row = database.one(
            f"SELECT number FROM article INDEXED BY article_facts WHERE day {sign} ? AND day > 0"
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
    """The rank of each match: words in the title first, then words next to each other.

    FTS5's bm25() would first count every occurrence of every word in the whole index, and does not
    tell apart matches of words that most articles contain.
    """
    if not query.terms or len(numbers) < 2 or database.is_interrupted:
        return dict.fromkeys(numbers, 0)
    key = tone_key if query.is_exact else fold
    terms, phrase = list(map(_padded, query.terms)), query.phrase
    together = _padded(phrase) if phrase is not None else ""
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
    if phrase is None or database.is_interrupted:
        return scores
    table = _table(query)
    # A prefix without an index of its own takes longer than it improves the rank.
    is_prefix = phrase.is_prefix and len(phrase.words[-1]) <= _INDEXED_PREFIX
    for (number,) in database.all(
        f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ?",
        (_match(replace(phrase, is_prefix=is_prefix)), min(numbers), max(numbers)),
    ):
        if number in scores:
            scores[number] += 1 + len(terms)
    return scores


def _padded(term: Term) -> str:
    """The substring by which a term is found in words that are joined and enclosed by blanks."""
    return f" {' '.join(term.words)}{'' if term.is_prefix else ' '}"


def _all_of(query: Query) -> str:
    return " AND ".join(map(_match, query.terms))


def _match(term: Term) -> str:
    """A term as an FTS5 query; it has letters and digits only, so nothing needs escaping."""
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")


def _labels(database: Database, kind: str, names: tuple[str, ...]) -> str:
    """The ids, joined by commas, of the labels equal to a name, else of those that contain it."""
    rows = database.all("SELECT id, name FROM label WHERE kind = ?", (kind,))
    found: list[int] = []
    for value in names:
        for key in (tone_key, fold):
            equal = [number for number, name in rows if key(name) == key(value)]
            found += equal or [number for number, name in rows if key(value) in key(name)]
            if found:
                break
    return ", ".join(map(str, found))
