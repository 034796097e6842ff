"""The user's editor: opens a file, checks it when it is closed, and offers to go on where something is wrong."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hpreader.cli import output
from hpreader.cli.status import Status
from hpreader.i18n import _
from hpreader.problems import Problem, ProblemError
from hpreader.text import fold

EDITORS: Final = ("sensible-editor", "nano", "vim", "vi", "notepad.exe")
"""What is tried where neither $VISUAL nor $EDITOR names an editor."""
_YES: Final = frozenset({"", "y", "yes", "c", "co"})
"""In English and in Vietnamese (có), folded."""


def edit_file(path: Path, create: Callable[[], Problem | None], check: Callable[[], int]) -> int:
    """Open a file of the user's in the editor as often as the user wants to mend what is wrong.

    The file is never changed here, and what is wrong in it stays there.

    Args:
        path: the file.
        create: makes it where there is none; returns why that could not be done.
        check: tells what is wrong in it; returns an exit status, 0 where everything can be used.

    Returns:
        The exit status: that of the last check; 2 without a terminal or an editor, 1 where that failed.

    Raises:
        ProblemError: the file could not be made.
    """
    if not (sys.stdin.isatty() and output.is_terminal()):
        return _refuse(_("an editor needs a terminal; the file is {path}").format(path=path))
    editor = _editor()
    if not editor:
        return _refuse(_("set $VISUAL or $EDITOR; the file is {path}").format(path=path))
    if (problem := create()) is not None:
        raise ProblemError(problem)
    while True:
        try:
            status = subprocess.call([*editor, str(path)])
        except OSError as error:
            words = _("{program} could not be started ({detail}); the file is {path}")
            detail = error.strerror or str(error)
            return _refuse(words.format(program=editor[0], detail=detail, path=path))
        if status:
            words = _("{program} ended with status {status}")
            output.narrate("hpreader: " + words.format(program=editor[0], status=status))
            return Status.PARTLY
        found = check()
        if not found or not _goes_on():
            return found


def _refuse(reason: str) -> int:
    output.narrate("hpreader: " + reason)
    return Status.USAGE


def _goes_on() -> bool:
    """Ask whether the file is to be opened again; Enter is yes, the end of the input is no."""
    output.flush()
    output.narrate(_("Edit again? [Y/n]"))
    answer = sys.stdin.readline()
    return answer.endswith("\n") and fold(answer.strip()) in _YES


def _editor() -> list[str]:
    """The editor's command and arguments; empty where there is none."""
    for name in ("VISUAL", "EDITOR"):
        if words := os.environ.get(name, "").strip():
            try:
                return shlex.split(words, posix=os.name != "nt")
            except ValueError:
                return [words]
    return next(([found] for name in EDITORS if (found := shutil.which(name))), [])
