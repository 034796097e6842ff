"""Lines to and from the user, on a terminal or through pipes."""

from __future__ import annotations

import asyncio
import os
import select
import shutil
import sys

from hpreader.cli import output

LONGEST = 65_536
"""Bytes of a line that are read at most; the rest of a longer one is left out."""
_PART = 65_536
"""Bytes that are read at once."""


class LineTerminal:
    """Prints texts, and waits for lines, while coroutines and signals go on.

    Where stdin is no terminal there are no prompts, and where stdin or stdout is none, nobody has to
    wait for Enter.
    """

    def __init__(self) -> None:
        self._input = sys.stdin.fileno() if sys.stdin is not None else -1
        self._asks = sys.stdin is not None and sys.stdin.isatty()
        self._buffer = b""
        self._is_over = self._input < 0

    @property
    def columns(self) -> int:
        """The width of a line in cells; 0 where lines may have any."""
        return output.columns()

    @property
    def rows(self) -> int:
        """How many lines are seen at once; 0 where nobody has to wait for Enter."""
        is_seen = self._asks and output.is_terminal()
        return shutil.get_terminal_size().lines if is_seen else 0

    @property
    def is_gone(self) -> bool:
        """Was the terminal closed?"""
        if not self._asks or not hasattr(select, "poll"):  # Windows has none
            return False
        poll = select.poll()
        poll.register(self._input, 0)  # a hang-up is told all the same
        return bool(poll.poll(0))

    def say(self, line: str) -> None:
        """Print one line at once; see `output.data`."""
        output.data(line)
        output.flush()

    async def ask(self, prompt: str) -> str | None:
        """The next line of the user; None at the end of the input."""
        if self._asks:
            output.prompt(prompt + ": ")
        line = await self._line()
        if line is None and self._asks and not self.is_gone:
            output.narrate("")  # what comes next begins a line
        return None if line is None else line.decode("utf-8", "replace")

    async def _line(self) -> bytes | None:
        while b"\n" not in self._buffer and not self._is_over:
            part = await self._part()
            self._is_over = not part
            self._buffer += part
            if b"\n" not in self._buffer:
                self._buffer = self._buffer[:LONGEST]
        if not self._buffer:
            return None
        line, _end, self._buffer = self._buffer.partition(b"\n")
        return line[:LONGEST]

    async def _part(self) -> bytes:
        """What can be read; nothing at the end, also where the terminal is gone."""
        loop = asyncio.get_running_loop()
        ready = asyncio.Event()
        try:
            loop.add_reader(self._input, ready.set)
        except (NotImplementedError, PermissionError):
            pass  # Windows; a file, which never has to be waited for
        else:
            try:
                await ready.wait()
            finally:
                loop.remove_reader(self._input)
        try:
            return os.read(self._input, _PART)
        except OSError:
            return b""
