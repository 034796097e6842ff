"""What marks and copies are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.panes.headlines import Headlines


class Subject:
    """The article that is read, or else the one under the cursor of the headlines."""

    def __init__(self, focus: Focus, headlines: Headlines, article: ArticlePane) -> None:
        self._focus = focus
        self._headlines = headlines
        self._article = article

    @property
    def id(self) -> str:
        """Its id, empty when there is none."""
        if self._focus.is_reading and self._article.article is not None:
            return self._article.article.id
        return self._headlines.selected.id if self._headlines.selected is not None else ""

    @property
    def url(self) -> str:
        """Its address, empty when there is none."""
        if self._focus.is_reading and self._article.article is not None:
            return self._article.article.url
        return self._headlines.selected.url if self._headlines.selected is not None else ""
