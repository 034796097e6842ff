"""The settings of the user."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from hpreader import model, toml_text
from hpreader.i18n import LANGUAGES, N_, Language, _
from hpreader.paths import Paths, paths
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from hpreader.model.user_command import UserCommand

__all__ = [
    "Paths",
    "Settings",
    "SettingsFile",
    "Written",
    "accepts",
    "load",
    "paths",
    "read",
    "wanted",
]


class Written(str):
    """A text of config.toml, with the line where it is."""

    line: int
    """Counted from 1; 0 where it was not found."""

    def __new__(cls, text: str, line: int) -> Written:
        """The text with its line."""
        written = super().__new__(cls, text)
        written.line = line
        return written


class Settings(NamedTuple):
    """The settings of config.toml, with defaults for those that it leaves out or has wrong."""

    language: Language | None = None
    theme: str = "auto"
    """A theme's name; `auto` follows the terminal."""
    measure: int = 72
    """The width of a line of an article, in cells."""
    refresh_minutes: int = 30
    """After how many minutes the lists are fetched again; 0 is never."""
    max_mb: int = 200
    """The largest size of the cache in megabytes."""
    keys: Mapping[str, str] = MappingProxyType({})
    """A binding's id -> its keys, parted by commas."""
    mouse: bool = True
    pictures: str = "auto"
    """How images are drawn: one of `model.IMAGE_MODES`; `auto` is the best that can be had."""
    pictures_mb: int = 50
    """How many megabytes of the cache images may take; 0 stores none."""
    prefetch_mb: int = 50
    """How many megabytes of articles may be prefetched in one session; 0 fetches the lists only."""
    places: tuple[str, ...] = ()
    """The wards and communes that the user follows, by any of their names."""
    stories: bool = False
    """Whether lists show the reports of one event as one row."""
    commands: tuple[UserCommand, ...] = ()
    """The user's own commands for articles."""
    after_sync: tuple[str, ...] = ()
    """A program and its arguments, which gets the new headlines after each sync; empty: none."""
    complaints: tuple[Problem, ...] = ()
    """What config.toml has that is not used, with the line and the reason."""


class SettingsFile(NamedTuple):
    """What a config.toml contains."""

    settings: Settings
    wrong: tuple[tuple[str, int], ...] = ()
    """Why parts of it are not used, and the line of each (0: not known)."""
    lines: Mapping[str, int] = MappingProxyType({})
    """The line of each setting that is used."""


def load(path: Path) -> Settings | Problem:
    """The settings of a config.toml.

    A setting that is unknown or has a value that cannot be meant is left out and told in
    `Settings.complaints`; the others are used.

    Returns:
        The settings, the defaults where there is no file; a problem where it cannot be read as TOML.
    """
    found = read(path)
    return found if isinstance(found, Problem) else found.settings


def read(path: Path) -> SettingsFile | Problem:
    """As `load`, with the lines of the file."""
    try:
        text = toml_text.read_text(path)
        table = toml_text.parse(text)
    except FileNotFoundError:
        return SettingsFile(Settings())
    except (OSError, ValueError) as error:
        return toml_text.unreadable(path, error)
    lines = _lines(text)
    wrong = _take_wrong(table, lines)
    used = {key: lines.get(key, 0) for key in table}
    wrong += _read_programs(table, lines)
    complaints = [
        Problem("bad_setting", str(path), _located(reason, line)) for reason, line in wrong
    ]
    if isinstance(theme := table.get("theme"), str):
        table["theme"] = Written(theme, lines.get("theme", 0))
    if keys := table.get("keys"):
        written = {
            name: Written(value, lines.get(f"keys.{name}", 0) or lines.get("keys", 0))
            for name, value in keys.items()
        }
        table["keys"] = MappingProxyType(written)
    if "places" in table:
        table["places"] = tuple(table["places"])
    return SettingsFile(Settings(**table, complaints=tuple(complaints)), tuple(wrong), used)


def wanted(key: str) -> str:
    """What values a setting may have, in words, in the language that is spoken now."""
    return _(_MEANINGS[key][1])


def accepts(key: str, value: object) -> bool:
    """Whether a setting may have a value."""
    return _MEANINGS[key][0](value)


def _read_programs(table: dict[str, Any], lines: Mapping[str, int]) -> list[tuple[str, int]]:
    """Put the programs of `[commands]` and `[hooks]` into the table; returns what is wrong there."""
    if not table.keys() & {"commands", "hooks"}:
        return []
    from hpreader import command_settings  # noqa: PLC0415 - as for tomllib

    table["commands"], wrong = command_settings.read_commands(table.get("commands", {}), lines)
    table["after_sync"], more = command_settings.read_hooks(table.pop("hooks", {}), lines)
    return wrong + more


