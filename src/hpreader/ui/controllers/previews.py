"""The preview of the other news: while one of them has the focus, or is under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.model.trail_steps import branch_of, id_of
from hpreader.ui.widgets.preview import PreviewData

if TYPE_CHECKING:
    from hpreader.model import Related
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.article_display import ArticleDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.reader_state import ReaderState
    from hpreader.ui.widgets.preview import Preview


class Previews:
    """Shows what is known of the other news without opening them."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        display: ArticleDisplay,
        pane: ArticlePane,
        preview: Preview,
        messages: Messages,
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._display = display
        self._pane = pane
        self._preview = preview
        self._messages = messages

    def show(self, number: int | None, *, is_low: bool) -> None:
        """Show one of the other news.

        Args:
            number: which one, counted from 1; None: none.
            is_low: it is in the lower half of the pane, which the preview must not cover.
        """
        item = self._pane.document.related_item(number)
        self._preview.set_class(is_low, "-high")
        self._preview.data = self._data(item) if item is not None else None
        is_over_text = item is not None and not is_low
        self._pane.viewport.covered = len(self._preview.lines()) if is_over_text else 0
        if self._pane.links.focused is not None:
            self._pane.links.scroll_to_focus()

    def _data(self, item: Related) -> PreviewData:
        room, url = self._newsroom, item.url
        article_id = room.articles.identify([url])[url]
        current = self._display.current
        states = self._display.states_of(current) if current is not None else {}
        trail = self._state.history
        path = range(max(0, branch_of(trail)), trail.index + 1)
        step = next((n for n in path if id_of(trail.items[n]) == article_id), None)
        return PreviewData(
            item,
            states.get(url, "missing"),
            room.articles.headline(article_id),
            room.articles.get(model.ArticleRef(url, article_id)),
            room.articles.progress([article_id]).get(article_id),
            step + 1 if step is not None else None,
            self._messages.status.offline,
        )
