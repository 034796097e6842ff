"""Full-text search: the newest matches of a query, ranked with the title before the body.

Imported with the first search only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from hpreader import model
from hpreader.places.gazetteer import labels_named
from hpreader.problems import Problem
from hpreader.store.rows.article_table import HEADLINE_COLUMNS, headline_of
from hpreader.store.rows.contents import Contents
from hpreader.store.rows.fts_index import FORMS, SEQUENCE, exact_form
from hpreader.store.rows.place_labels import PLACE
from hpreader.store.search.search_query import read_query
from hpreader.store.search.snippet import cut_snippet, find_spans
from hpreader.store.search.term_check import FUNCTION, terms_json
from hpreader.text import WORD, fold, tone_key

if TYPE_CHECKING:
    from hpreader.model import Hit
    from hpreader.problems import Kind
    from hpreader.store.database import Database, Row
    from hpreader.store.search.search_query import Query, Term

_MANY_WORDS: Final = re.compile(r"\w|[^\Waeiouy]{2}")
"""Beginnings of so many words that their positions are not put together: a letter, two consonants."""

_INDEXED: Final = 2
"""The beginnings of so many letters are in the index: see the schema."""
_MOST_WORDS: Final = 200
"""So many words can be searched for at once; a beginning of more is rare, or has many rare ones."""
_LAST: Final = "\U0010ffff"
"""Behind all letters."""

_TITLE: Final = HEADLINE_COLUMNS.split(", ").index("title")

_HIDDEN: Final = (
    "SELECT 1 FROM article AS hidden INDEXED BY article_muted"
    " WHERE hidden.muted <> '' AND hidden.saved = 0"
)
"""What rules hide; mostly this is little or nothing."""

_RANKED: Final = 200
"""Only so many of the newest matches are ranked, so that common words take no longer."""


def find(database: Database, text: str, limit: int, *, typing: bool) -> tuple[Hit, ...]:
    """Run a query; see `Searches.find`."""
    query = read_query(text, database.now(), typing=typing)
    if query.is_empty or limit <= 0:
        return ()
    hits = []
    rows = _find(database, query, limit)
    documents = Contents(database).documents(row[-1] for row in rows)
    for row in rows:
        if database.is_interrupted:
            break
        headline = headline_of(row)
        body = documents[row[-1]].body or headline.summary
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
        ("tag", "unknown_tag", query.tags),
    )
    for kind, problem, names in kinds:
        found += [Problem(problem, name) for name in names if not _labels(database, kind, (name,))]
    found += [Problem("unknown_place", name) for name in query.places if not labels_named(name)]
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
    ranks = bool(query.terms) and not _reads_texts(query)
    newest = _newest(database, query, max(_RANKED, limit) if ranks else limit)
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
        for kind, names in (
            ("section", query.sections),
            ("source", query.sources),
            ("tag", query.tags),
        )
        if names
    ]
    if query.places:
        labels.append(_place_labels(database, query.places))
    where = []
    if query.terms:
        table = SEQUENCE if _has_phrase(query) else FORMS
        source, number = table, f"{table}.rowid"
        where.append(f"{table} MATCH :match")
        values["match"] = _sequences(query) if _has_phrase(query) else _forms(database, query)
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
    if query.terms and _reads_texts(query):
        where.append(f"{FUNCTION}({number}, :terms)")
        values["terms"] = terms_json(query)
    # An article may have several of the labels.
    distinct = "DISTINCT " if source.startswith("article_label") else ""
    return f"SELECT {distinct}{number} FROM {source} WHERE {' AND '.join(where)}", number


def _has_phrase(query: Query) -> bool:
    return any(len(term.words) > 1 for term in query.terms)


def _reads_texts(query: Query) -> bool:
    """Whether the index finds articles that the query does not match, so that texts must be read.

    The index has the order of the words without diacritics only, and does not put together the
    positions of too many words.
    """
    return _has_phrase(query) and (query.is_exact or any(map(_is_cut, query.terms)))


def _is_cut(term: Term) -> bool:
    """Whether a term is looked for without the beginning of a word at its end."""
    return term.is_prefix and _MANY_WORDS.fullmatch(fold(term.words[-1])) is not None


def _conditions(database: Database, query: Query, number: str, values: dict[str, Any]) -> list[str]:
    """The conditions on the article's marks and date."""
    facts = ["fact.read = 0"] if query.unread else []
    facts += ["fact.saved = 1"] if query.saved else []
    where = []
    if query.muted or database.one(f"{_HIDDEN} LIMIT 1") is not None:
        where.append(
            f"{'' if query.muted else 'NOT '}EXISTS ({_HIDDEN} AND hidden.number = {number})"
        )
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
    for number, title, summary in database.all_of(
        "SELECT number, title, summary FROM article WHERE number IN ({keys})", numbers
    ):
        words = f" {' '.join(WORD.findall(key(title)))} "
        found = sum(term in words for term in terms)
        score = 2 * found + (8 * len(terms) if found == len(terms) else 0)
        if phrase is not None and together in words:
            score += 8 * len(terms)
        elif found < len(terms):
            words = f" {' '.join(WORD.findall(key(summary)))} "
            score += all(term in words for term in terms)
        scores[number] = score
    if phrase is None or database.is_interrupted:
        return scores
    words = fold(" ".join(phrase.words))  # a word that may go on counts as it is
    for (number,) in database.all(
        f"SELECT rowid FROM {SEQUENCE} WHERE {SEQUENCE} MATCH ? AND rowid BETWEEN ? AND ?",
        (f'"{words}"', min(numbers), max(numbers)),
    ):
        if number in scores:
            scores[number] += 1 + len(terms)
    return scores


