"""`[commands]` and `[hooks]` of config.toml: the programs that the user lets the reader start."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any

from hpreader.i18n import N_, _
from hpreader.model.user_command import (
    COMMAND_INPUTS,
    COMMAND_OUTPUTS,
    PLACEHOLDERS,
    UserCommand,
)
from hpreader.text import clean

Complaint = tuple[str, int]
"""Why something cannot be used, and the line of it (0: not known)."""

_NAME = re.compile(r"[\w-]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def is_text(value: object) -> bool:
    """Is it a text with something in it?"""
    return isinstance(value, str) and clean(value) != ""


def is_program(value: object) -> bool:
    """Is it a list of a program and its arguments?"""
    return isinstance(value, list) and all(isinstance(one, str) for one in value) and any(value[:1])


def _is_one_of(values: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: value in values


_PROGRAM = N_('a list of a program and its arguments, such as ["espeak-ng", "-v", "vi"]')

_RUN = N_('a list of a program and its arguments, or a text with "shell = true"')

_MEANINGS: dict[str, tuple[Callable[[object], bool], str]] = {
    "title": (is_text, N_("a text")),
    "key": (is_text, N_("keys separated by commas, in quotes")),
    "run": (lambda value: is_text(value) or is_program(value), _RUN),
    "open": (
        lambda value: isinstance(value, str) and _SCHEME.match(value) is not None,
        N_('an address, such as "https://example.org/?u={url}"'),
    ),
    "shell": (lambda value: isinstance(value, bool), N_("true or false")),
    "input": (
        _is_one_of(COMMAND_INPUTS),
        N_("“text”, “markdown”, “html”, “json”, “speech” or “none”"),
    ),
    "output": (_is_one_of(COMMAND_OUTPUTS), N_("“pane”, “message” or “none”")),
}
"""For each setting of a command, whether a value is accepted, and a description of what is."""


def read_commands(
    table: Mapping[str, Any], lines: Mapping[str, int]
) -> tuple[tuple[UserCommand, ...], list[Complaint]]:
    """The commands that can be used, and why the others cannot.

    Args:
        table: `[commands]`, as TOML is read.
        lines: the lines of settings by their names (`commands.translate.run`).
    """
    found: list[UserCommand] = []
    complaints: list[Complaint] = []
    for name, fields in table.items():
        path = f"commands.{name}"
        line = lines.get(path, 0) or lines.get("commands", 0)
        wrong = _wrong_in(name, fields)
        if wrong is None:
            found.append(_command(name, fields, line))
        else:
            key, reason = wrong
            words = _("{reason}; this command is left out").format(reason=reason)
            complaints.append((words, lines.get(f"{path}.{key}", 0) or line))
    return tuple(found), complaints


def _command(name: str, fields: Mapping[str, Any], line: int) -> UserCommand:
    run = fields.get("run", ())
    return UserCommand(
        name=name,
        title=clean(fields.get("title", name)),
        keys=",".join(key.strip() for key in fields.get("key", "").split(",")),
        run=run if isinstance(run, str) else tuple(run),
        open=fields.get("open", ""),
        input=fields.get("input", "text"),
        output=fields.get("output", "pane"),
        line=line,
    )


def _wrong_in(name: str, fields: object) -> tuple[str, str] | None:
    """The first setting that makes a command unusable, and why; None where it is usable."""
    path = f"commands.{name}"
    if not isinstance(fields, dict):
        return "", must_be(path, _("a table of its own, such as [commands.translate]"))
    if not _NAME.fullmatch(name):
        return "", must_be(path, _("a name of letters, digits, _ and -"))
    for key, value in fields.items():
        if key not in _MEANINGS:
            return key, _unknown(f"{path}.", key)
        is_meant, wanted = _MEANINGS[key]
        if not is_meant(value):
            return key, must_be(f"{path}.{key}", _(wanted))
    if ("run" in fields) == ("open" in fields):
        return "", must_be(path, _("a table with either “run” or “open”"))
    return _wrong_program(path, fields) or _wrong_address(path, fields)


def _wrong_program(path: str, fields: Mapping[str, Any]) -> tuple[str, str] | None:
    run = fields.get("run")
    if isinstance(run, list) and fields.get("shell"):
        return "shell", must_be(f"{path}.run", _("a text where there is “shell = true”"))
    if isinstance(run, str) and not fields.get("shell"):
        return "run", must_be(f"{path}.run", _(_RUN))
    return None


def _wrong_address(path: str, fields: Mapping[str, Any]) -> tuple[str, str] | None:
    for name in _PLACEHOLDER.findall(fields.get("open", "")):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            words = _("“{key}” has {name}, which is none of {known}")
            return "open", words.format(key=f"{path}.open", name=f"{{{name}}}", known=known)
    return None


def read_hooks(
    table: Mapping[str, Any], lines: Mapping[str, int]
) -> tuple[tuple[str, ...], list[Complaint]]:
    """The program that is run after each sync (empty where there is none), and what is wrong."""
    complaints = []
    for key, value in table.items():
        line = lines.get(f"hooks.{key}", 0) or lines.get("hooks", 0)
        if key != "after_sync":
            complaints.append((_unknown("hooks.", key, ("after_sync",)), line))
        elif not is_program(value):
            complaints.append((must_be("hooks.after_sync", _(_PROGRAM)), line))
        else:
            return tuple(value), complaints
    return (), complaints


def must_be(key: str, wanted: str) -> str:
    """A sentence about a value that is not what is wanted."""
    return _("“{key}” must be {wanted}").format(key=key, wanted=wanted)


def _unknown(prefix: str, key: str, known: tuple[str, ...] = tuple(_MEANINGS)) -> str:
    if near := difflib.get_close_matches(key, known, n=1):
        words = _("there is no setting “{key}”; did you mean “{near}”?")
        return words.format(key=prefix + key, near=near[0])
    return _("there is no setting “{key}”").format(key=prefix + key)
