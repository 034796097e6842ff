"""Signals that end a program: what it has to undo on the terminal is undone first."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

ENDING: Final = tuple(
    number
    for name in ("SIGHUP", "SIGTERM", "SIGQUIT")
    if (number := getattr(signal, name, None)) is not None  # Windows has only one of them
)
"""What ends a program at once unless it is handled; Ctrl+C (SIGINT) is a KeyboardInterrupt."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """While in the block, end by a SystemExit where a signal would end the process without one.

    Blocks that are open then close as they always do: they show the cursor, give the terminal its
    mode back, delete temporary files. The exit status is 128 and the signal's number, as shells
    have it (https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html). A signal that is
    ignored, as nohup has it, stays so; a second one is ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in ENDING}
    changed = [number for number, handler in before.items() if handler is signal.SIG_DFL]

    def end(number: int, _frame: FrameType | None) -> None:
        for each in changed:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    for number in changed:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in changed:
            signal.signal(number, before[number])


@contextmanager
def cancelled_by_signals(received: list[int]) -> Iterator[None]:
    """While in the block, cancel the current task where a signal would end the process.

    A SystemExit out of any other task would be reported as an error of that task. A second signal
    is handled as if this block were not there.

    Args:
        received: where the number of the signal is added.
    """
    import asyncio  # noqa: PLC0415 - the start of the reader does not wait for it

    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    before = {number: signal.getsignal(number) for number in ENDING}

    def restore() -> None:
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                loop.remove_signal_handler(number)
                signal.signal(number, handler)

    def cancel(number: int) -> None:
        received.append(number)
        restore()
        if task is not None:
            task.cancel()

    if (
        sys.platform == "win32"  # asyncio handles no signals there
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            loop.add_signal_handler(number, cancel, number)
    try:
        yield
    finally:
        if not received:
            restore()


@contextmanager
def interrupted_at_once() -> Iterator[None]:
    """While in the block, Ctrl+C is a KeyboardInterrupt also where asyncio would cancel a task.

    asyncio leaves SIGINT alone where it has another handler than Python's own
    (https://docs.python.org/3/library/asyncio-runner.html#handling-keyboard-interruption). What is
    being started may take a cancellation for something else and go on.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
