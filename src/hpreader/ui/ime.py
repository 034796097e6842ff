"""Keys that are not what they seem: an input method's rewriting, and Alt sent as Escape.

A Vietnamese input method turns `oo` into `ô` by sending a Backspace and the new letter, at once
(see the key rules in the contract). Some terminals send Alt+Left as Escape followed by Left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

from hpreader.text import fold

HELD = {"backspace": 0.03, "escape": 0.01}
"""Seconds for which a key waits for the one that would change its meaning."""

ALT = {"left": "alt+left", "right": "alt+right"}

Verdict = Literal["apart", "drop", "alt", "hold"]


def is_vietnamese(character: str | None) -> bool:
    """Is it a letter that only an input method produces?"""
    if character is None or len(character) != 1 or not character.isalpha():
        return False
    return fold(character) != unicodedata.normalize("NFC", character).lower()


def judge(held: Sequence[str], key: str, character: str | None) -> Verdict:
    """What a key that follows held ones at once makes of them all.

    `drop`: the input method rewrote what was typed, none is a command; `alt`: they are one key;
    `hold`: it rewrites more than one letter, perhaps; `apart`: each is a key of its own.
    """
    match held:
        case ["backspace", *_] if is_vietnamese(character):
            return "drop"
        case ["backspace", *_] if key == "backspace":
            return "hold"
        case ["escape"] if key in ALT:
            return "alt"
        case _:
            return "apart"
