"""What the journeys are measured against: the same done with Textual's own widgets and no more.

    python benchmarks/bare.py SCENE FILE

The scenes are `list` (rows beside a text; `/` filters), `panes` and `dialog`; the file is JSON with
`rows`, the same `folded` for the filter, `texts` and `lines`.

It marks and keeps nothing, counts nothing and tells no keys: what the reader's opening, going back
and filtering do of that is in its ratio.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static

SCENE = sys.argv[1]
GIVEN = json.loads(Path(sys.argv[2]).read_text("utf-8"))
ROWS = [Content(row) for row in GIVEN["rows"]]
FOLDED = GIVEN["folded"]
"""The rows in small letters without marks: words find them whatever the marks, as in the reader."""


class Text(ScrollView, can_focus=True):
    """A text that draws the lines in sight."""

    BINDINGS: ClassVar = [Binding("space", "page", show=False), Binding("g", "top", show=False)]

    def show(self, lines: list[str]) -> None:
        """Show other lines."""
        self.lines = lines
        self.virtual_size = Size(self.size.width, len(lines))
        self.scroll_to(y=0, animate=False, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of them."""
        lines, at = getattr(self, "lines", []), y + round(self.scroll_y)
        text = lines[at] if at < len(lines) else ""
        strip = Strip([Segment(text, self.rich_style)])
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def action_page(self) -> None:
        """A page on."""
        self.scroll_to(y=self.scroll_y + self.size.height - 1, animate=False, force=True)

    def action_top(self) -> None:
        """To the beginning."""
        self.scroll_to(y=0, animate=False, force=True)


class Rows(OptionList):
    """A list with the reader's keys."""

    BINDINGS: ClassVar = [
        Binding("j", "cursor_down", show=False),
        Binding("g", "first", show=False),
    ]


class Dialog(ModalScreen[None]):
    """Words to search for, and lines below."""

    CSS = "Dialog { align: center middle; } Vertical { width: 90; height: 90%; padding: 1 2; }"
    BINDINGS: ClassVar = [Binding("escape", "dismiss", show=False)]

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.options = OptionList(*map(Content, lines))

    def compose(self) -> ComposeResult:
        """A heading, a line of text, the list."""
        words = Input()
        words.cursor_blink = False
        with Vertical():
            yield Static("Help")
            yield words
            yield self.options


class Bare(App[None]):
    """The scenes."""

    CSS = """
    Rows { width: 40; height: 1fr; border: none; }
    Text { width: 1fr; height: 1fr; }
    #crumbs, #words { height: 1; border: none; padding: 0; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("slash", "filter", show=False),
        Binding("h", "leave", show=False),
        Binding("H", "go(-1)", show=False),
        Binding("L", "go(1)", show=False),
        Binding("J", "next", show=False),
        Binding("question_mark", "open('help')", show=False),
        Binding("ctrl+y", "open('trail')", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The list, or three of them, and a text."""
        with Horizontal():
            if SCENE == "panes":
                yield Rows(*ROWS[:10])
                yield Rows(*ROWS[:10])
            yield Rows(*ROWS, id="rows")
            with Vertical():
                yield Static(id="crumbs")
                yield Text(id="text")
        yield Input(id="words")
        yield Static(id="status")

    def on_mount(self) -> None:
        """The list has the keys."""
        self.rows = self.query_one("#rows", Rows)
        self.text = self.query_one("#text", Text)
        self.words = self.query_one("#words", Input)
        self.words.cursor_blink = False
        self.words.display = False
        self.rows.highlighted = 0
        self.rows.focus()
        self.visited: list[int] = []
        self.at = -1

    def show(self, number: int) -> None:
        """A text, with the way to it above."""
        self.query_one("#crumbs", Static).update(Content(" > ".join(map(str, self.visited))))
        self.text.show(GIVEN["texts"][number % len(GIVEN["texts"])])
        self.text.focus()

    def visit(self, number: int) -> None:
        """A text as a new step."""
        self.visited = [*self.visited[: self.at + 1], number]
        self.at += 1
        self.show(number)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a row."""
        self.visit(event.option_index)

    def action_next(self) -> None:
        """Open the row below."""
        self.rows.action_cursor_down()
        self.visit(self.rows.highlighted or 0)

    def action_go(self, step: int) -> None:
        """Along the steps."""
        if 0 <= self.at + step < len(self.visited):
            self.at += step
            self.show(self.visited[self.at])

    def action_leave(self) -> None:
        """The list has the keys again."""
        self.rows.focus()

    def action_filter(self) -> None:
        """Ask for words."""
        self.words.display = True
        self.words.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows with these words."""
        if self.words.display:
            wanted = event.value.lower()
            self.rows.clear_options()
            found = [row for row, text in zip(ROWS, FOLDED, strict=True) if wanted in text]
            self.rows.add_options(found)

    def action_open(self, name: str) -> None:
        """A dialog over it all."""
        self.push_screen(Dialog(GIVEN["lines"][name]))


if __name__ == "__main__":
    Bare().run()
