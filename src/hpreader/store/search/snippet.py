"""The part of a text around the matches of a query, with the text's own spelling."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.text import fold, tone_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hpreader.model import Inline, Span
    from hpreader.store.search.search_query import Query, Term

LENGTH: Final = 200
"""Characters of a snippet, about two and a half lines."""
_BEFORE: Final = 50
"""Characters before the first match."""
_MOST_MATCHES: Final = 50
"""Matches of one term in one text."""
_BEGINNING: Final = 600
"""Characters of the beginning, which are searched first: if they contain all terms, that is enough."""

_BETWEEN: Final = r"(?:[^\w\n]|_)+"
"""What may separate the words of a phrase: anything but letters, digits and the end of a paragraph."""


class _Match(NamedTuple):
    start: int
    end: int
    term: int


def cut_snippet(text: str, query: Query) -> Inline:
    """The part of a text that contains most terms of a query, its matches `strong`.

    Args:
        text: clean text; its paragraphs are separated by newlines.
        query: the parsed query.
    """
    matches = _matches(text[:_BEGINNING], query)
    if len({match.term for match in matches}) < len(query.terms):
        matches = _matches(text, query)
    start, end = _window(text, matches)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    spans = find_spans(text[start:end], query, len(before))
    return model.Inline(before + text[start:end].replace("\n", " ") + after, spans)


def find_spans(text: str, query: Query, offset: int = 0) -> tuple[Span, ...]:
    """The matches of a query in a clean text, with `offset` added to their positions."""
    return tuple(
        model.Span(offset + match.start, offset + match.end, "strong")
        for match in _without_overlaps(_matches(text, query))
    )


def contains_terms(text: str, query: Query) -> bool:
    """Whether a clean text, whose paragraphs are separated by newlines, contains all terms of a query."""
    key = _key(text, query)
    return all(any(True for _ in _spans(term, key)) for term in query.terms)


def _key(text: str, query: Query) -> str:
    """A text as it is compared with the terms of a query; it has the same length."""
    normalize = tone_key if query.is_exact else fold
    # ASCII lines are the quickest to normalize.
    return "\n".join(map(normalize, text.split("\n")))


def _matches(text: str, query: Query) -> list[_Match]:
    key = _key(text, query)
    found: list[_Match] = []
    for number, term in enumerate(query.terms):
        spans = islice(_spans(term, key), _MOST_MATCHES)
        found += (_Match(start, end, number) for start, end in spans)
    return sorted(found)


def _spans(term: Term, key: str) -> Iterator[tuple[int, int]]:
    """The positions of a term; finding its first word with str.find makes it quick."""
    first, *others = term.words
    rest = "".join(_BETWEEN + re.escape(word) for word in others)
    end = re.compile(rest + (r"[^\W_]*" if term.is_prefix else r"(?![^\W_])"))
    start = key.find(first)
    while start >= 0:
        found = end.match(key, start + len(first))
        if found and not (start and key[start - 1].isalnum()):
            yield start, found.end()
        start = key.find(first, found.end() if found else start + 1)


def _without_overlaps(matches: list[_Match]) -> list[_Match]:
    """The matches without those that overlap an earlier one."""
    kept: list[_Match] = []
    for match in matches:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _window(text: str, matches: list[_Match]) -> tuple[int, int]:
    """Start and end of the snippet."""
    if len(text) <= LENGTH:
        return 0, len(text)
    best = 0
    most = 0
    for number, match in enumerate(matches):
        limit = match.start + LENGTH - _BEFORE
        terms = {other.term for other in matches[number : number + 20] if other.end <= limit}
        if len(terms) > most:
            best, most = match.start, len(terms)
    start = max(0, min(best - _BEFORE, len(text) - LENGTH))
    if start:
        start = _next_space(text, start, best)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        cut = text.rfind(" ", start + LENGTH // 2, end)
        end = cut if cut > start else end
    return start, end


def _next_space(text: str, start: int, limit: int) -> int:
    """The start of the next paragraph up to `limit`, else of the next word."""
    line = text.find("\n", start, limit)
    if line >= 0:
        return line + 1
    space = text.find(" ", start, limit)
    return space + 1 if space >= 0 else max(limit, start)
