"""Draws headlines: one to three lines for each, headings of days, and sentences for an empty list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from hpreader.i18n import _, ngettext
from hpreader.model import VIETNAM
from hpreader.text import reading_minutes
from hpreader.ui.cell_text import fit_width, sanitize, strip_of, wrap_lines
from hpreader.ui.panes.day_headings import HEADING, DayHeadings, day_name
from hpreader.ui.step_labels import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from hpreader.model import Headline
    from hpreader.ui.panes.headline_window import HeadlineWindow
    from hpreader.ui.panes.line_styles import LineStyles

SAVED, CACHED, MISSING = "\u2726", "\u25aa", "\u25ab"  # ✦ ▪ ▫: one cell in every terminal
RULE = "\u254c"  # ╌, which unlike ─ is one cell in every terminal
CURSOR = "\u2590 "  # ▐, one cell in every terminal

WIDE = 90
"""From this width on, one line has room for a title and its section."""
MEDIUM = 54
"""From this width on, two lines are enough for a headline."""


def reading_time(words: int) -> str:
    """The time that reading takes; empty while the text is not cached."""
    minutes = reading_minutes(words)
    return ngettext("{count} min", "{count} min", minutes).format(count=minutes) if words else ""


def ago(local: datetime, now: datetime) -> str:
    """How long ago `local` was, in the largest suitable unit; both times in Vietnam's zone."""
    minutes, days = int((now - local).total_seconds() // 60), (now.date() - local.date()).days
    if minutes < 1:
        return _("just now") if minutes >= -1 else f"{local:%d/%m %H:%M}"
    if minutes < 60:
        return ngettext("{count} min ago", "{count} min ago", minutes).format(count=minutes)
    if days == 0:
        return ngettext("{count} h ago", "{count} h ago", minutes // 60).format(count=minutes // 60)
    if days < 31:
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    return f"{local:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class ViewPreferences:
    """How the user wants headlines to be drawn."""

    rows: str = ""
    """`one` or `two` lines for each; empty: as the width allows."""
    dates: str = ""
    """`ago` for the time since; empty: the date and time."""


class HeadlineLines:
    """The lines of a window of headlines, and the strips that were drawn of them."""

    def __init__(
        self,
        window: HeadlineWindow,
        styles: LineStyles,
        now: Callable[[], datetime],
        width: Callable[[], int],
    ) -> None:
        """Create it.

        Args:
            window: the headlines.
            styles: of the pane.
            now: the clock, for "today" and for how long ago something was.
            width: returns that of the pane, in cells.
        """
        self._window = window
        self._width = width
        self._styles = styles
        self._now = now
        self._strips: dict[tuple[int, int, int], Strip] = {}
        """The strips by row, line of the row, and width."""
        self._headings = DayHeadings((), 1)
        self._headings_of: object = None
        self.preferences = ViewPreferences()
        self.source_titles: Mapping[str, str] = {}
        """The titles of the sources by name; empty in a list of one source."""
        self.empty_text: tuple[str, ...] = ()
        """The sentences that are shown when the list is empty."""

    @property
    def row_height(self) -> int:
        """Lines for each headline."""
        if self.preferences.rows:
            return {"one": 1, "two": 2}.get(self.preferences.rows, 3)
        width = self._width()
        return 1 if width >= WIDE else 2 if width >= MEDIUM else 3

    @property
    def headings(self) -> DayHeadings:
        """Which rows are on which lines."""
        current = (self._window.days, self.row_height)
        if self._headings_of != current:
            self._headings_of, self._headings = current, DayHeadings(*current)
        return self._headings

    @property
    def count(self) -> int:
        """The number of lines, at least one."""
        lines = self.headings.lines(self._window.count)
        return max(1, lines or len(self._empty_lines(self._width())))

    def clear(self, row: int | None = None) -> None:
        """Drop the strips of a row, or all of them."""
        if row is None:
            self._strips.clear()
        else:
            for key in [key for key in self._strips if key[0] == row]:
                del self._strips[key]

    def strip(self, line: int, cursor: int, *, has_focus: bool) -> Strip:
        """A line of the list.

        Args:
            line: its number from the top of the list.
            cursor: the row with the cursor.
            has_focus: is the cursor drawn as that of the focused pane?
        """
        width = self._width()
        if not self._window.count:
            return self._draw_empty(line, width)
        index, part = self.headings.at(line)
        if part == HEADING:
            return self._draw_heading(index, width)
        if (index, part, width) not in self._strips:
            base = self._styles.base
            if index == cursor:
                base += self._styles.component("cursor-here" if has_focus else "cursor")
            gutter = CURSOR if index == cursor else "  "
            for number, strip in enumerate(self._draw(index, width, base, gutter)):
                self._strips[index, number, width] = strip
        return self._strips.get((index, part, width)) or Strip.blank(width, self._styles.base)

    # --- drawing ------------------------------------------------------------------------------

    def _draw(self, index: int, width: int, base: Style, gutter: str) -> list[Strip]:
        headline = self._window.row(index)
        if headline is None:
            return []
        title = self._styles.foreground("read" if headline.read else "unread")
        edge, height = (gutter, self._styles.foreground("mark")), self.row_height
        if height == 1:
            return [self._draw_single(headline, width, base, title, edge)]
        lines = wrap_lines(headline.title, width - 3, height - 1)
        strips = [strip_of([edge, (line, title)], width, base) for line in lines]
        marks = self._marks(headline)
        room = max(0, width - 4 - sum(cell_len(text) for text, _style in marks))
        facts = (
            self._date(headline.published),
            self._origin(headline),
            reading_time(headline.words),
        )
        words = fit_width("  ".join(filter(None, facts)), room) + " "
        below = [edge, (words, self._styles.foreground("facts")), *marks]
        blanks = [strip_of([edge], width, base)] * (height - 1 - len(lines))
        return [*strips, strip_of(below, width, base), *blanks]

    def _draw_single(
        self, headline: Headline, width: int, base: Style, title: Style, edge: tuple[str, Style]
    ) -> Strip:
        facts, marks = self._styles.foreground("facts"), self._marks(headline)
        origin_width = 22 if width >= WIDE else 0
        room = width - origin_width - 18 - sum(cell_len(text) for text, _style in marks)
        origin = "  " + fit_width(self._origin(headline), origin_width - 4) if origin_width else ""
        parts = [
            edge,
            (fit_width(self._date(headline.published), 14), facts),
            (fit_width(sanitize(headline.title), room), title),
            (origin, facts),
            ("  ", facts),
            *marks,
        ]
        return strip_of(parts, width, base)

    def _draw_heading(self, index: int, width: int) -> Strip:
        day, today = self.headings.day(index), self._now().astimezone(VIETNAM).date()
        name = f"  {day_name(day, today)} " if day is not None else ""
        rule = RULE * max(0, width - cell_len(name) - 1)
        day_style, facts = self._styles.foreground("day"), self._styles.foreground("facts")
        return strip_of([(name, day_style), (rule, facts)], width, self._styles.base)

    def _draw_empty(self, line: int, width: int) -> Strip:
        lines, style = self._empty_lines(width), self._styles.foreground("empty")
        text = "  " + lines[line] if line < len(lines) else ""
        return strip_of([(text, style)], width, self._styles.base)

    def _empty_lines(self, width: int) -> list[str]:
        lines = []
        for sentence in self.empty_text:
            lines += [*wrap_lines(sentence, max(1, width - 4), 40), ""]
        return lines

    def _date(self, when: datetime | None) -> str:
        if when is None:
            return ""
        local, now = when.astimezone(VIETNAM), self._now().astimezone(VIETNAM)
        if self.preferences.dates == "ago":
            return ago(local, now)
        if local.date() == now.date():
            return f"{local:%H:%M}"
        return f"{local:%d/%m %H:%M}" if local.year == now.year else f"{local:%d/%m/%Y}"

    def _origin(self, headline: Headline) -> str:
        section = sanitize(headline.section)
        source = sanitize(self.source_titles.get(headline.source, ""))
        return " \u2219 ".join(part for part in (section, source) if part)

    def _marks(self, headline: Headline) -> list[tuple[str, Style]]:
        reached, facts = self._window.progress(headline.id), self._styles.foreground("facts")
        is_begun = reached is not None and not reached.is_finished
        return [
            (f"{percent(reached.shown)} " if reached is not None and is_begun else "", facts),
            (SAVED if headline.saved else " ", self._styles.foreground("mark")),
            (CACHED if headline.cached else MISSING, facts),
        ]
