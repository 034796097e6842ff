"""Help: every command with its keys, those that are not possible now grey; and a legend of the signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from hpreader.i18n import _
from hpreader.text import fold
from hpreader.ui.cell_text import fit_width, wrap_lines
from hpreader.ui.command import GROUPS, Command
from hpreader.ui.dialogs.list_dialog import ListDialog
from hpreader.ui.dialogs.signs import SIGNS
from hpreader.ui.literal import literal

GAP = 2
"""Cells before the keys, and between them and the words."""
LEAST_WORDS = 30
"""Where so many cells do not remain for the words beside the keys, they are below them."""
SIGNS_ID = "signs"
"""The ids of the lines that are no commands begin so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A command as the help shows it."""

    command: Command[Any]
    keys: str
    action: str = ""
    """The action of its key binding."""
    node: DOMNode | None = None
    """What the binding belongs to; None when the command is not possible now."""

    @property
    def is_active(self) -> bool:
        """Can it be done where the keys are now?"""
        return self.node is not None

    @property
    def words(self) -> str:
        """What the command does."""
        return _(self.command.help or self.command.title)


def _searched(entry: Entry) -> str:
    """What words of a search are looked for in."""
    command = entry.command
    return fold(f"{entry.words} {entry.keys} {_(command.group)} {command.id}")


class HelpScreen(ListDialog[Entry]):
    """A list of all commands that narrows as one types; the answer is the one to carry out."""

    def __init__(self, commands: Sequence[Entry]) -> None:
        super().__init__(_("Help"), _("Type to search the keys"), _("Esc: close"))
        self._entries = commands
        self._keys_width = max((cell_len(entry.keys) for entry in commands), default=0)

    @on(OptionList.OptionHighlighted)
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the chosen command is called in config.toml."""
        words = _("Esc: close")
        if not str(event.option_id).startswith(SIGNS_ID):
            words = _("Esc: close · in config.toml: {id}").format(id=event.option_id)
        self._keys.update(literal(words))

    def on_mount(self) -> None:
        """All commands to begin with."""
        self._show("")
        self.set_focus(self._input)

    def _show(self, query: str) -> None:
        """Show the commands with these words in what they do or in their keys."""
        wanted = fold(query).split()
        self._list.clear_options()
        for group in GROUPS:
            lines = [
                self._line(entry)
                for entry in self._entries
                if entry.command.group == group and all(word in _searched(entry) for word in wanted)
            ]
            self.add_group(_(group), lines)
        signs = [
            self._row(sign, _(words), f"{SIGNS_ID}-{number}", "")
            for number, (sign, words) in enumerate(SIGNS)
            if all(word in fold(f"{sign} {_(words)} {_('Signs')}") for word in wanted)
        ]
        self.add_group(_("Signs"), signs)
        self.tell_if_empty(query)

    def _line(self, entry: Entry) -> Option:
        return self._row(
            entry.keys,
            entry.words,
            entry.command.id,
            "" if entry.is_active else "$text-disabled",
        )

    def _row(self, keys: str, words: str, option_id: str, style: str) -> Option:
        """A line of the help: keys or a sign, and beside it, or below where it is narrow, the words."""
        room, indent = self.room, self._keys_width + 2 * GAP
        is_wide = room - indent >= LEAST_WORDS
        indent = indent if is_wide else 2 * GAP
        first, *more = wrap_lines(words, room - indent, 3) or [""]
        lead = " " * GAP + keys
        lead = fit_width(lead, indent) if is_wide else f"{lead}\n{' ' * indent}"
        text = f"\n{' ' * indent}".join([first, *more])
        line = Content.assemble((lead, f"bold {style}".strip()), (text, style))
        return Option(line, id=option_id)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        named = (one for one in self._entries if one.command.id == event.option_id)
        entry = next(named, None)
        if entry is not None and entry.is_active:
            self.answer(entry)
