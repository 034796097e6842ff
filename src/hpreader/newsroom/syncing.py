"""Fetch the lists side by side, then the articles behind them and behind "Tin khác"."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING

from hpreader.model import (
    Article,
    ArticleAt,
    PageSynced,
    Progress,
    Source,
    SourceSynced,
    SyncDone,
    SyncEvent,
)
from hpreader.newsroom.desk import side_by_side
from hpreader.newsroom.listing import sync_lists
from hpreader.newsroom.permission import Permission
from hpreader.newsroom.reading import fetch_article
from hpreader.newsroom.unasked import due, keep, missing, note_trial
from hpreader.problems import Problem
from hpreader.urls import host

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date

    from hpreader.newsroom.desk import Desk

MOST_PAGES = 500
"""How many articles one sync fetches at the most; the rest comes with the next one."""

IN_VAIN = 3
"""After how many pages in a row that timed out or broke off a host is left alone."""

GONE = {404, 410}
"""Statuses after which a queued link is not waited for any longer (RFC 9110)."""


async def sync(
    desk: Desk,
    sources: Sequence[Source],
    *,
    since: date | None,
    pages: bool,
    max_bytes: int,
) -> AsyncIterator[SyncEvent]:
    """Yield what happens while everything is fetched; leaving early ends the work cleanly.

    Args:
        desk: the newsroom's desk.
        sources: whose lists to fetch.
        since: how far back to ask for older news, None for what the lists hold.
        pages: whether to fetch the articles too.
        max_bytes: stop fetching articles when this much has come.

    Raises:
        ProblemError: the disk said no.
    """
    events: asyncio.Queue[SyncEvent | None] = asyncio.Queue()
    work = asyncio.create_task(_Sync(desk, events, max_bytes).run(sources, since, pages))
    work.add_done_callback(lambda _: events.put_nowait(None))
    try:
        while (event := await events.get()) is not None:
            yield event
        await work
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


class _Sync:
    """One sync under way: its events, its budget and its counts."""

    def __init__(self, desk: Desk, events: asyncio.Queue[SyncEvent | None], max_bytes: int) -> None:
        self.desk = desk
        self.events = events
        self.permission = Permission(desk)
        self.just_come: set[str] = set()
        """Articles that are new, each of them once, whichever sources bring it."""
        self.bytes_before = desk.bytes_received
        self.max_bytes = max_bytes
        self.fetched = 0
        self.steps_done = 0
        self.steps = 0

    async def run(self, sources: Sequence[Source], since: date | None, pages: bool) -> None:
        self.steps = len(sources)
        synced: list[SourceSynced] = await side_by_side(
            self._sync_source(source, since) for source in sources
        )
        reached = [
            source
            for source, result in zip(sources, synced, strict=True)
            if result.status != "failed"
        ]
        if pages and not self.desk.offline:
            await self._fetch_pages(reached)
        await self.desk.write(lambda store: store.prune(self.desk.settings.max_mb * 1_000_000))
        self.events.put_nowait(
            SyncDone(
                sources=len(sources),
                new=len(self.just_come),
                pages=self.fetched,
                bytes=self.desk.bytes_received - self.bytes_before,
                failed=len(sources) - len(reached),
            )
        )

    async def _sync_source(self, source: Source, since: date | None) -> SourceSynced:
        result = await sync_lists(self.desk, source, self.permission, self.just_come, since)
        self.events.put_nowait(result)
        self._step(source.name)
        return result

    def _step(self, what: str) -> None:
        self.steps_done += 1
        self.events.put_nowait(Progress(self.steps_done, self.steps, what))

    @property
    def _is_spent(self) -> bool:
        received = self.desk.bytes_received - self.bytes_before
        return received >= self.max_bytes or self.fetched >= MOST_PAGES

    async def _fetch_pages(self, sources: Sequence[Source]) -> None:
        """The queue, the listed articles, and one step further what "Tin khác" points to."""
        front = self.desk.front
        queued = [ArticleAt(item.url, title=item.title) for item in front.queue()]
        articles = await self._fetch_all(queued, permission=None)
        listed = {
            headline.id: ArticleAt(headline.url, headline.id, headline.title)
            for source in sources
            for headline in front.listed_without_page(source.name, MOST_PAGES)
        }
        articles += await self._fetch_all(
            due(self.desk, listed.values()), permission=self.permission
        )
        ahead = missing(self.desk, articles)
        await self._fetch_all(ahead, permission=self.permission)

    async def _fetch_all(
        self, articles: Sequence[ArticleAt], *, permission: Permission | None
    ) -> list[Article]:
        """Fetch articles, the hosts side by side, each host's one after another."""
        by_host: defaultdict[str, list[ArticleAt]] = defaultdict(list)
        for at in articles:
            by_host[host(at.url)].append(at)
        self.steps += len(articles)
        found: list[list[Article]] = await side_by_side(
            self._fetch_host(group, permission) for group in by_host.values()
        )
        return [article for group in found for article in group]

    async def _fetch_host(
        self, articles: Sequence[ArticleAt], permission: Permission | None
    ) -> list[Article]:
        found, in_vain = [], 0
        for at in articles:
            if self._is_spent or in_vain >= IN_VAIN:
                break
            result = await self._fetch_one(at, permission)
            self._step(at.url)
            if isinstance(result, Article):
                found.append(result)
                in_vain = 0
            elif result.kind in ("offline", "refused"):
                break  # this host is not to be reached now
            else:
                in_vain += result.is_network
        return found

    async def _fetch_one(self, at: ArticleAt, permission: Permission | None) -> Article | Problem:
        result = await fetch_article(self.desk, at, permission=permission)
        if isinstance(result, Article):
            await keep(self.desk, result, at.url)
            self.fetched += 1
            self.events.put_nowait(PageSynced(at.url, "fetched"))
        elif result.kind == "robots":
            self.events.put_nowait(PageSynced(at.url, "refused", result))
        else:
            self.events.put_nowait(PageSynced(at.url, "failed", result))
            await self._note_failure(at, result)
        return result

    async def _note_failure(self, at: ArticleAt, problem: Problem) -> None:
        if problem.kind in ("offline", "refused"):
            return
        await note_trial(self.desk, at.url)
        if problem.kind == "soft_404" or problem.status in GONE:
            await self.desk.write(lambda store: store.dequeue(at.url))
