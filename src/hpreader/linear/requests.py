"""Articles, from the cache or fetched while the user waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _, explain
from hpreader.urls import canonical

if TYPE_CHECKING:
    from hpreader.linear.state import LinearState
    from hpreader.model import Article, ArticleRef
    from hpreader.newsroom import Newsroom
    from hpreader.problems import Problem


class Requests:
    """Gets one article after the other, and tells what is in the way."""

    def __init__(self, newsroom: Newsroom, state: LinearState) -> None:
        self._newsroom = newsroom
        self._state = state

    async def get(self, ref: ArticleRef, *, refresh: bool = False) -> Article | None:
        """Return an article; None where it cannot be had, which was told then.

        Args:
            ref: the article.
            refresh: fetch it though it is in the cache.
        """
        copy = self._newsroom.articles.get(ref)
        is_whole = copy is not None and (copy.has_page or self._newsroom.offline)
        if is_whole and not refresh:
            return copy
        if not self._newsroom.offline:
            title = ref.title or ref.url
            self._state.say(_("Fetching {title}").format(title=title) + "\u2026")
        async for event in self._newsroom.open_article(ref):
            match event:
                case model.Ready(thing):
                    copy = thing
                case model.Failed(problem):
                    self._tell(ref, problem, is_missing=copy is None)
                case model.Progress():
                    pass
        return copy

    def _tell(self, ref: ArticleRef, problem: Problem, *, is_missing: bool) -> None:
        """Tell why an article is not there, or not fresh."""
        waiting = {canonical(item.url) for item in self._newsroom.queue.get_all()}
        sentences = [explain(problem)]
        if problem.is_network and is_missing and canonical(ref.url) in waiting:
            sentences.append(_("The article is queued and will be fetched at the next sync."))
        elif is_missing and not problem.is_network:
            sentences.append(ref.url)
        self._state.say(" ".join(sentences))
