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
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

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
    """A query that was sent to the terminal, or none where there is no terminal.

    Args:
        terminal: the file to read from; None where there is no terminal.
        is_asked: whether a question was written; else only the keys are read.
        mode: the terminal's attributes before the question, as `termios.tcgetattr` returns them.
        cooked: bytes that were typed before the question, in the terminal's usual mode.
    """

    def __init__(
        self,
        terminal: int | None,
        *,
        is_asked: bool = True,
        mode: list[Any] | None = None,
        cooked: int = 0,
    ) -> None:
        self._terminal = terminal
        self._is_asked = is_asked
        self._mode = mode
        self._cooked = cooked
        self._asked_at = monotonic()

    def answers(self) -> Answers:
        """The replies of the terminal, waited for until `PATIENCE` seconds after the query."""
        if self._terminal is None:
            return Answers()
        found, left = Replies(), ""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while (self._is_asked and not found.are_complete) or self._cooked or decoder.getstate()[0]:
            # What has come while we were busy is read even when the time is over.
            seconds = max(0.0, self._asked_at + PATIENCE - monotonic())
            part = self._read(seconds)
            if not part:
                break
            text = decoder.decode(part)
            left += found.take(text) if self._is_asked else text
        answers = found.answers if self._is_asked else Answers()
        pending = found if self._is_asked and not found.are_complete else None
        return answers._replace(typed=left, pending=pending, mode=self._mode)

    def _read(self, seconds: float) -> bytes:
        """Some of what was typed or answered; nothing where the time is over, or the terminal gone."""
        assert self._terminal is not None
        try:
            if not select.select([self._terminal], [], [], seconds)[0]:
                return b""
            part = os.read(self._terminal, 4096)
        except OSError:
            return b""
        # In its usual mode a terminal turns the Enter key (CR) into a line feed.
        early, self._cooked = part[: self._cooked], max(0, self._cooked - len(part))
        return early.replace(b"\n", b"\r") + part[len(early) :]


@contextmanager
def question(environment: Mapping[str, str] = os.environ) -> Iterator[Question]:
    """Put the question; at the end of the block the terminal's mode is what it was before.

    Within the block keys are neither shown nor changed, and wait to be read. Nothing is asked where
    the terminal is known to be silent; nor is the mode changed where stdin or stdout is no terminal
    or where another process has it.
    """
    terminal = _terminal(environment)
    if terminal is None:
        yield Question(None)
        return
    import termios  # noqa: PLC0415 - not on Windows, where nothing is asked

    is_asked = not environment.get("TERM", "").startswith(_SILENT)
    before: list[Any] | None = None
    try:
        before = termios.tcgetattr(terminal)
        quiet = termios.tcgetattr(terminal)
        # Neither shown nor held back until Enter, and every key as the reader will get it; only
        # Ctrl+C stays what it is.
        quiet[0] &= ~(termios.IXON | termios.ICRNL)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)
        cooked = _waiting(terminal)
        if is_asked:
            _ask(_words(environment))
        asked = Question(terminal, is_asked=is_asked, mode=before, cooked=cooked)
    except (termios.error, OSError):  # the terminal has gone away
        asked = Question(None)
    try:
        yield asked
    finally:
        if before is not None:
            with suppress(termios.error):
                # Without a wait for output that a stalled terminal may never take.
                termios.tcsetattr(terminal, termios.TCSANOW, before)


def _waiting(terminal: int) -> int:
    """How many bytes of input wait to be read."""
    import fcntl  # noqa: PLC0415 - not on Windows
    import termios  # noqa: PLC0415 - not on Windows

    (count,) = struct.unpack("i", fcntl.ioctl(terminal, termios.FIONREAD, bytes(4)))
    return int(count)


def _ask(words: str) -> None:
    """Write at once; what is printed may wait in a buffer, this must not.

    stdin may be opened for reading only, so this goes to stdout.
    """
    assert sys.__stdout__ is not None
    os.write(sys.__stdout__.fileno(), words.encode())


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
