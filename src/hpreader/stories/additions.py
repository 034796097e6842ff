"""What each report of an event says that the earlier ones do not: sentences with new names or numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hpreader.stories.features import COMMON_NAMES, names_in, numbers_in, plain_text, syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]?\s+(?=[\"“‘(]?[A-ZĐÀ-Ỹ\d])|\n+")
_MOST: Final = 3
"""Sentences that are given of one report."""
_LONGEST: Final = 240
"""Characters of a sentence; a longer one is cut at a word."""


def additions(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """For each text, sentences with names or numbers that the texts before it lack.

    Args:
        texts: the reports of one event, the first one first. The first adds nothing: all of it is new.
    """
    known: set[str] = set()
    found: list[tuple[str, ...]] = []
    for at, text in enumerate(map(plain_text, texts)):
        found.append(_new_sentences(text, known) if at and known else ())
        known.update(names_in(text), numbers_in(text), syllables(text))
    return tuple(found)


def _new_sentences(text: str, known: set[str]) -> tuple[str, ...]:
    told = set(known)
    chosen: list[tuple[int, int, str]] = []
    for at, sentence in enumerate(_SENTENCE.split(text)):
        facts = {*names_in(sentence), *numbers_in(sentence)} - COMMON_NAMES
        new = {fact for fact in facts if fact not in told and not _is_known(fact, told)}
        if new:
            told |= new
            chosen.append((-len(new), at, sentence.strip()))
    best = sorted(sorted(chosen)[:_MOST], key=lambda one: one[1])
    return tuple(_cut(sentence) for _, _, sentence in best)


def _is_known(fact: str, told: set[str]) -> bool:
    """Whether a name was told in another length (`Nguyen Van An`, later only `Van An`)."""
    return " " in fact and not fact[0].isdigit() and all(word in told for word in fact.split())


def _cut(sentence: str) -> str:
    if len(sentence) <= _LONGEST:
        return sentence
    return sentence[:_LONGEST].rsplit(" ", 1)[0] + " …"
