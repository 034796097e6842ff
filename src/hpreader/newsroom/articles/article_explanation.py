"""Why an article reads as it does: it is fetched again, with every decision on its pages recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model.page_report import ExplainedArticle
from hpreader.newsroom.articles.page_recorder import PageRecorder
from hpreader.problems import Problem
from hpreader.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import ArticleRef, Explanation
    from hpreader.newsroom.articles.article_fetch import ArticleFetcher
    from hpreader.newsroom.articles.cached_articles import CachedArticles
    from hpreader.newsroom.servers.robots_policy import PageClient


class ArticleExplainer:
    """Explains one article."""

    def __init__(
        self,
        cached: CachedArticles,
        fetcher: ArticleFetcher,
        client: PageClient,
        explanations: Sequence[Explanation],
    ) -> None:
        """Prepare it.

        Args:
            cached: completes the article as it is shown.
            fetcher: fetches it, by a parser that records its decisions.
            client: the network.
            explanations: where that parser adds them.
        """
        self._cached = cached
        self._recorder = PageRecorder(client)
        self._fetcher = fetcher.with_client(self._recorder)
        self._explanations = explanations

    async def explain(self, ref: ArticleRef) -> ExplainedArticle:
        """Return an article as its pages are now, the decisions on each of them, and the pages.

        The cached copy does not change: pages are not stored, so it cannot be explained.

        Args:
            ref: the article; its address is enough.
        """
        if not canonical(ref.url):
            return ExplainedArticle(Problem("bad_url", ref.url), (), (), ())
        article = await self._fetcher.fetch(ref)
        if not isinstance(article, Problem):
            article = self._cached.for_display(article)
        pages, failures = tuple(self._recorder.pages), tuple(self._recorder.failures)
        return ExplainedArticle(article, tuple(self._explanations), pages, failures)
