"""The headlines pane: moves a cursor through a list of any length, and opens what is under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.geometry import Size
from textual.reactive import reactive

from hpreader.ui.panes import headline_messages as messages
from hpreader.ui.panes.day_headings import HEADING
from hpreader.ui.panes.drawn_lines import DrawnLines
from hpreader.ui.panes.headline_lines import HeadlineLines, ViewPreferences
from hpreader.ui.panes.headline_window import HeadlineWindow
from hpreader.ui.panes.pane import Pane
from hpreader.ui.panes.selection_anchor import SelectionAnchor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from textual.strip import Strip

    from hpreader.model import Headline, ReadingProgress, Rows

STYLES = """
Headlines > .headlines--unread { color: $foreground; text-style: bold; }
Headlines > .headlines--read, Headlines > .headlines--facts { color: $text-muted; }
Headlines > .headlines--mark { color: $accent; }
Headlines > .headlines--day { color: $accent; text-style: bold; }
Headlines > .headlines--empty { color: $text-muted; text-style: italic; }
Headlines > .headlines--cursor { background: $panel; }
Headlines > .headlines--cursor-here { background: $selection; }
"""
"""In the module and not in a style sheet, because the first paint needs them."""

COMPONENTS = {
    f"headlines--{name}"
    for name in ("unread", "read", "facts", "mark", "day", "empty", "cursor", "cursor-here")
}
"""The parts with styles of their own."""


class Headlines(Pane):
    """A list of headlines."""

    DEFAULT_CSS = STYLES
    COMPONENT_CLASSES = COMPONENTS

    cursor = reactive(0, repaint=False)
    """The row with the cursor, counted from 0."""

    def __init__(
        self,
        rows: Rows,
        now: Callable[[], datetime],
        progress_of: Callable[[Iterable[str]], Mapping[str, ReadingProgress]] = lambda _ids: {},
    ) -> None:
        super().__init__("headlines", id="headlines")
        self.window = HeadlineWindow(rows, progress_of)
        self.lines = HeadlineLines(self.window, self.line_styles, now, Room(self))
        self._drawn = DrawnLines()
        self.place = SelectionAnchor(self, self.window, self.lines, lambda: self.cursor)

    def show_rows(self, rows: Rows, *, is_same: bool = False) -> None:
        """Show another list, or the same one as it is now; see `SelectionAnchor.replace_rows`."""
        with self.place.kept():
            row, line = self.place.replace_rows(rows, is_same=is_same)
            self._measure()
            self.cursor = row
            self.place.scroll_to(line)
        self._draw_changes()
        self.post_message(messages.Moved(self.selected))

    def reload(self) -> None:
        """Read the list again: something was stored or marked."""
        self.show_rows(self.window.rows, is_same=True)

    def show_empty_text(self, sentences: tuple[str, ...]) -> None:
        """Set the sentences that are shown while the list is empty."""
        if sentences != self.lines.empty_text:
            self.lines.empty_text = sentences
            if not self.window.count:
                self._measure()
                self.refresh()

    def show_marks(self, headline: Headline) -> None:
        """Show other marks of a headline, in the rows where it is."""
        self.window.update(headline)
        self._draw_rows(self.window.rows_of(headline.id))

    def show_progress(self, article_id: str, reached: ReadingProgress) -> None:
        """Show how far an article has been read."""
        if self.window.set_progress(article_id, reached):
            self._draw_rows(self.window.rows_of(article_id))

    def show_context(self, source_titles: Mapping[str, str], *, is_one_day: bool) -> None:
        """Draw the rows for another list: whose sources are named, and whether its title names the day."""
        if self.lines.describe(source_titles, is_one_day=is_one_day):
            self._draw_changes()

    def set_preferences(self, preferences: ViewPreferences) -> None:
        """Draw the headlines in another way."""
        self.lines.preferences = preferences
        self._resize()

    @property
    def selected(self) -> Headline | None:
        """The headline under the cursor."""
        return self.window.row(self.cursor)

    def select(self, article_id: str) -> bool:
        """Move the cursor to an article; false when the list does not contain it."""
        if (at := self.window.find(article_id)) is not None:
            self.cursor = at
            self.place.note()
        return at is not None

    def restore(self, article_id: str, row: int, line: int | None, above: int) -> None:
        """Move the cursor to where it was; see `SelectionAnchor.find`."""
        self.cursor, line = self.place.find(article_id, row, line, above)
        self.place.scroll_to(line)
        self.place.note()

    def move(self, steps: int) -> None:
        """Move the cursor by rows."""
        self.cursor = max(0, min(self.cursor + steps, self.window.count - 1))

    @property
    def page(self) -> int:
        """The number of whole rows in sight, less one that stays in sight."""
        top, at = round(self.scroll_y), self.lines.headings.at
        return max(1, at(top + self.scrollable_content_region.height).row - at(top).row - 1)

    def _watch_cursor(self, old: int, new: int) -> None:
        headings, height = self.lines.headings, self.scrollable_content_region.height
        top, bottom = headings.heading(new), headings.top(new) + self.lines.row_height
        if height and top < self.scroll_y:
            self.scroll_line_to_top(max(0, top))
        elif height and bottom > self.scroll_y + height:
            self.scroll_line_to_top(max(0, bottom - height))
        self.place.note()
        self._draw_rows((old, new))
        self.post_message(messages.Moved(self.selected))

    @on(events.Click)
    def _click(self, event: events.Click) -> None:
        index, part = self.lines.headings.at(event.y + round(self.scroll_y))
        if 0 <= index < self.window.count and part != HEADING:
            self.cursor = index
            if (headline := self.selected) is not None:
                self.post_message(messages.Chosen(headline))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note on which line the selected headline is after a turn of the wheel."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.place.note()

    # --- drawing ------------------------------------------------------------------------------

    @on(events.Resize)
    def _resize(self) -> None:
        with self.place.kept():
            self._measure()
            self.invalidate()
            self.place.resized()
        self.post_message(messages.Moved(self.selected))

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self.lines.count)

    def invalidate(self) -> None:
        """Draw all lines again; the rows are kept."""
        self.lines.clear()
        self.refresh()

    def focus_changed(self) -> None:
        """Draw the row with the cursor."""
        self._draw_rows((self.cursor,))

    def _draw_rows(self, rows: Iterable[int]) -> None:
        for row in rows:
            self.lines.clear(row)
            self.refresh_lines(self.lines.headings.top(row), self.lines.row_height)

    def _draw_changes(self) -> None:
        self.lines.clear()
        height, top = self.scrollable_content_region.height, round(self.scroll_y)
        for y in self._drawn.changes(self.render_line, height):
            self.refresh_lines(y + top)

    def render_line(self, y: int) -> Strip:
        """A line of the pane."""
        top = round(self.scroll_y)
        strip = self.lines.strip(y + top, self.cursor, top, has_focus=self.has_focus)
        return self._drawn.keep(y, strip)


class Room:
    """The columns of a pane, and the lines of the terminal; 0 before there is one."""

    def __init__(self, pane: Pane) -> None:
        self._pane = pane
        self._sizes: tuple[Size, Size] | None = None
        self._room = Size(0, 0)

    def __call__(self) -> Size:
        """It, found anew where a size is another one: each line asks for it several times."""
        pane = self._pane
        sizes = (pane.outer_size, pane.app.size if pane.is_attached else Size(0, 0))
        if sizes != self._sizes:
            self._sizes = sizes
            self._room = Size(pane.scrollable_content_region.width, sizes[1].height)
        return self._room
