"""Why an article reads as it does: it is fetched again, with every decision on its pages recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.problems import Problem
from hpreader.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import Article, ArticleRef, Explanation
    from hpreader.newsroom.articles.article_fetch import ArticleFetcher
    from hpreader.newsroom.articles.cached_articles import CachedArticles


class ArticleExplainer:
    """Explains one article."""

    def __init__(
        self, cached: CachedArticles, fetcher: ArticleFetcher, explanations: Sequence[Explanation]
    ) -> None:
        """Prepare it.

        Args:
            cached: completes the article as it is shown.
            fetcher: fetches it, by a parser that records its decisions.
            explanations: where that parser adds them.
        """
        self._cached = cached
        self._fetcher = fetcher
        self._explanations = explanations

    async def explain(self, ref: ArticleRef) -> tuple[Article | Problem, tuple[Explanation, ...]]:
        """Return an article as its pages are now, and the decisions on each of them.

        The cached copy does not change: pages are not stored, so it cannot be explained.

        Args:
            ref: the article; its address is enough.

        Returns:
            The article or why there is none, and an explanation for each page that was fetched.
        """
        if not canonical(ref.url):
            return Problem("bad_url", ref.url), ()
        article = await self._fetcher.fetch(ref)
        if not isinstance(article, Problem):
            article = self._cached.for_display(article)
        return article, tuple(self._explanations)
