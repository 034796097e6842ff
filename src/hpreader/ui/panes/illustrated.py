"""An article's lines with its photos, which come as one reads on."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.strip import Strip

from hpreader.images.cell_size import Cells
from hpreader.ui.panes.prose import Prose
from hpreader.ui.photos.strips import Piece, has_text, over, text_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.geometry import Region

    from hpreader.images.terminal_image import Drawing
    from hpreader.model import Anchor, Article, LinkState
    from hpreader.render import ImageSlot
    from hpreader.ui.photos.gallery import Gallery

HIGHEST = 0.6
"""Of the pane's height: there is text to be seen beside every photo."""

AHEAD = 2
"""Screens below the one in sight whose photos are fetched; above it, one."""


class Illustrated(Prose):
    """Prose with photos; without a gallery there are captions only."""

    gallery: Gallery | None = None

    class PhotosWanted(Message):
        """Photos come near that are not drawn yet, the nearest first."""

        def __init__(self, article: Article, wanted: list[tuple[str, Cells | None]]) -> None:
            self.article = article
            self.wanted = wanted
            """Addresses, and the cells they take where that is known."""
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Only what is near now matters."""
            return isinstance(message, Illustrated.PhotosWanted)

    def show_article(
        self, article: Article, states: Mapping[str, LinkState], anchor: Anchor | None = None
    ) -> None:
        """Show an article with a place on the top line; without one, the same place as now."""
        is_same = self.article is not None and self.article.url == article.url
        if self.gallery is not None and not is_same:
            self.gallery.forget_trouble()
        super().show_article(article, states, anchor)

    class PhotoClicked(Message):
        """A photo was clicked: its number in the article, from 0."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def on_click(self, event: events.Click) -> None:
        """A click on a photo shows it on the whole screen."""
        line, x = event.y + round(self.scroll_y), event.x - self.margin
        for number, frame in enumerate(self.frames):
            is_in_it = frame.indent <= x < frame.indent + frame.columns
            if frame.line <= line < frame.line + frame.rows and is_in_it:
                self.post_message(self.PhotoClicked(number))

    # --- laying out ---------------------------------------------------------------------------

    def photos_in(self, article: Article) -> tuple[tuple[str, tuple[int, int] | str], ...]:
        """The cells that photos take, or why they are not drawn, by address."""
        if self.gallery is None:
            return ()
        self.gallery.look_up(article)
        return self.gallery.room(article, self.text_width, self._highest)

    def photos_changed(self) -> None:
        """Lay out anew where a photo's room has changed; the top line stays."""
        self._lay_out(self.place)
        self.draw_again()

    @property
    def _highest(self) -> int:
        return max(1, int(self.scrollable_content_region.height * HIGHEST))

    @property
    def frames(self) -> tuple[ImageSlot, ...]:
        """Where the photos stand."""
        return self._layout.image_slots if self._layout is not None else ()

    def cells_of(self, url: str) -> list[Cells]:
        """The cells that a photo takes, each time it stands in the article."""
        return [Cells(f.columns, f.rows) for f in self.frames if f.src == url and f.rows]

    @property
    def nearest_frame(self) -> int:
        """The number of the first photo in sight, else of the last one above, else 0."""
        top = round(self.scroll_y)
        bottom = top + self.scrollable_content_region.height
        for number, frame in enumerate(self.frames):
            if top < frame.line + max(frame.rows, 1) and frame.line < bottom:
                return number
        return max(0, bisect_right([frame.line for frame in self.frames], top) - 1)

    # --- what comes near ----------------------------------------------------------------------

    def on_prose_scrolled(self) -> None:
        """Ask for the photos that come near."""
        self.want_photos()

    def want_photos(self) -> None:
        """Ask for the photos that are near and not drawn."""
        if self.gallery is None or not self.gallery.is_on or self.article is None:
            return
        height, top = self.scrollable_content_region.height, round(self.scroll_y)
        near = [
            frame
            for frame in self.frames
            if frame.line < top + (1 + AHEAD) * height
            and frame.line + frame.rows > top - height
            and self.gallery.problem(frame.src) is None
            and self._drawing(frame) is None
        ]
        if near:
            middle = top + height // 2
            near.sort(key=lambda frame: abs(frame.line + frame.rows // 2 - middle))
            wanted = [(f.src, Cells(f.columns, f.rows) if f.rows else None) for f in near]
            self.post_message(self.PhotosWanted(self.article, wanted))

    # --- drawing ------------------------------------------------------------------------------

    def _drawing(self, frame: ImageSlot) -> Drawing | None:
        if self.gallery is None or not frame.rows:
            return None
        return self.gallery.drawing(frame.src, Cells(frame.columns, frame.rows))

    def _piece(self, line: int) -> Piece | None:
        """What of a photo stands on a line."""
        at = bisect_right(self.frames, line, key=lambda frame: frame.line) - 1
        frame = self.frames[at] if at >= 0 else None
        if frame is None or line >= frame.line + frame.rows:
            return None
        drawing = self._drawing(frame)
        if drawing is None:
            return None
        return Piece(drawing, line - frame.line, 0, frame.columns, self.margin + frame.indent)

    def _draw(self, line: int) -> Strip:
        strip, piece = super()._draw(line), self._piece(line)
        if piece is None or not has_text(piece.drawing):
            return strip
        end = piece.at + piece.drawing.size.columns
        parts = [strip.crop(0, piece.at), text_row(piece.drawing, piece.row), strip.crop(end)]
        return Strip.join(parts).adjust_cell_length(strip.cell_length, self.base)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight; photos that are no characters are laid over them at the very last.

        Not under a dialog: Textual tints what lies there as if it were text.
        """
        strips = super().render_lines(crop)
        if self.gallery is None or self.app.screen is not self.screen:
            return strips
        top = round(self.scroll_y) + crop.y
        for number, strip in enumerate(strips):
            piece = self._piece(top + number)
            if piece is not None and not has_text(piece.drawing):
                strips[number] = over(strip, piece.cut(crop.x, crop.right))
        return strips
