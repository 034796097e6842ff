"""The words around a match, from the text as it was written."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.text import fold, tone_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hpreader.model import Inline, Span
    from hpreader.store.query import Query, Term

LENGTH: Final = 200
"""Letters of a snippet, about two lines and a half."""
_BEFORE: Final = 50
"""Letters of what stands before the first match."""
_MOST_MATCHES: Final = 50
"""Of one term, in one text."""
_LOOKED_AT: Final = 600
"""Letters of the beginning, which are enough if all searched words stand there."""

_BETWEEN: Final = r"(?:[^\w\n]|_)+"
"""Between the words of a phrase: anything but a letter or the end of a paragraph."""


class _Match(NamedTuple):
    start: int
    end: int
    term: int


def cut_snippet(text: str, query: Query) -> Inline:
    """The part of a text where most of the searched words stand, those words `strong`.

    Args:
        text: clean text; paragraphs are parted by newlines.
        query: what was searched for.
    """
    matches = _matches(text[:_LOOKED_AT], query)
    if len({match.term for match in matches}) < len(query.terms):
        matches = _matches(text, query)
    start, end = _window(text, matches)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    spans = find_spans(text[start:end], query, len(before))
    return model.Inline(before + text[start:end].replace("\n", " ") + after, spans)


def find_spans(text: str, query: Query, offset: int = 0) -> tuple[Span, ...]:
    """Where the searched words stand in a clean text, counted from `offset`."""
    return tuple(
        model.Span(offset + match.start, offset + match.end, "strong")
        for match in _apart(_matches(text, query))
    )


def _matches(text: str, query: Query) -> list[_Match]:
    fit = tone_key if query.is_exact else fold
    key = "\n".join(map(fit, text.split("\n")))  # a line of letters only folds quickest
    found: list[_Match] = []
    for number, term in enumerate(query.terms):
        places = islice(_places(term, key), _MOST_MATCHES)
        found += (_Match(start, end, number) for start, end in places)
    return sorted(found)


def _places(term: Term, key: str) -> Iterator[tuple[int, int]]:
    """Where a term stands; looking for its first word first is what makes it quick."""
    first, *others = term.words
    rest = "".join(_BETWEEN + re.escape(word) for word in others)
    end = re.compile(rest + (r"[^\W_]*" if term.is_prefix else r"(?![^\W_])"))
    start = key.find(first)
    while start >= 0:
        found = end.match(key, start + len(first))
        if found and not (start and key[start - 1].isalnum()):
            yield start, found.end()
        start = key.find(first, found.end() if found else start + 1)


def _apart(matches: list[_Match]) -> list[_Match]:
    """Matches that do not overlap, the earlier ones first."""
    kept: list[_Match] = []
    for match in matches:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _window(text: str, matches: list[_Match]) -> tuple[int, int]:
    """Where the snippet begins and ends."""
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
    """The beginning of a word, or better of a paragraph, that is not after `limit`."""
    line = text.find("\n", start, limit)
    if line >= 0:
        return line + 1
    space = text.find(" ", start, limit)
    return space + 1 if space >= 0 else max(limit, start)
