"""The lines of the article pane as strips, drawn when they come in sight and then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from hpreader.ui.cell_text import to_rich

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style
    from textual.selection import Selection

    from hpreader.ui.panes.article_document import ArticleDocument, Columns
    from hpreader.ui.panes.article_images import ArticleImages
    from hpreader.ui.panes.line_styles import LineStyles
    from hpreader.ui.panes.overlays import Overlays


class ArticleLines:
    """Draws the lines of a document."""

    def __init__(
        self,
        document: ArticleDocument,
        overlays: Overlays,
        images: ArticleImages,
        styles: LineStyles,
        selection: Callable[[], tuple[Selection | None, Style]],
    ) -> None:
        """Create it; `selection` returns what is selected, in cells of the pane, and its style."""
        self._document = document
        self._overlays = overlays
        self._images = images
        self._styles = styles
        self._selection = selection
        self._strips: dict[int, Strip] = {}

    def clear(self) -> None:
        """Drop the strips; the layout is not affected."""
        self._strips.clear()

    def strip(self, line: int, columns: Columns) -> Strip:
        """A line of the pane by its number in the document."""
        if line not in self._strips:
            self._strips[line] = self._draw(line, columns)
        return self._strips[line]

    def _draw(self, line: int, columns: Columns) -> Strip:
        layout, base = self._document.layout, self._styles.base
        if layout is None or line >= len(layout.lines):
            return Strip.blank(columns.pane, base)
        strip = Strip([to_rich(part) for part in layout.lines[line].segments])
        strip = strip.apply_style(base).adjust_cell_length(columns.text, base)
        strip = self._overlays.draw(line, strip, columns.margin, *self._selection())
        strip = Strip.join([Strip.blank(columns.margin, base), strip])
        strip = strip.adjust_cell_length(columns.pane, base).apply_offsets(0, line)
        return self._images.with_characters(line, strip, columns.margin)
