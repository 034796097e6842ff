"""The keys and the theme of config.toml, and sentences about what is wrong with them."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.keys import Keys

from hpreader.config import Written
from hpreader.i18n import _
from hpreader.ui.commands import COMMANDS, scopes_of

if TYPE_CHECKING:
    from hpreader.model import UserCommand

MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})
NAMED = frozenset(
    name
    for key in Keys
    if "<" not in key.value and "-" not in (name := key.value.rpartition("+")[2])
) - {"return"}
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
            complaints.append(_located(keys, _unknown(name)))
        elif wrong is not None:
            words = _("[keys] {id} in config.toml: {reason}; its own keys stay.")
            reason = _reason(wrong, len(names))
            complaints.append(_located(keys, words.format(id=name, reason=reason)))
        else:
            met[name] = names
    # A wish that is dropped has its own keys again, which another wish may have counted on.
    while (clash := _clash(met)) is not None:
        name, key, other = clash
        del met[name]
        words = _("[keys] {id} in config.toml: “{key}” is a key of {other}; its own keys stay.")
        complaint = words.format(id=name, key=key, other=other)
        complaints.append(_located(wanted[name], complaint))
    return {name: ",".join(keys) for name, keys in met.items()}, tuple(complaints)


def free_keys(
    commands: Sequence[UserCommand], user_keys: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The keys of the user's own commands, and a sentence for each whose keys are not free.

    Args:
        commands: `[commands]` in config.toml.
        user_keys: the keys of the reader's own commands from config.toml, by their ids.

    Returns:
        Keys separated by commas, by the names of the commands; empty where it has none.
    """
    taken = {
        _plain(key): name
        for name, row in COMMANDS.items()
        for key in user_keys.get(name, row.keys).split(",")
    }
    found: dict[str, str] = {}
    complaints: list[str] = []
    for command in commands:
        names = command.keys.split(",") if command.keys else []
        reason = _why_not_free(names, taken)
        found[command.name] = "" if reason else ",".join(names)
        if reason:
            words = _(
                "[commands.{name}] in config.toml: {reason}; it has no key, but is in the palette."
            )
            words = words.format(name=command.name, reason=reason)
            complaints.append(_located(Written("", command.line), words))
        else:
            taken |= {_plain(key): f"commands.{command.name}" for key in names}
    return found, tuple(complaints)


def _why_not_free(names: Sequence[str], taken: Mapping[str, str]) -> str:
    """Why a command cannot have these keys; empty where it can."""
    for key in names:
        if not is_key(key) or key in RESERVED:
            return _reason(key, len(names))
        if _plain(key) in taken:
            words = _("“{key}” is a key of {other}")
            return words.format(key=key, other=taken[_plain(key)])
    return ""


def is_key(name: str) -> bool:
    """Is it a key that can come, as Textual names it: `n`, `/`, `comma`, `f5`, `alt+ctrl+y`?

    Textual names modifiers in the order of the alphabet. With one of them, a character that is no
    letter or digit has its name (`ctrl+full_stop`), and there is no capital with Ctrl, nor a
    character with Shift alone, which is another character.
    """
    if len(name) == 1:
        return name.isprintable() and not name.isspace()
    *modifiers, last = name.split("+")
    if not MODIFIERS.issuperset(modifiers) or modifiers != sorted(set(modifiers)):
        return False
    if len(last) == 1:
        is_other = modifiers == ["shift"] or ("ctrl" in modifiers and not _is_small(last))
        return last.isalnum() and not is_other
    letter = _letter(last)
    return last in NAMED or (letter != "" and last in _names_of(letter))


def _is_small(letter: str) -> bool:
    """Is it a key that has a code of its own with Ctrl?"""
    return letter.isascii() and not letter.isupper()


def _names_of(character: str) -> tuple[str, ...]:
    """What Textual calls the key of a character."""
    if character.isalnum():
        return (character,)
    code = ord(character)
    if not (code < 0x100 or 0x2010 <= code < 0x20D0):
        return ()  # a picture or a mathematical sign is on no keyboard
    full = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return tuple(name for name, short in _SHORT.items() if short == character) or (full,)


def _located(value: str, complaint: str) -> str:
    """A sentence about a value, behind the number of the line where the value is."""
    line = value.line if isinstance(value, Written) else 0
    return _("line {line}: {reason}").format(line=line, reason=complaint) if line else complaint


def theme_complaint(wanted: str, available: Iterable[str]) -> str:
    """A sentence where there is no such theme, else nothing."""
    if wanted in THEMES or wanted in available:
        return ""
    words = _("There is no theme “{name}” (theme in config.toml); the usual one is used.")
    return _located(wanted, words.format(name=wanted))


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
    if key in RESERVED:
        return _("“{key}” copies a selection").format(key=key)
    if not key:
        return _("the comma is called “comma”") if count > 1 else _("it names no key")
    if near := _nearest(key):
        words = _("there is no key “{key}”; did you mean “{near}”?")
        return words.format(key=key, near=near)
    return _("there is no key “{key}”").format(key=key)


def _nearest(key: str) -> str:
    """The key that was probably meant, empty where none is near."""
    *modifiers, last = key.replace("-", "+").split("+") if len(key) > 1 else [key]
    held = sorted({_MODIFIER.get(name.lower(), name.lower()) for name in modifiers})
    lower = last.lower()
    close = difflib.get_close_matches(lower, NAMED, n=1)
    if held == ["shift"] and len(last) == 1:
        return last.upper() if last.isalpha() else ""
    if len(lower) == 1 and not lower.isalnum():
        names: Sequence[str] = _names_of(lower)
    else:
        letter = _letter(lower)
        names = (
            last,
            lower,
            _SPELLED.get(lower, ""),
            *(_names_of(letter) if letter else ()),
            *close,
        )
    found = ("+".join([*held, name]) for name in names if name)
    return next((name for name in found if is_key(name)), "")


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


_MODIFIER = {
    "control": "ctrl", "c": "ctrl", "^": "ctrl", "option": "alt", "m": "alt", "a": "alt", "s": "shift",
    "cmd": "super", "command": "super", "win": "super",
}  # fmt: skip
"""What else people call the modifiers."""

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
