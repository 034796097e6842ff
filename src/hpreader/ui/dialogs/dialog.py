"""The base classes of dialogs: any dialog, and a list to pick a line from.

Text is given to Textual as `Content`: text from the network must never be parsed as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hpreader.i18n import _
from hpreader.render.line_breaks import wrap
from hpreader.ui.literal import literal
from hpreader.ui.textual_compat import hide_notices

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None]):
    """Something asked over the panes; None is no answer."""

    CSS_PATH = Path(__file__).parents[1] / "styles" / "dialogs.tcss"

    DEFAULT_CLASSES = "dialog-screen"

    @on(events.Mount)
    def _hide_notices(self) -> None:
        hide_notices(self)

    def answer(self, answer: Answer | None) -> None:
        """Close with an answer."""
        close(self, answer)

    def action_leave(self) -> None:
        """Close without one."""
        self.answer(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the dialog closes it."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.answer(None)


def close(screen: Screen[Answer], answer: Answer | None) -> None:
    """Close a screen with an answer, unless it is closed already.

    Two keys, or a key and a click, may be for the screen before it is gone; Textual's `dismiss` would
    raise a ScreenStackError for the second.
    """
    if screen.is_current:
        _closed = screen.dismiss(answer)


FRAME = 5
"""Cells of a line that are the dialog's padding and the list's scroll bar."""
INDENT = 4
"""Cells by which what is wrapped of a line is indented, so that the next one is seen to begin."""


def room_in(columns: int, widest: int) -> int:
    """The cells of the lines of a dialog with at most so many cells, in a terminal of some width."""
    return min(widest, columns * 94 // 100) - FRAME


def hanging(lines: Content, room: int) -> Content:
    """Lines with their further parts indented, where they are longer than the room."""
    found: list[Content] = []
    for line in lines.split("\n"):
        begin = len(line.plain) - len(line.plain.lstrip(" "))
        indent = begin + 2 if begin >= INDENT else INDENT
        text = line[begin:]
        _, *rest = parts = wrap(text.plain, max(1, room - begin)) or [(0, len(text))]
        found.append(line[: begin + parts[0][1]])
        if rest:
            tail = text[rest[0][0] :]
            parts = wrap(tail.plain, max(1, room - indent))
            found += [Content.assemble(" " * indent, tail[start:stop]) for start, stop in parts]
    return literal("\n").join(found)


class Picker(Dialog[int]):
    """A list to pick a line from; the answer is its number, or None."""

    WIDEST: ClassVar = 76
    """Cells of the dialog; see dialogs.tcss."""

    BINDINGS: ClassVar = [
        Binding("escape,q", "leave", show=False),
        Binding("j", "step('down')", show=False),
        Binding("k", "step('up')", show=False),
        Binding("g", "step('first')", show=False),
        Binding("G", "step('last')", show=False),
        Binding("space", "step('page_down')", show=False),
        Binding("b", "step('page_up')", show=False),
        Binding("l,right", "step('select')", show=False),
    ]

    def __init__(
        self,
        heading: str,
        lines: Sequence[Content | Option],
        *,
        at: int = 0,
        empty: str = "",
        keys: str = "",
    ) -> None:
        super().__init__()
        self._heading = heading
        self._lines = list(lines)
        self._at = at
        self._empty = empty
        self._keys = keys
        self.options = OptionList(markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the list, and the keys that work here."""
        with Vertical(classes="dialog"):
            yield Static(literal(self._heading), classes="heading")
            if self._lines:
                yield self.options
            else:
                yield Static(literal(self._empty), classes="words")
            yield Static(literal(self._keys or self._usual_keys()), classes="keys")

    def _usual_keys(self) -> str:
        return _("Enter: open   Esc: close") if self._lines else _("Esc: close")

    def on_mount(self) -> None:
        """Stand on the line that is current."""
        self.show_lines(self._lines)
        if self._lines:
            self.options.highlighted = max(0, min(self._at, len(self._lines) - 1))
            self.set_focus(self.options)

    def show_lines(self, lines: Sequence[Content | Option]) -> None:
        """Show these lines in place of those before."""
        room = room_in(self.app.size.width, self.WIDEST)
        self.options.clear_options()
        self.options.add_options(
            [one if isinstance(one, Option) else hanging(one, room) for one in lines]
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.answer(event.option_index)

    def action_step(self, name: str) -> None:
        """Move in the list with the keys of the panes."""
        step = {
            "down": self.options.action_cursor_down,
            "up": self.options.action_cursor_up,
            "first": self.options.action_first,
            "last": self.options.action_last,
            "page_down": self.options.action_page_down,
            "page_up": self.options.action_page_up,
            "select": self.options.action_select,
        }
        step[name]()
