"""Keys as a person calls them: `Ctrl+Y`, `Alt+Left`, `?`."""

from __future__ import annotations

from collections.abc import Iterable

from hpreader.i18n import N_, _

_SYMBOLS = {
    "comma": ",", "full_stop": ".", "slash": "/", "semicolon": ";", "question_mark": "?", "plus": "+",
    "exclamation_mark": "!", "ampersand": "&",
    "equals_sign": "=", "minus": "-", "greater_than_sign": ">", "less_than_sign": "<",
    "left_square_bracket": "[", "right_square_bracket": "]", "vertical_line": "|", "backslash": "\\",
    "number_sign": "#", "asterisk": "*",
    "latin_small_letter_o_with_horn": "ơ", "latin_small_letter_u_with_horn": "ư",
    "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc", "space": "Space", "enter": "Enter",
    "backspace": "Backspace", "delete": "Del", "home": "Home", "end": "End", "tab": "Tab",
}  # fmt: skip
"""The names of keys on the screen, by Textual's names for them."""

_ARROWS = {
    "up": ("\u2191", N_("Up")),
    "down": ("\u2193", N_("Down")),
    "left": ("\u2190", N_("Left")),
    "right": ("\u2192", N_("Right")),
}
"""The arrow keys as signs and in words."""

_has_arrows = False


def use_arrows(is_wide: bool | None) -> None:
    """Choose how arrow keys are named from now on, in the whole process.

    Args:
        is_wide: whether the terminal draws characters of ambiguous width in two cells; None where it
            did not tell. Arrows are among these (Unicode Standard Annex 11), so they are signs only
            where it is sure that they take one cell.
    """
    global _has_arrows  # noqa: PLW0603 - one process has one terminal
    _has_arrows = is_wide is False


def key_name(key: str) -> str:
    """A key as a person calls it, from Textual's name: `Ctrl+Y`, `Alt+Left`, `?`."""
    *modifiers, last = key.split("+")
    if last in _ARROWS:
        sign, word = _ARROWS[last]
        name = sign if _has_arrows else _(word)
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
