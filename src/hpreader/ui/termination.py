"""What ends the reader from outside: a terminal that hangs up, a signal."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from types import FrameType
from typing import Any

ENDING = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)

STALLED = 0.5
"""Seconds after which a terminal that takes no more text is abandoned, so that leaving can go on."""

LAST = 1.3
"""Seconds after which the process ends in any case: who ended it may be waiting."""

PATIENCE = 0.2
"""Seconds for giving the terminal back at the very end."""


@contextmanager
def ended_from_outside(
    leave: Callable[[int], object],
    abandon: Callable[[], object],
    restore: Callable[[], object],
) -> Iterator[None]:
    """While in the block, end the reader when the system or the terminal asks for it.

    A thread waits for that, because the main one may be in a long computation, or in a write that a
    terminal does not take. Textual does not end by itself: a hang-up reaches it as a signal only if
    the terminal is the controlling one and nobody ignores it (nohup, containers, a killed
    multiplexer).

    Args:
        leave: called in the running loop with the exit status that shells give to a program which
            such a signal ended. A terminal that is gone is replaced by the null device before, so
            that leaving may still write to it.
        abandon: called in another thread when the terminal must not be waited for any longer.
        restore: called in another thread where leaving takes too long: gives the terminal back.
    """
    watch = _Watch(asyncio.get_running_loop(), leave, abandon, restore)
    # In this order no signal is lost: it waits in the pipe until the thread reads it.
    wakeup = signal.set_wakeup_fd(watch.wakeup_fd, warn_on_full_buffer=False)
    before = {number: signal.signal(number, _noted) for number in ENDING}
    watch.start()
    try:
        yield
    finally:
        # Another signal must not disturb an end that has begun.
        if not watch.has_begun:
            for number, handler in before.items():
                signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)
        watch.stop()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: that there is a handler has Python write to the wake-up descriptor."""


class _Watch(Thread):
    """Waits for a signal, or for the terminal's end, and sees to it that the process ends then."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        leave: Callable[[int], object],
        abandon: Callable[[], object],
        restore: Callable[[], object],
    ) -> None:
        super().__init__(name="hpreader-end", daemon=True)
        self._loop = loop
        self._leave = leave
        self._abandon = abandon
        self._restore = restore
        self._numbers, self.wakeup_fd = os.pipe()
        """Python writes the numbers of signals into it, whatever the main thread is doing."""
        os.set_blocking(self.wakeup_fd, False)
        self.has_begun = False
        """Set when the process is about to end."""

    def stop(self) -> None:
        """End the thread, unless it has to end the process."""
        if not self.has_begun:
            os.write(self.wakeup_fd, b"\0")
            self.join()
            os.close(self.wakeup_fd)
            os.close(self._numbers)

    def run(self) -> None:
        """Wait, then end the process."""
        status = self._awaited()
        if not status:
            return
        self.has_begun = True
        if _is_gone():
            self._abandon()  # first: the null device would look like a terminal that is there
            _replace_by_null_device()
        self._call(self._leave, status)
        # Being a daemon, this thread is gone as soon as the others have ended.
        Event().wait(STALLED)
        self._abandon()
        Event().wait(LAST - STALLED)
        # In a thread of its own: a terminal that takes no text would hold it up.
        last = Thread(target=self._restore, name="hpreader-restore", daemon=True)
        last.start()
        last.join(PATIENCE)
        os._exit(status)

    def _awaited(self) -> int:
        """Wait for the end's reason: the exit status, 0 where there is nothing to wait for any more."""
        poll = select.poll()
        poll.register(self._numbers, select.POLLIN)
        if sys.__stdin__ is not None:
            poll.register(sys.__stdin__.fileno(), 0)  # its hang-up is told all the same
        while True:
            for descriptor, _event in poll.poll():
                if descriptor != self._numbers:
                    return 128 + signal.SIGHUP
            for number in os.read(self._numbers, 4096):
                if number == 0:
                    return 0
                if number in ENDING:
                    return 128 + number
                # The loop may be waiting while another thread was given the signal.
                self._call(_nothing)

    def _call(self, function: Callable[..., object], *arguments: Any) -> None:
        with suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(function, *arguments)


def _nothing() -> None:
    pass


def _is_gone() -> bool:
    """Is the other end of the terminal closed?"""
    if sys.__stdin__ is None:
        return True
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)
    return bool(poll.poll(0))


def _replace_by_null_device() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(null, stream.fileno())
    os.close(null)