def _padded(term: Term) -> str:
    """The substring by which a term is found in words that are joined and enclosed by blanks."""
    return f" {' '.join(term.words)}{'' if term.is_prefix else ' '}"


def _forms(database: Database, query: Query) -> str:
    """The words of a query as an FTS5 query of the forms.

    They have letters and digits only, so nothing needs escaping.
    """
    return " AND ".join(
        _beginning(database, term.words[0], query.is_exact)
        if term.is_prefix
        else f'"{_form(term.words[0], query.is_exact)}"'
        for term in query.terms
    )


def _form(word: str, is_exact: bool) -> str:
    return exact_form(word) if is_exact else word


def _beginning(database: Database, word: str, is_exact: bool) -> str:
    """All words that begin so, as an FTS5 query.

    Of a beginning, FTS5 first reads all matches; of single words, only as many as are asked for.
    """
    if len(word) > _INDEXED:
        rows = database.all(
            "SELECT word FROM word WHERE word >= ? AND word < ? LIMIT ?",
            (word, word + _LAST, _MOST_WORDS + 1),
        )
        # In a damaged cache it may hold anything; what is no single word is a query of its own to FTS5.
        if 0 < len(rows) <= _MOST_WORDS and all(WORD.fullmatch(found) for (found,) in rows):
            forms = " OR ".join(f'"{_form(found, is_exact)}"' for (found,) in rows)
            return f"({forms})"
    return f'"{_form(word, is_exact)}" *'


def _sequences(query: Query) -> str:
    """The words and phrases of a query as an FTS5 query of the words without diacritics."""
    found = []
    for term in query.terms:
        words = term.words[:-1] if _is_cut(term) else term.words
        if words:
            star = " *" if term.is_prefix and not _is_cut(term) else ""
            found.append(f'"{fold(" ".join(words))}"{star}')
    return " AND ".join(found)


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


def _place_labels(database: Database, names: tuple[str, ...]) -> str:
    """The ids, joined by commas, of the labels of places, by any of their names."""
    wanted = {label for name in names for label in labels_named(name)}
    rows = database.all("SELECT id, name FROM label WHERE kind = ?", (PLACE,))
    return ", ".join(str(number) for number, name in rows if name in wanted)
