"""Textual's driver for Linux and macOS, made to survive a terminal that goes away.

What Textual 8.2.8 does otherwise: its writer thread ends with the first failed write, after which
the main thread blocks for ever in the bounded queue between them; its input thread reads the end of
a closed terminal again and again; and a SIGCONT that follows no suspension (the kernel sends one
after SIGHUP) starts a second pair of threads, of which one is never ended; and it stops itself by
SIGSTOP also where the terminal has gone meanwhile, after which nothing would continue it.

Private parts of Textual used here, as no public ones exist: `XTermParser` (`_xterm_parser`), and of
`LinuxDriver` the attributes `_file`, `_writer_thread` with its `_queue`, `_must_signal_resume`,
`_auto_restart` and `_debug`, and its methods `_get_terminal_size` and `_sigtstp_application`.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import sys
import termios
from contextlib import suppress
from queue import Full
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from hpreader.ui.input.terminal_input import MOST_COLUMNS, MOST_LINES, Pasted, TerminalInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import TextIOWrapper

    from textual.message import Message

    from hpreader.terminal import Answers, Replies

LOOK_UP = 0.1
"""Seconds after which a thread that waits looks whether it has to end."""

ESCAPE = "\x1b"
PASTE_PAUSE = 3.0
"""Seconds without input after which a pasted text ends, though its end did not come."""

ALTERNATE_SCREEN = "\x1b[?1049h"
"""What Textual's `start_application_mode` enters the alternate screen with."""
EVERYTHING_OFF = (
    "\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[m"
)
"""Ends all that `start_application_mode` begins, in the order of `stop_application_mode`."""


class Output:
    """The file that Textual's writer thread writes to; a write to it never fails.

    It writes to the file descriptor itself: a buffered file of Python's keeps a lock while its write
    blocks, which would stop the interpreter from ending.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._texts: list[str] = []
        self.is_gone = False
        """Set when nothing can, or should, be written any longer."""

    def fileno(self) -> int:
        """The file descriptor."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Keep a text until the next `flush`."""
        self._texts.append(text)

    def flush(self) -> None:
        """Write all texts; they are dropped where the terminal is gone."""
        text, self._texts = "".join(self._texts), []
        data = memoryview(text.encode(self._file.encoding, "backslashreplace"))
        while data and not self.is_gone:
            try:
                data = data[os.write(self.fileno(), data) :]
            except BlockingIOError:  # someone made the terminal non-blocking
                select.select([], [self.fileno()], [], LOOK_UP)
            except (OSError, ValueError):
                self.is_gone = True