def _located(reason: str, line: int) -> str:
    """The reason behind the number of its line, where that is known."""
    return _("line {line}: {reason}").format(line=line, reason=reason) if line else reason


def _take_wrong(table: dict[str, Any], lines: Mapping[str, int]) -> list[tuple[str, int]]:
    """Take the settings out that cannot be used; returns why, and the line of each."""
    complaints = []
    for key in list(table):
        line = lines.get(key, 0)
        if key not in _MEANINGS:
            complaints.append((_unknown(key), line))
            del table[key]
        elif not _MEANINGS[key][0](table[key]):
            complaints.append((_not_meant(key), line))
            del table[key]
    for name, value in list(table.get("keys", {}).items()):
        if not isinstance(value, str):
            line = lines.get(f"keys.{name}", 0) or lines.get("keys", 0)
            words = _("“{key}” must be {wanted}").format(
                key=f"keys.{name}", wanted=_("keys separated by commas, in quotes")
            )
            complaints.append((words, line))
            del table["keys"][name]
    return complaints


_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*("[^"]*"|'[^']*'|[\w-]+))?\s*[.=]""")


def _lines(text: str) -> dict[str, int]:
    """The first line of each setting, counted from 1: `measure`, and in a table `keys.back`.

    tomllib tells no lines of values. A line of a text in several lines that looks like a setting
    comes behind the setting itself, or names one that is not in the table.
    """
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            table = header[1].replace('"', "").replace("'", "")
            found.setdefault(table, number)
        elif setting := _KEY.match(line):
            names = [name.strip("\"'") for name in setting.groups() if name]
            if table:
                names.insert(0, table)
            found.setdefault(names[0], number)
            found.setdefault(".".join(names[:2]), number)
    return found


def _not_meant(key: str) -> str:
    _is_meant, wanted = _MEANINGS[key]
    words = _("“{key}” must be {wanted}").format(key=key, wanted=_(wanted))
    usual = Settings._field_defaults.get(key)
    if isinstance(usual, bool | int | str):
        shown = str(usual).lower() if isinstance(usual, bool) else usual
        return _("{reason}; the usual {value} is used").format(reason=words, value=shown)
    return words


def _unknown(key: str) -> str:
    import difflib  # noqa: PLC0415 - only a mistyped setting needs it

    near = difflib.get_close_matches(key, _MEANINGS, n=1)
    if near:
        return _("there is no setting “{key}”; did you mean “{near}”?").format(
            key=key, near=near[0]
        )
    return _("there is no setting “{key}”").format(key=key)


def _is_number(low: int, high: int) -> Callable[[object], bool]:
    # TOML's true is Python's bool, which is an int.
    return lambda value: type(value) is int and low <= value <= high


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


_MEANINGS: dict[str, tuple[Callable[[object], bool], str]] = {
    "language": (lambda value: value in LANGUAGES, N_("“vi” or “en”")),
    "theme": (lambda value: isinstance(value, str) and value != "", N_("the name of a theme")),
    "measure": (_is_number(20, 200), N_("a number from 20 to 200")),
    "refresh_minutes": (_is_number(0, 10_080), N_("a number of minutes from 0 to 10080")),
    "max_mb": (_is_number(1, 1_000_000), N_("a number of megabytes, at least 1")),
    "prefetch_mb": (_is_number(0, 1_000_000), N_("a number of megabytes")),
    "places": (
        lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
        N_('a list of wards and communes, such as ["Lê Chân", "xã An Lão"]'),
    ),
    "commands": (_is_table, N_("a table for each command, such as [commands.translate]")),
    "hooks": (_is_table, N_("a table, such as [hooks]")),
    "keys": (_is_table, N_('a table of actions and their keys, such as next_unread = "n"')),
    "mouse": (lambda value: isinstance(value, bool), N_("true or false")),
    "stories": (lambda value: isinstance(value, bool), N_("true or false")),
    "pictures": (
        lambda value: value == "auto" or value in model.IMAGE_MODES,
        N_("“auto”, “kitty”, “sixel”, “iterm”, “blocks” or “off”"),
    ),
    "pictures_mb": (_is_number(0, 1_000_000), N_("a number of megabytes")),
}
"""For each setting, whether a value is accepted, and a description of what is."""
