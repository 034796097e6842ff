"""The article of the article pane and its layout: lines, links, images, for one width."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hpreader.i18n import language
from hpreader.model import Anchor
from hpreader.ui.panes.layout_cache import LayoutCache, LayoutSettings
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from hpreader.model import Article, LinkState, Related
    from hpreader.render import ImageSlot, Layout, LinkRegion, Palette

MINIMUM_WIDTH = 20
"""Cells of a line of text, also in a narrower pane."""


class Columns(NamedTuple):
    """How the width of the pane is divided, in cells; what is left is at the right of the text."""

    margin: int
    text: int
    pane: int


class ArticleDocument:
    """An article, and how it is laid out now."""

    def __init__(self, now: Callable[[], datetime], measure: int, palette: Palette) -> None:
        """Create an empty document.

        Args:
            now: the clock, for "today" and "yesterday".
            measure: the widest line, in cells.
            palette: the colours.
        """
        self.article: Article | None = None
        self.states: Mapping[str, LinkState] = {}
        """What is known of the related items, by address."""
        self.source = ""
        """The title of the article's paper; empty where there is only one."""
        self.measure = measure
        self.palette = palette
        self.layout: Layout | None = None
        self.cache = LayoutCache()
        self._now = now

    def lay_out(
        self, article: Article, text_width: int, images: Sequence[tuple[str, tuple[int, int] | str]]
    ) -> bool:
        """Lay out the article; true if its lines are others than before.

        Args:
            article: the document's article.
            text_width: in cells.
            images: for each address, the cells of the image or why it is not drawn.
        """
        now = self._now()
        settings = LayoutSettings(
            text_width,
            self.palette,
            language(),
            local(now).date(),
            tuple(images),
            self.source,
        )
        before = self.layout
        self.layout = self.cache.lay_out(article, self.states, settings, now)
        return self.layout is not before

    def columns(self, width: int) -> Columns:
        """The margin and the text in a pane of some width; the text is in the middle."""
        text = max(MINIMUM_WIDTH, min(self.measure, width - 2))
        return Columns(max(0, (width - text) // 2), text, width)

    @property
    def line_count(self) -> int:
        """The number of lines."""
        return len(self.layout.lines) if self.layout is not None else 0

    @property
    def headline_line(self) -> int:
        """The last line of the headline; 0 where there is none."""
        if self.article is None:
            return 0
        section = len(self.article.section)
        return self.line_of(Anchor(-1, section + bool(section) + len(self.article.title) - 1))

    def line_of(self, anchor: Anchor) -> int:
        """The line of an anchor; 0 before anything is laid out."""
        return self.layout.line_of(anchor) if self.layout is not None else 0

    @property
    def text_lines(self) -> Sequence[str]:
        """The lines as plain text."""
        return self.layout.text_lines() if self.layout is not None else ()

    @property
    def own_lines(self) -> Sequence[str]:
        """The lines of the article as plain text, without those of the related items below it."""
        return self.text_lines[: self._own_line_count]

    @property
    def _own_line_count(self) -> int:
        if self.layout is not None and self.article is not None and self.article.related:
            return self.layout.line_of(Anchor(len(self.article.blocks), -1))
        return self.line_count

    @property
    def links(self) -> Sequence[LinkRegion]:
        """The regions of links and related items, from top to bottom."""
        return self.layout.regions if self.layout is not None else ()

    @property
    def frames(self) -> Sequence[ImageSlot]:
        """The regions of images, from top to bottom."""
        return self.layout.image_slots if self.layout is not None else ()

    def link_at(self, line: int, cell: int) -> LinkRegion | None:
        """The link or related item in a cell of the text."""
        return next((p for p in self.links if p.line == line and p.start <= cell < p.end), None)

    def frame_at(self, line: int, cell: int) -> int | None:
        """The number of the image in a cell of the text, counted from 0."""
        for number, frame in enumerate(self.frames):
            is_in_columns = frame.indent <= cell < frame.indent + frame.columns
            if frame.line <= line < frame.line + frame.rows and is_in_columns:
                return number
        return None

    @property
    def related_count(self) -> int:
        """The number of related items."""
        return len(self.article.related) if self.article is not None else 0

    def related_item(self, number: int | None) -> Related | None:
        """A related item by its number, counted from 1."""
        related = self.article.related if self.article is not None else ()
        return related[number - 1] if number is not None and 0 < number <= len(related) else None

    def progress(self, bottom: float) -> float:
        """How much of the text is above a line, 0 to 1; the related items do not count."""
        if self.layout is None or self.article is None:
            return 0.0
        return min(1.0, bottom / max(1, self._own_line_count))
