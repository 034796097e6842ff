"""Bounds for a process that parses what comes from the network."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

PARSER_MEMORY = 120_000_000
"""Bytes for parsing a feed or a page: one of 20,000 paragraphs takes that, those of newspapers have some hundred."""
IMAGE_MEMORY = 440_000_000
"""Bytes for reducing an image, for some seconds: a camera's of 24 million pixels takes that as WebP, half of it in
other formats."""
DOCUMENT_MEMORY = 300_000_000
"""Bytes for reading a PDF, which is kept whole and whose streams are unpacked at once."""
MOST_SECONDS = 60
"""Of computing time: an end for the process also if its parent is gone."""
NICENESS = 5
"""Added to that of the process that started it: the screen comes first."""
OUT_OF_MEMORY = 77
"""The exit status of a process that needed more memory than it may have."""


def run_within_limits(work: Callable[[], None], most_memory: int) -> None:
    """Do something in a process that is bounded and ends with the process that started it.

    Args:
        work: what to do.
        most_memory: bytes of its data, where the system can limit them. If it needs more, the process
            ends with the status `OUT_OF_MEMORY`.
    """
    end_with_parent()
    give_way()
    _set_limits(most_memory)
    try:
        work()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # anything else may need memory


def _set_limits(most_memory: int) -> None:
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return
    limits = ((resource.RLIMIT_DATA, most_memory), (resource.RLIMIT_CPU, MOST_SECONDS))
    for kind, most in limits:
        try:
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
        except (OSError, ValueError):
            pass  # a lower limit is set already, or the system has none of this kind


def give_way() -> None:
    """Let the screen come first, where the system has priorities."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.nice(NICENESS)


def end_with_parent() -> None:
    """Ask Linux to kill this process when its parent ends (prctl(2), PR_SET_PDEATHSIG)."""
    if sys.platform != "linux":
        return
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
