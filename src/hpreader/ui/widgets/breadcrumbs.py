"""The breadcrumbs: the reading trail in one line above the article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING, overload

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from hpreader.model.trail_steps import branch_of, list_step
from hpreader.ui.cell_text import ELLIPSIS, fit_width, percent, strip_of
from hpreader.ui.step_labels import crumb, kind_of, step_name
from hpreader.ui.widgets.captions import Caption

if TYPE_CHECKING:
    from hpreader.history import History
    from hpreader.model import Visit

CRUMB = " \u203a "


LEAST = 12
"""Cells that a name needs to be known by; others than the current one get at most twice as many."""
SIZES = (2 * LEAST, 3 * LEAST // 2, LEAST)
"""The most cells of a name that is not the current one, from what is best to what is necessary."""
HERE = "\u25b8"
"""▸ in place of the name of an article whose headline is in sight below; as in the list of the trail."""


def elided(
    names: Sequence[str], current: int, width: int, branch: int | None = None
) -> list[tuple[str, int | None]]:
    """The trail in one line: the current step whole if it can be, and what tells most about the way.

    After the current step come the first one, the one before it, the one from which the links began
    to be followed (`branch`), the one ahead, then others from near to far, as long as there is room.
    What is left out is shown as one ellipsis.

    Returns:
        Texts with the number of their step, None for separators.
    """
    if not names:
        return []
    wanted = {step for step in (0, current - 1) if step >= 0}
    wishes = [wanted | {branch}, wanted] if branch is not None else [wanted]
    chosen, most = {current}, LEAST
    for wish, most in product(wishes, SIZES):  # shorter names, so that there is room for these
        chosen = _chosen(names, current, width, branch, most)
        if wish <= chosen:
            break
    parts: list[tuple[str, int | None]] = []
    before = -1
    for step in sorted(chosen):
        if step > before + 1:
            parts += [(ELLIPSIS, step - 1), (CRUMB, None)]
        parts.append((names[step] if step == current else _short(names[step], most), step))
        parts.append((CRUMB, None))
        before = step
    parts = [*parts, (ELLIPSIS, before + 1)] if before < len(names) - 1 else parts[:-1]
    spare = width - sum(cell_len(text) for text, step in parts if step != current)
    return [
        (_short(text, max(1, spare)) if step == current else text, step) for text, step in parts
    ]


def _chosen(
    names: Sequence[str], current: int, width: int, branch: int | None, most: int
) -> set[int]:
    """The steps for which there is room when their names take at most so many cells."""
    near = [step for n in range(1, 40) for step in (current - n, current + n)]
    order = [0, current - 1, branch if branch is not None else -1, current + 1, *near]
    room = width - min(cell_len(names[current]), max(LEAST, width // 2))
    chosen = {current}
    for step in order:
        if 0 <= step < len(names) and step not in chosen:
            if _cells_beside(names, current, chosen | {step}, most) > room:
                break
            chosen.add(step)
    return chosen


def _cells_beside(names: Sequence[str], current: int, steps: set[int], most: int) -> int:
    """The room that everything but the current step's name takes."""
    shown_steps = sorted(steps)
    gaps = sum(b > a + 1 for a, b in pairwise([-1, *shown_steps, len(names)]))
    others = [min(cell_len(names[s]), most) for s in shown_steps if s != current]
    parts = len(shown_steps) + gaps
    return sum(others) + gaps + (parts - 1) * cell_len(CRUMB)


def _short(text: str, width: int) -> str:
    return text if cell_len(text) <= width else fit_width(text, width).rstrip()


