"""The line of key hints: the most useful keys of the focused pane, which can be clicked as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from hpreader.i18n import _
from hpreader.ui.cell_text import strip_of
from hpreader.ui.commands import COMMANDS, key_name

if TYPE_CHECKING:
    from collections.abc import Callable

HINTED = (
    "add_source", "remove_source", "choose_day", "all_days",
    "enter", "back", "forward", "related", "next_unread", "filter", "toggle_saved", "refresh", "help", "up_level",
)  # fmt: skip
"""Which commands are worth a place in the line, the most telling first."""


class KeyHints(Widget, can_focus=False):
    """The most useful keys of the focused pane, from the bindings that are active now."""

    DEFAULT_CSS = """
    KeyHints { height: 1; background: $surface; color: $text-muted; }
    KeyHints > .hints--key { color: $accent; text-style: bold; background: $surface; }
    """
    COMPONENT_CLASSES = {"hints--key"}

    def __init__(self, title_of: Callable[[str], str]) -> None:
        super().__init__(id="hints")
        self._title_of = title_of
        self._hints: list[tuple[str, str, str]] = []
        self._places: list[tuple[int, int, str]] = []

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
        hints = [
            (key_name(min(keys[name], key=lambda key: "+" in key)), _(self._title_of(name)), name)
            for name in HINTED
            if name in keys
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
        for key, title, name in self._fitting(width - 2):
            end = at + cell_len(key) + 1 + cell_len(title)
            self._places.append((at, end, name))
            parts += [(key, key_style), (" " + title, base), ("  ", base)]
            at = end + 2
        return strip_of(parts, width, base)

    def _fitting(self, width: int) -> list[tuple[str, str, str]]:
        """As many as there is room for: the help is the last to go, for it names all others."""
        kept, room = set(), width + 2
        for key, title, name in sorted(self._hints, key=lambda hint: hint[2] != "help"):
            needed = cell_len(key) + 1 + cell_len(title) + 2
            if needed <= room:
                room -= needed
                kept.add(name)
        return [hint for hint in self._hints if hint[2] in kept]

    async def on_click(self, event: events.Click) -> None:
        """A hint can be clicked instead of pressed."""
        for start, end, name in self._places:
            if start <= event.x < end:
                command = COMMANDS[name]
                namespace = self.screen.focused or self.screen
                for node in (namespace, self.screen):
                    if await self.app.run_action(command.action or command.id, node):
                        return
