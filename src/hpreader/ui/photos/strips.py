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
class Piece:
    """Some cells of a photo's row, and the cell of a line at which they stand."""

    drawing: Drawing
    row: int
    start: int
    end: int
    at: int

    def cut(self, start: int, end: int) -> Piece | None:
        """What of it stands between two cells of the line, in a line that begins with the first."""
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


class PhotoStrip(Strip):
    """A line with blank cells that a photo is drawn over, however the line is cut.

    The sequence is a control segment behind the cells, so that they are written first; the
    cursor comes back to where it was. What cuts a line in another way than these two loses the
    photo and keeps the cells.
    """

    __slots__ = ["piece", "plain"]

    def __init__(self, plain: Strip, piece: Piece) -> None:
        back = plain.cell_length - piece.at
        sequence = piece.drawing.escape(piece.row, piece.start, piece.end)
        # DECSC and DECRC around the picture: where it leaves the cursor differs by terminal.
        control = Segment(
            f"\x1b7\x1b[{back}D{sequence}\x1b8", None, [(ControlType.CURSOR_FORWARD, 0)]
        )
        super().__init__([*plain, control], plain.cell_length)
        self.plain = plain
        self.piece = piece

    def crop(self, start: int, end: int | None = None) -> Strip:
        """The line between two cells."""
        end = self.cell_length if end is None else end
        return over(self.plain.crop(start, end), self.piece.cut(start, end))

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The line in parts."""
        parts, start = [], 0
        for part in self.plain.divide(cuts):
            end = start + part.cell_length
            parts.append(over(part, self.piece.cut(start, end)))
            start = end
        return parts


def over(plain: Strip, piece: Piece | None) -> Strip:
    """The line with a photo's piece over it, if there is one."""
    return plain if piece is None else PhotoStrip(plain, piece)
