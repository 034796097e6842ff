"""All keys and words of this user: those of the table, changed by config.toml, and the user's own commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader.linear.commands import COMMANDS, NUMBER, LineCommand, help_lines
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.config import Settings
    from hpreader.linear.commands import Run
    from hpreader.model import UserCommand

_SIGNS: Final = {"comma": ",", "semicolon": ";", "full_stop": ".", "slash": "/", "minus": "-"}
"""Keys that Textual calls by a word."""


class Vocabulary:
    """The commands by key and by word."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Make it.

        Keys of config.toml that are one character are keys here too, in place of the usual ones of their
        command; the user's own commands are called by the name of their table, by their title, or by such a
        key. A word or a key of the table's that a command of the user's has too stays the table's.
        """
        self._by_key: dict[str, LineCommand] = {}
        self._by_word: dict[str, LineCommand] = {}
        own_keys: Mapping[str, str] = settings.keys if settings is not None else {}
        moved = {one.id: _characters(own_keys.get(one.id, "")) for one in COMMANDS}
        for command in COMMANDS:
            for key in () if moved[command.id] else command.keys.split():
                self._by_key[key] = command
            for word in command.words:
                self._by_word[fold(word)] = command
        for command in COMMANDS:
            self._by_key.update(dict.fromkeys(moved[command.id], command))
        self._own = [_line_command(one) for one in (settings.commands if settings else ())]
        for command in self._own:
            for key in command.keys.split():
                self._by_key.setdefault(key, command)
            for word in command.words:
                self._by_word.setdefault(fold(word), command)

    def by_key(self, key: str) -> LineCommand | None:
        """The command of a key."""
        return self._by_key.get(key)

    def by_word(self, word: str) -> LineCommand | None:
        """The command of a word or of several, whatever their case and marks."""
        return self._by_word.get(fold(word))

    def help(self) -> list[str]:
        """The help, a sentence for each command; the user's own ones at the end."""
        keys: dict[str, list[str]] = {}
        for key, command in self._by_key.items():
            keys.setdefault(command.id, []).append(key)
        return help_lines(keys, self._own)


def _characters(keys: str) -> list[str]:
    """Those of Textual's names of keys that are one character, as it is typed; no digits, which are numbers."""
    names = (_SIGNS.get(key.strip(), key.strip()) for key in keys.split(","))
    return [name for name in names if len(name) == 1 and not name.isdecimal() and name != " "]


def _line_command(command: UserCommand) -> LineCommand:
    """A command of the user's as a row beside those of the table."""
    words = tuple(dict.fromkeys((command.title, command.name, command.name.replace("_", " "))))
    return LineCommand(
        f"commands.{command.name}",
        " ".join(_characters(command.keys)),
        words,
        words,
        command.title,
        _runner(command),
        NUMBER,
    )


def _runner(command: UserCommand) -> Run:
    return lambda parts, number: parts.user_commands.run(command, number)
