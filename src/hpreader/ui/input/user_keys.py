"""The keys and the theme of config.toml, and sentences about what is wrong with them."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from textual.keys import Keys

from hpreader.i18n import _
from hpreader.ui.commands import COMMANDS, scopes_of

MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})
NAMED = frozenset(key.value.rpartition("+")[2] for key in Keys if "<" not in key.value)
RESERVED = frozenset({"ctrl+c"})
"""Keys that are no command's: what the terminal's user does with them is older than the reader."""

THEMES = ("auto", "light", "dark", "contrast")
"""What a theme can be called besides its name."""


def keymap(wanted: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The wishes that can be met, as Textual takes them, and a sentence for each of the others."""
    met: dict[str, list[str]] = {}
    complaints: list[str] = []
    for name, keys in wanted.items():
        names = [key.strip() for key in keys.split(",")]
        wrong = next((key for key in names if not is_key(key) or key in RESERVED), None)
        if name not in COMMANDS:
            complaints.append(_unknown(name))
        elif wrong is not None:
            words = _("[keys] {id} in config.toml: {reason}; its own keys stay.")
            complaints.append(words.format(id=name, reason=_reason(wrong, len(names))))
        else:
            met[name] = names
    # A wish that is dropped has its own keys again, which another wish may have counted on.
    while (clash := _clash(met)) is not None:
        name, key, other = clash
        del met[name]
        words = _("[keys] {id} in config.toml: “{key}” is a key of {other}; its own keys stay.")
        complaints.append(words.format(id=name, key=key, other=other))
    return {name: ",".join(keys) for name, keys in met.items()}, tuple(complaints)


def is_key(name: str) -> bool:
    """Is it a key as Textual names it, such as `n`, `/`, `comma`, `f5` or `ctrl+y`?"""
    if len(name) == 1:
        return name.isprintable() and not name.isspace()
    *modifiers, last = name.split("+")
    if not MODIFIERS.issuperset(modifiers) or _is_capital(modifiers, last):
        return False
    return last in NAMED or (len(last) == 1 and last.isprintable()) or _letter(last) != ""


def theme_complaint(wanted: str, available: Iterable[str]) -> str:
    """A sentence where there is no such theme, else nothing."""
    if wanted in THEMES or wanted in available:
        return ""
    words = _("There is no theme “{name}” (theme in config.toml); the usual one is used.")
    return words.format(name=wanted)


def wide_complaint() -> str:
    """What is wrong with a terminal that draws `đ` in two cells, and what to do."""
    return _(
        "This terminal draws characters of ambiguous width, such as đ, in two cells, so lines are "
        "displaced. Set ambiguous width to narrow in its settings."
    )


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    if near:
        words = _("[keys] in config.toml: there is no command “{id}”; did you mean “{near}”?")
        return words.format(id=name, near=near[0])
    return _("[keys] in config.toml: there is no command “{id}”.").format(id=name)


def _reason(key: str, count: int) -> str:
    """Why it cannot be a command's key."""
    *modifiers, last = key.split("+")
    if key in RESERVED:
        return _("“{key}” copies a selection").format(key=key)
    if not key:
        return _("the comma is called “comma”") if count > 1 else _("it names no key")
    if _is_capital(modifiers, last):
        words = _("there is no key “{key}”; did you mean “{near}”?")
        return words.format(key=key, near="+".join([*modifiers[:-1], last.upper()]))
    spelled = key.lower()
    near = _SPELLED.get(spelled) or next(iter(difflib.get_close_matches(spelled, NAMED, n=1)), "")
    if near:
        words = _("there is no key “{key}”; did you mean “{near}”?")
        return words.format(key=key, near=near)
    return _("there is no key “{key}”").format(key=key)


def _is_capital(modifiers: Sequence[str], last: str) -> bool:
    """Is it a letter with Shift? A terminal sends the capital letter instead."""
    return modifiers == ["shift"] and len(last) == 1 and last.isalpha()


def _letter(name: str) -> str:
    """The letter of a name such as `question_mark`."""
    try:
        return unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return _SHORT.get(name, "")


_SHORT = {
    "slash": "/", "backslash": "\\", "plus": "+", "minus": "-", "underscore": "_", "full_stop": ".",
    "at": "@", "exclamation_mark": "!", "number_sign": "#",
}  # fmt: skip
"""Names of Textual's own, where those of Unicode are longer."""


_SPELLED = {
    "return": "enter", "esc": "escape", "del": "delete", "ins": "insert", "bksp": "backspace",
    "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown", "spacebar": "space",
}  # fmt: skip
"""What else people call them."""


def _plain(key: str) -> str:
    """One name for each key, to compare by."""
    return _letter(key) or key if len(key) > 1 else key


def _clash(met: dict[str, list[str]]) -> tuple[str, str, str] | None:
    """The last wish for a key that another command has, with the key and the other one."""
    for name in reversed(met):
        usual = _keys(COMMANDS[name].keys.split(","))
        for other, command in COMMANDS.items():
            if other == name or _are_apart(name, other):
                continue
            others = command.keys.split(",")
            # What two commands share without being told to, each has in its own pane.
            shared = usual & _keys(others)
            taken = _keys(met.get(other, others)) - shared
            for key in met[name]:
                if _plain(key) in taken:
                    return name, key, other
    return None


def _keys(names: Iterable[str]) -> set[str]:
    return {_plain(name) for name in names}


def _are_apart(name: str, other: str) -> bool:
    """Are two commands of different panes, so that their keys may be the same?"""
    scopes = scopes_of(name), scopes_of(other)
    everywhere = {"", "pane"}
    return not any(scope & everywhere for scope in scopes) and scopes[0].isdisjoint(scopes[1])
