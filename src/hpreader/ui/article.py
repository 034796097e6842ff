"""The article: laid-out lines drawn on demand, with places for links and a place to return to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from hpreader.dates import local
from hpreader.i18n import language
from hpreader.model import Anchor, Article, LinkState
from hpreader.render import Layout, Palette, Place
from hpreader.ui.finding import Find
from hpreader.ui.hinting import Hints
from hpreader.ui.keys import bindings
from hpreader.ui.layouts import Laid, Layouts, Setting
from hpreader.ui.overlays import Stretch, labelled, painted
from hpreader.ui.pane import Pane, without_controls

NARROWEST = 20


class ArticlePane(Pane):
    """One article; what it shows is given to it, what is asked of it goes up as messages."""

    DEFAULT_CSS = """
    ArticlePane > .article--focus { background: $selection; text-style: bold; }
    ArticlePane > .article--match { background: $heat-2; }
    ArticlePane > .article--current { background: $accent; color: $on-accent; }
    ArticlePane > .article--hint { background: $accent; color: $on-accent; text-style: bold; }
    """
    COMPONENT_CLASSES = {"article--focus", "article--match", "article--current", "article--hint"}
    BINDINGS = bindings("enter")

    focus_number = reactive[int | None](None, bindings=True)
    """Which of the other news has the focus, counted from 1."""

    class Followed(Message):
        """A link is to be opened."""

        def __init__(self, url: str, title: str) -> None:
            self.url = url
            self.title = title
            super().__init__()

    class Scrolled(Message):
        """Another line is on top."""

        def can_replace(self, message: Message) -> bool:
            """Only the last place of a row of them matters."""
            return isinstance(message, ArticlePane.Scrolled)

    class ReadThrough(Message):
        """Space was pressed at the end of the article."""

    def __init__(self, now: Callable[[], datetime], measure: int, palette: Palette) -> None:
        super().__init__(id="article")
        self.finding = Find()
        self.article: Article | None = None
        """The article on the screen."""
        self._now = now
        self._measure = measure
        self._palette = palette
        self._layouts = Layouts()
        self._layout: Layout | None = None
        self._states: Mapping[str, LinkState] = {}
        self._place = Anchor()
        self._laid_size = Size(0, 0)
        self._strips: dict[int, Strip] = {}
        self._hints: Hints | None = None

    # --- what is shown ------------------------------------------------------------------------

    def show_article(
        self, article: Article, states: Mapping[str, LinkState], anchor: Anchor | None = None
    ) -> None:
        """Show an article with a place on the top line; without one, the same place as now."""
        is_same = self.article is not None and self.article.url == article.url
        if anchor is None:
            anchor = self.place if is_same else Anchor()
        if not is_same:
            self.clear_find()
            self._set_hints(None)
            self.focus_number = None
        self.article, self._states = article, states
        self._lay_out(anchor)

    def drawn_before(self, url: str) -> Laid | None:
        """An article among the last visits, as it was laid out."""
        return self._layouts.last(url)

    def set_measure(self, measure: int) -> None:
        """Lay the text out in another width, the top line staying where it is."""
        anchor, self._measure = self.place, measure
        self._lay_out(anchor)

    def set_palette(self, palette: Palette) -> None:
        """Lay the text out in other colours."""
        anchor, self._palette = self.place, palette
        self._lay_out(anchor)

    @property
    def text_width(self) -> int:
        """The width of a line of text: the measure, or the pane less a cell on both sides."""
        return max(NARROWEST, min(self._measure, self.scrollable_content_region.width - 2))

    @property
    def margin(self) -> int:
        """The cells in front of the text: it stands in the middle of a wide pane."""
        return max(0, (self.scrollable_content_region.width - self.text_width) // 2)

    def _lay_out(self, anchor: Anchor) -> None:
        """Lay out what is not laid out yet, then put the anchor's line on top."""
        self._place = anchor
        if self.article is None or not self.scrollable_content_region.width:
            return  # a pane that was never in sight gets its size with its first resize
        now = self._now()
        setting = Setting(self.text_width, self._palette, language(), local(now).date())
        layout = self._layouts.lay_out(self.article, self._states, setting, now)
        size = self.scrollable_content_region.size
        if (
            layout is self._layout
            and size == self._laid_size
            and layout.line_of(anchor) == round(self.scroll_y)
        ):
            return  # it is on the screen just so
        if layout is not self._layout:
            self._layout = layout
            self._set_hints(None)
            self.finding.search(layout.text_lines(), self.finding.query)
        self._put_on_top(layout.line_of(anchor))
        self._laid_size = size
        self._place = anchor
        self.draw_again()

    def _put_on_top(self, line: int) -> None:
        """Scroll so that a line is the first, with blank lines below the end where it must be.

        Without them an article that became shorter (in a wider window) could not keep its place.
        """
        region = self.scrollable_content_region
        count = len(self._layout.lines) if self._layout is not None else 0
        lines = max(count, line + region.height if line else 0)
        self.virtual_size = Size(region.width, lines)
        self.scroll_to(y=line, animate=False, force=True)

    # --- the place ----------------------------------------------------------------------------

    @property
    def place(self) -> Anchor:
        """The place on the top line."""
        return self._place

    @property
    def progress(self) -> float:
        """How much of the article has been shown, 0 to 1."""
        if self._layout is None or not self._layout.lines:
            return 0.0
        bottom = self.scroll_y + self.scrollable_content_region.height
        return min(1.0, bottom / len(self._layout.lines))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that the place has changed."""
        super().watch_scroll_y(old_value, new_value)
        # In a pane of another size Textual has moved the text, not the reader: the place stays
        # until the text is laid out for that size.
        is_read_on = self.scrollable_content_region.size == self._laid_size
        if round(old_value) != round(new_value) and is_read_on and self._layout is not None:
            self._place = self._layout.anchor_of(round(new_value))
            self.post_message(self.Scrolled())

    def on_resize(self) -> None:
        """Lay out for the new width; the place stays."""
        self._lay_out(self.place)

    # --- moving -------------------------------------------------------------------------------

    def move(self, steps: int) -> None:
        """Scroll by lines, or move among the other news while one has the focus."""
        if self.focus_number is not None and abs(steps) == 1:
            self.focus_related(self.focus_number + steps)
        elif self._layout is not None:
            top = round(self.scroll_y)
            last = len(self._layout.lines) - self.scrollable_content_region.height
            # From blank lines below the end (`_put_on_top`) a step down must not jump up.
            self.scroll_to(y=max(0, min(top + steps, max(last, top))), animate=False, force=True)

    def action_read_on(self) -> None:
        """A page down; at the end, on to the next unread article."""
        if self._layout is not None and self.progress >= 1:
            self.post_message(self.ReadThrough())
        else:
            self.action_page_down()

    def _bring_in_sight(self, first: int, last: int) -> None:
        """Scroll only when these lines are not in sight."""
        height, top = self.scrollable_content_region.height, round(self.scroll_y)
        if first < top or last >= top + height:
            self.scroll_to(y=max(0, first - height // 3), animate=False, force=True)

    # --- links --------------------------------------------------------------------------------

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the links and the other news stand."""
        return self._layout.places if self._layout is not None else ()

    def focus_related(self, number: int | None) -> None:
        """Put the focus on one of the other news and bring it in sight; None takes it away."""
        count = len(self.article.related) if self.article is not None else 0
        self.focus_number = max(1, min(number, count)) if number is not None and count else None
        lines = [place.line for place in self.places if place.number == self.focus_number]
        if self.focus_number is not None and lines:
            self._bring_in_sight(min(lines), max(lines) + 2)

    def watch_focus_number(self) -> None:
        """The focused item is drawn differently."""
        self.draw_again()

    def action_enter(self) -> None:
        """Open the focused one of the other news."""
        if self.focus_number is not None:
            self.follow_number(self.focus_number)

    def follow_number(self, number: int) -> None:
        """Open other news by its number."""
        if self.article is not None and number <= len(self.article.related):
            item = self.article.related[number - 1]
            self.post_message(self.Followed(item.url, item.title))

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
        """A click on a link follows it."""
        line, x = event.y + round(self.scroll_y), event.x - self.margin
        for place in self.places:
            if place.line == line and place.start <= x < place.end:
                self.post_message(self.Followed(place.url, place.title))
                return

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter opens only what has the focus."""
        if action == "enter" and self.focus_number is None:
            return None
        return super().check_action(action, parameters)

    # --- finding ------------------------------------------------------------------------------

    def find(self, query: str) -> None:
        """Mark all places of a query and go to the first one from here on."""
        lines = self._layout.text_lines() if self._layout is not None else ()
        self.finding.search(lines, query, round(self.scroll_y))
        self.next_match(0)

    def next_match(self, step: int) -> None:
        """Go from one match to another, round the end."""
        self.finding.step(step)
        if (line := self.finding.line) is not None:
            self._bring_in_sight(line, line)
        self.draw_again()

    def clear_find(self) -> None:
        """Take the marks away."""
        self.finding = Find()
        self.draw_again()

    # --- drawing ------------------------------------------------------------------------------

    def draw_again(self) -> None:
        """Forget the strips; the layout stays."""
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the layout, with what is marked in it now."""
        line = y + round(self.scroll_y)
        if line not in self._strips:
            self._strips[line] = self._draw(line)
        return self._strips[line]

    def _draw(self, line: int) -> Strip:
        base, width = self.rich_style, self.scrollable_content_region.width
        if self._layout is None or line >= len(self._layout.lines):
            return Strip.blank(width, base)
        strip = Strip([without_controls(part) for part in self._layout.lines[line].segments])
        strip = strip.apply_style(base).adjust_cell_length(self.text_width, base)
        strip = painted(strip, self._stretches(line, strip.text))
        for label, start in self._hints.on_line(line) if self._hints is not None else ():
            strip = labelled(strip, label, start, self.get_component_rich_style("article--hint"))
        strip = Strip.join([Strip.blank(self.margin, base), strip])
        return strip.adjust_cell_length(width, base).apply_offsets(0, line)

    def _stretches(self, line: int, text: str) -> list[Stretch]:
        """What is drawn differently in a line now."""
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
        if self.text_selection is not None and (span := self.text_selection.get_span(line)):
            start, end = span
            style = self.screen.get_component_rich_style("screen--selection")
            stop = cell_len(text) if end < 0 else end - self.margin
            stretches.append((max(0, start - self.margin), stop, style))
        return stretches

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, for the clipboard."""
        if self._layout is None:
            return None
        indent = " " * self.margin
        text = "\n".join(indent + line for line in self._layout.text_lines())
        return selection.extract(text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual's
        """The selected stretch is drawn differently."""
        self.draw_again()
