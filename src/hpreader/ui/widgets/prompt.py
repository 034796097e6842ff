"""The line where words are typed: to filter the headlines, or to find in the article."""

from __future__ import annotations

from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Label

from hpreader.i18n import _
from hpreader.ui.literal import literal

Purpose = Literal["filter", "find"]


class Words(Input):
    """Where the words are typed: as wide as there is room, however long they are."""

    # Textual's own would lay the Screen out with each letter.
    virtual_size = Reactive(Size(0, 0))


class Prompt(Horizontal):
    """One line above the status line, there only while it is needed."""

    DEFAULT_CSS = """
    Prompt { height: 1; display: none; background: $panel; }
    Prompt.-open, Prompt.-resting { display: block; }
    Prompt Label { width: auto; padding: 0 1; text-style: bold; color: $accent; }
    Prompt Input { width: 1fr; }
    Prompt .count { color: $text-muted; text-style: none; }
    Prompt Input, Prompt Input:focus { border: none; height: 1; padding: 0; background: $panel; color: $foreground; }
    """

    class Typed(Message):
        """The words have changed."""

        def __init__(self, purpose: Purpose, text: str) -> None:
            self.purpose = purpose
            self.text = text
            super().__init__()

    class Accepted(Message):
        """Enter: the words hold, the keys go back to the pane."""

        def __init__(self, purpose: Purpose) -> None:
            self.purpose = purpose
            super().__init__()

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self.purpose: Purpose = "filter"
        self._label = Label(markup=False)
        self._input = Words(select_on_focus=False)
        self._input.cursor_blink = False  # idle means idle
        self._count = Label(markup=False, classes="count")

    def compose(self) -> ComposeResult:
        """What it is about, the words, and how many matches there are."""
        yield self._label
        yield self._input
        yield self._count

    @property
    def is_open(self) -> bool:
        """Are words typed into it?"""
        return self.has_class("-open")

    @property
    def is_resting(self) -> bool:
        """Is it open only to show the query and the number of the match?"""
        return self.has_class("-resting")

    @property
    def text(self) -> str:
        """The words as they are now."""
        return self._input.value

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """The keys that work while words are typed, and what they do; none at other times."""
        if not self.is_open:
            return ()
        if self.purpose == "filter":
            return (("enter", _("Keep the filter")), ("escape", _("All headlines")))
        return (("enter", _("Keep the matches")), ("escape", _("Cancel")))

    def open(self, purpose: Purpose, text: str) -> None:
        """Ask for words."""
        self._put(purpose, text)
        self.remove_class("-resting")
        self.add_class("-open")
        self.screen.set_focus(self._input)

    def show(self, purpose: Purpose, text: str) -> None:
        """Show words that are found, without asking for any."""
        self._put(purpose, text)
        self.rest()

    def _put(self, purpose: Purpose, text: str) -> None:
        self.purpose = purpose
        label = _("Filter") if purpose == "filter" else _("Find")
        self._label.update(literal(label))
        self.say("")
        with self._input.prevent(Input.Changed):
            self._input.value = text

    def close(self) -> None:
        """Leave the screen."""
        self.remove_class("-open", "-resting")

    def rest(self) -> None:
        """Stay on the screen while the keys go back to the pane."""
        self.remove_class("-open")
        self.add_class("-resting")

    def say(self, text: str) -> None:
        """Say something at the end of the line, such as how many matches there are."""
        self._count.update(literal(text))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self.post_message(self.Typed(self.purpose, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted(self.purpose))

    def on_key(self, event: events.Key) -> None:
        """Down goes on into the list."""
        if event.key == "down":
            event.stop()
            self.post_message(self.Accepted(self.purpose))
