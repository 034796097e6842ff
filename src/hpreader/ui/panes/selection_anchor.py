"""The article that was selected last, and its line in the pane: what other lists and sizes must keep."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual.geometry import Size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hpreader.model import Rows
    from hpreader.ui.panes.headline_lines import HeadlineLines
    from hpreader.ui.panes.headline_window import HeadlineWindow
    from hpreader.ui.panes.pane import Pane


class SelectionAnchor:
    """Follows what the user selects and scrolls; what the program does meanwhile changes nothing.

    A list without the article does not change the anchor either, so that the article is selected
    again, on the same line, as soon as a list contains it.
    """

    def __init__(
        self, pane: Pane, window: HeadlineWindow, lines: HeadlineLines, cursor: Callable[[], int]
    ) -> None:
        """Create an anchor that follows nothing yet.

        Args:
            pane: is scrolled.
            window: the list.
            lines: the lines of its rows.
            cursor: returns the selected row, counted from 0.
        """
        self._pane = pane
        self._window = window
        self._lines = lines
        self._cursor = cursor
        self.article_id = ""
        """The article that was selected last."""
        self.near = ""
        """The article that is selected in the next list if the anchor's is missing; empty: the first one."""
        self._line = 0
        self._size = Size(0, 0)
        """The size of the pane for which `_line` holds."""
        self._is_kept = False

    @property
    def _cursor_line(self) -> int:
        """The line of the pane on which the selected row begins."""
        return self._lines.headings.top(self._cursor()) - round(self._pane.scroll_y)

    @property
    def position(self) -> tuple[str, int, int]:
        """The id of the selected headline, its row, and the line of the pane on which it begins."""
        row = self._cursor()
        return getattr(self._window.row(row), "id", ""), row, self._cursor_line

    @property
    def shows_first_row(self) -> bool:
        """Is the first row in sight?"""
        return round(self._pane.scroll_y) <= self._lines.headings.top(0)

    def note(self) -> None:
        """The user selected or scrolled: take the article under the cursor and its line.

        When the size of a pane changes, Textual scrolls it before it reports the size.
        """
        headline = self._window.row(self._cursor())
        if self._is_kept or headline is None:
            return
        self.article_id = headline.id
        if self._pane.scrollable_content_region.size == self._size:
            self._line = self._cursor_line

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the anchor while the program moves the cursor or scrolls."""
        before, self._is_kept = self._is_kept, True
        try:
            yield
        finally:
            self._is_kept = before

    def replace_rows(self, rows: Rows, *, is_same: bool) -> tuple[int, int]:
        """Read another list, or the same one again; returns the row to select, and its line.

        The anchor's article is selected in another list, the selected one in the same list. Where
        it is missing, another list is shown from the article `near` it, else from its top, and the same one
        where it is.
        """
        article_id, row, line = self.position
        self._window.replace(rows)
        at = self._window.find(article_id if is_same else self.article_id)
        if at is not None:
            return at, line if is_same else self._line
        if not is_same and (at := self._window.find(self.near)) is not None:
            return at, line
        return (max(0, min(row, self._window.count - 1)), line) if is_same else (0, 0)

    def find(self, article_id: str, row: int, line: int | None, above: int) -> tuple[int, int]:
        """The row of an article, or `row` if it is not in the list, and its line.

        Args:
            article_id: the article.
            row: the row, counted from 0.
            line: the line of the pane on which it began, None if it is not known.
            above: the number of rows in sight above it, for that case.
        """
        at, headings = self._window.find(article_id), self._lines.headings
        at = at if at is not None else max(0, min(row, self._window.count - 1))
        if line is None:
            line = headings.top(at) - headings.heading(max(0, at - above))
        return at, line

    def scroll_to(self, line: int) -> None:
        """Scroll so that the selected row begins on a line of the pane, where possible."""
        height, row = self._pane.scrollable_content_region.height, self._cursor()
        if height:
            line = max(0, min(line, height - self._lines.row_height))
            top = self._lines.headings.top(row) - line
            # At the top of the list the heading of the first day is kept in sight.
            self._pane.scroll_line_to_top(0 if row == 0 and top <= 1 else max(0, top))

    def resized(self) -> None:
        """The size of the pane or of its rows has changed: scroll back to the anchor's line."""
        with self.kept():
            self.scroll_to(self._line)
        self._size = self._pane.scrollable_content_region.size
