"""The first thing that a start draws: the reader's last screen, before the reader is imported."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from hpreader.paths import locate
from hpreader.snapshot.snapshot_file import UNANSWERED, read, terminal_size
from hpreader.snapshot.surroundings import answer, language_asked_for, surroundings
from hpreader.terminal import question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType
    from typing import Self

    from hpreader.snapshot.snapshot_file import Snapshot
    from hpreader.terminal import Question

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H"
"""The alternate screen, without a cursor, lines that are not wrapped; from the top."""
LEAVE = "\x1b[m\x1b[?7h\x1b[?1049l\x1b[?25h"
"""All of that undone."""

PATIENCE = 0.05
"""Seconds for a terminal that answered an earlier start to tell whether it is light or dark."""
STALLED = 0.2
"""Seconds after which a terminal that takes no more text is left as it is."""


class EarlyScreen:
    """The last screen, from the start of the process until the reader draws, or ends without.

    It is a context: at its end the terminal is as it was, unless the reader has taken it over.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        """Prepare it.

        Args:
            arguments: the command line without the program's name.
        """
        self._arguments = arguments
        self._snapshot: Snapshot | None = None
        """What is to be drawn, if the terminal answers what it answered then."""
        self._size: tuple[int, int] | None = None
        """The size of the terminal, while the screen is drawn on it."""
        self.question: Question | None = None
        """The question to the terminal, if it was put already."""

    def __enter__(self) -> Self:
        """Begin what `end` ends."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Give the terminal back."""
        self.end()

    def begin(self) -> None:
        """Draw it at once if it is right, or when the terminal has answered."""
        language, size = language_asked_for(self._arguments), terminal_size()
        if language is None or size is None:
            return
        try:
            files = locate()
        except RuntimeError:  # no home directory
            return
        snapshot = read(files.snapshot)
        if snapshot is None or snapshot.surroundings != surroundings(files, language, size):
            return
        self.question = question()
        if self.question.has_terminal:
            self._snapshot = snapshot
            self.draw(PATIENCE)

    def draw(self, patience: float = 0) -> None:
        """Draw it, if it is to be drawn and the terminal has answered as it did then.

        Args:
            patience: seconds to wait for the answer.
        """
        if self._snapshot is None or self.question is None:
            return
        if self._snapshot.answer != UNANSWERED:
            answers = self.question.replies(patience)
            if answers is None:
                return
            if answer(answers) != self._snapshot.answer:
                self._snapshot = None
                return
        lines, self._snapshot = self._snapshot.lines, None
        size = terminal_size()
        if size is None or size[1] != len(lines):
            return
        self._size = size
        signal.signal(signal.SIGTSTP, self._suspend)
        _write(ENTER + "\x1b[m\r\n".join(lines) + "\x1b[m")

    def take_over(self) -> tuple[int, int] | None:
        """Leave the terminal to the reader, with what is on it.

        Returns:
            Columns and lines of what is drawn; None where nothing is.
        """
        size, self._size, self._snapshot = self._size, None, None
        self._heed_suspension()
        return size

    def end(self) -> None:
        """Give the terminal back as it was, unless the reader took it over; for any thread."""
        if self.take_over() is not None:
            _write(LEAVE, STALLED)
        if self.question is not None:
            self.question.restore()

    def _suspend(self, _number: int, _frame: FrameType | None) -> None:
        """Stop with the terminal as it was; the screen is not drawn again after that."""
        self.end()
        os.kill(os.getpid(), signal.SIGSTOP)
        if self.question is not None:
            self.question.silence_again()

    def _heed_suspension(self) -> None:
        is_main = threading.current_thread() is threading.main_thread()
        if is_main and signal.getsignal(signal.SIGTSTP) == self._suspend:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)


def _write(text: str, patience: float | None = None) -> None:
    """Write past Python's buffers; what the terminal does not take within `patience` is dropped."""
    assert sys.__stdout__ is not None
    data = memoryview(text.encode())
    with suppress(OSError, ValueError):  # the terminal has gone away
        descriptor = sys.__stdout__.fileno()
        while data and select.select([], [descriptor], [], patience)[1]:
            data = data[os.write(descriptor, data) :]
