"""iTerm2's protocol: an image file in base64 (https://iterm2.com/documentation-images.html).

Each row of cells is a file of its own, so that an image can be scrolled and clipped like text.
"""

from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


class Files:
    """An image at its size on the screen."""

    def __init__(self, image: Image, columns: int, rows: int, cell: tuple[int, int]) -> None:
        self._cell = cell
        self._pixels = image.resize((columns * cell[0], rows * cell[1]), reducing_gap=3.0)

    def cells(self, row: int, start: int, end: int) -> str:
        """The sequence that draws some cells of a row."""
        width, height = self._cell
        part = self._pixels.crop((start * width, row * height, end * width, (row + 1) * height))
        file = BytesIO()
        # Without loss: between two files of a lossy kind one would see a seam.
        part.save(file, "PNG", compress_level=3)
        data = base64.standard_b64encode(file.getvalue()).decode("ascii")
        size = f"size={len(file.getvalue())};width={end - start};height=1"
        return f"\x1b]1337;File=inline=1;preserveAspectRatio=0;{size}:{data}\x07"
