"""The commands with the keys they have now, and which of them are possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hpreader.ui.commands import COMMANDS, command_of
from hpreader.ui.dialogs.help import Entry
from hpreader.ui.key_names import key_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.binding import ActiveBinding
    from textual.screen import Screen

    from hpreader.ui.command import Command, UserBindings


def entries(screen: Screen[None], user: UserBindings) -> list[Entry]:
    """All commands, as the help shows them.

    Args:
        screen: the Screen with the panes, on top.
        user: the keys and commands from config.toml.
    """
    keys: dict[str, list[str]] = {}
    possible: dict[str, ActiveBinding] = {}
    for key, active in screen.active_bindings.items():
        if (name := command_of(active.binding)) is not None:
            keys.setdefault(name, []).append(key)
            if active.enabled:
                possible[name] = active
    found = []
    for name, command in COMMANDS.items():
        if command.number > 1:
            continue  # nine commands, one line
        names = keys.get(name) or user.keys.get(name, command.keys).split(",")
        words = "1-9" if command.number else key_names(names)
        if name in possible:
            binding, node = possible[name].binding, possible[name].node
            found.append(Entry(command, words, binding.action, node))
        else:
            found.append(Entry(command, words))
    return [*found, *_own_entries(screen, user.rows)]


def _own_entries(screen: Screen[None], rows: Mapping[str, Command[Any]]) -> Iterator[Entry]:
    """The user's own commands, some of which may have no keys."""
    for command in rows.values():
        keys = key_names(command.keys.split(",")) if command.keys else ""
        is_possible = screen.check_action("command", (command.row,))
        yield Entry(command, keys, command.action, screen if is_possible else None)
