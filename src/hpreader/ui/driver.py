"""Textual's driver for Linux and macOS, made to survive a terminal that goes away.

What Textual 8.2.8 does otherwise: its writer thread ends with the first failed write, after which
the main thread blocks for ever in the bounded queue between them; its input thread reads the end of
a closed terminal again and again; and a SIGCONT that follows no suspension (the kernel sends one
after SIGHUP) starts a second pair of threads, of which one is never ended.

Private parts of Textual used here, as no public ones exist: `XTermParser` (`_xterm_parser`), and of
`LinuxDriver` the attributes `_file`, `_writer_thread` with its `_queue`, and `_debug`.
"""

from __future__ import annotations

import codecs
import os
import select
import sys
from queue import Full
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from collections.abc import Iterable
    from io import TextIOWrapper

    from hpreader.terminal import Answers, Replies

LOOK_UP = 0.1
"""Seconds after which a thread that waits looks whether it has to end."""


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

    def write(self, data: str) -> None:
        """Have something written, unless there is nobody to write it or the terminal is gone."""
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

    def run_input_thread(self) -> None:
        """Read keys until the driver stops or the terminal is gone."""
        parser = parser_without(self.answers.pending)(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        text, self._typed = self._typed, ""
        while True:
            for message in (*(parser.feed(text) if text else ()), *parser.tick()):
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


def driver_with(answers: Answers) -> type[ReaderDriver]:
    """The driver class for a terminal that gave these answers."""
    return type("ReaderDriver", (ReaderDriver,), {"answers": answers})


def parser_without(replies: Replies | None) -> type[XTermParser]:
    """Textual's parser of keys, for input that may have late answers of the terminal in it."""
    if replies is None:
        return XTermParser
    take = replies.take

    class PatientParser(XTermParser):
        def feed(self, data: str) -> Iterable[Any]:
            rest = take(data)
            # To be fed nothing means the end of all input.
            return super().feed(rest) if rest else ()

    return PatientParser
