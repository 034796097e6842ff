"""An image as half-blocks: two pixels to a cell, in the colours of the upper and the lower one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

UPPER = "▀"
"""Of ambiguous width: it is not drawn where such characters take two cells."""

Colour = tuple[int, int, int]


def half_blocks(image: Image, columns: int, rows: int) -> list[list[tuple[Colour, Colour]]]:
    """The colours above and below of each cell, row by row."""
    small = image.resize((columns, 2 * rows), reducing_gap=3.0)
    data = small.tobytes()
    line = 3 * columns
    return [
        [
            (_colour(data, 2 * row * line + at), _colour(data, (2 * row + 1) * line + at))
            for at in range(0, line, 3)
        ]
        for row in range(rows)
    ]


def _colour(data: bytes, at: int) -> Colour:
    return data[at], data[at + 1], data[at + 2]
