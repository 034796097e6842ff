"""The 256 colours of terminals without true colour: which of them is nearest to a colour.

The first 16 differ from terminal to terminal and are never used. 16 to 231 are a cube of 6 × 6 × 6
colours, 232 to 255 a ramp of greys (xterm's `256colres.pl`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hpreader.ui.styles.contrast import Rgb

LEVELS = (0, 95, 135, 175, 215, 255)
"""The values that red, green and blue have in the cube."""

NEUTRAL, DARK_NEUTRAL, DARK = 28, 70, 135
"""Up to this difference of its largest and smallest part a colour is taken for a grey, and a dark one
up to the second: the cube has no pale tints, and of dark colours the strongest only."""


def rgb_of(number: int) -> Rgb:
    """Red, green and blue of a colour.

    Args:
        number: 16 to 255.
    """
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    red, rest = divmod(number - 16, 36)
    green, blue = divmod(rest, 6)
    return LEVELS[red], LEVELS[green], LEVELS[blue]


def hex_of(number: int) -> str:
    """A colour by its number, as `#rrggbb`, which is how themes name it."""
    return "#{:02x}{:02x}{:02x}".format(*rgb_of(number))


@lru_cache(maxsize=4096)
def nearest(colour: Rgb) -> int:
    """The number of the colour that is most like this one; a grey for what is nearly grey."""
    red, green, blue = (_level(part) for part in colour)
    cube = 16 + 36 * red + 6 * green + blue
    if rgb_of(cube) == colour:
        return cube
    level = round(sum(colour) / 3)
    ramp = 232 + max(0, min(23, round((level - 8) / 10)))
    greys = [ramp, 16, 231]
    closest_grey = min(greys, key=lambda number: _distance(rgb_of(number), colour))
    if max(colour) - min(colour) <= (DARK_NEUTRAL if max(colour) <= DARK else NEUTRAL):
        return closest_grey
    return min(cube, closest_grey, key=lambda number: _distance(rgb_of(number), colour))


def _level(part: int) -> int:
    """The number of the level of the cube that is nearest to a part of a colour."""
    return min(range(6), key=lambda at: abs(LEVELS[at] - part))


def _distance(one: Rgb, other: Rgb) -> int:
    """How different two colours look, roughly: green counts most, blue least."""
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    return 3 * red * red + 4 * green * green + 2 * blue * blue
