"""The breadcrumbs: the reading trail in one line above the article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, overload

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from hpreader.ui.cell_text import ELLIPSIS, fit_width, strip_of
from hpreader.ui.step_labels import branch_of, crumb, percent
from hpreader.ui.widgets.captions import Caption

if TYPE_CHECKING:
    from hpreader.history import History
    from hpreader.model import Visit

CRUMB = " \u203a "


LEAST = 12
"""Cells that a name needs to be known by; others than the current one get at most twice as many."""


def elided(
    names: Sequence[str], current: int, width: int, branch: int | None = None
) -> list[tuple[str, int | None]]:
    """The trail in one line: the current step whole if it can be, and what tells most about the way.

    After the current step come the one before it, the one from which the links began to be
    followed (`branch`), the one ahead, then others from near to far, as long as there is room. What
    is left out is shown as one ellipsis.

    Returns:
        Texts with the number of their step, None for separators.
    """
    if not names:
        return []
    wanted = {step for step in (current - 1, branch) if step is not None and step >= 0}
    most = LEAST * 2
    chosen = _chosen(names, current, width, branch, most)
    while most > LEAST and not wanted <= chosen:  # shorter names, so that there is room for these
        most -= LEAST // 2
        chosen = _chosen(names, current, width, branch, most)
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
    order = [current - 1, branch if branch is not None else -1, current + 1, *near]
    room = width - max(LEAST, min(cell_len(names[current]), width // 2))
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
    Breadcrumbs > .breadcrumbs--active-step { background: $primary; color: $on-primary 75%; }
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

    def __init__(self) -> None:
        super().__init__(id="breadcrumbs")
        self._trail: History[Visit] | None = None
        self._places: list[tuple[int, int, int]] = []

    def show_trail(self, trail: History[Visit]) -> None:
        """Show the steps, the one that is on the screen bright."""
        self._trail = trail
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
        names = _Names(trail.items)
        for text, step in elided(names, max(0, trail.index), room - 2, branch_of(trail)):
            if step is not None:
                self._places.append((at, at + cell_len(text), step))
            at += cell_len(text)
            is_here = step == trail.index and trail.current is not None
            parts.append((text, current_style if is_here else step_style))
        parts.append((" " * max(0, room - at), base))
        return strip_of([*parts, (right, current_style)], width, base)

    def on_click(self, event: events.Click) -> None:
        """Go to the step that was clicked."""
        for start, end, step in self._places:
            if start <= event.x < end:
                self.post_message(self.Chosen(step))


class _Names(Sequence[str]):
    """The names of the steps, made when they are asked for: a trail may have thousands."""

    def __init__(self, visits: Sequence[Visit]) -> None:
        self._visits = visits

    def __len__(self) -> int:
        return len(self._visits)

    @overload
    def __getitem__(self, step: int) -> str: ...
    @overload
    def __getitem__(self, step: slice) -> Sequence[str]: ...
    def __getitem__(self, step: int | slice) -> str | Sequence[str]:
        """The name of a step."""
        if isinstance(step, slice):
            return [crumb(visit) for visit in self._visits[step]]
        return crumb(self._visits[step])
