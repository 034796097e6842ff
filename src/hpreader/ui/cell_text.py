"""Text in terminal cells: made safe to write, cut or wrapped to a width, and put into strips."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from hpreader.text import UNSAFE, is_plain

if TYPE_CHECKING:
    from hpreader import render

ELLIPSIS = "\u22ef"
"""The midline ellipsis: the usual one (U+2026) is of ambiguous width."""

_UNSAFE = f"[\t\n{UNSAFE}]"
"""What a line of the screen may not contain; compiled when there may be some, which takes a millisecond."""


def sanitize(text: str) -> str:
    """The text without control characters: the last check before it is drawn."""
    return text if is_plain(text) else re.sub(_UNSAFE, "", text.replace("\n", " "))


def to_rich(segment: render.Segment) -> Segment:
    """A part of a line for Rich, without control characters in its text."""
    text, style = segment
    return Segment(text if is_plain(text) else re.sub(_UNSAFE, "", text), style)


def fit_width(text: str, width: int) -> str:
    """The text in exactly `width` cells: padded, or cut with an ellipsis at the end."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    if width <= 0:
        return ""
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + ELLIPSIS, width)


def wrap_lines(text: str, width: int, most: int) -> list[str]:
    """The text wrapped between words into at most `most` lines, the last one cut if necessary."""
    lines: list[str] = []
    words = sanitize(text).split()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and cell_len(line) + 1 + cell_len(words[0]) <= width:
            line += " " + words.pop(0)
        lines.append(fit_width(line, width).rstrip())
    if words:
        lines.append(fit_width(" ".join(words), width).rstrip())
    return lines


def strip_of(parts: list[tuple[str, Style]], width: int, base: Style) -> Strip:
    """A strip of exactly `width` cells.

    Args:
        parts: texts with their styles, from left to right.
        width: in cells.
        base: the style below those of the parts, and of the cells that are left.
    """
    segments = [Segment(text, base + style) for text, style in parts if text]
    return Strip(segments).adjust_cell_length(width, base)


def percent(share: float) -> str:
    """How far something was read: `▍ 60 %`.

    A terminal that draws the bar in two cells was named at the start: the rest of the line gives way.
    """
    return f"\u258d {int(share * 100 + 0.5)} %"
