"""The lines of a list in which a heading above the first row of each day names the day."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from hpreader.i18n import N_, _
from hpreader.model import UNDATED
from hpreader.ui.cell_text import strip_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.strip import Strip

    from hpreader.ui.panes.line_styles import LineStyles

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
RULE = "\u254c"  # ╌, which unlike ─ is one cell in every terminal
HEADING = -1
"""The part of a row that is the heading above it."""


class RowLine(NamedTuple):
    """A line of the list: its row, and the number of the line in the row, or `HEADING`."""

    row: int
    part: int


def day_name(day: date, today: date) -> str:
    """The name of a day: today, yesterday or its weekday, and its date; or that it is unknown."""
    if day == UNDATED:
        return _("Date unknown")
    name = _(WEEKDAYS[day.weekday()])
    if (today - day).days in (0, 1):
        name = _("Yesterday") if day < today else _("Today")
    return f"{name} {day:%d/%m}" if day.year == today.year else f"{name} {day:%d/%m/%Y}"


def draw_day(day: date | None, today: date, width: int, styles: LineStyles) -> Strip:
    """The line that names a day, with a rule to its end.

    Args:
        day: the day; None leaves the name out.
        today: for its name.
        width: in cells.
        styles: of the pane, with `day` and `facts` among them.
    """
    name = f"  {day_name(day, today)} " if day is not None else ""
    rule = RULE * max(0, width - cell_len(name) - 1)
    parts = [(name, styles.foreground("day")), (rule, styles.foreground("facts"))]
    return strip_of(parts, width, styles.base)


class DayHeadings:
    """Converts rows to lines and back, from the numbers of rows of each day."""

    def __init__(self, days: Sequence[tuple[date, int]], height: int) -> None:
        """Create it from days with their numbers of rows in the order of the list, and lines per row."""
        self.height = height
        """Lines for each row."""
        # A list of years has thousands of days, and each list that is shown comes here.
        self._days = days
        self._rows = array("q", accumulate((count for _, count in days), initial=0))
        self._rows.pop()
        self._lines = array("q", (row * height + at for at, row in enumerate(self._rows)))

    def day(self, row: int) -> date | None:
        """The day whose first row this is, None if it is not a first one."""
        at = bisect_left(self._rows, row)
        return self._days[at][0] if at < len(self._days) and self._rows[at] == row else None

    def top(self, row: int) -> int:
        """The first line of a row."""
        return row * self.height + bisect_right(self._rows, row)

    def heading(self, row: int) -> int:
        """The line of the heading above a row; without one, the first line of the row."""
        return self.top(row) - (self.day(row) is not None)

    def at(self, line: int) -> RowLine:
        """The row and part that a line is."""
        headings = bisect_right(self._lines, line) - 1
        if headings < 0:
            return RowLine(*divmod(line, self.height))
        row, part = divmod(line - self._lines[headings] - 1, self.height)
        return RowLine(self._rows[headings] + max(0, row), part if row >= 0 else HEADING)

    def lines(self, count: int) -> int:
        """The number of lines of so many rows."""
        return self.heading(count) if count else 0
