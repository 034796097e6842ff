"""Text in colours that a terminal has and that can be read, under themes that are not made for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

from hpreader.ui.styles.contrast import LEAST_CONTRAST, contrast
from hpreader.ui.styles.eight_bit import nearest, rgb_of

if TYPE_CHECKING:
    from textual.color import Color as Paint

    from hpreader.ui.styles.contrast import Rgb

DRAWN = frozenset("\u2580\U0010eeee")
"""The first characters of an image's cells, whose colours are pixels: half-blocks, and kitty's
placeholder (whose colour is the number of the image)."""

STEPS = 10
"""Steps from a text's own colour to black or white, of which the first that can be read is taken."""


def is_drawing(text: str) -> bool:
    """Is it blank, or made of box-drawing characters and blocks, such as a scroll bar or a rule?"""
    return all(letter.isspace() or "\u2500" <= letter <= "\u259f" for letter in text)


class Legible(LineFilter):
    """Reduces colours to those of a terminal, and keeps text apart from what is behind it."""

    def __init__(self, *, is_eight_bit: bool) -> None:
        """Create it, for a terminal of 256 colours or for one of true colour."""
        super().__init__()
        self._is_eight_bit = is_eight_bit
        self._changes: dict[tuple[Color | None, Color | None, Rgb, bool], Style] = {}
        """By the colours of a text and not by its style, which may contain its position."""

    def apply(self, segments: list[Segment], background: Paint) -> list[Segment]:
        """The segments in colours that can be told apart."""
        behind = background.rgb
        return [
            Segment(text, self._legible(style, behind, is_text=not is_drawing(text)), control)
            if style is not None and not control and text[:1] not in DRAWN
            else Segment(text, style, control)
            for text, style, control in segments
        ]

    def _legible(self, style: Style, behind: Rgb, *, is_text: bool) -> Style:
        key = (style.color, style.bgcolor, behind, is_text)
        change = self._changes.get(key)
        if change is None:
            change = self._changes[key] = self._change(style, behind, is_text=is_text)
        return style + change

    def _change(self, style: Style, behind: Rgb, *, is_text: bool) -> Style:
        """The colours that take the place of those of a style."""
        ground = self._reduced(_rgb(style.bgcolor) or behind)
        ink = _rgb(style.color)
        if ink is not None:
            ink = self._readable(ink, ground) if is_text else self._reduced(ink)
        return Style(
            color=None if ink is None else self._colour(ink),
            bgcolor=None if style.bgcolor is None else self._colour(ground),
        )

    def _readable(self, ink: Rgb, ground: Rgb) -> Rgb:
        """The colour, or one on its way to black or white that can be read."""
        black, white = (0, 0, 0), (255, 255, 255)
        end = max(black, white, key=lambda colour: contrast(colour, ground))
        for step in range(STEPS + 1):
            mixed = self._reduced(_mixed(ink, end, step / STEPS))
            if contrast(mixed, ground) >= LEAST_CONTRAST:
                return mixed
        return end

    def _reduced(self, colour: Rgb) -> Rgb:
        return rgb_of(nearest(colour)) if self._is_eight_bit else colour

    def _colour(self, colour: Rgb) -> Color:
        return Color.from_ansi(nearest(colour)) if self._is_eight_bit else Color.from_rgb(*colour)


def _rgb(colour: Color | None) -> Rgb | None:
    if colour is None or colour.is_default:
        return None
    red, green, blue = colour.get_truecolor()
    return red, green, blue


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
