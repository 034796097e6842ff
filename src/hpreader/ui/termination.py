"""What ends the reader from outside: a terminal that hangs up, SIGHUP, SIGTERM."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def ended_from_outside(leave: Callable[[int], object]) -> Iterator[None]:
    """While in the block, call `leave` in the running loop when the reader has to end.

    It gets the exit status that shells give to a program which such a signal ended. A terminal
    that is gone is replaced by the null device first, so that leaving may still write to it.

    Textual does not end by itself: a hang-up reaches it as a signal only if the terminal is the
    controlling one and nobody ignores it (nohup, containers, a killed multiplexer), and at the
    end of its input it asks for more, forever.
    """

    def hung_up() -> None:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
            if stream is not None:
                os.dup2(null, stream.fileno())
        os.close(null)
        stop_watching()
        leave(128 + signal.SIGHUP)

    loop = asyncio.get_running_loop()
    stop_watching = _watch_for_hang_up(hung_up)
    loop.add_signal_handler(signal.SIGHUP, hung_up)
    loop.add_signal_handler(signal.SIGTERM, leave, 128 + signal.SIGTERM)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)
        loop.remove_signal_handler(signal.SIGTERM)
        stop_watching()


def _watch_for_hang_up(hung_up: Callable[[], None]) -> Callable[[], None]:
    """Call back when stdin's other end is gone; what is given back ends the watch.

    An epoll that waits for no event at all still tells of a hang-up, and reads nothing of what
    Textual's own thread waits for. Other kernels than Linux have none, and send SIGHUP.
    """
    if not hasattr(select, "epoll") or sys.__stdin__ is None:
        return lambda: None
    loop = asyncio.get_running_loop()
    watch = select.epoll()
    watch.register(sys.__stdin__.fileno(), 0)
    loop.add_reader(watch.fileno(), hung_up)

    def stop() -> None:
        if not watch.closed:
            loop.remove_reader(watch.fileno())
            watch.close()

    return stop
