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
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from hpreader.terminal import replies
from hpreader.terminal.capabilities import can_draw
from hpreader.terminal.replies import Answers, Replies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

PATIENCE = 0.1
"""Seconds for all answers together, from the question on."""

MOST_TYPED = 1_000_000
"""Characters after which no more is read before the reader starts, so that it does start."""

_SILENT = ("linux", "vt")
"""Terminals that have no answers; the Linux console may print what it does not understand."""


class Question:
    """A query that was sent to the terminal, or none where there is no terminal.

    Args:
        terminal: the file to read from; None where there is no terminal.
        is_asked: whether a question was written; else only the keys are read.
        mode: the terminal's attributes before the question, as `termios.tcgetattr` returns them.
    """

    def __init__(
        self,
        terminal: int | None,
        *,
        is_asked: bool = True,
        mode: list[Any] | None = None,
    ) -> None:
        self._terminal = terminal
        self._is_asked = is_asked
        self._mode = mode
        self.cooked = 0
        """Bytes that were typed before the question, in the terminal's usual mode."""
        self._asked_at = monotonic()
        self._found = Replies()
        self._typed = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    @property
    def has_terminal(self) -> bool:
        """Is there a terminal whose mode was changed for the question?"""
        return self._terminal is not None

    def __enter__(self) -> Self:
        """Begin what `restore` ends."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Give the terminal its mode back."""
        self.restore()

    def begin(self) -> None:
        """Count the time for the answers from now on."""
        self._asked_at = monotonic()

    def answers(self) -> Answers:
        """The replies of the terminal, waited for until `PATIENCE` seconds after the query."""
        if self._terminal is None:
            return Answers()
        self._receive(self._asked_at + PATIENCE)
        found = self._found
        answers = found.answers if self._is_asked else Answers()
        answers = answers._replace(cell=answers.cell or self._cell_of(answers.area))
        pending = found if self._is_asked and not found.are_complete else None
        return answers._replace(typed=self._typed, pending=pending, mode=self._mode)

    def replies(self, patience: float) -> Answers | None:
        """The replies before `answers` is called; None where not all have come.

        Args:
            patience: seconds to wait for them.
        """
        if self._terminal is None or not self._is_asked:
            return None
        self._receive(monotonic() + patience)
        return self._found.answers if self._found.are_complete else None

    def _receive(self, end: float) -> None:
        """Read until all replies have come, at most to the time `end` of the monotonic clock."""
        found, decoder = self._found, self._decoder
        while (self._is_asked and not found.are_complete) or self.cooked or decoder.getstate()[0]:
            # What has come while we were busy is read even when the time is over.
            part = self._read(max(0.0, end - monotonic()))
            if not part:
                break
            text = decoder.decode(part)
            self._typed += found.take(text) if self._is_asked else text
            if len(self._typed) > MOST_TYPED:
                break

    def _cell_of(self, area: tuple[int, int] | None) -> tuple[int, int] | None:
        """The pixels of a cell by those of the text area, else as the system has them.

        xterm answers neither question about pixels unless it is allowed to (`allowWindowOps`).
        """
        if area is None:
            return cell_size()
        assert self._terminal is not None
        try:
            columns, lines = os.get_terminal_size(self._terminal)
        except OSError:
            return None
        return _cell(columns, lines, *area)

    def silence(self) -> None:
        """Have keys neither shown nor held back until Enter, and every key as the reader will get it.

        Only Ctrl+C stays what it is; Ctrl+Z and the key of SIGQUIT are left to the reader, too.

        Raises:
            OSError, termios.error: the terminal has gone away.
        """
        import termios  # noqa: PLC0415 - not on Windows

        assert self._terminal is not None
        quiet = termios.tcgetattr(self._terminal)
        quiet[0] &= ~(termios.IXON | termios.ICRNL)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        for key in (termios.VSUSP, termios.VQUIT):
            quiet[6][key] = os.fpathconf(self._terminal, "PC_VDISABLE").to_bytes(1, "little")
        termios.tcsetattr(self._terminal, termios.TCSADRAIN, quiet)

    def silence_again(self) -> None:
        """Have keys as the question has them, after `restore`; not where the terminal has gone away."""
        if self._terminal is not None and _is_in_front(self._terminal):
            import termios  # noqa: PLC0415 - not on Windows

            with suppress(OSError, termios.error):
                self.silence()

    def restore(self) -> None:
        """Give the terminal the mode that it had before the question; for any thread."""
        if self._terminal is None or self._mode is None:
            return
        import termios  # noqa: PLC0415 - not on Windows

        with suppress(termios.error):
            # Without a wait for output that a stalled terminal may never take.
            termios.tcsetattr(self._terminal, termios.TCSANOW, self._mode)

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
        early, self.cooked = part[: self.cooked], max(0, self.cooked - len(part))
        return early.replace(b"\n", b"\r") + part[len(early) :]


def question(environment: Mapping[str, str] = os.environ) -> Question:
    """Put the question, as a context: at its end the terminal's mode is what it was before.

    Until then keys are neither shown nor changed, and wait to be read. Nothing is asked where the
    terminal is known to be silent; nor is the mode changed where stdin or stdout is no terminal or
    where another process has it.
    """
    terminal = _terminal(environment)
    if terminal is None:
        return Question(None)
    import termios  # noqa: PLC0415 - not on Windows, where nothing is asked

    is_asked = not environment.get("TERM", "").startswith(_SILENT)
    asked = Question(None)
    try:
        asked = Question(terminal, is_asked=is_asked, mode=termios.tcgetattr(terminal))
        asked.silence()
        asked.cooked = _waiting(terminal)
        if is_asked:
            _ask(_words(environment))
            asked.begin()
    except (termios.error, OSError):  # the terminal has gone away
        asked.restore()
        return Question(None)
    except BaseException:
        asked.restore()
        raise
    return asked


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
    return _cell(columns, lines, width, height)


def _cell(columns: int, lines: int, width: int, height: int) -> tuple[int, int] | None:
    """The pixels of a cell by the size of the terminal in cells and in pixels; None without one."""
    if not (lines and columns and width >= 2 * columns and height >= 2 * lines):
        return None
    return width // columns, height // lines


def _words(environment: Mapping[str, str]) -> str:
    """The question as it is written."""
    kitty = replies.KITTY if _takes_commands(environment) else ""
    return (
        replies.BACKGROUND
        + replies.CELL_SIZE
        + replies.AREA
        + replies.SIXEL_LIMIT
        + replies.NAME
        + kitty
        + replies.WIDTH
        + replies.LAST
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
