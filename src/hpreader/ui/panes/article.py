"""The article's pane: its links, its other news, and what is found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import reactive

from hpreader.model import Related
from hpreader.render import Palette, Place
from hpreader.ui.input.link_hints import Hints
from hpreader.ui.panes.illustrated import Illustrated
from hpreader.ui.panes.overlays import Stretch
from hpreader.ui.panes.text_find import Find


class ArticlePane(Illustrated):
    """One article; what it shows is given to it, what is asked of it goes up as messages."""

    DEFAULT_CSS = """
    ArticlePane > .article--focus { background: $selection; text-style: bold; }
    ArticlePane > .article--match { background: $heat-2; }
    ArticlePane > .article--current { background: $accent; color: $on-accent; }
    ArticlePane > .article--hint { background: $accent; color: $on-accent; text-style: bold; }
    """
    COMPONENT_CLASSES = {"article--focus", "article--match", "article--current", "article--hint"}

    focus_number = reactive[int | None](None, bindings=True)
    """Which of the other news has the focus, counted from 1."""

    class Followed(Message):
        """A link is to be opened."""

        def __init__(self, url: str, title: str) -> None:
            self.url = url
            self.title = title
            super().__init__()

    class LeftByClick(Message):
        """There was a click beside the text."""

    class Focused(Message):
        """One of the other news has the focus now, or none."""

        def __init__(self, number: int | None, *, is_low: bool = False) -> None:
            self.number = number
            self.is_low = is_low
            """Is it the mouse's, in the lower half, where a preview must not come under it?"""
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Only the last focus of a row of them matters."""
            return isinstance(message, ArticlePane.Focused)

    class FindEnded(Message):
        """Nothing is looked for any more."""

    def __init__(self, now: Callable[[], datetime], measure: int, palette: Palette) -> None:
        super().__init__(now, measure, palette)
        self.finding = Find()
        self.covered = 0
        """How many of the lowest lines something stands on."""
        self._hints: Hints | None = None
        self._pointed: int | None = None
        """Which of the other news is under the mouse."""

    def article_changed(self) -> None:
        """Another article has other matches and links."""
        self.clear_find()
        self._set_hints(None)
        self.focus_number = None

    def layout_changed(self) -> None:
        """The matches stand elsewhere, and hints do not outlive their lines."""
        self._set_hints(None)
        if self._layout is not None:
            self.finding.search(self._layout.text_lines(), self.finding.query)

    def move(self, steps: int) -> None:
        """Scroll by lines, or move among the other news while one has the focus."""
        if self.focus_number is not None and abs(steps) == 1:
            self.focus_related(self.focus_number + steps)
        else:
            super().move(steps)

    # --- other news ---------------------------------------------------------------------------

    def related_item(self, number: int | None) -> Related | None:
        """One of the other news by its number."""
        related = self.article.related if self.article is not None else ()
        return related[number - 1] if number is not None and 0 < number <= len(related) else None

    def focus_related(self, number: int | None) -> None:
        """Put the focus on one of the other news and bring it in sight; None takes it away."""
        count = len(self.article.related) if self.article is not None else 0
        self.focus_number = max(1, min(number, count)) if number is not None and count else None
        self.show_focus()

    def show_focus(self) -> None:
        """Bring the focused one of the other news in sight."""
        lines = [place.line for place in self.places if place.number == self.focus_number]
        if self.focus_number is not None and lines:
            self.bring_in_sight(min(lines), max(lines) + 2, self.covered)

    def watch_focus_number(self) -> None:
        """The focused item is drawn differently."""
        self.draw_again()
        self.post_message(self.Focused(self.focus_number))

    # --- links --------------------------------------------------------------------------------

    def start_hints(self) -> bool:
        """Put letters on the links in sight; false when there are none."""
        top = round(self.scroll_y)
        bottom = top + self.scrollable_content_region.height
        hints = Hints(place for place in self.places if top <= place.line < bottom)
        self._set_hints(hints if hints.labels else None)
        self.draw_again()
        return self._hints is not None

    def _set_hints(self, hints: Hints | None) -> None:
        self._hints = hints
        self.set_class(hints is not None, "-hinting")

    def on_key(self, event: events.Key) -> None:
        """While there are hints, a key is a letter of one or ends them."""
        if self._hints is None:
            return
        event.stop()
        event.prevent_default()
        place = self._hints.press(event.character or "")
        if place is not None or self._hints.is_over:
            self._set_hints(None)
        if place is not None:
            self.post_message(self.Followed(place.url, place.title))
        self.draw_again()

    def on_click(self, event: events.Click) -> None:
        """A click on a link follows it; one beside the text leaves the view of the article alone."""
        if (place := self._place_at(event)) is not None:
            self.post_message(self.Followed(place.url, place.title))
        elif not 0 <= event.x - self.margin < self.text_width:
            self.post_message(self.LeftByClick())

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What is under the mouse can be looked at as what has the focus can."""
        place = self._place_at(event)
        is_low = event.y >= self.scrollable_content_region.height // 2
        self._point((place.number if place is not None else 0) or None, is_low=is_low)

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._point(None)

    def _point(self, number: int | None, *, is_low: bool = False) -> None:
        if number != self._pointed:
            self._pointed = number
            is_low = is_low and number is not None
            self.post_message(self.Focused(number or self.focus_number, is_low=is_low))

    def _place_at(self, event: events.MouseEvent) -> Place | None:
        """The link or the other news under the mouse."""
        line, x = event.y + round(self.scroll_y), event.x - self.margin
        return next((p for p in self.places if p.line == line and p.start <= x < p.end), None)

    # --- finding ------------------------------------------------------------------------------

    def find(self, query: str, top: int) -> None:
        """Mark all places of a query and go to the first one from a line on; there for none."""
        lines = self._layout.text_lines() if self._layout is not None else ()
        self.finding.search(lines, query, top)
        if not self.finding.count:
            self.return_to(top)
        self.next_match(0)

    def return_to(self, top: int) -> None:
        """Have this line on top again."""
        self.scroll_to(y=top, animate=False, force=True)

    def next_match(self, step: int) -> None:
        """Go from one match to another, round the end."""
        self.finding.step(step)
        if (line := self.finding.line) is not None:
            self.bring_in_sight(line, line)
        self.draw_again()

    def clear_find(self) -> None:
        """Take the marks away."""
        if self.finding.query:
            self.post_message(self.FindEnded())
        self.finding = Find()
        self.draw_again()

    # --- drawing ------------------------------------------------------------------------------

    def labels(self, line: int) -> Iterable[tuple[str, int]]:
        """The letters of the hints."""
        return self._hints.on_line(line) if self._hints is not None else ()

    def stretches(self, line: int, text: str) -> list[Stretch]:
        """The focused one of the other news, and the matches."""
        stretches: list[Stretch] = []
        if self.focus_number is not None:
            focus = self.get_component_rich_style("article--focus")
            stretches += [
                (place.start, place.end, focus)
                for place in self.places
                if place.line == line and place.number == self.focus_number
            ]
        for match in self.finding.on_line(line):
            is_current = match.number == self.finding.number
            style = self.get_component_rich_style(
                "article--current" if is_current else "article--match"
            )
            start = cell_len(text[: match.start])
            stretches.append((start, start + cell_len(text[match.start : match.end]), style))
        return stretches
