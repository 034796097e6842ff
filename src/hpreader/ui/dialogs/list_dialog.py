"""The base class of dialogs with a list that narrows as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from hpreader.i18n import explain
from hpreader.problems import Problem
from hpreader.ui.dialogs.dialog import Dialog
from hpreader.ui.literal import literal

Answer = TypeVar("Answer")

ROOMY = 34
"""From this height of the terminal on, in lines, there is a blank line between groups."""


class ListDialog(Dialog[Answer]):
    """A line to type words into, and below it a list in groups."""

    BINDINGS: ClassVar = [
        Binding("escape,f1", "leave", show=False),
        # An Input has these keys for scrolling, which it never does.
        Binding("down", "list('cursor_down')", show=False, priority=True),
        Binding("up", "list('cursor_up')", show=False, priority=True),
        Binding("pagedown", "list('page_down')", show=False, priority=True),
        Binding("pageup", "list('page_up')", show=False, priority=True),
    ]

    def __init__(self, heading: str, placeholder: str, keys: str) -> None:
        """Create it.

        Args:
            heading: above the line.
            placeholder: in the line before anything is typed.
            keys: which work here, below the list.
        """
        super().__init__()
        self._heading = heading
        self._keys = Static(literal(keys), classes="keys")
        self._list = OptionList(markup=False)
        self._input = Input(placeholder=placeholder)
        self._input.cursor_blink = False  # idle means idle

    def compose(self) -> ComposeResult:
        """A heading, the words to search for, the list, the keys."""
        with Vertical(classes="dialog"):
            yield Static(literal(self._heading), classes="heading")
            yield self._input
            yield self._list
            yield self._keys

    def add_group(self, heading: str, lines: list[Option]) -> None:
        """Add a group with its heading to the list, if there is anything in it."""
        if lines:
            is_parted = self._list.option_count and self.app.size.height >= ROOMY
            text = literal(f"\n{heading}" if is_parted else heading)
            self._list.add_options([Option(text, disabled=True), *lines])

    def tell_if_empty(self, query: str) -> None:
        """Tell that nothing was found, if nothing was."""
        if not self._list.option_count:
            nothing = explain(Problem("no_match", f"\u201c{query}\u201d"))
            self._list.add_option(Option(literal(nothing), disabled=True))

    @property
    def room(self) -> int:
        """The cells of a line of the list: the dialog's width without its padding and scroll bar."""
        return min(90, self.app.size.width * 94 // 100) - 5

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._list.action_select()

    def action_list(self, name: str) -> None:
        """Move in the list while words can be typed."""
        step: dict[str, Callable[[], None]] = {
            "cursor_down": self._list.action_cursor_down,
            "cursor_up": self._list.action_cursor_up,
            "page_down": self._list.action_page_down,
            "page_up": self._list.action_page_up,
        }
        step[name]()
