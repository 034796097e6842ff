"""The program as a whole: its help, its palette, and how to leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.screen import Screen

    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.dialogs.help import Entry

Answer = TypeVar("Answer")


class Ask(Protocol):
    """Opens a dialog over the panes."""

    def __call__(
        self, dialog: Screen[Answer], answered: Callable[[Answer | None], None], /
    ) -> None:
        """Open it, and go on with its answer; None is no answer."""


class Program:
    """What is about the program and not about news."""

    def __init__(
        self,
        ask: Ask,
        entries: Callable[[], Sequence[Entry]],
        give: Callable[[Entry], Any],
        open_palette: Callable[[], None],
        quit_reader: Callable[[], Awaitable[None]],
        messages: Messages,
        key_of: Callable[[str], str],
    ) -> None:
        """Make it.

        Args:
            ask: opens dialogs.
            entries: all commands with their keys, and whether they are possible now.
            give: gives a command that was chosen in the help.
            open_palette: opens the palette.
            quit_reader: writes down where the reader is, and leaves.
            messages: remembers what was told.
            key_of: the first key of a command by its id, as a person calls it.
        """
        self._ask = ask
        self._messages = messages
        self.key_of = key_of
        self._entries = entries
        self._give = give
        self._open_palette = open_palette
        self._quit = quit_reader

    def show_help(self) -> None:
        """All keys; a command that is chosen there is carried out."""
        from hpreader.ui.dialogs.help import HelpScreen  # noqa: PLC0415 - not for the first picture

        def chosen(entry: Entry | None) -> None:
            if entry is not None:
                self._give(entry)

        self._ask(HelpScreen(self._entries()), chosen)

    def show_messages(self) -> None:
        """The last messages, for those who missed one."""
        from hpreader.ui.dialogs.message_log import MessageLog  # noqa: PLC0415 - as above

        self._ask(MessageLog(list(self._messages.latest)), lambda _nothing: None)

    def show_palette(self) -> None:
        """All commands by name, sections, articles."""
        self._open_palette()

    async def quit(self) -> None:
        """Leave the program."""
        await self._quit()
