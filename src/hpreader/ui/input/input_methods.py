"""Keys that are not what they seem: an input method's rewriting, and Alt sent as Escape.

A Vietnamese input method turns `oo` into `ô` by sending a Backspace and the new letters, at once
(see the key rules in the contract). Some terminals send Alt+Left as Escape followed by Left.
What engines send was recorded in `tests/ui/seen.toml`.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import Literal, Protocol

from hpreader.text import fold

HELD = {"backspace": 0.03, "escape": 0.01, "enter": 0.03}
"""Seconds for which a key waits for the one that would change its meaning."""

AT_ONCE = 0.005
"""Seconds within which no finger finds the next key; an input method's were seen 1 ms apart."""

WORD = 1.0
"""Seconds within which a tone that is typed twice takes the mark off the letter again."""

ALT = {"left": "alt+left", "right": "alt+right"}

Verdict = Literal["apart", "drop", "alt", "hold", "before"]


class Stroke(Protocol):
    """A key as the terminal sent it, and when: Textual's `events.Key` is one."""

    key: str
    character: str | None
    time: float
    """Seconds on a clock that only goes forward."""


def is_vietnamese(character: str | None) -> bool:
    """Is it a letter that only an input method produces?"""
    if character is None or len(character) != 1 or not character.isalpha():
        return False
    return fold(character) != unicodedata.normalize("NFC", character).lower()


class KeyFilter:
    """Whether an input method is at work, by what came so far."""

    def __init__(self) -> None:
        self._marked = -math.inf
        """When a letter with a mark came in the word that is being typed."""
        self._rewrote = -math.inf
        self._before = -math.inf

    def classify(self, held: Sequence[Stroke], stroke: Stroke) -> Verdict:
        """What a key that follows held ones makes of them all.

        `drop`: the input method rewrote what was typed, none is a command; `alt`: they are one key;
        `hold`: it rewrites more than one letter, perhaps; `before`: it comes before those that are
        held, and they stay so; `apart`: each is a key of its own.
        """
        verdict = self._verdict(held, stroke)
        if verdict == "drop":
            self._rewrote = stroke.time
        elif verdict == "before":
            self._before = stroke.time
        if is_vietnamese(stroke.character):
            self._marked = stroke.time
        elif not _is_of_a_word(stroke) and stroke.key != "backspace":
            self._marked = -math.inf
        return verdict

    def _verdict(self, held: Sequence[Stroke], stroke: Stroke) -> Verdict:
        keys = [each.key for each in held]
        # From the first: a Backspace that is repeated fast does not wait for its last.
        is_in_time = bool(held) and stroke.time - held[0].time <= HELD[keys[0]]
        match keys:
            case [] if _is_of_a_word(stroke) and 0 <= stroke.time - self._rewrote <= AT_ONCE:
                return "drop"
            case ["backspace", *_] if is_in_time and self._is_rewriting(held[-1], stroke):
                return "drop"
            case ["backspace", *_] if is_in_time and stroke.key == "backspace":
                return "hold"
            case ["escape"] if is_in_time and stroke.key in ALT:
                return "alt"
            case ["enter"] if _is_text(stroke):
                # X's own protocol brings the key that ends a word before the word.
                since = max(held[0].time, self._before)
                return "before" if stroke.time - since <= HELD["enter"] else "apart"
            case _:
                return "apart"

    def _is_rewriting(self, backspace: Stroke, stroke: Stroke) -> bool:
        """Is it the new letter for the one that a Backspace took away?

        Without a mark it is where the word had one: `ass` is first `a`, then `á`, then `as`, and
        the tone of `hòa` is moved by an `n`.
        """
        if not _is_of_a_word(stroke):
            return False
        if is_vietnamese(stroke.character):
            return True
        is_at_once = stroke.time - backspace.time <= AT_ONCE
        return is_at_once and 0 <= stroke.time - self._marked <= WORD


def _is_of_a_word(stroke: Stroke) -> bool:
    """A letter, or a digit: with VNI those are typed twice to take a mark off."""
    return _is_text(stroke) and (stroke.character or "").isalnum()


def _is_text(stroke: Stroke) -> bool:
    character = stroke.character
    return character is not None and len(character) == 1 and character.isprintable()
