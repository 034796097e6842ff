"""Open one article: the cached copy at once, the fetched one after it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hpreader.model import Article, ArticleRef, Failed, Progress, Ready
from hpreader.newsroom.articles.document_blocks import unread_documents, with_documents_of
from hpreader.newsroom.articles.entry_article import is_played
from hpreader.problems import Problem, ProblemError
from hpreader.urls import canonical

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hpreader.newsroom.articles.article_fetch import ArticleFetcher
    from hpreader.newsroom.articles.cached_articles import CachedArticles
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool

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
                if refresh and not self._is_offline:
                    async for event in self._read_documents(copy, None, copy.url):
                        yield event
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
        fetched = await self._fetcher.fetch_versions(ref, copy)
        if isinstance(fetched, Article):
            stored, problem = await self._store(with_documents_of(fetched, copy), url)
            yield Ready(self._cached.for_display(stored), stale=False)
            async for event in self._read_documents(replace(fetched, id=stored.id), copy, url):
                yield event
            if problem is None and stored.next_page:
                problem = Problem("paged", stored.next_page)
            if problem is not None:
                yield Failed(problem, stale_shown=True)
        elif copy is None and fetched.is_network and not is_played(url):
            await self._enqueue(url, ref.title)
            yield Failed(Problem("not_cached", url) if self._is_offline else fetched)
        else:
            yield Failed(fetched, stale_shown=copy is not None)

    async def _read_documents(
        self, article: Article, before: Article | None, url: str
    ) -> AsyncIterator[Ready[Article] | Progress]:
        """Yield the article with the text of its documents, after each of them that differs.

        Args:
            article: the article; documents that it has read are not read again.
            before: what is shown now, None if that is the article itself.
            url: the address that the article was fetched from.
        """
        documents = unread_documents(article)
        shown = with_documents_of(article, before)
        number = 0
        if documents:
            yield Progress(0, len(documents), documents[0].url)
        async for state in self._fetcher.documents.read(article, before):
            number += 1
            now = with_documents_of(state, before)
            if now.blocks != shown.blocks:
                shown, _ = await self._store(now, url)
                yield Ready(self._cached.for_display(shown), stale=False)
            elif number == len(documents):
                yield Ready(self._cached.for_display(shown), stale=False)
            if number < len(documents):
                yield Progress(number, len(documents), documents[number].url)

    async def _store(self, article: Article, url: str) -> tuple[Article, Problem | None]:
        """Store an article; where the disk cannot, it is shown all the same, with the Problem."""
        try:
            return await self._fetcher.store(article, url, is_shown=True), None
        except ProblemError as error:
            return article, error.problem

    async def _enqueue(self, url: str, title: str) -> None:
        """Let the next sync fetch an address, if the disk can be written."""
        now = self._now()
        with suppress(ProblemError):
            await self._stores.run_in_writer(lambda store: store.queue.add(url, title, now))

    def _is_fresh(self, article: Article) -> bool:
        return article.cached_at is not None and self._now() - article.cached_at < FRESH_FOR
