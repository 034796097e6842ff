"""Asking the terminal, while the program goes on loading.

The question is written before the reader's libraries are imported and the answers are read after,
so that a terminal that answers costs no time; one that is silent costs a tenth of a second at most.
"""

from __future__ import annotations

import codecs
import os
import select
import struct
import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from hpreader.terminal import replies
from hpreader.terminal.capabilities import can_draw
from hpreader.terminal.replies import Answers, Replies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE = 0.1
"""Seconds for all answers together, from the question on."""

_SILENT = ("linux", "vt")
"""Terminals that have no answers; the Linux console may print what it does not understand."""


class Question:
    """A query that was sent to the terminal, or none where there is no terminal."""

    def __init__(self, terminal: int | None) -> None:
        self._terminal = terminal
        self._asked_at = monotonic()

    def answers(self) -> Answers:
        """The replies of the terminal, waited for until `PATIENCE` seconds after the query."""
        if self._terminal is None:
            return Answers()
        found, left = Replies(), ""
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        while not found.are_complete:
            # What has come while we were busy is read even when the time is over.
            seconds = max(0.0, self._asked_at + PATIENCE - monotonic())
            if not select.select([self._terminal], [], [], seconds)[0]:
                break
            part = os.read(self._terminal, 4096)
            if not part:
                break
            left += found.take(decode(part))
        pending = None if found.are_complete else found
        return found.answers._replace(typed=left, pending=pending)


@contextmanager
def question(environment: Mapping[str, str] = os.environ) -> Iterator[Question]:
    """Put the question; at the end of the block the terminal's mode is what it was before.

    Nothing is asked where stdin or stdout is no terminal, where another process has it, or where
    the terminal is known to be silent.
    """
    terminal = _terminal(environment)
    if terminal is None:
        yield Question(None)
        return
    import termios  # noqa: PLC0415 - not on Windows, where nothing is asked

    try:
        before = termios.tcgetattr(terminal)
        quiet = termios.tcgetattr(terminal)
        # Neither shown nor held back until Enter, and every key as the reader will get it; only
        # Ctrl+C stays what it is.
        quiet[0] &= ~(termios.IXON | termios.ICRNL)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)
    except termios.error:
        yield Question(None)
        return
    try:
        # It is open for writing too; what is printed may wait in a buffer, this must not.
        os.write(terminal, _words(environment).encode())
        yield Question(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def cell_size() -> tuple[int, int] | None:
    """The pixels of a cell by the window size of the system (TIOCGWINSZ); None where it has none.

    This needs no query: a terminal whose font changes reports its size again.
    """
    if sys.platform == "win32" or sys.__stdout__ is None:
        return None
    import fcntl  # noqa: PLC0415 - not on Windows
    import termios  # noqa: PLC0415 - not on Windows

    try:
        size = fcntl.ioctl(sys.__stdout__.fileno(), termios.TIOCGWINSZ, bytes(8))
    except (OSError, ValueError):  # no terminal, or a closed file
        return None
    lines, columns, width, height = struct.unpack("HHHH", size)
    if not (lines and columns and width >= columns and height >= lines):
        return None
    return width // columns, height // lines


def _words(environment: Mapping[str, str]) -> str:
    """The question as it is written."""
    kitty = replies.KITTY if _takes_commands(environment) else ""
    return (
        replies.BACKGROUND + replies.CELL_SIZE + replies.NAME + kitty + replies.WIDTH + replies.LAST
    )


def _takes_commands(environment: Mapping[str, str]) -> bool:
    """Does it read application program commands (APC) for what they are?

    tmux and GNU screen take them for a title, Apple's terminal prints them.
    """
    return not (
        environment.get("TERM", "").startswith(("screen", "tmux"))
        or environment.get("TMUX")
        or environment.get("TERM_PROGRAM") == "Apple_Terminal"
    )


def _terminal(environment: Mapping[str, str]) -> int | None:
    """The file descriptor of the terminal, None where there is none to query."""
    if sys.platform == "win32" or not can_draw(environment):
        return None
    if environment.get("TERM", "").startswith(_SILENT):
        return None
    streams = (sys.__stdin__, sys.__stdout__)
    try:
        if not all(stream is not None and stream.isatty() for stream in streams):
            return None
    except ValueError:  # a closed file
        return None
    terminal = 0 if sys.__stdin__ is None else sys.__stdin__.fileno()
    return terminal if _is_in_front(terminal) else None


def _is_in_front(terminal: int) -> bool:
    """Has this job the terminal? One in the background would be stopped for changing its mode."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:  # there is no job control here
        return True
