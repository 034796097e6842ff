"""What is printed: data on stdout, messages on stderr, both in UTF-8."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from hpreader.i18n import explain
from hpreader.problems import Problem, ProblemError
from hpreader.text import clean

if TYPE_CHECKING:
    from hpreader.export import JsonObject, JsonValue
    from hpreader.model import Headline


WIDE = 100
"""From this terminal width on, in cells, headlines are cut to columns; below, titles are whole."""


def prepare() -> None:
    """Make both streams UTF-8 in every locale, with replacements instead of encoding errors."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def data(text: str) -> None:
    """Print a piece of data, whose text is clean.

    Raises:
        BrokenPipeError: the reader of the pipe has closed it.
        ProblemError: the output cannot be written.
    """
    try:
        print(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def json_line(fields: Mapping[str, JsonValue]) -> None:
    """Print one JSON object on one line; see `data`."""
    from hpreader import export  # noqa: PLC0415 - the help needs none of what it draws with

    data(export.json_line({"schema": export.SCHEMA} | dict(fields)))


def headline(found: Headline) -> None:
    """Print a headline for people, with the id that `show` takes; see `data`."""
    from hpreader import export  # noqa: PLC0415 - see `json_line`

    width = columns()
    width = width - len(found.id) - 2 if width >= WIDE else 0
    data(f"{found.id}  {export.headline_line(found, width)}")


def flush() -> None:
    """Bring all data out; see `data`."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def abandon() -> None:
    """Send what is left of stdout nowhere, so that the interpreter's own last flush succeeds.

    See https://docs.python.org/3/library/signal.html#note-on-sigpipe.
    """
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def narrate(sentence: str) -> None:
    """Print a message on stderr."""
    try:
        print(clean(sentence, lines=True), file=sys.stderr)
    except OSError:
        pass  # a closed stderr is no reason to stop


def complain(problem: Problem) -> None:
    """Print a problem on stderr."""
    narrate(f"hpreader: {explain(problem)}")


def problem_json(problem: Problem | None) -> JsonObject | None:
    """A problem for programs: its typed fields, and the sentence that a person would see.

    `message` is the older name of `text`.
    """
    if problem is None:
        return None
    text = clean(explain(problem))
    return {
        "kind": problem.kind,
        "status": problem.status,
        "reason": problem.reason,
        "text": text,
        "message": text,
    }


def columns() -> int:
    """How wide lines may be: the terminal's width, 0 for as wide as they are."""
    return shutil.get_terminal_size().columns if is_terminal() else 0


def is_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def _unwritable(error: OSError) -> ProblemError:
    is_full = error.errno == errno.ENOSPC
    return ProblemError(Problem("disk_full" if is_full else "disk", "stdout", str(error.strerror)))
