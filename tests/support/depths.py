"""The colours of a screen as a terminal of some colour depth draws them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.strip import Strip

Rgb = tuple[int, int, int]

XTERM_COLOURS: list[Rgb] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
    (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
]  # fmt: skip
"""xterm's 16 colours (XTerm-col.ad)."""


@dataclass(frozen=True)
class Depth:
    """A terminal's number of colours, and what it draws where no colour is named."""

    name: str
    environment: dict[str, str]
    system: ColorSystem
    ground: Rgb = (0, 0, 0)
    ink: Rgb = (229, 229, 229)

    @property
    def theme(self) -> TerminalTheme:
        """The terminal's own colours."""
        return TerminalTheme(self.ground, self.ink, XTERM_COLOURS[:8], XTERM_COLOURS[8:])

    @property
    def is_light(self) -> bool:
        """Is its own background light?"""
        return sum(self.ground) > 382

    def colours_of(self, style: Style) -> tuple[Rgb, Rgb]:
        """Foreground and background of a style as they are drawn, reversed and dimmed."""
        ink = self._rgb(style.color, is_ink=True)
        ground = self._rgb(style.bgcolor, is_ink=False)
        if style.dim:
            ink = tuple((a + b) // 2 for a, b in zip(ink, ground, strict=True))  # type: ignore[assignment]
        return (ground, ink) if style.reverse else (ink, ground)

    def _rgb(self, colour: Color | None, *, is_ink: bool) -> Rgb:
        if colour is None:
            return self.ink if is_ink else self.ground
        reduced = colour.downgrade(self.system)
        return tuple(reduced.get_truecolor(self.theme, foreground=is_ink))


_NONE = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}
DEPTHS = {
    depth.name: depth
    for depth in (
        Depth(
            "true",
            {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
            ColorSystem.TRUECOLOR,
        ),
        Depth("256", {"TERM": "xterm-256color"}, ColorSystem.EIGHT_BIT),
        Depth("16-dark", {"TERM": "xterm"}, ColorSystem.STANDARD),
        Depth("16-light", {"TERM": "xterm"}, ColorSystem.STANDARD, (255, 255, 255), (0, 0, 0)),
        Depth("none-dark", _NONE, ColorSystem.TRUECOLOR),
        Depth("none-light", _NONE, ColorSystem.TRUECOLOR, (255, 255, 255), (0, 0, 0)),
    )
}


def cells(strips: list[Strip]) -> Iterator[tuple[int, int, str, Style]]:
    """Row, column, text and style of each segment on the screen."""
    for row, strip in enumerate(strips):
        column = 0
        for text, style, control in strip:
            if not control:
                yield row, column, text, style or Style()
                column += cell_len(text)


def picture(strips: list[Strip], depth: Depth, width: int, title: str = "hpreader") -> str:
    """The screen as SVG, in the colours in which a terminal of this depth draws it."""
    console = Console(
        file=io.StringIO(), record=True, width=width, force_terminal=True,
        color_system="truecolor", legacy_windows=False,
    )  # fmt: skip
    for strip in strips:
        line = [
            Segment(text, _plain(style or Style(), depth)) for text, style, ctl in strip if not ctl
        ]
        console.print(*_texts(line), sep="", end="\n", soft_wrap=True)
    svg = console.export_svg(title=title, theme=depth.theme)
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code, monospace", "JetBrains Mono, DejaVu Sans Mono, monospace")


def _plain(style: Style, depth: Depth) -> Style:
    ink, ground = depth.colours_of(style)
    attributes = Style(
        bold=style.bold, italic=style.italic, underline=style.underline, strike=style.strike
    )
    return attributes + Style.from_color(Color.from_rgb(*ink), Color.from_rgb(*ground))


def _texts(line: list[Segment]) -> list[object]:
    from rich.text import Text  # noqa: PLC0415

    return [Text(text, style=style or "", end="") for text, style, _ in line]
