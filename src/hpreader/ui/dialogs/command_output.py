"""What a command of the user's printed, as a text to scroll in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hpreader.i18n import _
from hpreader.ui.dialogs.dialog import Dialog
from hpreader.ui.literal import literal


class CommandOutput(Dialog[None]):
    """A text in a dialog; the keys of the panes move in it."""

    BINDINGS: ClassVar = [
        Binding("escape,q,enter", "leave", show=False),
        Binding("j,down", "step('down')", show=False, priority=True),
        Binding("k,up", "step('up')", show=False, priority=True),
        Binding("space,pagedown", "step('page_down')", show=False, priority=True),
        Binding("b,pageup", "step('page_up')", show=False, priority=True),
        Binding("g,home", "step('home')", show=False, priority=True),
        Binding("G,end", "step('end')", show=False, priority=True),
    ]

    def __init__(self, heading: str, text: str) -> None:
        """Make it.

        Args:
            heading: what the command is called.
            text: clean, without tabs.
        """
        super().__init__()
        self._heading = heading
        self._text = text
        self.output = VerticalScroll(can_focus=False)
        self._lines = (
            Static(literal(""), classes="heading"),
            Static(literal("")),
            Static(literal(""), classes="keys"),
        )

    @property
    def heading(self) -> Content:
        """What it is."""
        return literal(self._heading)

    @property
    def text(self) -> Content:
        """The text."""
        return literal(self._text)

    @property
    def keys(self) -> str:
        """The keys that work here."""
        return _("Space, b: page   Esc: close")

    def compose(self) -> ComposeResult:
        """A heading, the text, and the keys that work here."""
        heading, text, keys = self._lines
        with Vertical(classes="dialog"):
            yield heading
            with self.output:
                yield text
            yield keys
        self.show_again()

    def show_again(self) -> None:
        """Show the text from its beginning."""
        heading, text, keys = self._lines
        heading.update(self.heading)
        text.update(self.text)
        keys.update(literal(self.keys))
        self.output.scroll_home(animate=False)

    def action_step(self, name: str) -> None:
        """Scroll, at once: an animation would write to the terminal for a second."""
        step = {
            "down": self.output.scroll_down,
            "up": self.output.scroll_up,
            "page_down": self.output.scroll_page_down,
            "page_up": self.output.scroll_page_up,
            "home": self.output.scroll_home,
            "end": self.output.scroll_end,
        }
        step[name](animate=False)
