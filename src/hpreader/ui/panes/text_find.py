"""Finds words in the lines of an article."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.text import clean, fold, has_marks, tone_key

if TYPE_CHECKING:
    from hpreader.model import SearchTerm, SearchTerms


TOGETHER: Final = 300
"""Letters within which the terms of a search count as next to each other."""


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of one line, in code points; a match broken over lines has one for each."""

    number: int
    line: int
    start: int
    end: int


class _RunningText:
    """The lines of an article as one text, in which words parted by a line's end are found as well."""

    def __init__(self, lines: Sequence[str], key: Callable[[str], str]) -> None:
        """Join lines.

        Args:
            lines: an indented one is joined without its indent.
            key: makes a text comparable, without changing its length.
        """
        stripped = [(line.rstrip(), len(line) - len(line.lstrip())) for line in lines]
        texts = [text[indent:] for text, indent in stripped]
        self._indents = [indent for _, indent in stripped]
        self._lengths = [len(text) for text in texts]
        self.starts = list(accumulate((length + 1 for length in self._lengths), initial=0))
        """Where each line begins, and the end of the text."""
        self.key = key(" ".join(texts))

    def matches(self, spans: Iterable[tuple[int, int]]) -> tuple[Match, ...]:
        """Spans of the text as stretches of its lines, numbered in their order."""
        found = [
            Match(number, line, self._indents[line] + first, self._indents[line] + last)
            for number, span in enumerate(spans)
            for line, first, last in self._on_lines(*span)
        ]
        return tuple(match for match in found if match.start < match.end)

    def _on_lines(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        starts = self.starts
        line = bisect_right(starts, start) - 1
        while line < len(starts) - 1 and starts[line] < end:
            last = min(end, starts[line + 1]) - starts[line]
            yield line, max(0, start - starts[line]), min(last, self._lengths[line])
            line += 1


def matches(lines: Sequence[str], query: str) -> tuple[Match, ...]:
    """All places of a query; words parted by a line's end are found as well.

    A query with marks means its spelling (either style of tone placement), one without matches any.
    """
    wanted = clean(query)
    if not wanted:
        return ()
    key = tone_key if has_marks(wanted) else fold
    text = _RunningText(lines, key)
    return text.matches(_occurrences(text.key, key(wanted)))


def _occurrences(haystack: str, needle: str) -> Iterator[tuple[int, int]]:
    at = haystack.find(needle)
    while at >= 0:
        yield at, at + len(needle)
        at = haystack.find(needle, at + len(needle))


class _Found(NamedTuple):
    """A place of one of the terms of a search, in code points of the running text."""

    start: int
    end: int
    term: int


def term_matches(
    lines: Sequence[str], sought: SearchTerms, top: int
) -> tuple[tuple[Match, ...], int]:
    """All places of the words of a search by the rules of searches, and the number of the best one.

    The best one is where most of the terms are next to each other; of several such places the one
    with the fewest letters, from line `top` on if one is.
    """
    text = _RunningText(
        lines, tone_key if sought.is_exact else lambda letters: fold(tone_key(letters))
    )
    every = sorted(
        _Found(*found.span(), number)
        for number, term in enumerate(sought.terms)
        for found in _pattern(term).finditer(text.key)
    )
    places: list[_Found] = []
    for place in every:
        if not places or place.start >= places[-1].end:
            places.append(place)
    first = text.starts[min(top, len(lines))]
    best = min(range(len(places)), key=lambda at: _rank(places, at, first), default=0)
    return text.matches((place.start, place.end) for place in places), best


def _pattern(term: SearchTerm) -> re.Pattern[str]:
    words = r"[\W_]+".join(map(re.escape, term.words))
    return re.compile(rf"(?<![^\W_]){words}" + (r"[^\W_]*" if term.is_prefix else r"(?![^\W_])"))


def _rank(places: Sequence[_Found], at: int, first: int) -> tuple[int, bool, int, int]:
    """Smaller for a place from which on more of the terms are in fewer letters, not before `first`."""
    terms: set[int] = set()
    end = start = places[at].start
    for place in itertools.islice(places, at, None):
        if place.end - start > TOGETHER:
            break
        if place.term not in terms:
            terms.add(place.term)
            end = place.end
    return -len(terms), start < first, end - start, at


class TextFind:
    """A find: its query, its matches, and the current one."""

    def __init__(self) -> None:
        self.query = ""
        self.sought: SearchTerms | None = None
        """What is found instead of the query's letters: the words of a search."""
        self._matches: tuple[Match, ...] = ()
        self._number = 0
        self.turned = 0
        """1 if the last step went past the last match, -1 if before the first, else 0."""

    @property
    def count(self) -> int:
        """How many matches there are."""
        return self._matches[-1].number + 1 if self._matches else 0

    @property
    def number(self) -> int:
        """The number of the current match, from 0."""
        return self._number

    def search(
        self,
        lines: Sequence[str],
        query: str,
        top: int | None = None,
        sought: SearchTerms | None = None,
    ) -> None:
        """Find in these lines; the first match from line `top` on becomes the current one.

        Args:
            lines: of the article.
            query: what was typed.
            top: the line, None to keep the number of the current match.
            sought: the words of a search, which are found by its rules.
        """
        self.query, self.sought, self.turned = query, sought, 0
        if sought is not None:
            self._matches, best = term_matches(lines, sought, top or 0)
            self._number = best if top is not None else self._number
        else:
            self._matches = matches(lines, query)
        if sought is None and top is not None:
            after = (match.number for match in self._matches if match.line >= top)
            self._number = next(after, 0)
        self._number = max(0, min(self._number, self.count - 1))

    def update(self, lines: Sequence[str]) -> None:
        """Find the same in other lines."""
        self.search(lines, self.query, sought=self.sought)

    def step(self, step: int) -> None:
        """Go to another match, from the last one to the first."""
        self.turned = 0
        if self.count:
            turns, self._number = divmod(self._number + step, self.count)
            self.turned = max(-1, min(turns, 1))

    @property
    def line(self) -> int | None:
        """The line of the current match."""
        return next((match.line for match in self._matches if match.number == self._number), None)

    def on_line(self, line: int) -> Iterator[Match]:
        """The matches on a line."""
        return (match for match in self._matches if match.line == line)
