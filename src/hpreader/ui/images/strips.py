"""A photo's rows as lines: as coloured text, or as a sequence that draws over blank cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.strip import Strip

from hpreader.images import kitty
from hpreader.images.half_blocks import UPPER

if TYPE_CHECKING:
    from hpreader.images.terminal_image import Drawing


@dataclass(frozen=True, slots=True)
class ImageRow:
    """Some cells of a photo's row, and the cell of a line at which they stand."""

    drawing: Drawing
    row: int
    start: int
    end: int
    at: int

    def cut(self, start: int, end: int) -> ImageRow | None:
        """The part between two cells of the line, for a line that begins with the first of them."""
        left = max(self.at, start)
        right = min(self.at + self.end - self.start, end)
        if left >= right:
            return None
        first = self.start + left - self.at
        return replace(self, start=first, end=first + right - left, at=left - start)


def has_text(drawing: Drawing) -> bool:
    """Is it drawn by characters, which are scrolled and cut like any others?"""
    return drawing.pixels is None


def text_row(drawing: Drawing, row: int) -> Strip:
    """A row of a photo that is drawn by characters."""
    columns = drawing.size.columns
    if drawing.blocks is None:
        number = Style.from_color(Color.from_rgb(*kitty.colour(drawing.number)))
        return Strip([Segment(kitty.cells(row, 0, columns), number)], columns)
    segments: list[Segment] = []
    for above, below in drawing.blocks[row]:
        style = Style.from_color(Color.from_rgb(*above), Color.from_rgb(*below))
        segments.append(Segment(UPPER, style))
    return Strip(segments, columns)


class ImageStrip(Strip):
    """A line with blank cells that a photo is drawn over, however the line is cut.

    The sequence is a control segment behind the cells, so that they are written first; the
    cursor comes back to where it was. What cuts a line in another way than these two loses the
    photo and keeps the cells.
    """

    __slots__ = ["image_row", "plain"]

    def __init__(self, plain: Strip, image_row: ImageRow) -> None:
        back = plain.cell_length - image_row.at
        start, end = image_row.start, image_row.end
        # DECSC and DECRC around each image: where it leaves the cursor differs by terminal.
        sequences = "".join(
            f"\x1b7\x1b[{back - (at - start)}D{sequence}\x1b8"
            for at, sequence in image_row.drawing.pieces(image_row.row, start, end)
        )
        control = Segment(sequences, None, [(ControlType.CURSOR_FORWARD, 0)])
        super().__init__([*plain, control], plain.cell_length)
        self.plain = plain
        self.image_row = image_row

    def crop(self, start: int, end: int | None = None) -> Strip:
        """The line between two cells."""
        end = self.cell_length if end is None else end
        return overlay(self.plain.crop(start, end), self.image_row.cut(start, end))

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The line in parts."""
        parts, start = [], 0
        for part in self.plain.divide(cuts):
            end = start + part.cell_length
            parts.append(overlay(part, self.image_row.cut(start, end)))
            start = end
        return parts


def overlay(plain: Strip, image_row: ImageRow | None) -> Strip:
    """The line with a photo's image_row over it, if there is one."""
    return plain if image_row is None else ImageStrip(plain, image_row)
