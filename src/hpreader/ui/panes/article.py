"""The article pane: it passes keys, clicks and drawing on to the objects that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from rich.style import Style
from textual import events, on
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip

from hpreader.model import Anchor, Article, LinkState
from hpreader.render import Palette
from hpreader.ui.panes import article_messages as messages
from hpreader.ui.panes.article_document import ArticleDocument
from hpreader.ui.panes.article_find import ArticleFind
from hpreader.ui.panes.article_images import ArticleImages
from hpreader.ui.panes.article_lines import ArticleLines
from hpreader.ui.panes.article_links import ArticleLinks
from hpreader.ui.panes.article_viewport import ArticleViewport
from hpreader.ui.panes.overlays import Overlays
from hpreader.ui.panes.pane import Pane


class ArticlePane(Pane):
    """One article; the styles of its components are in `hpreader.tcss`."""

    COMPONENT_CLASSES = {"article--focus", "article--match", "article--current", "article--hint"}

    def __init__(self, now: Callable[[], datetime], measure: int, palette: Palette) -> None:
        super().__init__("article", id="article")
        styles = self.line_styles
        self.document = document = ArticleDocument(now, measure, palette)
        overlays = Overlays(document, styles)
        self.images = ArticleImages(document)
        self.viewport = ArticleViewport(self, document, self.images)
        self.links = ArticleLinks(self, document, self.viewport, overlays)
        self.text_find = ArticleFind(self, document, self.viewport, overlays)
        self._lines = ArticleLines(document, overlays, self.images, styles, self._selected)

    @property
    def article(self) -> Article | None:
        """The article that is shown."""
        return self.document.article

    def show_article(
        self,
        article: Article,
        states: Mapping[str, LinkState],
        anchor: Anchor | None = None,
        read: float = 0.0,
    ) -> None:
        """Show an article from an anchor, or where it is; `read` is how much was read, 0 to 1."""
        if is_other := not _is_same(self.article, article):
            self.images.retry()
            self.text_find.clear()
            self.links.clear()
            self.viewport.begin(read, anchor or Anchor())
        self.document.article, self.document.states = article, states
        here = Anchor() if is_other else self.viewport.anchor
        self._lay_out(here if anchor is None else anchor)

    def set_measure(self, measure: int) -> None:
        """Lay the article out with another width of the text, in cells."""
        self.document.measure = measure
        self._lay_out(self.viewport.anchor)

    def set_palette(self, palette: Palette) -> None:
        """Lay the article out in other colours."""
        self.document.palette = palette
        self._lay_out(self.viewport.anchor)

    def images_changed(self) -> None:
        """Lay the article out with other images, or other sizes of them."""
        self._lay_out(self.viewport.anchor)
        self.invalidate()

    def _lay_out(self, anchor: Anchor) -> None:
        if self.viewport.lay_out(anchor):
            self.links.clear_hints()
            self.text_find.update()

    # --- keys and mouse -----------------------------------------------------------------------

    def move(self, steps: int) -> None:
        """Scroll by lines, or move among the related items while one of them has the focus."""
        if self.links.focused is not None and abs(steps) == 1:
            self.links.focus(self.links.focused + steps)
        else:
            self.viewport.scroll(steps)

    def read_on(self) -> None:
        """Scroll a page down; at the end, report that."""
        if self.article is not None and self.viewport.is_at_end:
            self.post_message(messages.ReadThrough())
        else:
            super().read_on()

    @on(events.Key)
    def _key(self, event: events.Key) -> None:
        if self.links.has_hints:
            event.stop()
            event.prevent_default()
            self.links.type_hint(event.character or "")

    @on(events.Click)
    def _click(self, event: events.Click) -> None:
        columns, line = self.viewport.columns, event.y + self.viewport.top
        cell = event.x - columns.margin
        if (link := self.document.link_at(line, cell)) is not None:
            self.links.open(link)
        elif not 0 <= cell < columns.text:
            self.post_message(messages.LeftByClick())
        if (number := self.document.frame_at(line, cell)) is not None:
            self.post_message(messages.ImageClicked(number))

    @on(events.MouseMove)
    def _move_mouse(self, event: events.MouseMove) -> None:
        cell = event.x - self.viewport.columns.margin
        link = self.document.link_at(event.y + self.viewport.top, cell)
        number = (link.number if link is not None else 0) or None
        self.links.point(number, is_low=event.y >= self.viewport.size.height // 2)

    @on(events.Leave)
    def _leave(self) -> None:
        self.links.point(None)

    @on(events.Resize)
    def _resize(self) -> None:
        self._lay_out(self.viewport.anchor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the anchor of the top line."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.viewport.scrolled()

    @on(messages.Scrolled)
    def _scrolled(self) -> None:
        self.viewport.request_images()

    # --- drawing and selecting ----------------------------------------------------------------

    def invalidate(self) -> None:
        """Draw all lines again; the layout is kept."""
        self._lines.clear()
        self.refresh()

    def focus_changed(self) -> None:
        """Draw nothing: no line shows whether the pane has the focus."""

    def render_line(self, y: int) -> Strip:
        """A line of the pane."""
        return self._lines.strip(y + self.viewport.top, self.viewport.columns)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight, with images that the terminal draws; not under a dialog.

        Textual tints what is under a dialog as if it were text.
        """
        strips = super().render_lines(crop)
        if self.app.screen is not self.screen:
            return strips
        top, margin = self.viewport.top + crop.y, self.viewport.columns.margin
        return self.images.with_pixels(strips, top, margin, crop)

    def _selected(self) -> tuple[Selection | None, Style]:
        return self.text_selection, self.screen.get_component_rich_style("screen--selection")

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, for the clipboard."""
        indent = " " * self.viewport.columns.margin
        text = "\n".join(indent + line for line in self.document.text_lines)
        return (selection.extract(text), "\n") if self.article is not None else None

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual's
        """Draw the selection."""
        self.invalidate()


def _is_same(shown: Article | None, article: Article) -> bool:
    """Is it the article that is shown? Several may have one address, or none."""
    return shown is not None and (shown.id, shown.url) == (article.id, article.url)
