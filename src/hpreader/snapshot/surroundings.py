"""What must be as it was, so that the lines of an earlier screen are those that the reader would draw."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import hpreader
from hpreader.terminal import can_draw, known_light

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hpreader.paths import Paths
    from hpreader.terminal import Answers

VARIABLES = ("TERM", "COLORTERM", "TERM_PROGRAM", "COLORFGBG", "FORCE_COLOR", "COLUMNS", "LINES")
"""The variables of the environment by which colours and size are found; so are Textual's own."""


def language_asked_for(arguments: Sequence[str]) -> str | None:
    """The language that the command line asks for, "" where it does not.

    Args:
        arguments: the command line without the program's name.

    Returns:
        None where it asks for anything that has another screen, or none.
    """
    left = [argument for argument in arguments if argument != "--offline"]
    if not left:
        return ""
    if len(left) == 1 and left[0].startswith("--lang="):
        return left[0].removeprefix("--lang=")
    return left[1] if len(left) == 2 and left[0] == "--lang" else None


def surroundings(
    files: Paths,
    language: str,
    size: tuple[int, int],
    environment: Mapping[str, str] = os.environ,
) -> str | None:
    """All of it that is known without a question to the terminal, as lines to be compared.

    Args:
        files: the files of the program; the same ones, not others of the same name.
        language: that the command line asks for; "" for none.
        size: columns and lines of the terminal.
        environment: its variables.

    Returns:
        None where an earlier screen cannot be right: without colours, or without files.
    """
    if environment.get("NO_COLOR") or not can_draw(environment):
        return None
    identities = [_identity(path) for path in (files.data, files.cache)]
    if None in identities:
        return None
    names = {*VARIABLES, *(name for name in environment if name.startswith("TEXTUAL"))}
    facts = [
        hpreader.__version__,
        *(f"{name}={environment.get(name, '')}" for name in sorted(names)),
        f"{size[0]}x{size[1]}",
        language,
        _state(files.config),
        *filter(None, identities),
    ]
    return "\n".join(" ".join(fact.split()) or "-" for fact in facts)


def answer(answers: Answers) -> str:
    """What of the terminal's replies changes the screen, as a word to be compared."""
    if answers.is_wide:
        return "wide"
    return {True: "light", False: "dark", None: "unknown"}[known_light(answers)]


def _identity(path: Path) -> str | None:
    """Which file it is; a database that was deleted, or restored, is another one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return f"{found.st_dev}.{found.st_ino}"


def _state(path: Path) -> str:
    """Which contents it has, as far as its date and its size tell."""
    try:
        found = path.stat()
    except OSError:
        return "-"
    return f"{found.st_mtime_ns}.{found.st_size}"
