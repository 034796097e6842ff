"""The headlines: a window into any number of rows, drawn line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size
from textual.message import Message

from hpreader.ui.panes.day_headings import HEAD
from hpreader.ui.panes.headline_rows import HeadlineLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from hpreader.model import Headline, Reached, Rows

WINDOW = 128
"""Rows read at once: more than the tallest screen shows, few enough to be read in a frame."""


class Headlines(HeadlineLines):
    """A list of headlines that reads only the rows it draws, so a million cost what forty do."""

    class Chosen(Message):
        """A headline is to be opened."""

        def __init__(self, headline: Headline) -> None:
            self.headline = headline
            super().__init__()

    class Moved(Message):
        """The cursor stands on another headline."""

        def __init__(self, headline: Headline | None) -> None:
            self.headline = headline
            super().__init__()

    def __init__(
        self,
        rows: Rows,
        now: Callable[[], datetime],
        progress_of: Callable[[Iterable[str]], Mapping[str, Reached]] = lambda _ids: {},
    ) -> None:
        super().__init__(now)
        self._rows = rows
        self._count = rows.count()
        self._days = rows.days_in_order()
        self._window: dict[int, Headline] = {}
        self._progress_of = progress_of

    # --- rows ---------------------------------------------------------------------------------

    def show_rows(self, rows: Rows, *, keep: bool = False) -> None:
        """Show another list, or the same one as it is now (`keep`: on the article it stands on)."""
        standing = self.selected if keep else None
        offset = self.heads.top(self.cursor) - round(self.scroll_y)
        self._rows = rows
        self._count = rows.count()
        self._days = rows.days_in_order()
        self._window.clear()
        at = rows.find(standing.id) if standing is not None else None
        self._measure()
        self.cursor = at if at is not None else min(self.cursor if keep else 0, self._count - 1)
        if keep:
            # At the very top the line that names the day stays in sight, or comes into it.
            at_top = self.cursor == 0 and round(self.scroll_y) == 0
            self._scroll(0 if at_top else self.heads.top(self.cursor) - offset)
        self.draw_changes()
        self.post_message(self.Moved(self.selected))

    def show_emptiness(self, sentences: tuple[str, ...]) -> None:
        """What to say where there is no row."""
        if sentences != self._emptiness:
            self._emptiness = sentences
            if not self._count:
                self._measure()
                self.refresh()

    def hold(self, ids: Sequence[str] | None = None) -> None:
        """Keep rows in the list though they will be marked: these articles, or all there are."""
        self._rows.hold(ids)

    def reload(self) -> None:
        """Read the rows again: something was stored or marked."""
        self.show_rows(self._rows, keep=True)

    @property
    def count(self) -> int:
        """How many rows the list has."""
        return self._count

    @property
    def selected(self) -> Headline | None:
        """The headline under the cursor."""
        return self.row(self.cursor)

    def row(self, index: int) -> Headline | None:
        """A row by its number; its neighbours are read with it."""
        if not 0 <= index < self._count:
            return None
        if index not in self._window:
            start = max(0, index - WINDOW // 2)
            self._window = dict(enumerate(self._rows.slice(start, start + WINDOW), start))
            begun = self._progress_of(line.id for line in self._window.values() if line.read)
            self._reached = dict(begun)
        return self._window.get(index)

    def seek(self, step: int, *, unread: bool) -> Headline | None:
        """The nearest headline in a direction, optionally only an unread one."""
        at = self._rows.nearest_unread(self.cursor, step) if unread else self.cursor + step
        return self.row(at) if at is not None else None

    @property
    def rows_above(self) -> int:
        """How many rows in sight stand above the cursor's."""
        return max(0, self.cursor - self.heads.at(round(self.scroll_y)).row)

    def stand(self, article_id: str, row: int, above: int) -> None:
        """Put the cursor on an article (or on a row, when it is gone), so far down the pane.

        What left the list only because it was marked since is put back.
        """
        at = self._rows.find(article_id) if article_id else None
        if article_id and at is None:
            self._rows.hold([article_id], absent=True)
            self.reload()
            at = self._rows.find(article_id)
        self.cursor = at if at is not None else max(0, min(row, self._count - 1))
        lowest = self.heads.top(self.cursor + 1) - self.scrollable_content_region.height
        self._scroll(max(lowest, self.heads.head(max(0, self.cursor - above))))

    def note_progress(self, article_id: str, reached: Reached) -> None:
        """Show how far an article has been read."""
        before = self._reached.get(article_id)
        if before is None or before.shown < reached.shown:
            self._reached[article_id] = reached
            self._draw_row_of(article_id)

    def has_read(self, article_id: str) -> bool:
        """Is it among the rows that were read from the list?"""
        return any(line.id == article_id for line in self._window.values())

    def show_marks(self, headline: Headline) -> None:
        """Show a headline as it is marked now, in the row where it stands."""
        name = headline.id
        if not headline.read:
            self._reached.pop(name, None)
        elif name not in self._reached:
            self._reached.update(self._progress_of([name]))
        same = [row for row, line in self._window.items() if line.id == name]
        self._window |= dict.fromkeys(same, headline)
        self._draw_row_of(name)

    def _draw_row_of(self, article_id: str) -> None:
        for row, line in self._window.items():
            if line.id == article_id:
                self.draw_row(row)

    def select(self, article_id: str) -> bool:
        """Put the cursor on an article; false when the list does not have it."""
        at = self._rows.find(article_id)
        if at is not None:
            self.cursor = at
        return at is not None

    # --- moving -------------------------------------------------------------------------------

    def move(self, steps: int) -> None:
        """Move the cursor by rows."""
        self.cursor = max(0, min(self.cursor + steps, self._count - 1))

    @property
    def page(self) -> int:
        """How many whole rows are in sight, less one to keep one's bearings."""
        top = round(self.scroll_y)
        first, last = self.heads.at(top), self.heads.at(top + self.scrollable_content_region.height)
        return max(1, last.row - first.row - 1)

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed, and keep the cursor in sight."""
        heads, height = self.heads, self.scrollable_content_region.height
        top, bottom = heads.head(new), heads.top(new) + self.row_height
        if height and top < self.scroll_y:
            self._scroll(top)
        elif height and bottom > self.scroll_y + height:
            self._scroll(bottom - height)
        for index in (old, new):
            self.draw_row(index)
        self.post_message(self.Moved(self.selected))

    def _scroll(self, y: float) -> None:
        self.scroll_to(y=max(0, y), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """A click opens."""
        index, part = self.heads.at(event.y + round(self.scroll_y))
        if 0 <= index < self._count and part != HEAD:
            self.cursor = index
            if (headline := self.selected) is not None:
                self.post_message(self.Chosen(headline))

    def on_resize(self) -> None:
        """The height of a row depends on the width: keep the cursor's row in sight."""
        self._measure()
        self.draw_again()
        self.watch_cursor(self.cursor, self.cursor)

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        lines = self.heads.lines(self._count) or len(self.empty_lines(width))
        self.virtual_size = Size(width, max(1, lines))
