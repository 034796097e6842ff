"""Sixels: columns of six pixels as characters (DEC STD 070, chapter 9).

Each row of cells is an image of its own, so that an image can be scrolled and clipped like text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

COLOURS = 64
"""Of 256 registers that terminals have; photos dithered in these look the same."""

_SHIFT = bytes(min(63 + bits, 255) for bits in range(256))
_RUNS = tuple(
    (sign * length, b"!%d%s" % (length, stand_in))
    for sign, stand_in in ((b"?", b"\x01"), (b"~", b"\x02"))
    for length in (240, 120, 60, 30, 15, 8, 4)
)
_SIGNS = bytes.maketrans(b"\x01\x02", b"?~")
"""Runs of nothing and of full columns, which are nearly all the runs there are in an image.

Replacing these lengths one after the other is ten times as fast as counting each run; the sign that
is repeated has a stand-in meanwhile, lest it be counted with the run behind it.
"""


class Sixels:
    """An image at its size on the screen, in few colours."""

    def __init__(self, image: Picture, columns: int, rows: int, cell: tuple[int, int]) -> None:
        self._cell = cell
        pixels = image.resize((columns * cell[0], rows * cell[1]), reducing_gap=3.0)
        few = pixels.quantize(COLOURS, method=Image.Quantize.MEDIANCUT)
        self._pixels = pixels.quantize(palette=few, dither=Image.Dither.FLOYDSTEINBERG)
        palette = few.getpalette("RGB") or []
        self._names = [
            "#{};2;{};{};{}".format(n, *(round(part / 2.55) for part in palette[3 * n : 3 * n + 3]))
            for n in range(len(palette) // 3)
        ]

    def cells(self, row: int, start: int, end: int) -> str:
        """The sequence that draws some cells of a row."""
        width, height = self._cell
        box = (start * width, row * height, end * width, (row + 1) * height)
        part = self._pixels.crop(box)
        data, across = part.tobytes(), part.width
        used = sorted(set(data))
        lines = [data[at : at + across] for at in range(0, len(data), across)]
        bands = b"-".join(_band(lines[top : top + 6]) for top in range(0, height, 6))
        names = "".join(self._names[colour] for colour in used if colour < len(self._names))
        # 1 pixel is as high as it is wide; what is in no colour stays as it is.
        return f'\x1bP0;1;0q"1;1;{across};{height}{names}{bands.decode("ascii")}\x1b\\'


def _band(lines: list[bytes]) -> bytes:
    """Six lines of pixels (or what is left), one colour after the other over the same lines."""
    across = len(lines[0])
    parts = []
    for colour in sorted(set(b"".join(lines))):
        bits = 0
        for number, line in enumerate(lines):
            if colour in line:
                bits |= int.from_bytes(line.translate(_bit(colour, number)), "big")
        columns = bits.to_bytes(across, "big").translate(_SHIFT).rstrip(b"?")
        for run, counted in _RUNS:
            columns = columns.replace(run, counted)
        parts.append(b"#%d%s" % (colour, columns.translate(_SIGNS)))
    return b"$".join(parts)


@lru_cache(6 * 256)
def _bit(colour: int, number: int) -> bytes:
    """A table that gives a line's bit to the pixels of one colour."""
    table = bytearray(256)
    table[colour] = 1 << number
    return bytes(table)
