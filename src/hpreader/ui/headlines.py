"""The headlines: a window into any number of rows, drawn line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from hpreader.model import VIETNAM
from hpreader.ui.keys import bindings
from hpreader.ui.naming import percent
from hpreader.ui.pane import Pane, fitted, folded_lines, shown, strip_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from hpreader.model import Headline, Reached, Rows

SAVED, CACHED, MISSING = "\u2726", "\u25aa", "\u25ab"  # ✦ ▪ ▫: one cell in every terminal
WINDOW = 128
"""Rows read at once: more than the tallest screen shows, few enough to be read in a frame."""


class Headlines(Pane):
    """A list of headlines that reads only the rows it draws, so a million cost what forty do."""

    DEFAULT_CSS = """
    Headlines > .headlines--unread { color: $foreground; text-style: bold; }
    Headlines > .headlines--read { color: $text-muted; }
    Headlines > .headlines--facts { color: $text-muted; }
    Headlines > .headlines--mark { color: $accent; }
    Headlines > .headlines--empty { color: $text-muted; text-style: italic; }
    Headlines > .headlines--cursor { background: $panel; }
    Headlines:focus > .headlines--cursor { background: $selection; }
    """
    COMPONENT_CLASSES = {
        "headlines--unread",
        "headlines--read",
        "headlines--facts",
        "headlines--mark",
        "headlines--cursor",
        "headlines--empty",
    }
    BINDINGS = bindings("enter")

    cursor = reactive(0, repaint=False)

    class Chosen(Message):
        """A headline is to be opened."""

        def __init__(self, headline: Headline) -> None:
            self.headline = headline
            super().__init__()

    class Moved(Message):
        """The cursor stands on another headline."""

        def __init__(self, headline: Headline | None) -> None:
            self.headline = headline
            super().__init__()

    def __init__(
        self,
        rows: Rows,
        now: Callable[[], datetime],
        progress_of: Callable[[Iterable[str]], Mapping[str, Reached]] = lambda _ids: {},
    ) -> None:
        super().__init__(id="headlines")
        self._rows = rows
        self._now = now
        self._count = rows.count()
        self._window: dict[int, Headline] = {}
        self._strips: dict[tuple[int, int, int], Strip] = {}
        self.source_titles: Mapping[str, str] = {}
        """What to call the sources; in a list of one source it is empty, and none is named."""
        self._emptiness: tuple[str, ...] = ()
        self._reached: dict[str, Reached] = {}
        """How far the articles of the window have been read."""
        self._progress_of = progress_of

    # --- rows ---------------------------------------------------------------------------------

    def show_rows(self, rows: Rows, *, keep: bool = False) -> None:
        """Show another list, or the same one as it is now (`keep`: on the article it stands on)."""
        standing = self.selected if keep else None
        self._rows = rows
        self._count = rows.count()
        self._window.clear()
        at = rows.find(standing.id) if standing is not None else None
        offset = self.cursor * self.row_height - round(self.scroll_y)
        self._measure()
        self.cursor = at if at is not None else min(self.cursor if keep else 0, self._count - 1)
        if keep:
            self._scroll(self.cursor * self.row_height - offset)
        self.draw_again()
        self.post_message(self.Moved(self.selected))

    def show_emptiness(self, sentences: tuple[str, ...]) -> None:
        """What to say where there is no row."""
        if sentences != self._emptiness:
            self._emptiness = sentences
            if not self._count:
                self._measure()
                self.refresh()

    def reload(self) -> None:
        """Read the rows again: something was stored or marked."""
        self.show_rows(self._rows, keep=True)

    @property
    def count(self) -> int:
        """How many rows the list has."""
        return self._count

    @property
    def selected(self) -> Headline | None:
        """The headline under the cursor."""
        return self.row(self.cursor)

    def row(self, index: int) -> Headline | None:
        """A row by its number; its neighbours are read with it."""
        if not 0 <= index < self._count:
            return None
        if index not in self._window:
            start = max(0, index - WINDOW // 2)
            self._window = dict(enumerate(self._rows.slice(start, start + WINDOW), start))
            begun = self._progress_of(line.id for line in self._window.values() if line.read)
            self._reached = dict(begun)
        return self._window.get(index)

    def seek(self, step: int, *, unread: bool) -> Headline | None:
        """The nearest headline in a direction, optionally only an unread one."""
        index = self.cursor + step
        while (headline := self.row(index)) is not None:
            if not (unread and headline.read):
                return headline
            index += step
        return None

    @property
    def rows_above(self) -> int:
        """How many rows in sight stand above the cursor's."""
        return max(0, self.cursor - round(self.scroll_y) // self.row_height)

    def stand(self, article_id: str, row: int, above: int) -> None:
        """Put the cursor on an article (or on a row, when it is gone), so far down the pane."""
        at = self._rows.find(article_id) if article_id else None
        self.cursor = at if at is not None else max(0, min(row, self._count - 1))
        self._scroll((self.cursor - above) * self.row_height)

    def note_progress(self, article_id: str, reached: Reached) -> None:
        """Show how far an article has been read."""
        before = self._reached.get(article_id)
        if before is None or before.shown < reached.shown:
            self._reached[article_id] = reached
            self.draw_again()

    def select(self, article_id: str) -> bool:
        """Put the cursor on an article; false when the list does not have it."""
        at = self._rows.find(article_id)
        if at is not None:
            self.cursor = at
        return at is not None

    # --- moving -------------------------------------------------------------------------------

    def move(self, steps: int) -> None:
        """Move the cursor by rows."""
        self.cursor = max(0, min(self.cursor + steps, self._count - 1))

    @property
    def page(self) -> int:
        """How many whole rows are in sight, less one to keep one's bearings."""
        return max(1, self.scrollable_content_region.height // self.row_height - 1)

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed, and keep the cursor in sight."""
        top, height = new * self.row_height, self.scrollable_content_region.height
        if height and top < self.scroll_y:
            self._scroll(top)
        elif height and top + self.row_height > self.scroll_y + height:
            self._scroll(top + self.row_height - height)
        for index in (old, new):
            self._forget(index)
            self.refresh_lines(index * self.row_height, self.row_height)
        self.post_message(self.Moved(self.selected))

    def _scroll(self, y: float) -> None:
        self.scroll_to(y=max(0, y), animate=False, force=True)

    def action_enter(self) -> None:
        """Open the headline under the cursor."""
        if (headline := self.selected) is not None:
            self.post_message(self.Chosen(headline))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An empty list has nothing to open."""
        if action == "enter" and not self._count:
            return None
        return super().check_action(action, parameters)

    def on_click(self, event: events.Click) -> None:
        """A click opens."""
        index = (event.y + round(self.scroll_y)) // self.row_height
        if 0 <= index < self._count:
            self.cursor = index
            self.action_enter()

    # --- drawing ------------------------------------------------------------------------------

    @property
    def row_height(self) -> int:
        """One line where it has room for a title, else a line or two of title over one of facts."""
        width = self.scrollable_content_region.width
        return 1 if width >= 90 else 2 if width >= 54 else 3

    def on_resize(self) -> None:
        """The height of a row depends on the width: keep the cursor's row in sight."""
        self._measure()
        self.draw_again()
        self.watch_cursor(self.cursor, self.cursor)

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        lines = self._count * self.row_height or len(self._empty_lines(width))
        self.virtual_size = Size(width, max(1, lines))

    def draw_again(self) -> None:
        """Forget the strips; the rows stay."""
        self._strips.clear()
        self.refresh()

    def _forget(self, index: int) -> None:
        for key in [key for key in self._strips if key[0] == index]:
            del self._strips[key]

    def render_line(self, y: int) -> Strip:
        """One line of the list, out of the strips kept or drawn now."""
        width = self.scrollable_content_region.width
        if not self._count:
            return self._draw_empty(y + round(self.scroll_y), width)
        index, part = divmod(y + round(self.scroll_y), self.row_height)
        key = (index, part, width)
        if key not in self._strips:
            for number, strip in enumerate(self._draw(index, width)):
                self._strips[index, number, width] = strip
        return self._strips.get(key) or Strip.blank(width, self.rich_style)

    def _draw(self, index: int, width: int) -> list[Strip]:
        headline = self.row(index)
        if headline is None:
            return []
        base = self.rich_style
        if index == self.cursor:
            base += self.get_component_rich_style("headlines--cursor")
        title = self._ink("headlines--read" if headline.read else "headlines--unread")
        gutter = "\u2590 " if index == self.cursor else "  "  # ▐ is one cell wide everywhere
        mark, facts = self._ink("headlines--mark"), self._ink("headlines--facts")
        if self.row_height == 1:
            return [self._draw_line(headline, width, base, title, gutter)]
        lines = folded_lines(headline.title, width - 3, self.row_height - 1)
        strips = [strip_of([(gutter, mark), (line, title)], width, base) for line in lines]
        left = f"{self._date(headline.published)}  {self._place(headline)}"
        marks = self._marks(headline)
        room = max(0, width - 4 - sum(cell_len(text) for text, _ in marks))
        below = [(gutter, mark), (fitted(left, room) + " ", facts), *marks]
        blanks = [strip_of([(gutter, mark)], width, base)] * (self.row_height - 1 - len(lines))
        return [*strips, strip_of(below, width, base), *blanks]

    def _draw_line(
        self, headline: Headline, width: int, base: Style, title: Style, gutter: str
    ) -> Strip:
        mark, facts = self._ink("headlines--mark"), self._ink("headlines--facts")
        place = 22
        marks = self._marks(headline)
        room = width - place - 16 - sum(cell_len(text) for text, _ in marks)
        return strip_of(
            [
                (gutter, mark),
                (fitted(self._date(headline.published), 12), facts),
                (fitted(shown(headline.title), room), title),
                ("  " + fitted(self._place(headline), place - 4), facts),
                ("  ", facts),
                *marks,
            ],
            width,
            base,
        )

    def _empty_lines(self, width: int) -> list[str]:
        lines = []
        for sentence in self._emptiness:
            lines += [*folded_lines(sentence, max(1, width - 4), 40), ""]
        return lines

    def _draw_empty(self, line: int, width: int) -> Strip:
        lines, ink = self._empty_lines(width), self._ink("headlines--empty")
        text = "  " + lines[line] if line < len(lines) else ""
        return strip_of([(text, ink)], width, self.rich_style)

    def _ink(self, component: str) -> Style:
        """A component's style without its background: the row lies under all of them."""
        style = self.get_component_rich_style(component, partial=True)
        return Style.from_color(style.color) + Style(
            bold=style.bold, italic=style.italic, dim=style.dim
        )

    def _date(self, when: datetime | None) -> str:
        if when is None:
            return ""
        local, now = when.astimezone(VIETNAM), self._now().astimezone(VIETNAM)
        if local.date() == now.date():
            return f"{local:%H:%M}"
        return f"{local:%d/%m %H:%M}" if local.year == now.year else f"{local:%d/%m/%Y}"

    def _place(self, headline: Headline) -> str:
        section = shown(headline.section)
        source = shown(self.source_titles.get(headline.source, ""))
        return " \u2219 ".join(part for part in (section, source) if part)

    def _marks(self, headline: Headline) -> list[tuple[str, Style]]:
        reached = self._reached.get(headline.id)
        begun = f"{percent(reached.shown)} " if reached and not reached.is_finished else ""
        return [
            (begun, self._ink("headlines--facts")),
            (SAVED if headline.saved else " ", self._ink("headlines--mark")),
            (CACHED if headline.cached else MISSING, self._ink("headlines--facts")),
        ]
