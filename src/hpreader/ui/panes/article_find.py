"""Finding words in the article pane: mark the matches and go from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.ui.panes.article_messages import FindEnded
from hpreader.ui.panes.text_find import TextFind

if TYPE_CHECKING:
    from hpreader.ui.panes.article_document import ArticleDocument
    from hpreader.ui.panes.article_viewport import ArticleViewport
    from hpreader.ui.panes.overlays import Overlays
    from hpreader.ui.panes.pane import Pane


class ArticleFind:
    """The find in an article."""

    def __init__(
        self, pane: Pane, document: ArticleDocument, viewport: ArticleViewport, overlays: Overlays
    ) -> None:
        self._viewport = viewport
        self._document = document
        self._overlays = overlays
        self._pane = pane

    @property
    def current(self) -> TextFind:
        """The query, its matches and the current one; an empty query if nothing is looked for."""
        return self._overlays.find

    def start(self, query: str, top: int) -> None:
        """Mark all matches and go to the first one from line `top` on; if none, to `top`."""
        self.current.search(self._document.text_lines, query, top)
        if not self.current.count:
            self._pane.scroll_line_to_top(top)
        self.step(0)

    def step(self, step: int) -> None:
        """Go `step` matches on, from the last one to the first."""
        self.current.step(step)
        if (line := self.current.line) is not None:
            self._viewport.scroll_into_view(line, line)
        self._pane.invalidate()

    def update(self) -> None:
        """Find the matches in a new layout."""
        self.current.search(self._document.text_lines, self.current.query)

    def clear(self) -> None:
        """Remove the marks."""
        if self.current.query:
            self._pane.post_message(FindEnded())
        self._overlays.find = TextFind()
        self._pane.invalidate()
