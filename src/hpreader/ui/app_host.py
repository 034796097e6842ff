"""What controllers use of Textual's App and Screen, as functions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from hpreader.ui.commands import OF_PANES
from hpreader.ui.textual_compat import write_to_terminal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from textual.screen import Screen

    from hpreader.ui.command import Command
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.view import Themed
    from hpreader.ui.dialogs.help import Entry

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class AppHost:
    """Functions of the application and its terminal."""

    ask: Ask
    """Opens a dialog."""
    entries: Callable[[], Sequence[Entry]]
    """All commands with their keys, for the help."""
    give: Callable[[Entry], object]
    """Gives a command that was chosen in the help."""
    open_palette: Callable[[], None]
    quit_reader: Callable[[], Awaitable[None]]
    """Writes down where the reader is, and leaves."""
    copy: Callable[[str], None]
    """Fills the clipboard."""
    write: Callable[[str], bool]
    """Gives the terminal a control sequence; false where there is none."""
    themed: Themed
    """What has the theme."""
    pane_commands: Mapping[str, Command[Any]]
    """What panes do themselves, for the list of the trail."""


def host_of(screen: Screen[None], user_keys: Mapping[str, str]) -> AppHost:
    """The functions of a Screen and its App.

    Args:
        screen: the Screen with the panes.
        user_keys: the keys from config.toml, by the ids of commands.
    """
    app = screen.app

    def ask(dialog: Screen[Answer], answered: Callable[[Answer | None], None]) -> None:
        # What it gives is awaited only by who must know that the dialog is open.
        _mounted = app.push_screen(dialog, answered)

    def entries() -> Sequence[Entry]:
        from hpreader.ui.active_commands import entries  # noqa: PLC0415 - not for the first picture

        return entries(screen, user_keys)

    return AppHost(
        ask=ask,
        entries=entries,
        give=lambda entry: screen.call_later(app.run_action, entry.action, entry.node),
        open_palette=app.action_command_palette,
        quit_reader=app.action_quit,
        copy=app.copy_to_clipboard,
        write=partial(write_to_terminal, app),
        themed=app,
        pane_commands={row.row: row for row in OF_PANES},
    )
