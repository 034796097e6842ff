"""Keys as a person calls them: `Ctrl+Y`, `Alt+Left`, `?`."""

from __future__ import annotations

from collections.abc import Iterable

from hpreader.i18n import N_, _

_SYMBOLS = {
    "comma": ",", "full_stop": ".", "slash": "/", "question_mark": "?", "plus": "+",
    "equals_sign": "=", "minus": "-", "greater_than_sign": ">", "less_than_sign": "<",
    "left_square_bracket": "[", "right_square_bracket": "]", "vertical_line": "|", "backslash": "\\",
    "latin_small_letter_o_with_horn": "ơ", "latin_small_letter_u_with_horn": "ư",
    "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc", "space": "Space", "enter": "Enter",
    "backspace": "Backspace", "delete": "Del", "home": "Home", "end": "End", "tab": "Tab",
}  # fmt: skip
"""The names of keys on the screen, by Textual's names for them."""

# Arrows are of ambiguous width in East Asian terminals, and the words are clear.
_ARROWS = {
    "up": N_("Up"),
    "down": N_("Down"),
    "left": N_("Left"),
    "right": N_("Right"),
}


def key_name(key: str) -> str:
    """A key as a person calls it, from Textual's name: `Ctrl+Y`, `Alt+Left`, `?`."""
    *modifiers, last = key.split("+")
    if last in _ARROWS:
        name = _(_ARROWS[last])
    elif modifiers and len(last) == 1:
        name = last.upper()
    elif last in _SYMBOLS:
        name = _SYMBOLS[last]
    else:
        name = last.upper() if last[:1] == "f" and last[1:].isdigit() else last
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def key_names(keys: Iterable[str]) -> str:
    """Several keys in one text, as the help shows them."""
    return " ".join(key_name(key) for key in keys)
