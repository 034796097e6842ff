"""The dates pane: a month, each day shaded by its number of articles."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from hpreader.i18n import _, ngettext
from hpreader.ui.cell_text import strip_of
from hpreader.ui.panes.pane import Pane

WEEKS = Calendar(firstweekday=0)
CELL = 3
SHADES = 4


def shade(total: int, most: int) -> int:
    """How dark a day is: 0 for nothing, then 1 to `SHADES` by its share of the fullest day."""
    return 0 if total <= 0 else max(1, -(-total * SHADES // max(1, most)))


def month_after(day: date, months: int) -> date:
    """The same day some months on (or back), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year < date.max.year:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Dates(Pane):
    """A month to choose a day from."""

    COMPONENT_CLASSES = {
        f"dates--{name}"
        for name in ("month", "weekday", "outside", "chosen", "cursor", "cursor-here", "count")
    } | {f"dates--shade-{number}" for number in range(SHADES + 1)}

    day = reactive(date(2000, 1, 1))
    """The day under the cursor."""
    chosen = reactive[date | None](None)
    """The day the headlines are of."""

    class Chosen(Message):
        """A day was chosen, or none."""

        def __init__(self, day: date | None) -> None:
            self.day = day
            super().__init__()

    def __init__(self, days: Mapping[date, int], today: date) -> None:
        super().__init__("dates", id="dates")
        self._days = days
        """The number of articles of each day; unread or not."""
        self._most = max(days.values(), default=0)
        self._today = today
        self.set_reactive(Dates.day, max(self._days, default=today))

    def show_days(self, days: Mapping[date, int]) -> None:
        """Show other numbers of articles; the cursor follows the newest day if it was there."""
        before, self._days = self._days, days
        if days == before:
            return
        newest, self._most = max(before, default=None), max(days.values(), default=0)
        if self.day == newest or newest is None:
            self.day = self.chosen or max(self._days, default=self.day)
        self.invalidate()

    # --- moving -------------------------------------------------------------------------------

    def move_days(self, days: int) -> None:
        """Move by days."""
        try:
            self.day += timedelta(days=days)
        except OverflowError:
            pass  # the calendar ends

    def move(self, steps: int) -> None:
        """Down is a week on."""
        self.move_days(7 * steps)

    def move_pages(self, pages: float) -> None:
        """Move by a month."""
        self.day = month_after(self.day, 1 if pages > 0 else -1)

    def move_to_edge(self, *, is_end: bool) -> None:
        """Move to the oldest day with articles, or to the newest one."""
        self.day = (max if is_end else min)(self._days, default=self.day)

    def watch_day(self) -> None:
        """Another day, perhaps another month."""
        self.invalidate()

    def watch_chosen(self) -> None:
        """The chosen day is drawn differently."""
        if self.chosen is not None:
            self.day = self.chosen
        self.invalidate()

    def on_click(self, event: events.Click) -> None:
        """A click on a day chooses it; on the month's name, the month before or after."""
        if event.y == 0:
            self.move_pages(-1 if event.x < self.size.width // 2 else 1)
            return
        weeks = WEEKS.monthdatescalendar(self.day.year, self.day.month)
        week, weekday = event.y - 2, (event.x - 1) // CELL
        if 0 <= week < len(weeks) and 0 <= weekday < 7:
            self.day = weeks[week][weekday]
            self.post_message(self.Chosen(None if self.chosen == self.day else self.day))

    # --- drawing ------------------------------------------------------------------------------

    def focus_changed(self) -> None:
        """Draw the week of the day under the cursor anew: it is bright where the keys go."""
        weeks = WEEKS.monthdatescalendar(self.day.year, self.day.month)
        self.refresh_lines(2 + next(n for n, week in enumerate(weeks) if self.day in week))

    def render_line(self, y: int) -> Strip:
        """The month's name, the weekdays, up to six weeks, and the count of the day."""
        width, base = self.scrollable_content_region.width, self.line_styles.base
        weeks = WEEKS.monthdatescalendar(self.day.year, self.day.month)
        if y == 0:
            name = _("{month}/{year}").format(month=f"{self.day.month:02}", year=self.day.year)
            line = f"\u2039 {name} \u203a".center(CELL * 7)  # ‹ ›
            return strip_of([(" " + line, self.line_styles.component("month"))], width, base)
        if y == 1:
            names = _("Mo Tu We Th Fr Sa Su").split()
            line = "".join(f"{name:>2} " for name in names)
            return strip_of([(" " + line, self.line_styles.component("weekday"))], width, base)
        if y - 2 < len(weeks):
            days: list[tuple[str, Style]] = []
            for day in weeks[y - 2]:
                style = self._day_style(day)
                days += [(f"{day.day:>2}", style), (" ", style + Style(underline=False))]
            return strip_of([(" ", base), *days], width, base)
        if y == self.scrollable_content_region.height - 1:
            return strip_of(
                [(" " + self._count_of(self.day), self.line_styles.component("count"))], width, base
            )
        return Strip.blank(width, base)

    def _count_of(self, day: date) -> str:
        count = self._days.get(day, 0)
        total = ngettext("{count} article", "{count} articles", count).format(count=count)
        return f"{day:%d/%m}: {total}"

    def _day_style(self, day: date) -> Style:
        style = self.line_styles.component(f"shade-{shade(self._days.get(day, 0), self._most)}")
        if day.month != self.day.month:
            style = self.line_styles.component("outside")
        if day == self.chosen:
            style = self.line_styles.component("chosen")
        if day == self._today:
            style += Style(underline=True)
        if day == self.day and (self.has_focus or day != self.chosen):
            style = self.line_styles.component(
                "cursor-here" if self.has_focus else "cursor"
            ) + Style(bold=True, underline=style.underline)
        return style
