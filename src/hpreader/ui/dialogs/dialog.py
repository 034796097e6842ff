"""Dialogs: a list to pick from, a question, an address to type. Network text is never markup."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets._toast import ToastRack

from hpreader.i18n import _, explain
from hpreader.model import Source
from hpreader.problems import Problem
from hpreader.ui.literal import literal

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None]):
    """Something asked over the panes; None is no answer."""

    CSS_PATH = Path(__file__).parents[1] / "styles" / "dialogs.tcss"

    DEFAULT_CLASSES = "dialog-screen"

    def _on_mount(self, event: events.Mount) -> None:  # noqa: ARG002 - Textual's
        # Textual puts the place of notices away after the first picture, and draws all of it again.
        self.get_child_by_type(ToastRack).display = False

    def answer(self, answer: Answer | None) -> None:
        """Close with an answer."""
        _closed = self.dismiss(answer)

    def action_leave(self) -> None:
        """Close without one."""
        self.answer(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the dialog closes it."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.answer(None)


class Picker(Dialog[int]):
    """A list to pick a line from; the answer is its number, or None."""

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
        lines: Sequence[Content],
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
        self.options.add_options(self._lines)
        if self._lines:
            self.options.highlighted = max(0, min(self._at, len(self._lines) - 1))
            self.set_focus(self.options)

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


class Question(Picker):
    """A question to be answered with yes or no; 0 is yes."""

    def __init__(self, heading: str, yes: str, no: str) -> None:
        super().__init__(
            heading, [literal(yes), literal(no)], at=1, keys=_("Enter: choose   Esc: close")
        )


class AddSource(Dialog[Source]):
    """Asks for the address of a feed, or of any page of a site, and has the feed found."""

    BINDINGS: ClassVar = [Binding("escape", "leave", show=False)]

    def __init__(
        self, add: Callable[[str], Awaitable[Source | Problem]], offered: Sequence[Source]
    ) -> None:
        """Make it.

        Args:
            add: finds a source and subscribes to it.
            offered: those that can be had by their names.
        """
        super().__init__()
        self._add = add
        self._offered = offered
        self._trouble = Static(classes="trouble", markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the address, and what was wrong with it."""
        with Vertical(classes="dialog"):
            yield Static(literal(_("Add a source")), classes="heading")
            yield Static(
                literal(_("The address of a feed, or of any page of a newspaper's site:")),
                classes="words",
            )
            address = Input(placeholder="https://")
            address.cursor_blink = False  # idle means idle
            yield address
            width, height = self.app.size
            if self._offered and width >= 80 and height >= 24:
                names = ", ".join(source.name for source in self._offered)
                words = _("Or the name of a known source: {names}").format(names=names)
                yield Static(literal(words), classes="words")
            yield self._trouble
            yield Static(literal(_("Enter: add   Esc: close")), classes="keys")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if address := event.value.strip():
            self._trouble.update(literal(_("Looking for its news")))
            self._find(address)

    @work(group="source", exclusive=True)
    async def _find(self, address: str) -> None:
        found = await self._add(address)
        if not self.is_current:
            return
        if isinstance(found, Problem):
            self._trouble.update(literal(explain(found)))
        else:
            self.answer(found)
