"""A program of the user's, run beside the reader: input, bounded output, and an end at any time.

It gets a session of its own, so it has no terminal to draw on or to read from, and it can be ended
together with all that it started. POSIX only.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from hpreader.text import clean

MOST_OUTPUT = 1_000_000
"""Bytes of stdout, after which the program is ended: a long article in translation has 100,000."""
MOST_ERROR = 20_000
"""Bytes of stderr that are looked at; the rest is read and dropped."""
GRACE = 1.0
"""Seconds between asking a program to end (SIGTERM) and ending it (SIGKILL)."""
LAST_GRACE = 0.2
"""The same where the reader ends, which nobody wants to wait for."""
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """How a program ended, and its output without anything that controls a terminal."""

    status: int | None
    """The exit status, negative for the number of a signal; None: it could not be started."""
    output: str = ""
    error: str = ""
    """The first line of stderr, or why the program could not be started."""
    is_cut: bool = False
    """Was it ended because of too much output?"""
    is_stopped: bool = False
    """Was it ended by `UserProcess.stop`?"""


class UserProcess:
    """One run of a program."""

    def __init__(
        self, command: Sequence[str] | str, data: bytes, *, keeps_output: bool = True
    ) -> None:
        """Prepare it.

        Args:
            command: a program and its arguments, or a line for `/bin/sh`.
            data: what it reads on stdin.
            keeps_output: whether stdout is wanted; else it goes nowhere, and has no limit.
        """
        self._keeps_output = keeps_output
        self._command = command
        self._left = memoryview(data)
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._output = bytearray()
        self._error = bytearray()
        self._is_cut = False
        self._is_stopped = False
        self._has_waiter = False
        """Whether a thread waits for its end."""

    async def run(self) -> ProcessResult:
        """Start it and wait for its end; where this is cancelled, the program is ended."""
        try:
            process = await asyncio.to_thread(self._start)
            if process is None:
                return ProcessResult(None, is_stopped=True)
            await self._exchange(process)
        except (OSError, ValueError) as error:  # ValueError: a NUL in an argument
            reason = error.strerror if isinstance(error, OSError) else str(error)
            return ProcessResult(None, error=reason or "")
        finally:
            self.kill()
        text = clean(self._output.decode("utf-8", "replace"), lines=True, spaces=True)
        lines = clean(self._error.decode("utf-8", "replace"), lines=True).split("\n")
        error_line = next(filter(None, lines), "")
        return ProcessResult(
            process.returncode, text.expandtabs(), error_line, self._is_cut, self._is_stopped
        )

    def stop(self) -> None:
        """Ask it to end, and end it after `GRACE` seconds; `run` returns then."""
        self._is_stopped = True
        self._send(signal.SIGTERM)
        asyncio.get_running_loop().call_later(GRACE, self._send, signal.SIGKILL)

    def kill(self) -> None:
        """End it and all that it started, unless it has ended: within `LAST_GRACE` seconds."""
        if self._ended.is_set():
            return
        self._is_stopped = True
        self._send(signal.SIGTERM)  # after it was started, where that is just happening
        if self._process is None:
            return  # and it will not be started any more
        self._ended.wait(LAST_GRACE)
        self._send(signal.SIGKILL)
        if not self._has_waiter:
            with self._process:  # waits, and closes its pipes
                self._ended.set()

    # --- the process --------------------------------------------------------------------------

    def _start(self) -> subprocess.Popen[bytes] | None:
        """Start it; None where it was stopped before."""
        with self._lock:
            if self._is_stopped:
                return None
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                self._command,
                shell=isinstance(self._command, str),
                stdin=pipe,
                stdout=pipe if self._keeps_output else subprocess.DEVNULL,
                stderr=pipe,
                bufsize=0,
                start_new_session=True,
            )
            return self._process

    def _send(self, number: signal.Signals) -> None:
        """Send a signal to the program and all that it started, where it is running."""
        with self._lock:
            if self._process is not None and not self._ended.is_set():
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, number)

    def _wait(
        self,
        process: subprocess.Popen[bytes],
        loop: asyncio.AbstractEventLoop,
        ended: asyncio.Event,
    ) -> None:
        process.wait()
        if self._is_stopped or self._is_cut:  # those that it started may not have ended with it
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        self._ended.set()
        with suppress(RuntimeError):  # the reader has ended meanwhile
            loop.call_soon_threadsafe(ended.set)

    # --- its pipes ----------------------------------------------------------------------------

    async def _exchange(self, process: subprocess.Popen[bytes]) -> None:
        """Write the input and read the output until the program ends.

        Its pipes may stay open longer: a program that goes on in the background, as xclip does,
        still has them.
        """
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        waiter = threading.Thread(
            target=self._wait, args=(process, loop, ended), daemon=True, name="user-process"
        )
        self._has_waiter = True
        waiter.start()
        pipes = [pipe for pipe in (process.stdin, process.stdout, process.stderr) if pipe]
        for pipe in pipes:
            os.set_blocking(pipe.fileno(), False)
        to, *outputs = pipes
        loop.add_writer(to.fileno(), self._feed, loop, to)
        buffers = [self._output, self._error] if self._keeps_output else [self._error]
        readers = [(pipe.fileno(), buffer) for pipe, buffer in zip(outputs, buffers, strict=True)]
        for descriptor, buffer in readers:
            loop.add_reader(descriptor, self._receive, loop, descriptor, buffer)
        try:
            await ended.wait()
            for descriptor, buffer in readers:
                while self._receive(loop, descriptor, buffer) and len(buffer) < self._most(buffer):
                    pass
        finally:
            if not to.closed:
                loop.remove_writer(to.fileno())
            for descriptor, _buffer in readers:
                loop.remove_reader(descriptor)
            for pipe in pipes:
                pipe.close()

    def _feed(self, loop: asyncio.AbstractEventLoop, pipe: IO[bytes]) -> None:
        """Write more of the input; close the pipe after all of it, or where nobody reads it."""
        try:
            self._left = self._left[os.write(pipe.fileno(), self._left[:_PIECE]) :]
        except BlockingIOError:
            return
        except OSError:
            self._left = self._left[:0]
        if not self._left:
            loop.remove_writer(pipe.fileno())
            pipe.close()

    def _most(self, buffer: bytearray) -> int:
        return MOST_OUTPUT if buffer is self._output else MOST_ERROR

    def _receive(self, loop: asyncio.AbstractEventLoop, descriptor: int, buffer: bytearray) -> bool:
        """Read more of an output; false where there is none now."""
        try:
            piece = os.read(descriptor, _PIECE)
        except OSError:  # BlockingIOError included
            return False
        if not piece:
            loop.remove_reader(descriptor)
            return False
        most = self._most(buffer)
        buffer += piece[: most - len(buffer)]
        if len(buffer) >= most and buffer is self._output and not self._is_cut:
            self._is_cut = True
            self._send(signal.SIGKILL)
        return True
