"""Finds words in the lines of an article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hpreader.text import clean, fold, has_marks, tone_key


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of one line, in code points; a match broken over lines has one for each."""

    number: int
    line: int
    start: int
    end: int


def matches(lines: Sequence[str], query: str) -> tuple[Match, ...]:
    """All places of a query; words parted by a line's end are found as well.

    A query with marks means its spelling (either style of tone placement), one without matches any.
    """
    wanted = clean(query)
    if not wanted:
        return ()
    key = tone_key if has_marks(wanted) else fold
    stripped = [(line.rstrip(), len(line) - len(line.lstrip())) for line in lines]
    # An indented line is joined without its indent: what counts is the running text.
    texts = [text[indent:] for text, indent in stripped]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    haystack, needle = key(" ".join(texts)), key(wanted)
    found = []
    at, number = haystack.find(needle), 0
    while at >= 0:
        for line, start, end in _on_lines(starts, at, at + len(needle)):
            indent = stripped[line][1]
            length = len(texts[line])
            found.append(Match(number, line, indent + start, indent + min(end, length)))
        number += 1
        at = haystack.find(needle, at + len(needle))
    return tuple(match for match in found if match.start < match.end)


def _on_lines(starts: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    line = bisect_right(starts, start) - 1
    while line < len(starts) - 1 and starts[line] < end:
        yield line, max(0, start - starts[line]), min(end, starts[line + 1]) - starts[line]
        line += 1


class TextFind:
    """A find: its query, its matches, and the current one."""

    def __init__(self) -> None:
        self.query = ""
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

    def search(self, lines: Sequence[str], query: str, top: int | None = None) -> None:
        """Find in these lines; the first match from line `top` on becomes the current one."""
        self.query, self.turned = query, 0
        self._matches = matches(lines, query)
        if top is not None:
            after = (match.number for match in self._matches if match.line >= top)
            self._number = next(after, 0)
        self._number = max(0, min(self._number, self.count - 1))

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
