"""Open one article: the cached copy at once, the fetched one after it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hpreader.model import Article, ArticleRef, Failed, Progress, Ready
from hpreader.problems import Problem, ProblemError
from hpreader.urls import canonical

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hpreader.newsroom.articles.article_fetch import ArticleFetcher
    from hpreader.newsroom.articles.cached_articles import CachedArticles
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.store_pool import StorePool

FRESH_FOR: Final = timedelta(minutes=5)
"""How long an article that was fetched is not fetched again when it is opened again."""


class ArticleOpener:
    """Yields the events of opening an article."""

    def __init__(
        self,
        cached: CachedArticles,
        fetcher: ArticleFetcher,
        stores: StorePool,
        now: Clock,
        *,
        is_offline: bool,
    ) -> None:
        self._cached = cached
        self._fetcher = fetcher
        self._stores = stores
        self._now = now
        self._is_offline = is_offline

    async def open(
        self, ref: ArticleRef, *, refresh: bool
    ) -> AsyncIterator[Ready[Article] | Progress | Failed]:
        """Yield the cached copy if there is one, then the fetched one or why there is none.

        Args:
            ref: the article; its address is enough.
            refresh: fetch it also when there is a copy.
        """
        copy = self._cached.find(ref)
        if copy is not None:
            yield Ready(self._cached.for_display(copy), stale=True)
            if not refresh or (copy.has_page and self._is_fresh(copy)):
                if copy.next_page:
                    yield Failed(Problem("paged", copy.next_page), stale_shown=True)
                return
        url = ref.url or (copy.url if copy else "")
        if not canonical(url) and not self._cached.has_no_page(ref):
            if url or copy is None:
                yield Failed(Problem("bad_url", url), stale_shown=copy is not None)
            return
        if not self._is_offline and url:
            yield Progress(0, 1, url)
        fetched = await self._fetcher.fetch(ref, copy)
        if isinstance(fetched, Article):
            stored, problem = await self._store(fetched, url)
            yield Ready(self._cached.for_display(stored), stale=False)
            if problem is None and stored.next_page:
                problem = Problem("paged", stored.next_page)
            if problem is not None:
                yield Failed(problem, stale_shown=True)
        elif copy is None and fetched.is_network:
            await self._enqueue(url, ref.title)
            yield Failed(Problem("not_cached", url) if self._is_offline else fetched)
        else:
            yield Failed(fetched, stale_shown=copy is not None)

    async def _store(self, article: Article, url: str) -> tuple[Article, Problem | None]:
        """Store an article; where the disk cannot, it is shown all the same, with the Problem."""
        try:
            return await self._fetcher.store(article, url), None
        except ProblemError as error:
            return article, error.problem

    async def _enqueue(self, url: str, title: str) -> None:
        """Let the next sync fetch an address, if the disk can be written."""
        now = self._now()
        with suppress(ProblemError):
            await self._stores.run_in_writer(lambda store: store.queue.add(url, title, now))

    def _is_fresh(self, article: Article) -> bool:
        return article.cached_at is not None and self._now() - article.cached_at < FRESH_FOR
