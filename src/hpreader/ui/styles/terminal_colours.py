"""What is drawn in the terminal's own colours: its foreground on its background.

`NO_COLOR` asks for no colour codes at all (https://no-color.org); Textual would still send greys.
A terminal of 16 colours has them as its user likes them, and what is light or dark among them is
known only with the colour of its background: a few of them are used for a text then, never behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Paint
from textual.filter import LineFilter

if TYPE_CHECKING:
    from rich.color_triplet import ColorTriplet

_REVERSED = (
    "selection",
    "accent",
    "primary",
    "foreground",
    "scrollbar",
    "scrollbar-hover",
    "scrollbar-active",
    "input-selection-background",
    "text-selection",
)
_MARKS = dict.fromkeys(("heat-1", "heat-2", "heat-3", "heat-4"), Style(bold=True)) | dict.fromkeys(
    _REVERSED, Style(reverse=True)
)
"""The theme's colours that mean something as a background, and what means it without colour.

The heat is behind days with articles and behind matches, the others are behind cursors.
"""

_GREYED = {"text-disabled": Style(italic=True)}
"""The same for the colours of texts: what cannot be chosen now, and days of another month."""

ON_DARK = {"accent": 11, "secondary": 14, "error": 9, "warning": 11, "success": 10}
"""The theme's colours that a text keeps on a dark background, as numbers of the 16 colours: the
bright ones. In xterm's and in the Linux console's palette each has a contrast of 4.5 at least."""

ON_LIGHT = {"accent": 1, "secondary": 4, "error": 1}
"""The same on a light background: red and blue; the other colours are too light there."""

MOST_STYLES = 5_000
"""Styles that are remembered; those of text that can be selected contain their position."""


class TerminalColours(LineFilter):
    """Takes the theme's colours away; what only a background means is shown by reversing or by weight."""

    def __init__(
        self, colours: Callable[[], Mapping[str, str]], inks: Mapping[str, int] | None = None
    ) -> None:
        """Create it.

        Args:
            colours: returns the colours of the theme by their names.
            inks: which of the 16 colours a text in a colour of the theme gets; none without colours.
        """
        super().__init__()
        self._colours = colours
        self._inks = inks or {}
        self._of: Mapping[str, str] = {}
        self._marks: dict[ColorTriplet, Style] = {}
        self._foregrounds: dict[ColorTriplet, Style] = {}
        self._plain: dict[Style, Style] = {}

    def apply(
        self,
        segments: list[Segment],
        background: Paint,  # noqa: ARG002 - every filter gets what is behind
    ) -> list[Segment]:
        """The segments without the theme's colours."""
        if (colours := self._colours()) is not self._of:
            self._of, self._plain = colours, {}
            self._marks = _by_colour(colours, _MARKS)
            inks = {name: Style(color=Color.from_ansi(ink)) for name, ink in self._inks.items()}
            self._foregrounds = _by_colour(colours, _GREYED | inks)
        return [
            Segment(text, None if style is None else self._without_colour(style), control)
            for text, style, control in segments
        ]

    def _without_colour(self, style: Style) -> Style:
        plain = self._plain.get(style)
        if plain is None:
            mark = self._marks.get(_triplet(style.bgcolor)) if style.bgcolor else None
            ink = self._foregrounds.get(_triplet(style.color)) if style.color else None
            # How dark a dim text is differs by terminal; a coloured text on a cursor would be hard
            # to read in some.
            plain = style.without_color + Style(dim=False) + mark
            if not plain.reverse:
                plain += ink
            if (
                style.meta
            ):  # by it Textual knows which option was clicked; Rich drops it with the colours
                plain += Style.from_meta(style.meta)
            if len(self._plain) >= MOST_STYLES:
                self._plain.clear()
            self._plain[style] = plain
        return plain


def _by_colour(
    colours: Mapping[str, str], styles: Mapping[str, Style]
) -> dict[ColorTriplet, Style]:
    return {
        _triplet(Paint.parse(colours[name]).rich_color): style
        for name, style in styles.items()
        if name in colours
    }


def _triplet(colour: Color) -> ColorTriplet:
    return colour.get_truecolor()
