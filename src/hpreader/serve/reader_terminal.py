"""A reader on a pseudo-terminal of its own, as a terminal's window would start it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import signal
import struct
import sys
import termios
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from hpreader.terminal.capabilities import IN_BROWSER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PIECE: Final = 65_536
GRACE: Final = 5.0
"""Seconds for a reader to end after its terminal has hung up; it takes two on a busy machine."""
LEAST, MOST = 2, 4_000
"""The columns and lines that a terminal may have; the reader itself draws on no more than it can."""

OF_A_TERMINAL: Final = (
    "TMUX", "STY", "WINDOWID", "COLORFGBG", "COLUMNS", "LINES", "VTE_VERSION", "KONSOLE_VERSION",
    "KITTY_WINDOW_ID", "WT_SESSION", "ITERM_SESSION_ID", "LC_TERMINAL", "TERM_PROGRAM_VERSION",
)  # fmt: skip
"""Variables by which programs know the terminal that the server was started on."""


def environment_for(
    environment: Mapping[str, str], visitor_browser: str, door: str
) -> dict[str, str]:
    """The environment of a reader whose terminal is a browser's page.

    Args:
        environment: that of the server.
        visitor_browser: the command that opens addresses there, as `$BROWSER` has it.
        door: the address to which that command sends them.
    """
    kept = {name: value for name, value in environment.items() if name not in OF_A_TERMINAL}
    return kept | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TERM_PROGRAM": IN_BROWSER,
        "PYTHONIOENCODING": "utf-8",
        "BROWSER": visitor_browser,
        "HPREADER_VISITOR": door,
    }


class ReaderTerminal:
    """The server's end of the pseudo-terminal, and the process at the other end."""

    def __init__(self, ours: int, process: asyncio.subprocess.Process) -> None:
        """Take both over; see `start`."""
        self._ours = ours
        self._process = process

    @classmethod
    async def start(
        cls, arguments: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]
    ) -> ReaderTerminal:
        """Start a reader.

        Args:
            arguments: of its command line.
            environment: its variables.
            size: columns and lines.

        Raises:
            OSError: there is no pseudo-terminal, or no process, to be had.
        """
        ours, theirs = pty.openpty()
        try:
            _set_size(ours, size)
            # -P: nothing is imported from the current folder.
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "hpreader.serve.terminal_child", *arguments,
                stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
            )  # fmt: skip
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        os.set_blocking(ours, False)
        return cls(ours, process)

    async def output(self) -> bytes:
        """Some of what the reader has drawn, waited for; nothing when it has ended."""
        loop = asyncio.get_running_loop()
        while self._ours >= 0:
            try:
                return os.read(self._ours, PIECE)
            except BlockingIOError:
                await _until(self._ours, loop.add_reader, loop.remove_reader)
            except OSError:  # Linux has EIO where nobody has the other end any more
                break
        return b""

    async def type(self, data: bytes) -> None:
        """Type something; returns when the terminal has taken it, or has ended."""
        loop, left = asyncio.get_running_loop(), memoryview(data)
        while left and self._ours >= 0:
            try:
                left = left[os.write(self._ours, left) :]
            except BlockingIOError:
                await _until(self._ours, loop.add_writer, loop.remove_writer)
            except OSError:
                return

    def resize(self, size: tuple[int, int]) -> None:
        """Have another number of columns and lines, which the reader is told (SIGWINCH)."""
        if self._ours >= 0:
            with suppress(OSError, termios.error):
                _set_size(self._ours, size)

    async def end(self) -> None:
        """Hang up, as a closed window does, and wait for the reader's end; it writes down where it is."""
        if self._ours >= 0:
            loop, ours = asyncio.get_running_loop(), self._ours
            self._ours = -1
            loop.remove_reader(ours)
            loop.remove_writer(ours)
            os.close(ours)
        try:
            async with asyncio.timeout(GRACE):
                await self._process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()


def _set_size(terminal: int, size: tuple[int, int]) -> None:
    columns, lines = (min(max(number, LEAST), MOST) for number in size)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


async def _until(
    descriptor: int, add: Callable[..., object], remove: Callable[[int], object]
) -> None:
    """Wait until a file can be read from, or written to."""
    ready = asyncio.Event()
    add(descriptor, ready.set)
    try:
        await ready.wait()
    finally:
        remove(descriptor)
