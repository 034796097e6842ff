"""Moments in Vietnam's time, which is what is shown and by what days are divided."""

from __future__ import annotations

from datetime import date, datetime

from hpreader.model import VIETNAM


def local(moment: datetime) -> datetime:
    """The same moment in Vietnam's time."""
    return moment.astimezone(VIETNAM)


def day_of(moment: datetime) -> date:
    """The day in Vietnam on which a moment falls."""
    return local(moment).date()


def iso(when: datetime | date | None) -> str | None:
    """ISO 8601 to the second with +07:00; a plain date stays a date."""
    if isinstance(when, datetime):
        return local(when).isoformat(timespec="seconds")
    return when.isoformat() if when else None


def day_and_time(when: datetime) -> str:
    """A time as Vietnamese newspapers write it, on Vietnam's clocks."""
    return f"{local(when):%d/%m/%Y %H:%M}"
