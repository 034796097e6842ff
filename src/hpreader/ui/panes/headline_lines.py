"""Draws headlines: one to three lines for each, headings of days, and sentences for an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from hpreader.i18n import _, ngettext
from hpreader.model import VIETNAM
from hpreader.text import reading_minutes
from hpreader.ui.cell_text import fit_width, percent, sanitize, strip_of, wrap_lines
from hpreader.ui.panes.day_headings import HEADING, DayHeadings, draw_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from textual.geometry import Size

    from hpreader.model import Headline
    from hpreader.ui.panes.headline_window import HeadlineWindow
    from hpreader.ui.panes.line_styles import LineStyles

SAVED, MISSING = "\u2726", "\u25aa"  # ✦ ▪: one cell in every terminal
CURSOR = "\u2590 "  # ▐, one cell in every terminal

WIDE = 90
"""From this width on, a row of one line has room for the section."""
MEDIUM = 54
"""From this width on, one line is enough for a title, and a row of one line has room for the time."""
WHOLE = 66
"""From this width on, most titles are whole in one line."""
DATED = 70
"""From this width on, a row of one line has room for a date."""
ROOMY = 40
"""From this height of the terminal on, in lines, there is a blank line between headlines."""


def reading_time(words: int) -> str:
    """The time that reading takes; empty while the text is not cached."""
    minutes = reading_minutes(words)
    text = ngettext("{count} min read", "{count} min read", minutes).format(count=minutes)
    return text if words else ""


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


class ViewPreferences(NamedTuple):
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
        room: Callable[[], Size],
    ) -> None:
        """Create it.

        Args:
            window: the headlines.
            styles: of the pane.
            now: the clock, for "today" and for how long ago something was.
            room: returns the width of the pane in cells, and the height of the terminal in lines.
        """
        self._window = window
        self._room = room
        self._styles = styles
        self._now = now
        self._strips: dict[tuple[int, int, int, bool], Strip] = {}
        """The strips by row, line of the row, width, and whether the row tells its day."""
        self._headings = DayHeadings((), 1)
        self._headings_of: object = None
        self.preferences = ViewPreferences()
        self.is_one_day = False
        """Does the title above the list name the one day of its headlines?"""
        self.source_titles: Mapping[str, str] = {}
        """The titles of the sources by name; empty in a list of one source."""
        self.empty_text: tuple[str, ...] = ()
        """The sentences that are shown when the list is empty."""

    def describe(self, source_titles: Mapping[str, str], *, is_one_day: bool) -> bool:
        """Tell what is known of the list; returns whether its rows are to be drawn anew."""
        before = (self.source_titles, self.is_one_day)
        self.source_titles, self.is_one_day = source_titles, is_one_day
        return before != (source_titles, is_one_day)

    @property
    def row_height(self) -> int:
        """Lines for each headline."""
        if self.preferences.rows:
            return {"one": 1, "two": 2}.get(self.preferences.rows, 3)
        room = self._room()
        return 2 if room.width >= (WHOLE if room.height >= ROOMY else MEDIUM) else 3

    @property
    def gap(self) -> int:
        """Blank lines after each headline."""
        return int(not self.preferences.rows and self._room().height >= ROOMY)

    @property
    def headings(self) -> DayHeadings:
        """Which rows are on which lines."""
        days, height = self._window.days, self.row_height + self.gap
        # Each drawn line comes here, so the days of a long list are not compared one by one.
        if self._headings_of is not days or self._headings.height != height:
            self._headings_of, self._headings = days, DayHeadings(days, height)
        return self._headings

    @property
    def count(self) -> int:
        """The number of lines, at least one."""
        lines = self.headings.lines(self._window.count)
        return max(1, lines or len(self._empty_lines(self._room().width)))

    def clear(self, row: int | None = None) -> None:
        """Drop the strips of a row, or all of them."""
        if row is None:
            self._strips.clear()
        else:
            for key in [key for key in self._strips if key[0] == row]:
                del self._strips[key]

    def strip(self, line: int, cursor: int, top: int, *, has_focus: bool) -> Strip:
        """A line of the list.

        Args:
            line: its number from the top of the list.
            cursor: the row with the cursor.
            top: the first line in sight.
            has_focus: is the cursor drawn as that of the focused pane?
        """
        width = self._room().width
        if not self._window.count:
            return self._draw_empty(line, width)
        index, part = self.headings.at(line)
        if part == HEADING:
            return self._draw_heading(index, width)
        is_dated = index == self._undated_row(top)
        if (index, part, width, is_dated) not in self._strips:
            base = self._styles.base
            if index == cursor:
                base += self._styles.component("cursor-here" if has_focus else "cursor")
            gutter = CURSOR if index == cursor else "  "
            drawn = self._draw(index, width, base, gutter, is_dated=is_dated)
            for number, strip in enumerate(drawn):
                self._strips[index, number, width, is_dated] = strip
        found = self._strips.get((index, part, width, is_dated))
        return found or Strip.blank(width, self._styles.base)

    def _undated_row(self, top: int) -> int:
        """The first row in sight whose time is, too, if the heading that names its day is above the pane."""
        index, part = self.headings.at(top)
        if part == HEADING or not self._window.days:
            return -1
        if part < self.row_height:
            return index
        # The blank line after a row: the next one may have a heading of its own.
        return index + 1 if self.headings.day(index + 1) is None else -1

    # --- drawing ------------------------------------------------------------------------------

    def _draw(
        self, index: int, width: int, base: Style, gutter: str, *, is_dated: bool
    ) -> list[Strip]:
        headline = self._window.row(index)
        if headline is None:
            return []
        title = self._styles.foreground("read" if headline.read else "unread")
        edge, height = (gutter, self._styles.foreground("mark")), self.row_height
        if height == 1:
            return [self._draw_single(headline, width, base, title, edge)]
        facts, marks = self._styles.foreground("facts"), self._marks(headline)
        lines = [(line, title) for line in wrap_lines(headline.title, width - 3, height - 1)]
        if len(lines) < height - 1:
            summary = wrap_lines(headline.summary[: 4 * width], width - 3, 1)
            lines += [(line, facts) for line in summary]
        strips = [strip_of([edge, line], width, base) for line in lines]
        room = max(0, width - 4 - sum(cell_len(text) for text, _style in marks))
        date = self._date(headline.published, is_dated=is_dated)
        origin = self._origin(headline, room - cell_len(date) - 2)
        words = "  ".join(filter(None, (date, origin)))
        time = "  " + reading_time(headline.words)
        words = words + time if cell_len(words + time) <= room else words
        if edited := self._edited(headline):
            words, facts = edited, self._styles.foreground("mark")
        strips.append(strip_of([edge, (fit_width(words, room) + " ", facts), *marks], width, base))
        return strips + [strip_of([edge], width, base)] * (height - len(strips))

    def _draw_single(
        self, headline: Headline, width: int, base: Style, title: Style, edge: tuple[str, Style]
    ) -> Strip:
        """One line: the title has what the time, the section and the marks leave."""
        facts, marks = self._styles.foreground("facts"), self._marks(headline)
        dates, origins = self._date_width(width), 20 if width >= WIDE else 0
        date = fit_width(self._date(headline.published), dates - 2) + "  " if dates else ""
        origin = (
            "  " + fit_width(self._origin(headline, origins - 2), origins - 2) if origins else ""
        )
        room = width - dates - origins - 5 - sum(cell_len(text) for text, _style in marks)
        edited = self._edited(headline)
        if edited:  # the title has what it leaves, but half of the room at least
            edited = "  " + edited
            edited = fit_width(edited, min(cell_len(edited), max(1, room) // 2))
            room -= cell_len(edited)
        parts = [
            edge,
            (date, facts),
            (fit_width(sanitize(headline.title), max(1, room)), title),
            (edited, self._styles.foreground("mark")),
            (origin, facts),
            ("  ", facts),
            *marks,
        ]
        return strip_of(parts, width, base)

    def _date_width(self, width: int) -> int:
        """Cells of the dates, and of the gap after them, in rows of one line; 0 for no room."""
        if self._names_days and not self.preferences.dates:
            return 7 if width >= MEDIUM else 0
        return 14 if width >= DATED else 0

    def _draw_heading(self, index: int, width: int) -> Strip:
        day, today = self.headings.day(index), self._now().astimezone(VIETNAM).date()
        return draw_day(day, today, width, self._styles)

    def _draw_empty(self, line: int, width: int) -> Strip:
        lines, style = self._empty_lines(width), self._styles.foreground("empty")
        text = "  " + lines[line] if line < len(lines) else ""
        return strip_of([(text, style)], width, self._styles.base)

    def _empty_lines(self, width: int) -> list[str]:
        lines = []
        for sentence in self.empty_text:
            lines += [*wrap_lines(sentence, max(1, width - 4), 40), ""]
        return lines

    def _date(self, when: datetime | None, *, is_dated: bool = False) -> str:
        if when is None:
            return ""
        local, now = when.astimezone(VIETNAM), self._now().astimezone(VIETNAM)
        if self.preferences.dates == "ago":
            return ago(local, now)
        if not is_dated and (self._names_days or local.date() == now.date()):
            return f"{local:%H:%M}"
        return f"{local:%d/%m %H:%M}" if local.year == now.year else f"{local:%d/%m/%Y}"

    @property
    def _names_days(self) -> bool:
        """Are the days named above the rows, so that these need not?"""
        return bool(self._window.days) or self.is_one_day

    def _origin(self, headline: Headline, room: int) -> str:
        """Section and source; those of the articles behind the row too, as many as `room` has cells for."""
        behind = self._window.rows.folds.behind(headline.id)
        names = (headline.source, *(behind.sources if behind is not None else ()))
        sources = [sanitize(title) for name in names if (title := self.source_titles.get(name))]
        section = sanitize(headline.section)
        tags = " ".join(f"#{sanitize(tag)}" for tag in headline.tags)
        hidden = ""
        if headline.muted and not headline.saved:
            hidden = _("hidden: {name}").format(name=sanitize(headline.muted))
        while True:
            parts = (hidden, section, ", ".join(sources), tags)
            words = " \u2219 ".join(part for part in parts if part)
            if len(sources) <= 1 or cell_len(words) <= room:
                return words
            sources.pop()

    def _edited(self, headline: Headline) -> str:
        """What was edited since it was read; empty where nothing was."""
        if headline.told_edit is None:
            return ""
        from hpreader.model.edit_sentences import edit_sentence  # noqa: PLC0415 - seldom needed

        return sanitize(edit_sentence(headline.told_edit, self._now()))

    def _marks(self, headline: Headline) -> list[tuple[str, Style]]:
        reached, facts = self._window.progress(headline.id), self._styles.foreground("facts")
        is_begun = reached is not None and not reached.is_finished
        behind = self._window.rows.folds.behind(headline.id)
        more = f"+{behind.count} " if behind is not None else ""
        is_new = behind is not None and behind.unread > 0
        return [
            (more, self._styles.foreground("mark") if is_new else facts),
            (f"{percent(reached.shown)} " if reached is not None and is_begun else "", facts),
            (SAVED if headline.saved else " ", self._styles.foreground("mark")),
            (" " if headline.cached else MISSING, facts),
        ]
