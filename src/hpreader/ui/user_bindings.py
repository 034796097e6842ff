"""What config.toml changes in the table of commands: other keys, and the user's own commands as rows.

What of config.toml cannot be used is told here, too.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hpreader.ui.command import OWN, Command, UserBindings
from hpreader.ui.commands import HAS_SUBJECT
from hpreader.ui.input.user_keys import free_keys, keymap, theme_complaint, wide_complaint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hpreader.config import Settings
    from hpreader.model import UserCommand
    from hpreader.ui.controllers.controllers import Controllers


def user_bindings(
    wanted: Mapping[str, str], commands: Sequence[UserCommand]
) -> tuple[UserBindings, tuple[str, ...]]:
    """What can be had of `[keys]` and `[commands]` in config.toml, and a sentence for what cannot."""
    keys, wrong = keymap(wanted)
    own_keys, taken = free_keys(commands, keys)
    rows = [_row(command, own_keys[command.name]) for command in commands]
    return UserBindings(keys, {row.row: row for row in rows}), (*wrong, *taken)


def wishes_of(
    settings: Settings, themes: Iterable[str], *, is_wide: bool
) -> tuple[UserBindings, tuple[str, ...]]:
    """The bindings that the user wants, and a sentence for each wish that cannot be fulfilled.

    Args:
        settings: the user's settings.
        themes: the names of all themes.
        is_wide: whether the terminal draws characters of ambiguous width in two cells.
    """
    bindings, wrong = user_bindings(settings.keys, settings.commands)
    others = (theme_complaint(settings.theme, themes), wide_complaint() if is_wide else "")
    return bindings, (*wrong, *filter(None, others))


def _row(command: UserCommand, keys: str) -> Command[Controllers]:
    def run(command: UserCommand, c: Controllers) -> None:
        c.user_commands.toggle(command)

    return Command(
        f"commands.{command.name}", keys, command.title, OWN, partial(run, command),
        requires=HAS_SUBJECT,
    )  # fmt: skip
