"""Times as the files contain them: whole seconds since 1970 in UTC; days as `date.toordinal` counts."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Final

from hpreader.model import VIETNAM
from hpreader.store.values import codec

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


def undated_position(seen_at: int) -> float:
    """Where an article without a date is sorted: right below those dated on the day it was seen.

    The day is pressed into the second before its midnight, so that articles of one day keep the order
    in which they were seen.
    """
    midnight = seen_at - (seen_at + _OFFSET) % DAY
    return midnight - 1 + (seen_at - midnight) / DAY


def seen_from_position(position: float) -> int:
    """The time from which `undated_position` made a position."""
    before_midnight = math.floor(position)
    return before_midnight + 1 + round((position - before_midnight) * DAY)


def undated_day(position: float) -> int:
    """The number stored as the day of an article without a date: negative, so that it is no day.

    Its absolute value is the day on which it was seen, as `date.toordinal` counts.
    """
    return -day_number(seen_from_position(position))


def from_day_number(number: int) -> date:
    """A stored day.

    Raises:
        codec.UnreadableError: the value is no day.
    """
    try:
        return date.fromordinal(number)
    except (ValueError, TypeError, OverflowError) as error:
        raise codec.UnreadableError(str(error)) from error


def day_number(stored: int) -> int:
    """The ordinal of the day in Vietnam that a stored time falls on."""
    return (stored + _OFFSET) // DAY + _EPOCH_DAY


def day_start(number: int) -> int:
    """The stored time of the midnight in Vietnam at which a day begins, by its ordinal."""
    return (number - _EPOCH_DAY) * DAY - _OFFSET
