"""An image in its cells, drawn in one of the modes that terminals support."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from hpreader.images import kitty
from hpreader.images.half_blocks import half_blocks
from hpreader.images.iterm import Files
from hpreader.images.sixel import Sixels
from hpreader.images.thumbnail import opened

if TYPE_CHECKING:
    from hpreader.images.cell_size import Cells
    from hpreader.images.half_blocks import Colour
    from hpreader.model import ImageMode


class Pixels(Protocol):
    """What draws some cells of a row by an escape sequence at the cursor."""

    def cells(self, row: int, start: int, end: int) -> str:
        """The sequence."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An image ready to be drawn; which of the fields are set depends on the mode."""

    size: Cells
    blocks: list[list[tuple[Colour, Colour]]] | None = None
    pixels: Pixels | None = None
    number: int = 0
    """By kitty's protocol; 0 otherwise."""
    sent: str = ""
    """What the terminal must be given before `number` means something to it."""
    widest: int = 0
    """The most columns that one sequence may draw; 0: any number."""
    rows: dict[tuple[int, int, int], str] = field(default_factory=dict, compare=False)
    """Sequences made already, by row, start and end."""

    def escape(self, row: int, start: int, end: int) -> str:
        """The sequence that draws some cells of a row, made once."""
        assert self.pixels is not None
        key = (row, start, end)
        if key not in self.rows:
            self.rows[key] = self.pixels.cells(row, start, end)
        return self.rows[key]

    def pieces(self, row: int, start: int, end: int) -> list[tuple[int, str]]:
        """The sequences that draw some cells of a row, each with the cell at which it begins."""
        step = self.widest or end - start
        return [(at, self.escape(row, at, min(at + step, end))) for at in range(start, end, step)]


def draw(
    data: bytes,
    mode: ImageMode,
    size: Cells,
    cell: tuple[int, int],
    widest_pixels: int = 0,
) -> Drawing | None:
    """Draw a stored image; None if it cannot be decoded. Takes about a tenth of a second.

    Args:
        data: a JPEG as `thumbnail.shrink` returns it.
        mode: how the terminal draws it; "off" draws nothing.
        size: in cells.
        cell: a cell's size in pixels.
        widest_pixels: the widest image that the terminal draws, in pixels; 0 without a limit.
    """
    image = opened(data)
    if image is None:
        return None
    match mode:
        case "off":
            return None
        case "blocks":
            return Drawing(size, blocks=half_blocks(image, size.columns, size.rows))
        case "kitty":
            scaled = image.resize((size.columns * cell[0], size.rows * cell[1]), reducing_gap=3.0)
            file = BytesIO()
            scaled.save(file, "PNG", compress_level=6)
            number = kitty.next_number()
            words = kitty.sent(number, file.getvalue(), size.columns, size.rows)
            return Drawing(size, number=number, sent=words)
        case "sixel" | "iterm":
            made = Sixels if mode == "sixel" else Files
            widest = max(1, widest_pixels // cell[0]) if widest_pixels else 0
            pixels = made(image, size.columns, size.rows, cell)
            drawing = Drawing(size, pixels=pixels, widest=widest)
            for row in range(size.rows):
                drawing.pieces(row, 0, size.columns)
            return drawing
