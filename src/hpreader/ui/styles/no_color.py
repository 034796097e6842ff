"""What is drawn where no colour is wanted: the terminal's own ink on its own page.

`NO_COLOR` asks for no colour codes at all (https://no-color.org); Textual would still send greys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Paint
from textual.filter import LineFilter

_TELLING = dict.fromkeys(("heat-2", "heat-3", "heat-4"), Style(bold=True)) | dict.fromkeys(
    ("selection", "accent", "primary", "foreground", "input-selection-background"),
    Style(reverse=True),
)
"""The theme's colours that tell something as a background, and what tells it without colour.

The heat is behind days with many articles and behind matches, the others are behind cursors.
"""


class Colourless(LineFilter):
    """Takes the colours away; what only a background tells is told by reversing or by weight."""

    def __init__(self, colours: Callable[[], Mapping[str, str]]) -> None:
        """Make it for the colours that the theme has when it draws, by their names."""
        super().__init__()
        self._colours = colours
        self._of: Mapping[str, str] = {}
        self._telling: dict[ColorTriplet, Style] = {}
        self._plain: dict[Style, Style] = {}

    def apply(
        self,
        segments: list[Segment],
        background: Paint,  # noqa: ARG002 - every filter is told what lies behind
    ) -> list[Segment]:
        """The segments without their colours."""
        if (colours := self._colours()) is not self._of:
            self._of, self._plain = colours, {}
            self._telling = {
                _triplet(Paint.parse(colours[name]).rich_color): style
                for name, style in _TELLING.items()
                if name in colours
            }
        return [
            Segment(text, None if style is None else self._without_colour(style), control)
            for text, style, control in segments
        ]

    def _without_colour(self, style: Style) -> Style:
        plain = self._plain.get(style)
        if plain is None:
            told = self._telling.get(_triplet(style.bgcolor)) if style.bgcolor else None
            plain = self._plain[style] = style.without_color + told
        return plain


def _triplet(colour: Color) -> ColorTriplet:
    return colour.get_truecolor()
