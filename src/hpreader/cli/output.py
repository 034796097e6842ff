"""What is printed: data on stdout, messages on stderr, both in UTF-8.

All that the commands print goes through this module, which takes out what could control a terminal:
`tests/test_printing_law.py`.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, TextIO

from hpreader.i18n import _, explain
from hpreader.problems import Problem, ProblemError
from hpreader.text import clean, printable

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from hpreader.export import JsonObject, JsonValue
    from hpreader.model import Headline


FITTED = 30
"""From this terminal width on, in cells, headlines are cut to columns; below, they are whole."""


def prepare() -> None:
    """Make both streams UTF-8 in every locale, with replacements instead of encoding errors."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def data(text: str) -> None:
    """Print a piece of data.

    Raises:
        BrokenPipeError: the reader of the pipe has closed it.
        ProblemError: the output cannot be written.
    """
    try:
        print(printable(text))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def long_data(text: str) -> None:
    """Print data that may be longer than the screen: with `$PAGER` there; see `data`."""
    from hpreader.cli import user_pager as pager  # noqa: PLC0415 - most commands print a few lines

    flush()
    command = pager.pager_for(text.count("\n") + 1)
    if command is None or not pager.show(command, printable(text) + "\n"):
        data(text)


@contextmanager
def paged(console: Console, lines: int) -> Iterator[None]:
    """Let a console draw with `$PAGER` where so many lines do not fit on the screen."""
    from hpreader.cli import user_pager as pager  # noqa: PLC0415 - as in `long_data`

    flush()
    command = pager.pager_for(lines)
    if command is None:
        yield
        return
    with console.capture() as captured:
        yield
    if not pager.show(command, captured.get()):
        console.file.write(captured.get())


def piece(text: str) -> None:
    """Print a part of a document, which has its own ends of lines; see `data`."""
    data(text.removesuffix("\n"))


@contextmanager
def binary() -> Iterator[IO[bytes]]:
    """Where the bytes of a file go that is written to stdout, which must be no terminal; see `data`."""
    try:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def json_line(fields: Mapping[str, JsonValue]) -> None:
    """Print one JSON object on one line; see `data`."""
    from hpreader import export  # noqa: PLC0415 - the help needs none of what it draws with

    data(export.json_line({"schema": export.SCHEMA} | dict(fields)))


def headline(found: Headline, now: datetime) -> None:
    """Print a headline for people, with the id that `show` takes; see `data`."""
    from hpreader import export  # noqa: PLC0415 - see `json_line`

    width = columns()
    width = width - len(found.id) - 2 if width >= FITTED else 0
    data(f"{found.id}  {export.headline_line(found, width, now)}")


def wrapped(text: str, indent: int) -> None:
    """Print a clean text, broken between words to the terminal's width and indented; see `data`."""
    from hpreader.render.line_breaks import safe, wrap  # noqa: PLC0415 - see `json_line`

    width, before = columns(), " " * indent
    if width < FITTED:
        data(before + text)
        return
    for start, end in wrap(safe(text), width - indent):
        data(before + text[start:end])


def hidden_by(found: Headline) -> None:
    """Print which rule hides a headline; see `data`."""
    wrapped(clean(_("hidden by the rule “{name}”").format(name=found.muted)), 4)


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
    _abandon(sys.stdout)


def _abandon(stream: TextIO | None) -> None:
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def narrate(sentence: str) -> None:
    """Print a message on stderr."""
    try:
        print(printable(sentence), file=sys.stderr)
    except OSError:
        _abandon(sys.stderr)  # a closed stderr is no reason to stop


def control(sequence: str) -> None:
    """Give the terminal a control sequence of our own; a pipe or a file never gets it."""
    if sys.stderr is None or not sys.stderr.isatty():
        return
    try:
        print(sequence, end="", file=sys.stderr, flush=True)
    except OSError:
        _abandon(sys.stderr)  # as for `narrate`


def prompt(words: str) -> None:
    """Print a prompt on stderr, without an end of the line: stdout may be a file."""
    try:
        print(printable(words), end="", file=sys.stderr, flush=True)
    except OSError:
        _abandon(sys.stderr)  # as for `narrate`


def complain(problem: Problem) -> None:
    """Print a problem on stderr."""
    narrate(f"hpreader: {explain(problem)}")


def problem_json(problem: Problem | None) -> JsonObject | None:
    """A problem for programs, see `export.problem_json`; null for none.

    `message` is the older name of `text`.
    """
    if problem is None:
        return None
    from hpreader import export  # noqa: PLC0415 - see `json_line`

    fields = export.problem_json(problem)
    return {**fields, "message": fields["text"]}


def console(*, is_for_messages: bool = False, width: int | None = None) -> Console:
    """What draws on the terminal; the texts given to it must be safe to draw.

    Args:
        is_for_messages: whether it draws on stderr.
        width: of its lines, in cells; None for that of the terminal.
    """
    from rich.console import Console  # noqa: PLC0415 - data for programs needs no colours

    return Console(stderr=is_for_messages, width=width, markup=False, highlight=False, emoji=False)


def columns() -> int:
    """How wide lines may be: the terminal's width, 0 for as wide as they are."""
    return shutil.get_terminal_size().columns if is_terminal() else 0


def drawing_columns() -> int:
    """How wide what is drawn may be: the terminal's width or `$COLUMNS`, else 80."""
    return shutil.get_terminal_size().columns


def wants_drawing() -> bool:
    """Whether stdout is a terminal, or takes colours all the same (https://force-color.org)."""
    return is_terminal() or bool(os.environ.get("FORCE_COLOR"))


def is_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def _unwritable(error: OSError) -> ProblemError:
    is_full = error.errno == errno.ENOSPC
    return ProblemError(Problem("disk_full" if is_full else "disk", "stdout", str(error.strerror)))
