"""The clock that the newsroom reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hpreader.model import VIETNAM

Clock = Callable[[], datetime]
"""Returns the current time as an aware datetime; tests give one that they set."""


def wall_clock() -> datetime:
    """Return the current time in Vietnam."""
    return datetime.now(VIETNAM)
