"""Words of a title for which a rule may be wanted: names, and syllables next to each other."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hpreader.text import WORD, clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLAUSE_END: Final = re.compile(r"[^\w\s-]+|\s-\s|_")
MOST_WORDS: Final = 12
"""Suggestions for one title; others can be typed."""
_LONGEST_NAME: Final = 5


def title_words(title: str) -> tuple[str, ...]:
    """Words and phrases of a title, names first; nothing twice.

    Most Vietnamese words have two syllables, which are written apart, so that each two neighbours are offered.
    """
    clauses = [WORD.findall(clause) for clause in _CLAUSE_END.split(clean(title))]
    found: dict[str, str] = {}
    for phrase in (*_names(clauses), *_pairs(clauses)):
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


def _pairs(clauses: list[list[str]]) -> Iterator[str]:
    for words in clauses:
        for first, second in pairwise(words):
            yield f"{first} {second}".lower()
        if len(words) == 1:
            yield words[0].lower()
