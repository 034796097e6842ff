"""The line of key hints: the most useful keys of the focused pane, which can be clicked as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from hpreader.i18n import _
from hpreader.ui.cell_text import strip_of
from hpreader.ui.command import Command
from hpreader.ui.key_names import key_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Hint(NamedTuple):
    """One of the keys that work here."""

    key: str
    """Textual's name of the key."""
    title: str
    command: str
    """The id of its command."""

    @property
    def width(self) -> int:
        """Its cells."""
        return cell_len(key_name(self.key)) + 1 + cell_len(self.title)


class KeyHints(Widget, can_focus=False):
    """The most useful keys of the focused pane, from the bindings that are active now."""

    DEFAULT_CSS = """
    KeyHints { height: 1; background: $surface; color: $text-muted; }
    KeyHints > .hints--key { color: $accent; text-style: bold; background: $surface; }
    """
    COMPONENT_CLASSES = {"hints--key"}

    def __init__(
        self,
        commands: Sequence[Command[Any]],
        title_of: Callable[[Command[Any]], str],
        typing_hints: Callable[[], Sequence[tuple[str, str]]],
    ) -> None:
        """Make it.

        Args:
            commands: those worth a place in the line, the most telling first.
            title_of: what a command does just now, as a message id; empty: it is not shown.
            typing_hints: keys and what they do while letters are typed; none at other times.
        """
        super().__init__(id="hints")
        self._commands = commands
        self._title_of = title_of
        self._typing_hints = typing_hints
        self._hints: list[Hint] = []
        self._places: list[tuple[int, int, str]] = []
        """The cells of each hint, and its key."""

    def on_mount(self) -> None:
        """Follow what is active."""
        self.screen.bindings_updated_signal.subscribe(self, self._read)
        self._read(self.screen)

    def _read(self, screen: Screen[object]) -> None:
        if not screen.is_current:
            return
        keys: dict[str, list[str]] = {}
        for key, active in screen.active_bindings.items():
            if active.binding.id is not None and active.enabled:
                keys.setdefault(active.binding.id, []).append(key)
        hints = [Hint(key, title, "") for key, title in self._typing_hints()] or [
            Hint(min(keys[row.id], key=lambda key: "+" in key), _(title), row.id)
            for row in self._commands
            if row.id in keys and (title := self._title_of(row))
        ]
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line of it: as many as fit."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        base, width = self.rich_style, self.size.width
        key_style = self.get_component_rich_style("hints--key")
        parts, at = [(" ", base)], 1
        self._places = []
        for hint in self._fitting(width - 2):
            end = at + hint.width
            self._places.append((at, end, hint.key))
            parts += [(key_name(hint.key), key_style), (" " + hint.title, base), ("  ", base)]
            at = end + 2
        return strip_of(parts, width, base)

    def _fitting(self, width: int) -> list[Hint]:
        """As many as there is room for: the help is the last to go, for it names all others."""
        kept, room = set(), width + 2
        for hint in sorted(self._hints, key=lambda hint: hint.command != "help"):
            if hint.width + 2 <= room:
                room -= hint.width + 2
                kept.add(hint)
        return [hint for hint in self._hints if hint in kept]

    async def on_click(self, event: events.Click) -> None:
        """A hint can be clicked instead of pressed."""
        for start, end, key in self._places:
            active = self.screen.active_bindings.get(key)
            if start <= event.x < end and active is not None:
                await self.app.run_action(active.binding.action, active.node)
