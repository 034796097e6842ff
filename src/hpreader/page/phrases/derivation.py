"""Derived from phrases: the words they can begin with, and words that every match contains.

Most texts of a page match no phrase. Checking for a word first is many times faster than trying the
expression; the words are derived here from the expression itself.

Phrases are regular expressions of a small kind: letters, groups with alternatives, `?` and repetitions,
classes, look-around. A class or a dot is "any letter" here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

QUANTIFIERS = "?*+{"
ESCAPED_CLASSES = frozenset("sdwSDW")
ESCAPED_POSITIONS = frozenset("bBAZ")


@dataclass(slots=True)
class _Item:
    """One piece of an expression."""

    literal: str = ""
    alternatives: list[list[_Item]] = field(default_factory=list)
    """The sequences of a group; empty for a letter and for a class."""
    is_optional: bool = False

    @property
    def is_class(self) -> bool:
        """Whether it may be any letter."""
        return not self.literal and not self.alternatives


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """Every word, in lower case, with which a text can begin that phrases match from its start.

    Raises:
        ValueError: a phrase begins with any letter.
    """
    starts = _starts(phrases, lambda start: " " in start.lstrip())
    return frozenset(start.split()[0] for start in starts if start.strip())


def first_letters(phrases: Iterable[str], count: int) -> frozenset[str]:
    """With which so many letters, in lower case, a text can begin that phrases match from its start.

    Raises:
        ValueError: a phrase has any letter among the first ones.
    """
    starts = _starts(phrases, lambda start: len(start) >= count)
    return frozenset(start[:count] for start in starts)


def required_words(phrases: Iterable[str]) -> frozenset[str]:
    """Words, in lower case, of which each text that a phrase matches has at least one.

    Raises:
        ValueError: a phrase matches texts without any certain word.
    """
    found: set[str] = set()
    for phrase in phrases:
        words = _required(_parsed(phrase))
        if not words:
            raise ValueError(f"no certain word: {phrase!r}")
        found |= words
    return frozenset(found)


def _starts(phrases: Iterable[str], is_enough: Callable[[str], bool]) -> set[str]:
    found: set[str] = set()
    for phrase in phrases:
        for sequence in _parsed(phrase):
            found |= _extended({""}, sequence, is_enough)
    return {start.lower() for start in found}


def _extended(
    starts: set[str], sequence: list[_Item], is_enough: Callable[[str], bool]
) -> set[str]:
    """The starts with what a sequence can add to each, as far as they are not long enough."""
    done: set[str] = set()
    for item in sequence:
        done |= {start for start in starts if is_enough(start)}
        starts = starts - done
        if not starts:
            break
        if item.is_class and not item.is_optional:
            raise ValueError("any letter among the first ones")
        added = {start + item.literal for start in starts} if item.literal else set()
        for inner in item.alternatives:
            added |= _extended(starts, inner, is_enough)
        starts = added | starts if item.is_optional else added
    return done | starts


def _required(alternatives: list[list[_Item]]) -> frozenset[str]:
    """The best certain words of a group: of each of its sequences one set."""
    found: set[str] = set()
    for sequence in alternatives:
        candidates = list(_certain(sequence))
        if not candidates:
            return frozenset()
        found |= max(candidates, key=lambda words: (min(map(len, words)), -len(words)))
    return frozenset(found)


def _certain(sequence: list[_Item]) -> Iterator[frozenset[str]]:
    """Sets of words of which a sequence has one each: its words, and those of its groups."""
    letters = ""
    for item in [*sequence, _Item()]:
        if item.literal and not item.is_optional:
            letters += item.literal
            continue
        if word := max(letters.split(), key=len, default=""):
            yield frozenset([word.lower()])
        letters = ""
        if item.alternatives and not item.is_optional and (words := _required(item.alternatives)):
            yield words


def _parsed(phrase: str) -> list[list[_Item]]:
    alternatives, rest = _group(phrase, 0)
    if rest != len(phrase):
        raise ValueError(f"an unexpected bracket: {phrase!r}")
    return alternatives


def _group(phrase: str, at: int) -> tuple[list[list[_Item]], int]:
    """The alternatives from a position to the end of their group, and where that is."""
    alternatives: list[list[_Item]] = [[]]
    while at < len(phrase) and phrase[at] != ")":
        if phrase[at] == "|":
            alternatives.append([])
            at += 1
            continue
        item, at = _item(phrase, at)
        at, is_optional = _quantified(phrase, at)
        if item is not None:
            item.is_optional = is_optional
            alternatives[-1].append(item)
    return alternatives, at


def _item(phrase: str, at: int) -> tuple[_Item | None, int]:
    """The piece at a position, None for one without length, and the position behind it."""
    sign = phrase[at]
    if sign == "(":
        inner = at + 1
        is_plain = phrase[inner] != "?"
        is_group = is_plain or phrase.startswith("?:", inner)
        begin = inner if is_plain else phrase.index(phrase[inner + 1], inner) + 1
        if phrase.startswith("?<", inner):
            begin = inner + 3
        alternatives, end = _group(phrase, begin)
        return (_Item(alternatives=alternatives) if is_group else None), end + 1
    if sign == "\\":
        letter = phrase[at + 1]
        if letter in ESCAPED_POSITIONS:
            return None, at + 2
        return (
            _Item(" " if letter == "s" else "") if letter in ESCAPED_CLASSES else _Item(letter)
        ), at + 2
    if sign == "[":
        return _Item(), phrase.index("]", at + 2) + 1
    if sign in "^$":
        return None, at + 1
    return (_Item() if sign == "." else _Item(sign)), at + 1


def _quantified(phrase: str, at: int) -> tuple[int, bool]:
    """The position behind a quantifier, and whether it lets its piece be missing."""
    if at >= len(phrase) or phrase[at] not in QUANTIFIERS:
        return at, False
    is_optional = phrase[at] in "?*" or phrase.startswith("{0", at)
    at = phrase.index("}", at) + 1 if phrase[at] == "{" else at + 1
    if at < len(phrase) and phrase[at] in "?+":
        at += 1
    return at, is_optional