class ReaderDriver(LinuxDriver):
    """The driver: it hands on what was typed before it was there, and ends when it has to."""

    answers: Answers
    """What the terminal said of itself, and what was typed meanwhile."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Textual draws to stderr, also where that is no terminal.
        streams = (sys.__stderr__, sys.__stdout__)
        file = next((each for each in streams if each and each.isatty()), sys.__stdout__)
        assert file is not None
        self._output = Output(file)
        self._file = cast("TextIOWrapper", self._output)
        self._typed = self.answers.typed
        self._mode = self.answers.mode
        self._has_started = False
        self.inherited_size: tuple[int, int] | None = None
        """Columns and lines of what was drawn on the alternate screen before, while it is there."""

    def start_application_mode(self) -> None:
        """Start, unless it has started already."""
        if self._has_started:
            return
        before = self._writer_thread
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # It does not start where the process is in the background.
        self._has_started = self._writer_thread is not before
        if self._has_started and self._mode is not None:
            self.attrs_before, self._mode = self._mode, None

    def stop_application_mode(self) -> None:
        """Stop, if it has started."""
        if self._has_started:
            super().stop_application_mode()
            self._has_started = False
            self.inherited_size = None

    def write(self, data: str) -> None:
        """Have something written, unless there is nobody to write it or the terminal is gone."""
        if data == ALTERNATE_SCREEN:
            self.inherited_size = self.answers.take_over()
            if self.inherited_size is not None:
                return  # to enter it once more would clear it in some terminals
        self._put(data)

    def close(self) -> None:
        """End the writer thread, without a wait where its write may never return."""
        writer = self._writer_thread
        if writer is not None:
            self._put(None)
            while writer.is_alive() and not self._output.is_gone:
                writer.join(LOOK_UP)

    def _put(self, data: str | None) -> None:
        """Give the writer thread its next text, or None for its end; its own `write` may block."""
        writer = self._writer_thread
        while writer is not None and writer.is_alive() and not self._output.is_gone:
            try:
                writer._queue.put(data, timeout=LOOK_UP)
                return
            except Full:
                continue

    def abandon(self) -> None:
        """Write nothing more and wait for no write; for any thread."""
        self._output.is_gone = True

    def give_back(self) -> None:
        """Give the terminal back past the writer thread, which may be stuck; for any thread.

        Everything that was on is put off, and putting off what was not does nothing.
        """
        if not self._has_started:
            return
        with suppress(OSError, ValueError, termios.error):
            os.write(self._output.fileno(), EVERYTHING_OFF.encode())
        if self.attrs_before is not None:
            with suppress(OSError, ValueError, termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def run_input_thread(self) -> None:
        """Read keys until the driver stops or the terminal is gone."""
        keys = Keys(self.answers.pending, self._debug)
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        text, self._typed = self._typed, ""
        while True:
            for message in keys.messages(text):
                self.process_message(message)
            text = ""
            if self.exit_event.is_set():
                return
            try:
                if select.select([self.fileno], [], [], LOOK_UP)[0]:
                    data = os.read(self.fileno, 4096)
                    if not data:
                        return
                    text = decode(data)
            except (OSError, ValueError):
                return

    def _sigtstp_application(self, *_: object) -> None:
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        if not self._is_terminal_gone():
            os.kill(os.getpid(), signal.SIGSTOP)

    def _is_terminal_gone(self) -> bool:
        # The kernel's SIGCONT after a hang-up may have come before: a process that stopped now
        # would stay stopped.
        poll = select.poll()
        poll.register(self.fileno, 0)
        return self._output.is_gone or bool(poll.poll(0))

    def _get_terminal_size(self) -> tuple[int, int]:
        width, height = super()._get_terminal_size()
        return min(width, MOST_COLUMNS), min(height, MOST_LINES)


def driver_with(answers: Answers) -> type[ReaderDriver]:
    """The driver class for a terminal that gave these answers."""
    return type("ReaderDriver", (ReaderDriver,), {"answers": answers})


class Keys:
    """Makes messages of what the terminal sends, whatever that is."""

    def __init__(self, replies: Replies | None, debug: bool = False) -> None:
        """Prepare it.

        Args:
            replies: takes late answers of the terminal out of it.
            debug: whether Textual writes a log.
        """
        self._replies = replies
        self._debug = debug
        self._input = TerminalInput()
        self._parser = XTermParser(debug)
        self._pauses = 0

    def messages(self, text: str) -> Iterator[Message]:
        """Yield the messages for what came; for "" where nothing came for `LOOK_UP` seconds."""
        self._pauses = 0 if text else self._pauses + 1
        if self._replies is not None and text:
            text = self._replies.take(text)
        if text:
            for part in self._input.take(text):
                yield from self._parsed(part)
        yield from self._ticked()
        if self._pauses * LOOK_UP >= constants.ESCAPE_DELAY:
            yield from self._after_pause()

    def _after_pause(self) -> Iterator[Message]:
        held = self._input.pause()
        if held == ESCAPE:
            yield events.Key("escape", ESCAPE)  # the parser would wait once more
        elif held:
            yield from self._parsed(held)
        if self._input.is_paste_open and self._pauses * LOOK_UP >= PASTE_PAUSE:
            yield from self._parsed(self._input.end_paste())

    def _parsed(self, part: str | Pasted) -> Iterator[Message]:
        if isinstance(part, Pasted):
            yield events.Paste(part.text)
            return
        try:
            yield from self._parser.feed(part)
        except (ValueError, ArithmeticError, LookupError):
            self._parser = XTermParser(self._debug)  # its generator has ended

    def _ticked(self) -> Iterator[Message]:
        try:
            yield from self._parser.tick()
        except (ValueError, ArithmeticError, LookupError):
            self._parser = XTermParser(self._debug)
