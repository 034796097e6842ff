"""Pictures for the sample newspaper: scenes of a port city in flat colours, drawn as PNG.

A picture's name is its scene and its light: `cang-sang.png` is the port in the morning.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache

Colour = tuple[int, int, int]

SIZE = (640, 400)
"""Width and height of a full picture in pixels."""


class Canvas:
    """Rows of RGB pixels that are painted in fractions of the width and the height."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows = [bytearray(3 * width) for _ in range(height)]

    def _span(self, y: int, start: float, end: float, colour: Colour) -> None:
        first, last = max(0, round(start)), min(self.width, round(end))
        if 0 <= y < self.height and first < last:
            self.rows[y][3 * first : 3 * last] = bytes(colour) * (last - first)

    def fade(self, top: float, bottom: float, above: Colour, below: Colour) -> None:
        """A band over the whole width that goes from one colour to another."""
        first, last = round(top * self.height), round(bottom * self.height)
        for y in range(first, last):
            part = (y - first) / (last - first)
            mixed = [round(a + (b - a) * part) for a, b in zip(above, below, strict=True)]
            self._span(y, 0, self.width, (mixed[0], mixed[1], mixed[2]))

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """A filled rectangle."""
        for y in range(round(top * self.height), max(round(bottom * self.height), 1)):
            self._span(y, left * self.width, right * self.width, colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour, flat: float = 1.0) -> None:
        """A filled circle, `radius` in heights; `flat` below 1 presses it to an ellipse."""
        tall = radius * self.height * flat
        for row in range(round(y * self.height - tall), round(y * self.height + tall) + 1):
            part = 1 - ((row - y * self.height) / tall) ** 2 if tall else 0
            half = radius * self.height * max(part, 0) ** 0.5
            self._span(row, x * self.width - half, x * self.width + half, colour)

    def shape(self, points: Iterable[tuple[float, float]], colour: Colour) -> None:
        """A filled polygon."""
        corners = [(x * self.width, y * self.height) for x, y in points]
        edges = list(zip(corners, corners[1:] + corners[:1], strict=True))
        ys = [y for _, y in corners]
        for row in range(round(min(ys)), round(max(ys)) + 1):
            middle = row + 0.5
            crossings = sorted(
                x0 + (middle - y0) * (x1 - x0) / (y1 - y0)
                for (x0, y0), (x1, y1) in edges
                if (y0 <= middle) != (y1 <= middle)
            )
            for start, end in zip(crossings[::2], crossings[1::2], strict=False):
                self._span(row, start, end, colour)

    def png(self) -> bytes:
        """The picture as a PNG of 8-bit RGB (PNG specification, sections 5 and 11)."""
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        data = zlib.compress(b"".join(b"\0" + bytes(row) for row in self.rows), 6)
        chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            for kind, body in chunks
        )


_LIGHTS: dict[str, tuple[Colour, Colour, Colour]] = {
    "sang": ((110, 170, 225), (250, 225, 190), (255, 236, 170)),
    "trua": ((60, 140, 220), (190, 225, 245), (255, 250, 220)),
    "chieu": ((90, 80, 150), (250, 150, 90), (255, 200, 90)),
    "toi": ((12, 18, 48), (40, 52, 100), (235, 235, 210)),
}
"""The sky above, the sky at the horizon, and the sun or moon."""

SEA, DEEP, LAND, DARK, WHITE = (
    (46, 118, 150),
    (24, 74, 104),
    (86, 128, 74),
    (44, 48, 60),
    (245, 245, 240),
)
RED, ORANGE, YELLOW, GREY = (200, 48, 40), (226, 128, 44), (240, 200, 70), (150, 156, 164)


def _sky(canvas: Canvas, light: str, horizon: float) -> None:
    above, below, sun = _LIGHTS[light]
    canvas.fade(0, horizon, above, below)
    canvas.disc(0.78, horizon * 0.45, 0.08, sun)


def _sea(canvas: Canvas, top: float) -> None:
    canvas.fade(top, 1, SEA, DEEP)
    for wave in range(9):
        left, y = (wave * 0.37) % 0.8, top + (1 - top) * (wave + 1) / 10
        canvas.box(left, y, left + 0.18, y + 0.008, (120, 178, 196))


