"""A laid-out article as a pane: lines drawn on demand, and the place on the top line, which is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from rich.cells import cell_len
from textual.geometry import Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from hpreader.dates import local
from hpreader.i18n import language
from hpreader.model import Anchor, Article, LinkState
from hpreader.render import Layout, LinkRegion, Palette
from hpreader.ui.panes.layout_cache import Laid, Layouts, Setting
from hpreader.ui.panes.overlays import Stretch, labelled, painted
from hpreader.ui.panes.pane import Pane, without_controls

NARROWEST = 20


class Prose(Pane):
    """The lines of one article; what can be done with its links stands in the subclass."""

    class Scrolled(Message):
        """Another line is on top."""

        def can_replace(self, message: Message) -> bool:
            """Only the last place of a row of them matters."""
            return isinstance(message, Prose.Scrolled)

    class ReadThrough(Message):
        """Space was pressed at the end of the article."""

    def __init__(self, now: Callable[[], datetime], measure: int, palette: Palette) -> None:
        super().__init__(id="article")
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

    # --- what is shown ------------------------------------------------------------------------

    def show_article(
        self, article: Article, states: Mapping[str, LinkState], anchor: Anchor | None = None
    ) -> None:
        """Show an article with a place on the top line; without one, the same place as now."""
        is_same = self.article is not None and self.article.url == article.url
        if anchor is None:
            anchor = self.place if is_same else Anchor()
        if not is_same:
            self.article_changed()
        self.article, self._states = article, states
        self._lay_out(anchor)

    def article_changed(self) -> None:
        """Another article comes: what was marked in the one before is marked no longer."""

    def layout_changed(self) -> None:
        """The same text stands on other lines now."""

    def photos_in(self, article: Article) -> tuple[tuple[str, tuple[int, int] | str], ...]:  # noqa: ARG002 - for subclasses
        """The cells that photos take, or why they are not drawn, by address."""
        return ()

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

    def _columns(self) -> tuple[int, int, int]:
        """The cells in front of the text, of the text, and of the pane."""
        width = self.scrollable_content_region.width
        text = max(NARROWEST, min(self._measure, width - 2))
        return max(0, (width - text) // 2), text, width

    @property
    def text_width(self) -> int:
        """The width of a line of text: the measure, or the pane less a cell on both sides."""
        return self._columns()[1]

    @property
    def margin(self) -> int:
        """The cells in front of the text: it stands in the middle of a wide pane."""
        return self._columns()[0]

    @property
    def places(self) -> tuple[LinkRegion, ...]:
        """Where the links and the other news stand."""
        return self._layout.regions if self._layout is not None else ()

    def _lay_out(self, anchor: Anchor) -> None:
        """Lay out what is not laid out yet, then put the anchor's line on top."""
        self._place = anchor
        if self.article is None or not self.scrollable_content_region.width:
            return  # a pane that was never in sight gets its size with its first resize
        now = self._now()
        today, photos = local(now).date(), self.photos_in(self.article)
        setting = Setting(self.text_width, self._palette, language(), today, photos)
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
            self.layout_changed()
        self._put_on_top(layout.line_of(anchor))
        self._laid_size = size
        self._place = anchor
        self.draw_again()
        self.post_message(self.Scrolled())

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
        """How much of the text has been shown, 0 to 1; the box of other news does not count."""
        if self._layout is None or self.article is None or not self._laid_size.height:
            return 0.0
        text = len(self._layout.lines)
        if self.article.related:
            text = self._layout.line_of(Anchor(len(self.article.blocks), -1))
        return min(1.0, self._bottom / max(1, text))

    @property
    def is_at_end(self) -> bool:
        """Is the very last line in sight?"""
        return self._layout is None or self._bottom >= len(self._layout.lines)

    @property
    def _bottom(self) -> float:
        return self.scroll_y + self.scrollable_content_region.height

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
        """Scroll by lines."""
        if self._layout is not None:
            top = round(self.scroll_y)
            last = len(self._layout.lines) - self.scrollable_content_region.height
            # From blank lines below the end (`_put_on_top`) a step down must not jump up.
            self.scroll_to(y=max(0, min(top + steps, max(last, top))), animate=False, force=True)

    def action_read_on(self) -> None:
        """A page down; at the end, on to the next unread article."""
        if self._layout is not None and self.is_at_end:
            self.post_message(self.ReadThrough())
        else:
            self.action_page_down()

    def bring_in_sight(self, first: int, last: int, covered: int = 0) -> None:
        """Scroll only when these lines are not in sight; the lowest ones may be covered."""
        height = max(1, self.scrollable_content_region.height - covered)
        top = round(self.scroll_y)
        if first < top or last >= top + height:
            line = max(0, first - height // 3)
            if covered:  # the last lines can only come out from under it with blank ones below
                region = self.scrollable_content_region
                lines = max(self.virtual_size.height, line + region.height)
                self.virtual_size = Size(region.width, lines)
            self.scroll_to(y=line, animate=False, force=True)

    # --- drawing ------------------------------------------------------------------------------

    def draw_again(self) -> None:
        """Forget the strips; the layout stays."""
        self._strips.clear()
        self.refresh()

    def draw_cursor(self) -> None:
        """Nothing in a text tells whether the keys go here."""

    def render_line(self, y: int) -> Strip:
        """One line of the layout, with what is marked in it now."""
        line = y + round(self.scroll_y)
        if line not in self._strips:
            self._strips[line] = self._draw(line)
        return self._strips[line]

    def _draw(self, line: int) -> Strip:
        base, (margin, text_width, width) = self.base, self._columns()
        if self._layout is None or line >= len(self._layout.lines):
            return Strip.blank(width, base)
        strip = Strip([without_controls(part) for part in self._layout.lines[line].segments])
        strip = strip.apply_style(base).adjust_cell_length(text_width, base)
        strip = painted(strip, [*self.stretches(line, strip.text), *self._selected(line, strip)])
        for label, start in self.labels(line):
            strip = labelled(strip, label, start, self.get_component_rich_style("article--hint"))
        strip = Strip.join([Strip.blank(margin, base), strip])
        return strip.adjust_cell_length(width, base).apply_offsets(0, line)

    def stretches(self, line: int, text: str) -> list[Stretch]:  # noqa: ARG002 - for subclasses
        """What is drawn differently in a line now."""
        return []

    def labels(self, line: int) -> Iterable[tuple[str, int]]:  # noqa: ARG002 - for subclasses
        """What stands over a line now, and the cells where."""
        return ()

    # --- selecting ----------------------------------------------------------------------------

    def _selected(self, line: int, strip: Strip) -> list[Stretch]:
        if self.text_selection is None or not (span := self.text_selection.get_span(line)):
            return []
        start, end = span
        stop = cell_len(strip.text) if end < 0 else end - self.margin
        style = self.screen.get_component_rich_style("screen--selection")
        return [(max(0, start - self.margin), stop, style)]

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
