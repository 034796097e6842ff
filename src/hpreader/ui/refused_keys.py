"""Why a key does nothing: its command is not possible now, belongs to another pane, or there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hpreader.i18n import N_, _
from hpreader.ui.commands import TABLE, first_key
from hpreader.ui.key_names import key_name
from hpreader.ui.panes.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.app import App
    from textual.binding import ActiveBinding

    from hpreader.ui.command import Command
    from hpreader.ui.controllers.controllers import Controllers

_BY_ACTION: Mapping[str, Command[Any]] = {row.action: row for row in TABLE}

_PANES = {
    "headlines": N_("the list"),
    "sections": N_("the sections"),
    "dates": N_("the dates"),
    "article": N_("the article"),
}
"""The panes by the scopes of commands."""


class RefusedKeys:
    """Tells in the message line why keys do nothing; dialogs have few keys and show them all."""

    def __init__(self, app: App[None], user_keys: Callable[[], Mapping[str, str]]) -> None:
        """Make it.

        Args:
            app: has the focus.
            user_keys: returns the keys from config.toml, by the ids of commands.
        """
        self._app = app
        self._user_keys = user_keys

    @property
    def _controllers(self) -> Controllers | None:
        """The controllers if a pane of the reader has the focus."""
        from hpreader.ui.screen import ReaderScreen  # noqa: PLC0415 - it is there by now

        screen = self._app.screen
        if isinstance(screen, ReaderScreen) and isinstance(screen.focused, Pane):
            return screen.controllers
        return None

    def take(self, event: events.Key) -> bool:
        """Close the box with an error if the key is Enter, end what is read aloud if it is Space.

        Returns:
            True if that was done.
        """
        c = self._controllers if event.key in {"enter", "space"} else None
        if c is None:
            return False
        if event.key == "space":
            return c.user_commands.silence()
        if not c.messages.has_error:
            return False
        c.messages.dismiss_error()
        return True

    def tell(self, event: events.Key, active: ActiveBinding | None) -> None:
        """Tell why a key does nothing.

        Args:
            event: the key.
            active: its binding, which is not possible now; None: it has none.
        """
        if (c := self._controllers) is None:
            return
        if reason := reason_for(event.key, active, c, self._user_keys()):
            c.messages.say(reason, topic="key")


def reason_for(
    key: str, active: ActiveBinding | None, c: Controllers, user_keys: Mapping[str, str]
) -> str:
    """Why a key does nothing.

    Args:
        key: Textual's name of the key.
        active: its binding where the focus is, which is not possible now; None: it has none.
        c: what knows whether a command is possible.
        user_keys: the keys from config.toml, by the ids of commands.

    Returns:
        A sentence; empty where there is nothing to tell.
    """
    if active is not None:
        action = active.binding.action
        row = _BY_ACTION.get(action) or c.user_commands.row_of(action)
        return row.requires.why_not(c) if row is not None else ""
    panes = [
        _(_PANES[row.scope])
        for row in TABLE
        if row.scope in _PANES and key in user_keys.get(row.id, row.keys).split(",")
    ]
    if panes:
        words = _("{key} has a meaning in {panes} only.")
        return words.format(key=key_name(key), panes=", ".join(panes))
    words = _("{key} is no key here. {help}: all keys")
    return words.format(key=key_name(key), help=first_key("help", user_keys))
