"""Help: every command with its keys, made from the key map and from what is active now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from hpreader.i18n import _, explain
from hpreader.problems import Problem
from hpreader.text import fold
from hpreader.ui.cell_text import fit_width, wrap_lines
from hpreader.ui.commands import COMMANDS, GROUPS, Command, command_of, key_names
from hpreader.ui.dialogs.dialog import Dialog
from hpreader.ui.literal import literal

KEYS_WIDTH = 38


@dataclass(frozen=True, slots=True)
class Entry:
    """A command as the help shows it."""

    command: Command
    keys: str
    node: DOMNode | None
    """Where it can be done: what has the keys, or what is around it; None when it cannot be now."""

    @property
    def is_active(self) -> bool:
        """Can it be done where the keys are now?"""
        return self.node is not None

    @property
    def words(self) -> str:
        """What the command does."""
        return _(self.command.help or self.command.title)


def entries(screen: Screen[None], keymap: Mapping[str, str]) -> list[Entry]:
    """All commands with the keys they have now: remapped ones, and which are active."""
    active: dict[str, list[str]] = {}
    nodes: dict[str, DOMNode] = {}
    for key, binding in screen.active_bindings.items():
        if (name := command_of(binding.binding)) is not None:
            active.setdefault(name, []).append(key)
            if binding.enabled:
                # The actions for what Textual binds in the App are the Screen's.
                nodes[name] = screen if binding.node is screen.app else binding.node
    found = []
    for name, command in COMMANDS.items():
        if name.startswith("number_") and name != "number_1":
            continue  # nine commands, one line
        keys = active.get(name) or keymap.get(name, command.keys).split(",")
        words = "1-9" if name == "number_1" else key_names(keys)
        found.append(Entry(command, words, nodes.get(name)))
    return found


def _searched(entry: Entry) -> str:
    """What words of a search are looked for in."""
    command = entry.command
    return fold(f"{entry.words} {entry.keys} {_(command.group)} {command.id}")


class HelpScreen(Dialog[Entry]):
    """A list of all commands that narrows as one types; the answer is the one to carry out."""

    BINDINGS: ClassVar = [
        Binding("escape,f1", "leave", show=False),
        # An Input has these keys for scrolling, which it never does.
        Binding("down", "list('cursor_down')", show=False, priority=True),
        Binding("up", "list('cursor_up')", show=False, priority=True),
        Binding("pagedown", "list('page_down')", show=False, priority=True),
        Binding("pageup", "list('page_up')", show=False, priority=True),
    ]

    def __init__(self, commands: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = commands
        self._list = OptionList(markup=False)
        self._input = Input(placeholder=_("Type to search the keys"))
        self._input.cursor_blink = False  # idle means idle

    def compose(self) -> ComposeResult:
        """A heading, the words to search for, the commands."""
        with Vertical(classes="dialog"):
            yield Static(literal(_("Help")), classes="heading")
            yield self._input
            yield self._list
            yield Static(literal(_("Esc: close")), classes="keys")

    @on(OptionList.OptionHighlighted)
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the chosen command is called in config.toml."""
        words = _("Esc: close · in config.toml: {id}").format(id=event.option_id)
        self.query_one(".keys", Static).update(literal(words))

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
            if lines:
                heading = literal(_(group))
                self._list.add_options([Option(heading, disabled=True), *lines])
        if not self._list.option_count:
            nothing = explain(Problem("no_match", f"\u201c{query}\u201d"))
            self._list.add_option(Option(literal(nothing), disabled=True))

    def _line(self, entry: Entry) -> Option:
        style = "" if entry.is_active else "dim"
        # The dialog's own share of the width: its margins, its padding, its scroll bar.
        room = min(90, self.app.size.width * 94 // 100) - 8
        is_wide = room > 2 * KEYS_WIDTH - 8
        indent = KEYS_WIDTH if is_wide else 4
        first, *more = wrap_lines(entry.words, room - indent, 3) or [""]
        keys = (
            fit_width(f"  {entry.keys}", KEYS_WIDTH)
            if is_wide
            else f"  {entry.keys}\n" + " " * indent
        )
        words = f"\n{' ' * indent}".join([first, *more])
        line = Content.assemble((keys, f"bold {style}".strip()), (words, style))
        return Option(line, id=entry.command.id)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._list.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        entry = next(one for one in self._entries if one.command.id == event.option_id)
        if entry.is_active:
            self.answer(entry)

    def action_list(self, name: str) -> None:
        """Move in the list while words can be typed."""
        step: dict[str, Callable[[], None]] = {
            "cursor_down": self._list.action_cursor_down,
            "cursor_up": self._list.action_cursor_up,
            "page_down": self._list.action_page_down,
            "page_up": self._list.action_page_up,
        }
        step[name]()
