"""Fetch the articles of one sync: those in the queue, those in the lists, and their related ones."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from hpreader.model import Article, ArticleRef, PageSynced
from hpreader.newsroom.sync.concurrency import run_all
from hpreader.newsroom.sync.sync_limits import MOST_PAGES
from hpreader.urls import host

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from hpreader.model import Source
    from hpreader.newsroom.articles.article_fetch import ArticleFetcher
    from hpreader.newsroom.articles.prefetch_candidates import PrefetchCandidates
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.sync.sync_events import SyncEvents
    from hpreader.newsroom.sync.sync_limits import SyncMeter
    from hpreader.problems import Problem
    from hpreader.store import Store

MOST_NETWORK_FAILURES: Final = 3
"""After how many pages in a row that timed out or broke off a host is left alone."""

NO_PAGES: Final = frozenset({"soft_404", "not_html"})
"""The problems of addresses that will not become articles; they are removed from the queue."""

NO_TEXTS: Final = frozenset({"no_article", "bad_url"})
"""The problems after which a link to a saved article is removed too: the article is on the shelf. Another link
is kept by the queue only, and the page may be that of an outage."""

GONE_STATUSES: Final = frozenset({404, 410})
"""Statuses after which a queued link is removed from the queue (RFC 9110)."""


BUSY: Final = 429
"""The status of a server after too many requests (RFC 6585, section 4)."""


def _without_page(store: Store, sources: Sequence[Source]) -> Collection[ArticleRef]:
    """The articles in the lists of some sources whose page was not read yet, each of them once."""
    listed = {
        headline.id: ArticleRef(headline.url, headline.id, headline.title)
        for source in sources
        for headline in store.lists.without_page(source.name, MOST_PAGES)
    }
    return listed.values()


def _queued(store: Store) -> list[ArticleRef]:
    """The links that wait; one that leads to a saved article without its body is that article."""
    items = store.queue.get_all()
    ids = store.identities.identify_all(item.url for item in items)
    refs = []
    for item in items:
        headline = store.articles.headline(ids[item.url])
        is_known = headline is not None and headline.saved and not headline.cached
        # The title of a bookmark is the user's own, so that it proves nothing about the page.
        ref = (
            ArticleRef(item.url, ids[item.url])
            if is_known
            else ArticleRef(item.url, "", item.title)
        )
        refs.append(ref)
    return refs


class PageSync:
    """Fetches articles, the hosts concurrently, each host's one after another."""

    def __init__(
        self,
        requested: ArticleFetcher,
        polite: ArticleFetcher,
        candidates: PrefetchCandidates,
        stores: StorePool,
        events: SyncEvents,
        meter: SyncMeter,
    ) -> None:
        """Prepare it.

        Args:
            requested: fetches the articles that the user put into the queue.
            polite: fetches all others, as robots.txt allows it.
            candidates: chooses the articles that are due.
            stores: contain the queue and the lists.
            events: receives what happens.
            meter: counts what is fetched, and ends it.
        """
        self._requested = requested
        self._polite = polite
        self._candidates = candidates
        self._stores = stores
        self._events = events
        self._meter = meter

    async def run(self, sources: Sequence[Source]) -> None:
        """Fetch the articles of some sources, after those in the queue.

        Raises:
            ProblemError: the disk reported an error.
        """
        queued = await self._stores.run_in_writer(_queued)
        if self._meter.is_unasked:
            queued = await self._candidates.due(lambda _store: queued)
        articles = await self._fetch_all(queued, self._requested)
        due = await self._candidates.due(lambda store: _without_page(store, sources))
        articles += await self._fetch_all(due, self._polite)
        self._meter.continue_unasked()
        await self._fetch_all(await self._candidates.related_to(articles), self._polite)

    async def _fetch_all(
        self, refs: Sequence[ArticleRef], fetcher: ArticleFetcher
    ) -> list[Article]:
        by_host: defaultdict[str, list[ArticleRef]] = defaultdict(list)
        for ref in refs:
            by_host[host(ref.url)].append(ref)
        self._events.add_steps(len(refs))
        found = await run_all(self._fetch_host(group, fetcher) for group in by_host.values())
        return [article for group in found for article in group]

    async def _fetch_host(
        self, refs: Sequence[ArticleRef], fetcher: ArticleFetcher
    ) -> list[Article]:
        found, failures = [], 0
        for ref in refs:
            if self._meter.is_spent or failures >= MOST_NETWORK_FAILURES:
                break
            result = await self._fetch_one(ref, fetcher)
            self._events.step_done(ref.url)
            if isinstance(result, Article):
                found.append(result)
                failures = 0
            elif result.kind in ("offline", "refused") or result.until or result.status == BUSY:
                break  # this host cannot be reached now, or asks to be left alone
            else:
                failures += result.is_network
        return found

    async def _fetch_one(self, ref: ArticleRef, fetcher: ArticleFetcher) -> Article | Problem:
        result = await fetcher.fetch(ref)
        if isinstance(result, Article):
            await fetcher.store_and_dequeue(result, ref.url)
            self._meter.pages += 1
            self._events.put(PageSynced(ref.url, "fetched"))
        elif result.kind == "robots":
            self._events.put(PageSynced(ref.url, "refused", result))
        else:
            self._events.put(PageSynced(ref.url, "failed", result))
            await self._note_failure(ref, result)
        return result

    async def _note_failure(self, ref: ArticleRef, problem: Problem) -> None:
        if problem.kind in ("offline", "refused") or problem.until:
            return
        await self._candidates.note_failure(ref.url)
        is_over = problem.kind in NO_PAGES or problem.status in GONE_STATUSES
        if is_over or (ref.id and problem.kind in NO_TEXTS):
            await self._stores.run_in_writer(lambda store: store.queue.remove(ref.url))
