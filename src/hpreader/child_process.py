"""A Python module run as a process of its own, which is ended when it takes too long.

A thread that parses cannot be ended and slows the screen down; a process can be ended at any time, and what
it wrote until then remains.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from typing import Final, Literal, NamedTuple, TypeAlias

from hpreader.resource_limits import OUT_OF_MEMORY

SLICE: Final = 262_144
"""Bytes that are written to a process at a time: what it has not read yet is there twice."""

Ending: TypeAlias = Literal["complete", "time", "memory", "output", "failed"]
"""How a process ended: by itself, after its time, for want of memory, when it wrote more than it may, or
by an error."""


class ChildOutput(NamedTuple):
    """What a process wrote, and how it ended."""

    data: bytes
    ending: Ending


async def child_output(
    module: str, *arguments: str, data: Iterable[bytes], seconds: float | None, most_output: int
) -> ChildOutput:
    """Run a module and return what it writes until its end, or until it is ended; see `run_child`."""
    output = bytearray()

    async def receive(part: bytes) -> None:
        output.extend(part)

    ending = await run_child(
        module, *arguments, data=data, receive=receive, seconds=seconds, most_output=most_output
    )
    return ChildOutput(bytes(output), ending)


async def run_child(
    module: str,
    *arguments: str,
    data: Iterable[bytes],
    receive: Callable[[bytes], Awaitable[None]],
    seconds: float | None,
    most_output: int,
) -> Ending:
    """Run a module until its end, or until it is ended; returns how it ended.

    Args:
        module: the name of the module; it is run with `python -m`.
        arguments: its arguments.
        data: what it reads on stdin, in parts.
        receive: is called with each part of its output.
        seconds: after how long it is ended; None: it may take as long as it needs.
        most_output: bytes of output, after which it is ended.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # nothing is imported from the current folder
        "-m",
        module,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(seconds):
            is_whole = await _exchange(process, data, receive, most_output)
            return _ending_of(process.returncode) if is_whole else "output"
    except TimeoutError:
        return "time"
    finally:
        if process.returncode is None:
            _kill(process)
        await process.communicate()  # reads to the end, which closes the pipes


async def _exchange(
    process: asyncio.subprocess.Process,
    data: Iterable[bytes],
    receive: Callable[[bytes], Awaitable[None]],
    most_output: int,
) -> bool:
    """Write and read; returns whether that was all that the process writes."""
    if process.stdin is None or process.stdout is None:
        raise AssertionError("unreachable")
    with suppress(BrokenPipeError, ConnectionResetError):  # it ended before it read all
        for part in _slices(data):
            process.stdin.write(part)
            await process.stdin.drain()
        process.stdin.close()
    size = 0
    while size < most_output and (chunk := await process.stdout.read(65_536)):
        size += len(chunk)
        await receive(chunk)
    if not process.stdout.at_eof():
        return False
    await process.wait()
    return True


def _slices(data: Iterable[bytes]) -> Iterator[memoryview]:
    for part in data:
        view = memoryview(part)
        for start in range(0, len(view), SLICE):
            yield view[start : start + SLICE]


def _ending_of(status: int | None) -> Ending:
    """What an exit status means; negative numbers are those of signals.

    The system ends a process with SIGKILL when it has no memory left, and libraries that get none abort.
    """
    if status == 0:
        return "complete"
    if sys.platform != "win32" and status is not None:
        if status in (OUT_OF_MEMORY, -signal.SIGKILL, -signal.SIGABRT):
            return "memory"
        if status == -signal.SIGXCPU:
            return "time"
    return "memory" if status == OUT_OF_MEMORY else "failed"


def _kill(process: asyncio.subprocess.Process) -> None:
    """End the process at once.

    `Process.kill` first asks whether it has ended, and then asyncio, which waits for the end in a thread,
    no longer finds it and prints a warning.
    """
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
