"""A box for errors that are too long for the message line; it takes room, and covers no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from hpreader.i18n import _
from hpreader.ui.cell_text import fit_width, strip_of, wrap_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

MOST_LINES = 6
"""Lines of one error."""

WIDEST = 100
"""Cells of a line: longer ones are hard to read."""


class ErrorBox(Widget, can_focus=False):
    """One error or several, in a frame, until they are dismissed.

    The frame is made of coloured blanks: the characters for frames are of ambiguous width.
    """

    DEFAULT_CSS = """
    ErrorBox { height: auto; display: none; background: $surface; color: $foreground; }
    ErrorBox.-open { display: block; }
    ErrorBox > .error--frame { background: $accent; color: $on-accent; text-style: bold; }
    """
    COMPONENT_CLASSES = {"error--frame"}

    texts: reactive[Sequence[str]] = reactive((), layout=True)
    """The errors, clean."""

    def __init__(self) -> None:
        super().__init__(id="error-box")

    @property
    def is_open(self) -> bool:
        """Is there an error to be read?"""
        return bool(self.texts)

    def show(self, texts: Sequence[str]) -> None:
        """Show errors in place of those that are shown."""
        self.texts = tuple(texts)
        self.add_class("-open")
        self.screen.refresh_bindings()

    def close(self) -> None:
        """Leave the screen."""
        self.remove_class("-open")
        self.texts = ()
        self.screen.refresh_bindings()

    def on_click(self, event: events.Click) -> None:
        """A click dismisses it as well."""
        event.stop()
        self.close()

    # --- drawing ------------------------------------------------------------------------------

    def _lines(self, width: int) -> list[str]:
        room = max(1, min(width - 4, WIDEST))
        return [line for text in self.texts for line in wrap_lines(text, room, MOST_LINES)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """The lines with the frame above and below them."""
        return len(self._lines(width)) + 2

    def render_line(self, y: int) -> Strip:
        """A line of the box."""
        width, base = self.size.width, self.rich_style
        frame = self.get_component_rich_style("error--frame")
        lines = self._lines(width)
        if y == 0:
            return strip_of([(" " + _("Error"), frame)], width, frame)
        if y == len(lines) + 1:
            words = _("Enter, Esc: close") + " "
            return strip_of(
                [(" " * (width - cell_len(words)), frame), (words, frame)], width, frame
            )
        text = fit_width(lines[y - 1], width - 4) if y <= len(lines) else " " * (width - 4)
        edge = Style(bgcolor=frame.bgcolor)
        return strip_of([(" ", edge), (f" {text} ", base), (" ", edge)], width, base)
