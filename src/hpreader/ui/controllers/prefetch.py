"""Fetching one step ahead: the other news of the article that is read, one page at a time."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, cast

from textual import work

from hpreader.i18n import _
from hpreader.problems import ProblemError
from hpreader.ui.controllers.previews import Peeking

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from hpreader.model import Article, PageSynced
    from hpreader.ui.controllers.articles import Errand


class Ahead(Peeking):
    """What has the other news of an article here before they are wanted."""

    _leads_on: Article | None = None
    """The article whose other news are to be fetched: the newest, the others were left."""
    _is_fetching_ahead = False

    def come_through(self, errand: Errand) -> None:
        """The article is here: its server has time for what it points to."""
        super().come_through(errand)
        article = self.article.article
        is_wanted = self.newsroom.budget.left and not self.newsroom.offline
        if article is None or not is_wanted or self.status_line.status.offline:
            return
        self._leads_on = article
        if not self._is_fetching_ahead:
            self._is_fetching_ahead = True
            self._fetch_ahead()

    @work(group="ahead")
    async def _fetch_ahead(self) -> None:
        try:
            while (article := self._leads_on) is not None:
                await self._fetch_ahead_of(article)
        except ProblemError as error:
            self.say_problem(error.problem)
        finally:
            self._is_fetching_ahead = False
            self._leads_on = None
            self._say_ahead("")

    async def _fetch_ahead_of(self, article: Article) -> None:
        """Go through its other news, until another article is read."""
        pages = cast("AsyncGenerator[PageSynced, None]", self.newsroom.prefetch(article))
        async with aclosing(pages):
            async for page in pages:
                self._say_ahead(_("Fetching other news"))
                if page.status == "fetched":
                    self.states_changed()
                    self.say_status(state=self.newsroom.state())
                if self._leads_on is not article:
                    return
        self._leads_on = None

    def _say_ahead(self, words: str) -> None:
        """Say what came so far; and what is done, unless something that was asked for is."""
        budget = self.newsroom.budget
        if budget.spent:
            self.say_status(ahead=(budget.spent, budget.limit))
        ours = _("Fetching other news")
        if self.status_line.status.work in ("", ours):
            self.say_status(work=words, done=0, total=0)
