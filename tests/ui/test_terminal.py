"""What was written to the terminal bit by bit is what the whole screen looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.segment import ControlType
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.screen import Screen
from textual.widget import Widget

from hpreader.ui import ReaderApp
from hpreader.ui.panes.article import ArticlePane
from hpreader.ui.panes.headlines import Headlines
from tests.support import town
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

Cell = tuple[str, str]
"""A character and its style."""


class Terminal:
    """The cells of a terminal that gets what the application writes."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self._console = Console()

    def take(self, update: CompositorUpdate) -> None:
        """Draw an update of Textual's compositor at the places it names."""
        x = y = 0
        for segment in self._console.render(update):
            for control in segment.control or ():
                assert control[0] == ControlType.CURSOR_MOVE_TO
                x, y = (int(place) for place in control[1:])
            for character in "" if segment.control else segment.text:
                if character == "\n":
                    x, y = 0, y + 1
                else:
                    self.cells[x, y] = character, looks(segment.style)
                    x += cell_len(character)


def looks(style: Style | None) -> str:
    """A style as it is seen: what it means for clicks is left out."""
    return str(style.without_color + Style.from_color(style.color, style.bgcolor)) if style else ""


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal that every application of the test writes to."""
    made = Terminal()

    def display(app: ReaderApp, screen: Screen[object], update: CompositorUpdate | None) -> None:
        if update is not None and screen is app.screen and not app._batch_count:
            made.take(update)
        app.post_display_hook()

    monkeypatch.setattr(ReaderApp, "_display", display)
    return made


async def drawn_anew(reader: Reader) -> dict[tuple[int, int], Cell]:
    """The cells of the whole screen when nothing is kept of what was drawn before."""
    app, screen = reader.app, reader.app.screen
    while screen._dirty_widgets or screen._layout_required or screen._repaint_required:
        await reader.settle()
    widgets = [w for each in app.screen_stack for w in each.walk_children(Widget, with_self=True)]
    for widget in widgets:
        widget._set_dirty()
        if isinstance(widget, ArticlePane):
            widget._lines.clear()
        if isinstance(widget, Headlines):
            widget.lines.clear()
    update = screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, CompositorUpdate)
    for widget in widgets:
        widget._repaint_regions.clear()  # to look must not have it drawn
    whole = Terminal()
    whole.take(update)
    return whole.cells


def as_lines(cells: dict[tuple[int, int], Cell]) -> list[str]:
    rows: dict[int, dict[int, str]] = {}
    for (x, y), (character, _look) in cells.items():
        rows.setdefault(y, {})[x] = character
    return ["".join(row[x] for x in sorted(row)) for _y, row in sorted(rows.items())]


READING = (
    "j", "j", "enter", "space", "j", "tab", "tab", "j", "tab", "j", "tab", "tab", "J", "G", "t", "j",
    "escape", "f", "escape", "2", "H", "H", "L", "L", "h", "m", "m", "s", "Z", "n", "z", "z", "g",
    "T", "J", "H", "T",
)  # fmt: skip
LISTS = (
    "enter", "h", "/", "d", "u", "o", "backspace", "enter", "escape", ".", "n", ".", ",", "x", "j",
    "enter", "j", "x", "k", "enter", "D", "left", "enter", "0", "S", "S", "f6", "f6", "f6", "f7",
    "G", "g", "M", "Z", "tab", "tab", "H", "H", "L",
)  # fmt: skip
DIALOGS = (
    "enter", "J", "?", "j", "escape", "ctrl+y", "k", "/", "s", "o", "escape", "escape", "ctrl+p",
    "d", "escape", "F", "d", "u", "escape", "ctrl+f", "d", "o", "enter", "n", "N", "escape", "X",
    "escape", "h", "?", "escape", "ctrl+y", "enter",
)  # fmt: skip


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("keys", [READING, LISTS, DIALOGS], ids=["reading", "lists", "dialogs"])
async def test_each_key_draws_all_that_it_changes(
    directory: Path,
    web: Web,
    clock: town.Clock,
    terminal: Terminal,
    keys: tuple[str, ...],
    size: tuple[int, int],
) -> None:
    async with town_reader(directory, web, clock, size=size) as reader:
        for number, key in enumerate(keys):
            await reader.press(key)
            whole = await drawn_anew(reader)
            way = " ".join(keys[: number + 1])
            assert as_lines(terminal.cells) == as_lines(whole), way
            wrong = {
                at: (cell, terminal.cells[at])
                for at, cell in whole.items()
                if terminal.cells[at] != cell
            }
            assert not wrong, f"{way}: {wrong}"
