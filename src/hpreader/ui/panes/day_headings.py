"""Where the rows of a list stand when a line above the first of each day names the day."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from hpreader.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
HEAD = -1
"""The part of a row that is the line above it."""


class Spot(NamedTuple):
    """A line of the list: its row, and which of the row's lines it is, or `HEAD`."""

    row: int
    part: int


def day_name(day: date, today: date) -> str:
    """What a day is called: today, yesterday or its weekday, and its date."""
    name = _(WEEKDAYS[day.weekday()])
    if (today - day).days in (0, 1):
        name = _("Yesterday") if day < today else _("Today")
    return f"{name} {day:%d/%m}" if day.year == today.year else f"{name} {day:%d/%m/%Y}"


class DayHeads:
    """Which rows begin a day, and on which lines the rows stand; only the days are counted."""

    def __init__(self, days: Sequence[tuple[date, int]], height: int) -> None:
        """`days` with their numbers of rows, in the order of the list; `height` lines for a row."""
        self._height = height
        rows = accumulate((count for _day, count in days), initial=0)
        self._days = {row: day for row, (day, _count) in zip(rows, days, strict=False)}
        self._rows = list(self._days)
        self._lines = [row * height + heads for heads, row in enumerate(self._rows)]

    def day(self, row: int) -> date | None:
        """The day that begins with a row."""
        return self._days.get(row)

    def top(self, row: int) -> int:
        """The first line of a row."""
        return row * self._height + bisect_right(self._rows, row)

    def head(self, row: int) -> int:
        """The line where a row begins together with what stands above it."""
        return self.top(row) - (row in self._days)

    def at(self, line: int) -> Spot:
        """What stands on a line."""
        heads = bisect_right(self._lines, line) - 1
        if heads < 0:
            return Spot(*divmod(line, self._height))
        row, part = divmod(line - self._lines[heads] - 1, self._height)
        return Spot(self._rows[heads] + max(0, row), part if row >= 0 else HEAD)

    def lines(self, count: int) -> int:
        """How many lines so many rows have."""
        return self.head(count) if count else 0
