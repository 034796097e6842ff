"""Fetching one step ahead: the other news of the article that is read, one page at a time."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, cast

from hpreader.i18n import _
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from hpreader.model import Article, PageSynced
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.article_display import ArticleDisplay
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.messages import Messages


class Prefetch:
    """Has the other news of an article in the cache before they are opened."""

    def __init__(
        self,
        newsroom: Newsroom,
        article: ArticleDisplay,
        messages: Messages,
        background: Background,
    ) -> None:
        self._newsroom = newsroom
        self._article = article
        self._messages = messages
        self._background = background
        self._next: Article | None = None
        """The article whose other news are to be fetched: the newest, the others were left."""
        self._is_going_on = False

    def start(self) -> None:
        """The article on the screen is complete: its server has time for what it links to."""
        article = self._article.current
        is_allowed = self._newsroom.budget.left and not self._newsroom.offline
        if article is None or not is_allowed or self._messages.status.offline:
            return
        self._next = article
        if not self._is_going_on:
            self._is_going_on = True
            self._background.start(self._fetch(), "ahead")

    async def _fetch(self) -> None:
        try:
            while (article := self._next) is not None:
                await self._fetch_related_to(article)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
        finally:
            self._is_going_on = False
            self._next = None
            self._show_work("")

    async def _fetch_related_to(self, article: Article) -> None:
        """Go through the other news of an article, until another one is read."""
        pages = cast("AsyncGenerator[PageSynced, None]", self._newsroom.prefetch(article))
        async with aclosing(pages):
            async for page in pages:
                self._show_work(_("Fetching other news"))
                if page.status == "fetched":
                    self._article.links_changed()
                    self._messages.show_status(state=self._newsroom.state())
                if self._next is not article:
                    return
        self._next = None

    def _show_work(self, words: str) -> None:
        """Show how much came so far; and the work, unless something that was asked for is shown."""
        budget = self._newsroom.budget
        if budget.spent:
            self._messages.show_status(ahead=(budget.spent, budget.limit))
        ours = _("Fetching other news")
        if self._messages.status.work in ("", ours):
            self._messages.show_status(work=words, done=0, total=0)
