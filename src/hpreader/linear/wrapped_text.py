"""Texts as lines that a terminal does not have to break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.render.line_breaks import printable, safe, wrap

if TYPE_CHECKING:
    from hpreader.linear.protocols import LineIO

_AROUND_PAGE = 3
"""Lines of the screen for the title before a page and for the prompt after it."""
_LOWEST = 3
"""Lines of a page on the lowest screen."""


def page_height(io: LineIO) -> int:
    """How many lines a page may have; 0 for any number."""
    return max(_LOWEST, io.rows - _AROUND_PAGE) if io.rows else 0


def wrapped(text: str, columns: int) -> list[str]:
    """A text on one line, or on several of at most so many cells; 0 is for any number."""
    text = safe(" ".join(text.split()))
    if not columns:
        return [printable(text)]
    return [printable(text[start:end]) for start, end in wrap(text, columns)]


def no_number(number: str, count: int) -> str:
    """The sentence for a number that nothing has."""
    if not count:
        return _("There is nothing to choose by number here.")
    words = _("There is no number {number}; there are 1 to {count}.")
    return words.format(number=number, count=count)
