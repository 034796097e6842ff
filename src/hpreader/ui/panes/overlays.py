"""Drawing over a line that is laid out already: a match, a focus, a selection, a letter."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Stretch = tuple[int, int, Style]
"""From one cell to another, in a style."""


def painted(strip: Strip, stretches: list[Stretch]) -> Strip:
    """The line with these stretches in other colours."""
    for start, end, style in stretches:
        before, middle, after = _parts(strip, start, end)
        over = [Segment(text, (old or Style()) + style) for text, old, _ in middle]
        strip = Strip.join([before, Strip(over), after])
    return strip


def labelled(strip: Strip, label: str, start: int, style: Style) -> Strip:
    """The line with a label over what stands at a cell."""
    before, _, after = _parts(strip, start, start + len(label))
    return Strip.join([before, Strip([Segment(label, style)]), after])


def _parts(strip: Strip, start: int, end: int) -> tuple[Strip, Strip, Strip]:
    length = strip.cell_length
    start, end = max(0, min(start, length)), max(0, min(end, length))
    return strip.crop(0, start), strip.crop(start, end), strip.crop(end, length)
