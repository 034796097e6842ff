"""Keys that are not what they seem: an input method's rewriting, and Alt sent as Escape.

A Vietnamese input method turns `oo` into `ô` by sending a Backspace and the new letter, at once
(see the key rules in the contract). Some terminals send Alt+Left as Escape followed by Left.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from hpreader.text import fold

HELD = {"backspace": 0.03, "escape": 0.01}
"""Seconds for which a key waits for the one that would change its meaning."""

ALT = {"left": "alt+left", "right": "alt+right"}

Verdict = Literal["both", "drop", "alt"]


def is_vietnamese(character: str | None) -> bool:
    """Is it a letter that only an input method produces?"""
    if character is None or len(character) != 1 or not character.isalpha():
        return False
    return fold(character) != unicodedata.normalize("NFC", character).lower()


def judge(held: str, key: str, character: str | None) -> Verdict:
    """What a key that follows a held one at once makes of the pair.

    `drop`: the input method rewrote what was typed, neither is a command; `alt`: both are one key;
    `both`: they are two keys.
    """
    if held == "backspace" and is_vietnamese(character):
        return "drop"
    if held == "escape" and key in ALT:
        return "alt"
    return "both"
