"""What controllers use of Textual's App and Screen, as functions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.app import SuspendNotSupported

from hpreader.ui.commands import OF_PANES
from hpreader.ui.textual_compat import copy_to_clipboard, write_to_terminal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from textual.screen import Screen

    from hpreader.ui.browser import Failure
    from hpreader.ui.command import Command, UserBindings
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
    copy: Callable[[str], bool]
    """Fills the clipboard; false where there is no terminal."""
    run_in_terminal: Callable[[Sequence[str]], Failure | None]
    """Runs a browser that draws in the terminal, which the reader does not use meanwhile."""
    is_uncovered: Callable[[], bool]
    """Is no dialog over the panes?"""
    size: Callable[[], tuple[int, int]]
    """The columns and lines of the terminal."""
    write: Callable[[str], bool]
    """Gives the terminal a control sequence; false where there is none."""
    themed: Themed
    """What has the theme."""
    user_rows: Mapping[str, Command[Any]]
    """The user's own commands, by their ids."""
    pane_commands: Mapping[str, Command[Any]]
    """What panes do themselves, for the list of the trail."""


def host_of(screen: Screen[None], user: UserBindings) -> AppHost:
    """The functions of a Screen and its App.

    Args:
        screen: the Screen with the panes.
        user: the keys and commands from config.toml.
    """
    app = screen.app

    def ask(dialog: Screen[Answer], answered: Callable[[Answer | None], None]) -> None:
        # What it gives is awaited only by who must know that the dialog is open.
        _mounted = app.push_screen(dialog, answered)

    def entries() -> Sequence[Entry]:
        from hpreader.ui.active_commands import entries  # noqa: PLC0415 - not for the first picture

        return entries(screen, user)

    def run_in_terminal(command: Sequence[str]) -> Failure | None:
        from hpreader.ui import browser  # noqa: PLC0415 - not for the first picture

        try:
            with app.suspend():
                return browser.run_in_terminal(command)
        except SuspendNotSupported:
            return browser.Failure(command[0])

    return AppHost(
        ask=ask,
        entries=entries,
        give=lambda entry: screen.call_later(app.run_action, entry.action, entry.node),
        open_palette=app.action_command_palette,
        quit_reader=app.action_quit,
        # Textual's own: the controllers tell themselves what they have copied.
        copy=partial(copy_to_clipboard, app),
        run_in_terminal=run_in_terminal,
        is_uncovered=lambda: screen.is_active,
        size=lambda: (app.size.width, app.size.height),
        write=partial(write_to_terminal, app),
        themed=cast("Themed", app),
        user_rows=user.rows,
        pane_commands={row.row: row for row in OF_PANES},
    )
