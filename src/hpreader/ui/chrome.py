"""What stands around the panes: their titles, the breadcrumbs, the keys that work here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from hpreader.i18n import _
from hpreader.ui.keys import COMMANDS, key_name
from hpreader.ui.pane import ELLIPSIS, fitted, shown, strip_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hpreader.history import History
    from hpreader.model import Visit

CRUMB = " \u203a "


class PaneTitle(Widget, can_focus=False):
    """A line with the name of a pane and what narrows it; bright while the pane has the keys."""

    DEFAULT_CSS = """
    PaneTitle {
        height: 1;
        padding: 0 1;
        color: $text-muted;
        background: $panel;
        text-style: bold;
    }
    .-active > PaneTitle { background: $primary; color: $on-primary; }
    """
    SCOPED_CSS = False
    DEFAULT_CLASSES = "title"
    text = reactive("")

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.set_reactive(PaneTitle.text, text)

    def render(self) -> Content:
        """The title, cut where it must be."""
        return Content(fitted(shown(self.text), self.size.width))


# --- breadcrumbs --------------------------------------------------------------------------------


def elided(titles: Sequence[str], current: int, width: int) -> list[tuple[str, int | None]]:
    """The trail in one line: the current step whole if it can be, its neighbours as far as they fit.

    Returns:
        Texts with the number of the step each stands for, None for what only parts them.
    """
    if not titles:
        return []
    least = 12
    first = last = current
    room = width - max(least, min(cell_len(titles[current]), width // 2))
    while first > 0 or last < len(titles) - 1:
        step = first - 1 if first > 0 else last + 1
        cost = min(cell_len(titles[step]), least * 2) + cell_len(CRUMB)
        if cost + (2 * len(CRUMB) + 2 if first > 1 or last < len(titles) - 2 else 0) > room:
            break
        room -= cost
        first, last = min(first, step), max(last, step)
    parts: list[tuple[str, int | None]] = []
    if first > 0:
        parts += [(ELLIPSIS, first - 1), (CRUMB, None)]
    for step in range(first, last + 1):
        if step > first:
            parts.append((CRUMB, None))
        title = titles[step]
        parts.append((title if step == current else _short(title, least * 2), step))
    if last < len(titles) - 1:
        parts += [(CRUMB, None), (ELLIPSIS, last + 1)]
    spare = width - sum(cell_len(text) for text, step in parts if step != current)
    return [
        (_short(text, max(1, spare)) if step == current else text, step) for text, step in parts
    ]


def _short(text: str, width: int) -> str:
    return text if cell_len(text) <= width else fitted(text, width).rstrip()


class Breadcrumbs(Widget, can_focus=False):
    """The trail above the article; a click on a step goes there."""

    DEFAULT_CSS = """
    Breadcrumbs { height: 1; background: $panel; }
    Breadcrumbs > .breadcrumbs--step { color: $text-muted; }
    Breadcrumbs > .breadcrumbs--current { color: $foreground; text-style: bold; }
    .-roomy Breadcrumbs { margin-bottom: 1; }
    .-active Breadcrumbs { background: $primary; color: $on-primary; }
    .-active Breadcrumbs > .breadcrumbs--step { color: $on-primary 75%; }
    .-active Breadcrumbs > .breadcrumbs--current { color: $on-primary; }
    """
    SCOPED_CSS = False
    COMPONENT_CLASSES = {"breadcrumbs--step", "breadcrumbs--current"}

    class Chosen(Message):
        """A step of the trail was clicked."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def __init__(self) -> None:
        super().__init__(id="breadcrumbs")
        self._titles: tuple[str, ...] = ()
        self._current = 0
        self._is_on_screen = False
        self._places: list[tuple[int, int, int]] = []

    def show_trail(self, trail: History[Visit]) -> None:
        """Show the steps, the one that is on the screen bright."""
        self._titles = tuple(shown(visit.title) for visit in trail)
        self._current = trail.index
        self._is_on_screen = trail.current is not None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line of it."""
        base, width = self.rich_style, self.size.width
        if y or not self._titles:
            return Strip.blank(width, base)
        step_style = self.get_component_rich_style("breadcrumbs--step")
        current_style = self.get_component_rich_style("breadcrumbs--current")
        parts, at = [(" ", base)], 1
        self._places = []
        for text, step in elided(self._titles, self._current, width - 2):
            if step is not None:
                self._places.append((at, at + cell_len(text), step))
            at += cell_len(text)
            is_here = step == self._current and self._is_on_screen
            parts.append((text, current_style if is_here else step_style))
        return strip_of(parts, width, base)

    def on_click(self, event: events.Click) -> None:
        """Go to the step that was clicked."""
        for start, end, step in self._places:
            if start <= event.x < end:
                self.post_message(self.Chosen(step))


# --- the keys that work here --------------------------------------------------------------------

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
