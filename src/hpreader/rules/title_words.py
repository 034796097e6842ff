"""Words of a title for which a rule may be wanted: names, and syllables next to each other."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hpreader.text import WORD, clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLAUSE_END: Final = re.compile(r"[^\w\s-]+|\s-\s|_")
MOST_WORDS: Final = 12
"""Suggestions for one title; others can be typed."""
_LONGEST_NAME: Final = 5
_SEEN: Final = 3
"""In so many other titles two syllables are next to each other that are taken for a word."""
_STRONGER: Final = 2.0
"""How many times closer a pair is than the one beside it, with which it has a syllable, if that one is no word."""


def title_words(title: str, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Words and phrases of a title, names first; nothing twice.

    Most Vietnamese words have two syllables, which are written apart, so that each two neighbours are offered,
    unless other titles show that one of them belongs to the syllable on its other side: in `phí ô tô`, `ô` is
    nearly always followed by `tô` and seldom comes after `phí`.

    Args:
        title: of the article.
        others: titles of other articles.
    """
    clauses = _clauses(title)
    found: dict[str, str] = {}
    for phrase in (*_names(clauses), *_pairs(clauses, _Closeness(clauses, others))):
        found.setdefault(fold(phrase), phrase)
    return tuple(found.values())[:MOST_WORDS]


def is_acronym(text: str) -> bool:
    """Whether a text is one word of capitals, such as AI, whose letters are another word in lower case."""
    return len(text) > 1 and text.isupper() and text.isalpha()


def _names(clauses: list[list[str]]) -> Iterator[str]:
    """Runs of words with capitals; the first word of a clause has one anyway."""
    for words in clauses:
        run: list[str] = []
        for place, word in enumerate([*words, ""]):
            if word[:1].isupper():
                run.append(word)
                continue
            begins = place == len(run)
            if run and (len(run) > 1 or not begins or is_acronym(run[0])):
                yield " ".join(run[:_LONGEST_NAME])
            run = []


def _clauses(title: str) -> list[list[str]]:
    return [WORD.findall(clause) for clause in _CLAUSE_END.split(clean(title))]


def _pairs(clauses: list[list[str]], closeness: _Closeness) -> Iterator[str]:
    for words in clauses:
        pairs = [(first.lower(), second.lower()) for first, second in pairwise(words)]
        for at, pair in enumerate(pairs):
            beside = (*pairs[max(0, at - 1) : at], *pairs[at + 1 : at + 2])
            if not any(closeness.is_split_by(pair, other) for other in beside):
                yield " ".join(pair)
        if len(words) == 1:
            yield words[0].lower()


class _Closeness:
    """How often two syllables are next to each other in titles, beside how often each is there."""

    def __init__(self, clauses: list[list[str]], titles: Iterable[str]) -> None:
        """Count those syllables that the clauses have."""
        wanted = {word.lower() for words in clauses for word in words}
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for title in titles:
            lowered = title.lower()
            if not any(word in lowered for word in wanted):
                continue
            for words in _clauses(lowered):
                self._words.update(wanted.intersection(words))
                self._pairs.update({pair for pair in pairwise(words) if wanted.issuperset(pair)})

    def is_split_by(self, pair: tuple[str, str], other: tuple[str, str]) -> bool:
        """Whether the other pair, which has a syllable of this one, is a word and this one is none."""
        return self._pairs[other] >= _SEEN and self._of(other) > _STRONGER * self._of(pair)

    def _of(self, pair: tuple[str, str]) -> float:
        count = self._pairs[pair]
        return count / math.sqrt(self._words[pair[0]] * self._words[pair[1]]) if count else 0.0
