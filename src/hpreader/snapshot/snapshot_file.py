"""The file with the last screen: a header, then the lines with their colours (ECMA-48's SGR)."""

from __future__ import annotations

import os
import re
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from hpreader.snapshot.surroundings import answer, surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hpreader.paths import Paths
    from hpreader.terminal import Answers

_FORMAT = "hpreader-screen 1"
UNANSWERED = "-"
_LARGEST = 1_000_000
"""Bytes: more than the largest terminal that is drawn on, in one colour a cell, has."""
_OLDEST = 7 * 24 * 3600
"""Seconds after which a screen is too old to be of use."""


class Snapshot(NamedTuple):
    """A screen, and what it is right for."""

    surroundings: str
    answer: str
    """What the terminal had answered; `UNANSWERED` if it had not, or not all."""
    lines: tuple[str, ...]


def keep(files: Paths, language: str, answers: Answers, lines: Sequence[str]) -> None:
    """Write a screen down for the next start; where it would not be right, there is none then.

    Args:
        files: the files of the program.
        language: that the command line asks for; "" for none.
        answers: the replies of the terminal.
        lines: the screen's, with their colours.
    """
    size = terminal_size()
    around = surroundings(files, language, size) if size is not None else None
    is_whole = size is not None and len(lines) == size[1]
    if around is None or not is_whole or answers.is_wide or not _is_harmless(lines):
        remove(files)
        return
    word = answer(answers) if answers.is_asked and answers.pending is None else UNANSWERED
    head = (_FORMAT, str(int(time.time())), word, *around.split("\n"), "", *lines, "")
    _write(files.snapshot, "\n".join(head).encode())


def read(path: Path) -> Snapshot | None:
    """The screen in a file; None where there is none, or it is too old, or not a whole one."""
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode()
    except (OSError, ValueError):
        return None
    head, _, body = text.partition("\n\n")
    first, *rest = head.split("\n")
    if first != _FORMAT or len(rest) < 3 or not rest[0].isdecimal() or not body.endswith("\n"):
        return None
    lines = tuple(body[:-1].split("\n"))
    is_recent = 0 <= time.time() - int(rest[0]) <= _OLDEST
    if not is_recent or not _is_harmless(lines):
        return None
    return Snapshot("\n".join(rest[2:]), rest[1], lines)


def remove(files: Paths) -> None:
    """Delete the file, if there is one that can be deleted."""
    for path in snapshot_files(files):
        with suppress(OSError):
            path.unlink()


def snapshot_files(files: Paths) -> Sequence[Path]:
    """The file, and the drafts of it that a crash left."""
    path = files.snapshot
    try:
        return sorted(each for each in path.parent.iterdir() if each.name.startswith(path.name))
    except OSError:
        return ()


def terminal_size() -> tuple[int, int] | None:
    """Columns and lines of the terminal; None without one."""
    try:
        assert sys.__stdout__ is not None
        columns, lines = os.get_terminal_size(sys.__stdout__.fileno())
    except (AssertionError, OSError, ValueError):  # no stdout, no terminal, a closed file
        return None
    return columns, lines


def _is_harmless(lines: Sequence[str]) -> bool:
    """Do the lines consist of text and colours only?"""
    text = re.sub(r"\x1b\[[\d;]*m", "", "".join(lines))
    return re.search(r"[\x00-\x1f\x7f-\x9f]", text) is None


def _write(path: Path, data: bytes) -> None:
    """Write the file at once or not at all; nobody else may read it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        draft.replace(path)
    except OSError:  # a full disk, or one that is read only: the next start does without
        with suppress(OSError):
            draft.unlink()
