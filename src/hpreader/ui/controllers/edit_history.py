"""What was edited in an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model

if TYPE_CHECKING:
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.panes.headlines import Headlines


class EditHistory:
    """Shows the former texts of the article that is read, or of the one under the cursor."""

    def __init__(
        self,
        newsroom: Newsroom,
        focus: Focus,
        headlines: Headlines,
        article: ArticlePane,
        ask: Ask,
    ) -> None:
        self._newsroom = newsroom
        self._focus = focus
        self._headlines = headlines
        self._article = article
        self._ask = ask

    @property
    def exists(self) -> bool:
        """Has the article been edited since it was first fetched?"""
        if self._focus.is_reading and self._article.article is not None:
            return self._article.article.edit is not None
        selected = self._headlines.selected
        return selected is not None and selected.edit is not None

    def show(self) -> None:
        """Compare what was read last with the text of now, in a dialog."""
        from hpreader.revisions.comparison import comparisons_of  # noqa: PLC0415 - see below
        from hpreader.ui.dialogs.text_comparison import TextComparison  # noqa: PLC0415 - not for the first picture

        article = self._article.article if self._focus.is_reading else None
        selected = self._headlines.selected
        if article is None and selected is not None:
            ref = model.ArticleRef(selected.url, selected.id, selected.title)
            article = self._newsroom.articles.get(ref)
        if article is None:
            return
        former = self._newsroom.articles.former_texts(article.id)
        if comparisons := comparisons_of(former, article):
            self._ask(TextComparison(comparisons), lambda _nothing: None)
