"""What is on the lines of a pane, so that only lines that became others are drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.strip import Strip


class DrawnLines:
    """The strips that were drawn last, by line of the pane."""

    def __init__(self) -> None:
        self._strips: dict[int, Strip] = {}

    def keep(self, y: int, strip: Strip) -> Strip:
        """Keep what is drawn on a line, and return it."""
        self._strips[y] = strip
        return strip

    def changes(self, render_line: Callable[[int], Strip], height: int) -> Sequence[int]:
        """The lines that look different now: many stay the same when a letter narrows a list.

        Args:
            render_line: draws a line, and gives it to `keep`.
            height: how many lines the pane has.
        """
        before = self._strips.copy()
        return [y for y in range(height) if render_line(y) != before.get(y)]
