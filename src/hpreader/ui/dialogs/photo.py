"""One photo on the whole screen, with its caption; the article's others by keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import work
from textual.binding import Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from hpreader.i18n import N_, _, explain
from hpreader.problems import Problem
from hpreader.ui.cell_text import sanitize
from hpreader.ui.dialogs.dialog import close
from hpreader.ui.images.strips import ImageRow, has_text, overlay, text_row
from hpreader.ui.literal import literal

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Region

    from hpreader.images.terminal_image import Drawing
    from hpreader.model import Image

Load = Callable[[str, int, int], "Awaitable[Drawing | Problem]"]
"""Gives a photo by its address, drawn in at most so many columns and rows."""


class Canvas(Widget):
    """A photo in the middle, or a sentence in its stead."""

    DEFAULT_CSS = """
    Canvas { width: 1fr; height: 1fr; background: $background; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.drawing: Drawing | None = None
        self.words = ""

    def show(self, drawing: Drawing | None, words: str = "") -> None:
        """Show a photo, or say something."""
        self.drawing, self.words = drawing, words
        self.refresh()

    def _row(self, line: int) -> ImageRow | None:
        if self.drawing is None:
            return None
        size = self.drawing.size
        row = line - max(0, (self.size.height - size.rows) // 2)
        if not 0 <= row < size.rows:
            return None
        at = max(0, (self.size.width - size.columns) // 2)
        return ImageRow(self.drawing, row, 0, size.columns, at)

    def render_line(self, y: int) -> Strip:
        """One line."""
        width, base = self.size.width, self.rich_style
        row = self._row(y)
        if row is not None and has_text(row.drawing):
            strip = Strip.join([Strip.blank(row.at, base), text_row(row.drawing, row.row)])
        elif self.drawing is None and y == self.size.height // 2:
            words = sanitize(self.words)[:width]
            at = max(0, (width - len(words)) // 2)
            strip = Strip([Segment(" " * at + words, base)])
        else:
            strip = Strip.blank(width, base)
        return strip.adjust_cell_length(width, base)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines, with a photo that is no characters laid over them."""
        strips = super().render_lines(crop)
        if self.app.screen is not self.screen:
            return strips
        for number, strip in enumerate(strips):
            row = self._row(crop.y + number)
            if row is not None and not has_text(row.drawing):
                strips[number] = overlay(strip, row.cut(crop.x, crop.right))
        return strips


class ImageViewer(Screen[None]):
    """The photos of an article, one at a time."""

    DEFAULT_CSS = """
    ImageViewer { background: $background; padding: 0 1; }
    ImageViewer > .caption { height: auto; max-height: 5; text-style: italic; color: $foreground; }
    ImageViewer > .keys { height: 1; color: $text-muted; }
    """
    BINDINGS = [
        Binding("escape,q,V,enter", "close", N_("Back to the article")),
        Binding("j,l,J,n,down,right,space,pagedown", "turn(1)", N_("Next photo")),
        Binding("k,h,K,p,up,left,b,pageup,backspace", "turn(-1)", N_("Previous photo")),
    ]

    def __init__(self, images: Sequence[Image], number: int, load: Load) -> None:
        super().__init__()
        self._images = images
        self._number = min(number, len(images) - 1)
        self._load = load
        self.canvas = Canvas()

    def compose(self) -> ComposeResult:
        """The photo above its caption."""
        yield self.canvas
        yield Static(classes="caption", markup=False)
        yield Static(
            literal(_("Esc: back to the article    n, p: next, previous photo")), classes="keys"
        )

    def on_mount(self) -> None:
        """Show the photo that was asked for, when the room for it is known."""
        self._show()

    def on_resize(self) -> None:
        """Another room."""
        self._show()

    def on_click(self) -> None:
        """A click goes back as it came."""
        self.action_close()

    def action_close(self) -> None:
        """Back to the article."""
        close(self, None)

    def action_turn(self, step: int) -> None:
        """Another photo of the article."""
        number = self._number + step
        if 0 <= number < len(self._images):
            self._number = number
            self._show()

    def _show(self) -> None:
        image = self._images[self._number]
        words = image.caption.text or image.alt
        place = f"{self._number + 1}/{len(self._images)}"
        caption = literal(f"{place}  {words}" if words else place)
        self.query_one(".caption", Static).update(caption)
        self.canvas.show(None, _("Fetching the photo"))
        self.call_after_refresh(self._bring)

    @work(group="photo", exclusive=True)
    async def _bring(self) -> None:
        image, size = self._images[self._number], self.canvas.size
        if not size.width or not size.height:
            return
        # The last column stays free: there the cursor of some terminals waits for the next line.
        drawing = await self._load(image.src, max(1, size.width - 1), size.height)
        if image is not self._images[self._number] or size != self.canvas.size:
            return
        if isinstance(drawing, Problem):
            self.canvas.show(None, explain(drawing))
        else:
            self.canvas.show(drawing)