def _port(canvas: Canvas) -> None:
    _sea(canvas, 0.68)
    canvas.box(0, 0.62, 0.62, 0.7, GREY)
    for place, colour in enumerate((RED, ORANGE, SEA, YELLOW, LAND, RED, DEEP, ORANGE)):
        canvas.box(0.02 + place * 0.07, 0.54, 0.08 + place * 0.07, 0.62, colour)
        canvas.box(0.05 + place * 0.05, 0.47, 0.09 + place * 0.05, 0.54, colour[::-1])
    for left in (0.18, 0.44):
        canvas.box(left, 0.2, left + 0.015, 0.62, ORANGE)
        canvas.box(left + 0.09, 0.2, left + 0.105, 0.62, ORANGE)
        canvas.box(left - 0.06, 0.2, left + 0.24, 0.225, ORANGE)
    canvas.shape([(0.6, 0.68), (0.98, 0.68), (0.93, 0.8), (0.64, 0.8)], DARK)
    canvas.box(0.85, 0.5, 0.93, 0.68, WHITE)
    for place, colour in enumerate((ORANGE, RED, SEA, YELLOW)):
        canvas.box(0.63 + place * 0.05, 0.58, 0.675 + place * 0.05, 0.68, colour)


def _bridge(canvas: Canvas) -> None:
    _sea(canvas, 0.7)
    canvas.box(0, 0.6, 1, 0.635, DARK)
    for tower in (0.3, 0.7):
        for cable in range(1, 9):
            for side in (-1, 1):
                foot = tower + side * cable * 0.022
                canvas.shape([(tower, 0.18), (foot, 0.6), (foot + 0.004, 0.6)], WHITE)
        canvas.box(tower - 0.01, 0.15, tower + 0.01, 0.78, GREY)


def _island(canvas: Canvas) -> None:
    _sea(canvas, 0.64)
    for x, width, peak in (
        (0.16, 0.16, 0.3),
        (0.42, 0.12, 0.42),
        (0.64, 0.18, 0.24),
        (0.9, 0.14, 0.4),
    ):
        canvas.shape(
            [
                (x - width, 0.66),
                (x - width * 0.5, peak),
                (x + width * 0.3, peak + 0.04),
                (x + width, 0.66),
            ],
            LAND,
        )
    canvas.shape([(0.3, 0.8), (0.48, 0.8), (0.45, 0.85), (0.33, 0.85)], (110, 70, 40))
    canvas.shape([(0.385, 0.56), (0.385, 0.79), (0.47, 0.79)], RED)


def _beach(canvas: Canvas) -> None:
    _sea(canvas, 0.5)
    canvas.shape([(0, 0.8), (0.5, 0.72), (1, 0.84), (1, 1), (0, 1)], (232, 210, 160))
    for x, colour in ((0.2, RED), (0.5, YELLOW), (0.8, ORANGE)):
        canvas.box(x - 0.004, 0.68, x + 0.004, 0.9, WHITE)
        canvas.shape([(x - 0.09, 0.72), (x, 0.6), (x + 0.09, 0.72)], colour)


def _blossom(canvas: Canvas) -> None:
    canvas.fade(0.75, 1, (160, 160, 150), (120, 120, 115))
    canvas.box(0.47, 0.4, 0.53, 0.85, (96, 66, 44))
    for place in range(28):
        x, y = 0.12 + (place * 0.31) % 0.76, 0.16 + (place * 0.17) % 0.36
        canvas.disc(x, y, 0.09, LAND if place % 4 == 0 else (214, 44 + place, 36))


def _market(canvas: Canvas) -> None:
    canvas.fade(0.6, 1, (180, 168, 150), (140, 128, 112))
    for stall, colour in enumerate((RED, SEA, YELLOW, LAND)):
        left = 0.03 + stall * 0.245
        canvas.box(left, 0.62, left + 0.2, 0.82, (150, 104, 66))
        canvas.shape(
            [(left - 0.015, 0.46), (left + 0.03, 0.34), (left + 0.17, 0.34), (left + 0.215, 0.46)],
            colour,
        )
        for fruit in range(5):
            canvas.disc(
                left + 0.025 + fruit * 0.037, 0.61, 0.03, (ORANGE, RED, LAND)[(fruit + stall) % 3]
            )


