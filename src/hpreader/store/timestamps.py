"""Times as the files contain them: whole seconds since 1970 in UTC; days as `date.toordinal` counts."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from hpreader.model import VIETNAM
from hpreader.store import codec

DAY: Final = 86_400
"""Seconds."""
_OFFSET: Final = 7 * 3600
"""Vietnam's offset from UTC in seconds."""
_EPOCH_DAY: Final = 719_163
"""`date(1970, 1, 1).toordinal()`."""


def to_timestamp(when: datetime) -> int:
    """An aware datetime as it is stored."""
    return int(when.timestamp())


def from_timestamp(stored: int) -> datetime:
    """A stored time as an aware datetime.

    Raises:
        codec.UnreadableError: the value is no time.
    """
    try:
        return datetime.fromtimestamp(stored, VIETNAM)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise codec.UnreadableError(str(error)) from error


def day_number(stored: int) -> int:
    """The ordinal of the day in Vietnam that a stored time falls on."""
    return (stored + _OFFSET) // DAY + _EPOCH_DAY
