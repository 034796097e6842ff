"""Finding words in the article pane: mark the matches and go from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model import Anchor
from hpreader.ui.panes.article_messages import FindEnded
from hpreader.ui.panes.text_find import TextFind

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.model import SearchTerms
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
        self._waiting: Callable[[], None] | None = None
        """Goes to the words of a search as soon as the article is laid out."""

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

    def show_words(self, words: str, sought: SearchTerms, shown: Callable[[], None]) -> None:
        """Mark the words of a search, and go to the first of them in the text of the article.

        Args:
            words: what was typed.
            sought: what the search looks for.
            shown: called when the words are marked; not if there are none.
        """

        def go() -> None:
            self._waiting = None
            text_start = self._document.line_of(Anchor(0))
            self.current.search(self._document.own_lines, words, text_start, sought)
            if self.current.count:
                self.step(0)
                shown()
            else:
                self.clear()

        self._waiting = go
        if self._viewport.is_laid_out:
            go()

    def step(self, step: int) -> None:
        """Go `step` matches on, from the last one to the first."""
        self.current.step(step)
        if (line := self.current.line) is not None:
            self._viewport.scroll_into_view(line, line)
        self._pane.invalidate()

    def update(self) -> None:
        """Find the matches in a new layout."""
        if self._waiting is not None:
            self._waiting()
        else:
            is_search = self.current.sought is not None
            document = self._document
            self.current.update(document.own_lines if is_search else document.text_lines)

    def clear(self) -> None:
        """Remove the marks."""
        self._waiting = None
        if self.current.query:
            self._pane.post_message(FindEnded())
        self._overlays.find = TextFind()
        self._pane.invalidate()