def _stadium(canvas: Canvas) -> None:
    canvas.box(0, 0.38, 1, 0.55, GREY)
    for seat in range(60):
        canvas.disc(
            (seat * 0.0533) % 1,
            0.41 + (seat * 7 % 11) * 0.011,
            0.012,
            (RED, WHITE, YELLOW)[seat % 3],
        )
    canvas.fade(0.55, 1, (70, 150, 70), (50, 116, 54))
    canvas.box(0.497, 0.55, 0.503, 1, WHITE)
    canvas.disc(0.5, 0.78, 0.13, WHITE, 0.6)
    canvas.disc(0.5, 0.78, 0.12, (60, 132, 62), 0.6)
    canvas.disc(0.56, 0.86, 0.03, WHITE)


def _noodles(canvas: Canvas) -> None:
    canvas.fade(0, 1, (160, 112, 70), (120, 80, 48))
    canvas.disc(0.5, 0.55, 0.42, WHITE, 0.8)
    canvas.disc(0.5, 0.53, 0.36, (176, 84, 40), 0.8)
    for strand in range(8):
        canvas.box(
            0.32 + strand * 0.01,
            0.42 + strand * 0.035,
            0.62 + strand * 0.01,
            0.43 + strand * 0.035,
            (132, 74, 46),
        )
    for x, y, colour in (
        (0.42, 0.4, ORANGE),
        (0.58, 0.46, LAND),
        (0.48, 0.66, RED),
        (0.6, 0.62, LAND),
    ):
        canvas.disc(x, y, 0.06, colour)


def _bus(canvas: Canvas) -> None:
    canvas.fade(0.62, 1, (110, 112, 118), (80, 82, 88))
    for house in range(7):
        canvas.box(
            house * 0.15,
            0.2 + (house * 5 % 4) * 0.07,
            house * 0.15 + 0.13,
            0.62,
            (206 - house * 9, 186, 150),
        )
    canvas.box(0.2, 0.42, 0.82, 0.78, LAND)
    for window in range(6):
        canvas.box(0.23 + window * 0.097, 0.47, 0.31 + window * 0.097, 0.6, (206, 230, 240))
    for wheel in (0.32, 0.7):
        canvas.disc(wheel, 0.79, 0.07, DARK)


def _school(canvas: Canvas) -> None:
    canvas.fade(0.72, 1, (190, 176, 150), (160, 146, 122))
    canvas.box(0.12, 0.34, 0.88, 0.74, (240, 214, 140))
    canvas.shape([(0.08, 0.35), (0.16, 0.22), (0.84, 0.22), (0.92, 0.35)], RED)
    for floor in (0.4, 0.58):
        for window in range(8):
            canvas.box(0.16 + window * 0.09, floor, 0.21 + window * 0.09, floor + 0.1, SEA)
    canvas.box(0.497, 0.05, 0.503, 0.22, DARK)
    canvas.box(0.503, 0.06, 0.6, 0.15, RED)


def _storm(canvas: Canvas) -> None:
    canvas.fade(0, 0.62, (60, 66, 78), (120, 128, 138))
    _sea(canvas, 0.6)
    for place in range(7):
        canvas.disc(0.08 + place * 0.14, 0.14 + place % 3 * 0.04, 0.16, (84, 90, 102), 0.6)
    for drop in range(70):
        x, y = (drop * 0.137) % 1, 0.2 + (drop * 0.073) % 0.7
        canvas.shape([(x, y), (x + 0.004, y), (x - 0.014, y + 0.08)], (190, 204, 216))


_SCENES: dict[str, tuple[float, Callable[[Canvas], None]]] = {
    "cang": (0.7, _port),
    "cau": (0.7, _bridge),
    "dao": (0.65, _island),
    "bien": (0.5, _beach),
    "phuong": (0.75, _blossom),
    "cho": (0.6, _market),
    "san-bong": (0.4, _stadium),
    "banh-da": (0.5, _noodles),
    "xe-buyt": (0.65, _bus),
    "truong": (0.72, _school),
    "mua": (0.6, _storm),
}
"""How low the sky reaches, and what stands before it."""

NAMES = tuple(f"{scene}-{light}.png" for scene in _SCENES for light in _LIGHTS)
"""Every picture there is."""


@lru_cache(maxsize=16)
def picture(name: str, size: tuple[int, int] = SIZE) -> bytes | None:
    """The picture of that name as PNG, None when there is no such picture."""
    if name not in NAMES:
        return None
    scene, _, light = name.removesuffix(".png").rpartition("-")
    horizon, paint = _SCENES[scene]
    canvas = Canvas(*size)
    _sky(canvas, light, horizon)
    paint(canvas)
    return canvas.png()
