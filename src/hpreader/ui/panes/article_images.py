"""The images of an article: the cells they take, their rows on the lines, which ones to fetch."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from textual.strip import Strip

from hpreader.images.cell_size import Cells
from hpreader.ui.images.strips import ImageRow, has_text, overlay, text_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Region

    from hpreader.images.terminal_image import Drawing
    from hpreader.model import Article
    from hpreader.render import ImageSlot
    from hpreader.ui.images.gallery import Gallery
    from hpreader.ui.panes.article_document import ArticleDocument

MAXIMUM_HEIGHT = 0.6
"""Of the pane: text is in sight beside every image."""

SCREENS_BELOW = 2
"""Pages below the one in sight whose images are fetched; above it, one."""


class ArticleImages:
    """The images of a document, drawn by a gallery; without one only their captions are shown."""

    def __init__(self, document: ArticleDocument) -> None:
        self._document = document
        self.gallery: Gallery | None = None

    def sizes(
        self, article: Article, columns: int, pane_height: int
    ) -> Sequence[tuple[str, tuple[int, int] | str]]:
        """For each address, the cells of the image or why it is not drawn."""
        if self.gallery is None:
            return ()
        self.gallery.look_up(article)
        return self.gallery.room(article, columns, max(1, int(pane_height * MAXIMUM_HEIGHT)))

    def retry(self) -> None:
        """Fetch again what could not be fetched because of the network."""
        if self.gallery is not None:
            self.gallery.forget_trouble()

    def cells_of(self, url: str) -> list[Cells]:
        """The cells that an image takes, each time it is in the article."""
        frames = self._document.frames
        return [Cells(f.columns, f.rows) for f in frames if f.src == url and f.rows]

    def nearest(self, top: int, height: int) -> int:
        """The number of the first image in sight, else of the last one above, else 0.

        Args:
            top: the first line in sight.
            height: the number of lines in sight.
        """
        frames = self._document.frames
        for number, frame in enumerate(frames):
            if top < frame.line + max(frame.rows, 1) and frame.line < top + height:
                return number
        return max(0, bisect_right([frame.line for frame in frames], top) - 1)

    def missing(self, top: int, height: int) -> list[tuple[str, Cells | None]]:
        """The images near the lines in sight that are not drawn yet, the nearest first."""
        if self.gallery is None or not self.gallery.is_on:
            return []
        near = [
            frame
            for frame in self._document.frames
            if frame.line < top + (1 + SCREENS_BELOW) * height
            and frame.line + frame.rows > top - height
            and self.gallery.problem(frame.src) is None
            and self._drawing(frame) is None
        ]
        middle = top + height // 2
        near.sort(key=lambda frame: abs(frame.line + frame.rows // 2 - middle))
        return [(f.src, Cells(f.columns, f.rows) if f.rows else None) for f in near]

    # --- drawing ------------------------------------------------------------------------------

    def _drawing(self, frame: ImageSlot) -> Drawing | None:
        if self.gallery is None or not frame.rows:
            return None
        return self.gallery.drawing(frame.src, Cells(frame.columns, frame.rows))

    def _row(self, line: int, margin: int) -> ImageRow | None:
        frames = self._document.frames
        at = bisect_right(frames, line, key=lambda frame: frame.line) - 1
        frame = frames[at] if at >= 0 else None
        if frame is None or line >= frame.line + frame.rows:
            return None
        drawing = self._drawing(frame)
        if drawing is None:
            return None
        return ImageRow(drawing, line - frame.line, 0, frame.columns, margin + frame.indent)

    def with_characters(self, line: int, strip: Strip, margin: int) -> Strip:
        """A line of the pane, with the row of an image that is drawn with characters."""
        row = self._row(line, margin)
        if row is None or not has_text(row.drawing):
            return strip
        parts = [
            strip.crop(0, row.at),
            text_row(row.drawing, row.row),
            strip.crop(row.at + row.drawing.size.columns),
        ]
        return Strip.join(parts).adjust_cell_length(strip.cell_length)

    def with_pixels(self, strips: list[Strip], top: int, margin: int, crop: Region) -> list[Strip]:
        """Lines in sight, with the rows of images that the terminal draws itself over them.

        Args:
            strips: the lines, cut to the columns of `crop`.
            top: the number of the first line.
            margin: the cells in front of the text.
            crop: the part of the pane that is drawn.
        """
        if self.gallery is None:
            return strips
        rows = [self._row(top + number, margin) for number in range(len(strips))]
        return [
            overlay(strip, row.cut(crop.x, crop.right))
            if row is not None and not has_text(row.drawing)
            else strip
            for strip, row in zip(strips, rows, strict=True)
        ]
