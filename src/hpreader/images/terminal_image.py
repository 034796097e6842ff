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
    rows: dict[tuple[int, int, int], str] = field(default_factory=dict, compare=False)
    """Sequences made already, by row, start and end."""

    def escape(self, row: int, start: int, end: int) -> str:
        """The sequence that draws some cells of a row, made once."""
        assert self.pixels is not None
        key = (row, start, end)
        if key not in self.rows:
            self.rows[key] = self.pixels.cells(row, start, end)
        return self.rows[key]


def draw(data: bytes, mode: ImageMode, size: Cells, cell: tuple[int, int]) -> Drawing | None:
    """Draw a stored image; None if it cannot be decoded. Takes about a tenth of a second.

    Args:
        data: a JPEG as `thumbnail.shrink` returns it.
        mode: how the terminal draws it; "off" draws nothing.
        size: in cells.
        cell: a cell's size in pixels.
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
            drawing = Drawing(size, pixels=made(image, size.columns, size.rows, cell))
            for row in range(size.rows):
                drawing.escape(row, 0, size.columns)
            return drawing
