"""The preview of the other news while one of them has the focus, or is under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.ui.controllers.links import Following
from hpreader.ui.step_labels import branch_of, id_of

if TYPE_CHECKING:
    from hpreader.model import Related
    from hpreader.ui.panes import article_messages
    from hpreader.ui.widgets.preview import PreviewData


class Peeking(Following):
    """What shows of the other news what is known without opening them."""

    def on_article_pane_focused(self, message: article_messages.Focused) -> None:
        """Another one has the focus, or none."""
        item = self.article.document.related_item(message.number)
        self.preview.set_class(message.is_low, "-high")
        self.preview.data = self._preview_data(item) if item is not None else None
        is_over_text = item is not None and not message.is_low
        width = max(1, self.preview.size.width or self.article.size.width - 2)
        self.article.viewport.covered = len(self.preview.lines(width)) if is_over_text else 0
        if self.article.links.focused is not None:
            self.article.links.scroll_to_focus()

    def _preview_data(self, item: Related) -> PreviewData:
        from hpreader.ui.widgets.preview import PreviewData  # noqa: PLC0415 - not for the first picture

        room, url = self.newsroom, item.url
        article_id = room.identify([url])[url]
        states = self.states_of(self.article.article) if self.article.article is not None else {}
        trail = self.history
        path = range(max(0, branch_of(trail)), trail.index + 1)
        step = next((n for n in path if id_of(trail.items[n]) == article_id), None)
        return PreviewData(
            item,
            states.get(url, "missing"),
            room.headline(article_id),
            room.peek(model.ArticleAt(url, article_id)),
            room.progress([article_id]).get(article_id),
            step + 1 if step is not None else None,
            self.status_line.status.offline,
        )