class Breadcrumbs(Caption):
    """The trail above the article; a click on a step goes there."""

    DEFAULT_CSS = """
    Breadcrumbs > .breadcrumbs--step { color: $text-muted; }
    Breadcrumbs > .breadcrumbs--current { color: $foreground; text-style: bold; }
    .-roomy Breadcrumbs { margin-bottom: 1; }
    Breadcrumbs > .breadcrumbs--active-step { background: $primary; color: $on-primary; }
    Breadcrumbs > .breadcrumbs--active-current {
        background: $primary; color: $on-primary; text-style: bold;
    }
    """
    SCOPED_CSS = False
    COMPONENT_CLASSES = {
        "breadcrumbs--step",
        "breadcrumbs--current",
        "breadcrumbs--active-step",
        "breadcrumbs--active-current",
    }

    class Chosen(Message):
        """A step of the trail was clicked."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    progress = reactive(0.0)
    """How far the article on the screen is read, 0 where there is none."""
    names_article = reactive(False)
    """Is the article on the screen named? Not while its headline is in sight."""

    def __init__(self) -> None:
        super().__init__(id="breadcrumbs")
        self._trail: History[Visit] | None = None
        self._list_name = ""
        self._places: list[tuple[int, int, int]] = []

    def show_trail(self, trail: History[Visit], list_name: str) -> None:
        """Show the steps, the one that is on the screen bright.

        Args:
            trail: the trail.
            list_name: the name of the list from which its first step was opened.
        """
        self._trail = trail
        self._list_name = list_name
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line of it: the way, and at its end how far the article is read."""
        base, width, trail = self.base, self.size.width, self._trail
        self._places = []
        if y or trail is None or not len(trail):
            return Strip.blank(width, base)
        active = "active-" if self.is_active else ""
        step_style = self.get_component_rich_style(f"breadcrumbs--{active}step")
        current_style = self.get_component_rich_style(f"breadcrumbs--{active}current")
        right = f" {percent(self.progress)} " if self.progress and width >= 2 * LEAST else ""
        room = width - cell_len(right)
        parts, at = [(" ", base)], 1
        for text, step in self._crumbs(trail, room - 2):
            if step is not None:
                self._places.append((at, at + cell_len(text), step))
            at += cell_len(text)
            is_here = step == trail.index and trail.current is not None
            parts.append((text, current_style if is_here else step_style))
        parts.append((" " * max(0, room - at), base))
        return strip_of([*parts, (right, current_style)], width, base)

    def _crumbs(self, trail: History[Visit], width: int) -> list[tuple[str, int | None]]:
        """The list and the steps since it was chosen, with their numbers in the trail."""
        first = list_step(trail)
        here = trail.current
        is_hidden = here is not None and not kind_of(here) and not self.names_article
        names = _Names(self._list_name, trail, first, is_hidden=is_hidden)
        branch = max(0, branch_of(trail) - first)
        crumbs = elided(names, max(0, trail.index - first), width, branch)
        if is_hidden and trail.index == len(trail) - 1:
            crumbs[-1] = ("", None)
        return [(text, step + first if step is not None else None) for text, step in crumbs]

    def on_click(self, event: events.Click) -> None:
        """Go to the step that was clicked."""
        for start, end, step in self._places:
            if start <= event.x < end:
                self.post_message(self.Chosen(step))


class _Names(Sequence[str]):
    """The names of the list and its steps, made when asked for: a trail may have thousands."""

    def __init__(
        self, list_name: str, trail: History[Visit], first: int, *, is_hidden: bool
    ) -> None:
        """Create it.

        Args:
            list_name: the name where no step is the list.
            trail: the trail.
            first: the step that is the list, -1 for none.
            is_hidden: is the current step not named?
        """
        self._list_name = list_name
        self._trail = trail
        self._first = first
        self._hidden = trail.index if is_hidden else None

    def __len__(self) -> int:
        return len(self._trail) - self._first

    @overload
    def __getitem__(self, step: int) -> str: ...
    @overload
    def __getitem__(self, step: slice) -> Sequence[str]: ...
    def __getitem__(self, step: int | slice) -> str | Sequence[str]:
        """The name of a step, counted from the list."""
        if isinstance(step, slice):
            return [self._name(number) for number in range(len(self))[step]]
        return self._name(range(len(self))[step])

    def _name(self, step: int) -> str:
        at = step + self._first
        if not step:
            return step_name(self._trail.items[at]) if at >= 0 else self._list_name
        return HERE if at == self._hidden else crumb(self._trail.items[at])
