"""What headlines look like: one to three lines for each, drawn when they are in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from hpreader.i18n import _, ngettext
from hpreader.model import VIETNAM
from hpreader.text import reading_minutes
from hpreader.ui.panes.day_headings import HEAD, DayHeads, day_name
from hpreader.ui.panes.pane import Pane, fitted, folded_lines, shown, strip_of
from hpreader.ui.step_labels import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from hpreader.model import Headline, ReadingProgress

SAVED, CACHED, MISSING = "\u2726", "\u25aa", "\u25ab"  # ✦ ▪ ▫: one cell in every terminal
RULE = "\u254c"  # ╌, which unlike ─ is one cell in every terminal

WIDE = 90
"""From so many cells on, one line has room for a title and its section."""


def reading_time(words: int) -> str:
    """How long reading takes, nothing while the text is not here."""
    minutes = reading_minutes(words)
    return ngettext("{count} min", "{count} min", minutes).format(count=minutes) if words else ""


def ago(local: datetime, now: datetime) -> str:
    """How long ago it was, in the largest unit that tells enough; both in Vietnam's time."""
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


class HeadlineLines(Pane):
    """The lines of headlines; which rows there are, and moving in them, is the subclass's."""

    DEFAULT_CSS = """
    HeadlineLines > .headlines--unread { color: $foreground; text-style: bold; }
    HeadlineLines > .headlines--read { color: $text-muted; }
    HeadlineLines > .headlines--facts { color: $text-muted; }
    HeadlineLines > .headlines--mark { color: $accent; }
    HeadlineLines > .headlines--day { color: $accent; text-style: bold; }
    HeadlineLines > .headlines--empty { color: $text-muted; text-style: italic; }
    HeadlineLines > .headlines--cursor { background: $panel; }
    HeadlineLines > .headlines--cursor-here { background: $selection; }
    """
    COMPONENT_CLASSES = {
        "headlines--unread",
        "headlines--read",
        "headlines--facts",
        "headlines--mark",
        "headlines--day",
        "headlines--cursor",
        "headlines--cursor-here",
        "headlines--empty",
    }
    cursor = reactive(0, repaint=False)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(id="headlines")
        self._now = now
        self._strips: dict[tuple[int, int, int], Strip] = {}
        self._drawn: dict[int, Strip] = {}
        """The lines of the pane as they were drawn last."""
        self.source_titles: Mapping[str, str] = {}
        """What to call the sources; in a list of one source it is empty, and none is named."""
        self._emptiness: tuple[str, ...] = ()
        self._reached: dict[str, ReadingProgress] = {}
        """How far the articles of the window have been read."""
        self._days: Sequence[tuple[date, int]] = ()
        """The days in the order of the list, with their numbers of rows; none where it has none."""
        self._heads = DayHeads((), 1)
        self._measured: tuple[object, int] = ((), 1)

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row(self, index: int) -> Headline | None:
        """A row by its number."""
        raise NotImplementedError

    rows_look: str = ""
    """`one` or `two` lines for each, else as the width allows."""
    dates_look: str = ""
    """`ago` for how long ago, else the date and time."""

    @property
    def row_height(self) -> int:
        """One line where it has room for a title, else a line or two of title over one of facts."""
        if self.rows_look:
            return {"one": 1, "two": 2}.get(self.rows_look, 3)
        width = self.scrollable_content_region.width
        return 1 if width >= WIDE else 2 if width >= 54 else 3

    @property
    def heads(self) -> DayHeads:
        """Which rows stand on which lines."""
        measure = (self._days, self.row_height)
        if self._measured != measure:
            self._measured, self._heads = measure, DayHeads(*measure)
        return self._heads

    def draw_again(self) -> None:
        """Forget the strips; the rows stay."""
        self._strips.clear()
        self.refresh()

    def draw_changes(self) -> None:
        """Draw the lines that look otherwise now: many rows stay where a letter narrows the list."""
        self._strips.clear()
        before = self._drawn.copy()
        for y in range(self.scrollable_content_region.height):
            if self.render_line(y) != before.get(y):
                self.refresh_lines(y + round(self.scroll_y))

    def draw_cursor(self) -> None:
        """Draw the row under the cursor anew: it is bright where the keys go."""
        self.draw_row(self.cursor)

    def draw_row(self, index: int) -> None:
        """Draw a row anew."""
        for key in [key for key in self._strips if key[0] == index]:
            del self._strips[key]
        self.refresh_lines(self.heads.top(index), self.row_height)

    def render_line(self, y: int) -> Strip:
        """One line of the list, out of the strips kept or drawn now."""
        strip = self._drawn[y] = self._line(y)
        return strip

    def _line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self.count:
            return self._draw_empty(y + round(self.scroll_y), width)
        index, part = self.heads.at(y + round(self.scroll_y))
        if part == HEAD:
            return self._draw_day(index, width)
        key = (index, part, width)
        if key not in self._strips:
            for number, strip in enumerate(self._draw(index, width)):
                self._strips[index, number, width] = strip
        return self._strips.get(key) or Strip.blank(width, self.base)

    def _draw(self, index: int, width: int) -> list[Strip]:
        headline = self.row(index)
        if headline is None:
            return []
        base = self.base
        if index == self.cursor:
            base += self.get_component_rich_style(
                "headlines--cursor-here" if self.has_focus else "headlines--cursor"
            )
        title = self.ink("headlines--read" if headline.read else "headlines--unread")
        gutter = "\u2590 " if index == self.cursor else "  "  # ▐ is one cell wide everywhere
        mark, facts = self.ink("headlines--mark"), self.ink("headlines--facts")
        if self.row_height == 1:
            return [self._draw_line(headline, width, base, title, gutter)]
        lines = folded_lines(headline.title, width - 3, self.row_height - 1)
        strips = [strip_of([(gutter, mark), (line, title)], width, base) for line in lines]
        left = "  ".join(filter(None, (self._place(headline), reading_time(headline.words))))
        marks = self._marks(headline)
        room = max(0, width - 4 - sum(cell_len(text) for text, _ink in marks))
        words = "  ".join(filter(None, (self._date(headline.published), left)))
        below = [
            (gutter, mark),
            (fitted(words, room) + " ", facts),
            *marks,
        ]
        blanks = [strip_of([(gutter, mark)], width, base)] * (self.row_height - 1 - len(lines))
        return [*strips, strip_of(below, width, base), *blanks]

    def _draw_day(self, index: int, width: int) -> Strip:
        day, today = self.heads.day(index), self._now().astimezone(VIETNAM).date()
        name = f"  {day_name(day, today)} " if day is not None else ""
        rule = RULE * max(0, width - cell_len(name) - 1)
        parts = [(name, self.ink("headlines--day")), (rule, self.ink("headlines--facts"))]
        return strip_of(parts, width, self.base)

    def _draw_line(
        self, headline: Headline, width: int, base: Style, title: Style, gutter: str
    ) -> Strip:
        mark, facts = self.ink("headlines--mark"), self.ink("headlines--facts")
        place = 22 if width >= WIDE else 0
        marks = self._marks(headline)
        room = width - place - 18 - sum(cell_len(text) for text, _ink in marks)
        date = self._date(headline.published)
        return strip_of(
            [
                (gutter, mark),
                (fitted(date, 14), facts),
                (fitted(shown(headline.title), room), title),
                ("  " + fitted(self._place(headline), place - 4) if place else "", facts),
                ("  ", facts),
                *marks,
            ],
            width,
            base,
        )

    def empty_lines(self, width: int) -> list[str]:
        """What stands where there is no row."""
        lines = []
        for sentence in self._emptiness:
            lines += [*folded_lines(sentence, max(1, width - 4), 40), ""]
        return lines

    def _draw_empty(self, line: int, width: int) -> Strip:
        lines, ink = self.empty_lines(width), self.ink("headlines--empty")
        text = "  " + lines[line] if line < len(lines) else ""
        return strip_of([(text, ink)], width, self.base)

    def _date(self, when: datetime | None) -> str:
        if when is None:
            return ""
        local, now = when.astimezone(VIETNAM), self._now().astimezone(VIETNAM)
        if self.dates_look == "ago":
            return ago(local, now)
        if local.date() == now.date():
            return f"{local:%H:%M}"
        return f"{local:%d/%m %H:%M}" if local.year == now.year else f"{local:%d/%m/%Y}"

    def _place(self, headline: Headline) -> str:
        section = shown(headline.section)
        source = shown(self.source_titles.get(headline.source, ""))
        return " \u2219 ".join(part for part in (section, source) if part)

    def _marks(self, headline: Headline) -> list[tuple[str, Style]]:
        reached = self._reached.get(headline.id)
        begun = f"{percent(reached.shown)} " if reached and not reached.is_finished else ""
        return [
            (begun, self.ink("headlines--facts")),
            (SAVED if headline.saved else " ", self.ink("headlines--mark")),
            (CACHED if headline.cached else MISSING, self.ink("headlines--facts")),
        ]
