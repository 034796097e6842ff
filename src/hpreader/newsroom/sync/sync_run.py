"""One sync: fetch the lists of all sources at once, then their articles and related articles."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hpreader.model import Article, ArticleAt, PageSynced, Progress, SyncDone, SyncEvent
from hpreader.newsroom.sync.concurrency import run_all
from hpreader.urls import host

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date

    from hpreader.model import Source, SourceSynced
    from hpreader.newsroom.articles.article_fetch import ArticleFetcher
    from hpreader.newsroom.articles.prefetch_candidates import PrefetchCandidates
    from hpreader.newsroom.budget import Budget
    from hpreader.newsroom.http_client import HttpClient
    from hpreader.newsroom.store_pool import StorePool
    from hpreader.newsroom.sync.entry_storage import EntryStorage
    from hpreader.newsroom.sync.source_lists import SourceLists
    from hpreader.problems import Problem

MOST_PAGES: Final = 500
"""How many articles one sync fetches at the most; the next one fetches the rest."""

MOST_NETWORK_FAILURES: Final = 3
"""After how many pages in a row that timed out or broke off a host is left alone."""

GONE_STATUSES: Final = frozenset({404, 410})
"""Statuses after which a queued link is removed from the queue (RFC 9110)."""


@dataclass(frozen=True, slots=True)
class SyncLimits:
    """What one sync fetches at the most, and how large the cache may be after it."""

    since: date | None
    """Up to which day to fetch older entries, None for what the lists contain."""
    pages: bool
    """Whether to fetch the articles too."""
    fetch_bytes: int
    """After how many bytes no more articles are fetched."""
    cache_bytes: int
    """To which size the cache is pruned at the end."""


class SyncRun:
    """One sync under way: its events and counts."""

    def __init__(
        self,
        lists: SourceLists,
        storage: EntryStorage,
        fetcher: ArticleFetcher,
        polite_fetcher: ArticleFetcher,
        candidates: PrefetchCandidates,
        http: HttpClient,
        stores: StorePool,
        limits: SyncLimits,
        budget: Budget | None,
    ) -> None:
        """Prepare it.

        Args:
            lists: synchronises the lists of a source.
            storage: knows the new articles.
            fetcher: fetches the articles that the user put into the queue.
            polite_fetcher: fetches all others, as robots.txt allows it.
            candidates: chooses the articles that are due.
            http: counts the bytes.
            stores: contain the queue and the lists.
            limits: when to stop.
            budget: from which a sync spends that the user did not request.
        """
        self._lists = lists
        self._storage = storage
        self._fetcher = fetcher
        self._polite_fetcher = polite_fetcher
        self._candidates = candidates
        self._http = http
        self._stores = stores
        self._limits = limits
        self._budget = budget
        self._events: asyncio.Queue[SyncEvent | None] = asyncio.Queue()
        self._bytes_before = http.bytes_received
        self._fetched = 0
        self._steps_done = 0
        self._steps = 0

    async def events(self, sources: Sequence[Source]) -> AsyncIterator[SyncEvent]:
        """Run the sync and yield its events; leaving the loop early ends the work cleanly.

        Raises:
            ProblemError: the disk reported an error.
        """
        work = asyncio.create_task(self._run(sources))
        work.add_done_callback(lambda _: self._events.put_nowait(None))
        try:
            while (event := await self._events.get()) is not None:
                yield event
            await work
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _run(self, sources: Sequence[Source]) -> None:
        self._steps = len(sources)
        synced = await run_all(self._sync_source(source) for source in sources)
        reached = [
            source
            for source, result in zip(sources, synced, strict=True)
            if result.status != "failed"
        ]
        if self._limits.pages and not self._http.offline:
            await self._fetch_pages(reached)
        await self._stores.run_in_writer(lambda store: store.cache.prune(self._limits.cache_bytes))
        if self._budget is not None:
            self._budget.spend(self._bytes_received)
        self._events.put_nowait(
            SyncDone(
                sources=len(sources),
                new=len(self._storage.new_ids),
                pages=self._fetched,
                bytes=self._bytes_received,
                failed=len(sources) - len(reached),
            )
        )

    async def _sync_source(self, source: Source) -> SourceSynced:
        result = await self._lists.sync(source, self._limits.since)
        self._events.put_nowait(result)
        self._count_step(source.name)
        return result

    def _count_step(self, subject: str) -> None:
        self._steps_done += 1
        self._events.put_nowait(Progress(self._steps_done, self._steps, subject))

    @property
    def _bytes_received(self) -> int:
        return self._http.bytes_received - self._bytes_before

    @property
    def _is_spent(self) -> bool:
        return self._bytes_received >= self._limits.fetch_bytes or self._fetched >= MOST_PAGES

    async def _fetch_pages(self, sources: Sequence[Source]) -> None:
        """Fetch the queue, the articles of the lists, and the related articles of both."""
        reader = self._stores.reader
        queued = [ArticleAt(item.url, title=item.title) for item in reader.queue.get_all()]
        articles = await self._fetch_all(queued, self._fetcher)
        listed = {
            headline.id: ArticleAt(headline.url, headline.id, headline.title)
            for source in sources
            for headline in reader.lists.without_page(source.name, MOST_PAGES)
        }
        due = self._candidates.due(listed.values())
        articles += await self._fetch_all(due, self._polite_fetcher)
        await self._fetch_all(self._candidates.related_to(articles), self._polite_fetcher)

    async def _fetch_all(self, refs: Sequence[ArticleAt], fetcher: ArticleFetcher) -> list[Article]:
        """Fetch articles, the hosts concurrently, each host's one after another."""
        by_host: defaultdict[str, list[ArticleAt]] = defaultdict(list)
        for ref in refs:
            by_host[host(ref.url)].append(ref)
        self._steps += len(refs)
        found = await run_all(self._fetch_host(group, fetcher) for group in by_host.values())
        return [article for group in found for article in group]

    async def _fetch_host(
        self, refs: Sequence[ArticleAt], fetcher: ArticleFetcher
    ) -> list[Article]:
        found, failures = [], 0
        for ref in refs:
            if self._is_spent or failures >= MOST_NETWORK_FAILURES:
                break
            result = await self._fetch_one(ref, fetcher)
            self._count_step(ref.url)
            if isinstance(result, Article):
                found.append(result)
                failures = 0
            elif result.kind in ("offline", "refused"):
                break  # this host cannot be reached now
            else:
                failures += result.is_network
        return found

    async def _fetch_one(self, ref: ArticleAt, fetcher: ArticleFetcher) -> Article | Problem:
        result = await fetcher.fetch(ref)
        if isinstance(result, Article):
            await fetcher.store_and_dequeue(result, ref.url)
            self._fetched += 1
            self._events.put_nowait(PageSynced(ref.url, "fetched"))
        elif result.kind == "robots":
            self._events.put_nowait(PageSynced(ref.url, "refused", result))
        else:
            self._events.put_nowait(PageSynced(ref.url, "failed", result))
            await self._note_failure(ref, result)
        return result

    async def _note_failure(self, ref: ArticleAt, problem: Problem) -> None:
        if problem.kind in ("offline", "refused"):
            return
        await self._candidates.note_failure(ref.url)
        if problem.kind == "soft_404" or problem.status in GONE_STATUSES:
            await self._stores.run_in_writer(lambda store: store.queue.remove(ref.url))
