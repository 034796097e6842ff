"""One sync: fetch the lists of all sources at once, then their articles and related articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model import SyncDone
from hpreader.newsroom.sync.concurrency import run_all

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from hpreader.model import Source, SourceSynced, SyncEvent
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.rules.rule_book import RuleBook
    from hpreader.newsroom.sync.page_sync import PageSync
    from hpreader.newsroom.sync.source_lists import SourceLists
    from hpreader.newsroom.sync.sync_events import SyncEvents
    from hpreader.newsroom.sync.sync_limits import SyncLimits, SyncMeter


class SyncRun:
    """One sync, which runs once."""

    def __init__(
        self,
        lists: SourceLists,
        pages: PageSync,
        stores: StorePool,
        events: SyncEvents,
        meter: SyncMeter,
        limits: SyncLimits,
        rules: RuleBook,
    ) -> None:
        self._lists = lists
        self._pages = pages
        self._stores = stores
        self._events = events
        self._meter = meter
        self._limits = limits
        self._rules = rules

    def events(self, sources: Sequence[Source]) -> AsyncIterator[SyncEvent]:
        """Run the sync and yield its events; leaving the loop early ends the work cleanly.

        Raises:
            ProblemError: the disk reported an error.
        """
        return self._events.of(self._run(sources))

    async def _run(self, sources: Sequence[Source]) -> None:
        try:
            await self._fetch(sources)
        finally:
            self._meter.settle()  # what was received counts also where the sync is left early

    async def _fetch(self, sources: Sequence[Source]) -> None:
        limits = self._limits
        await self._rules.apply(reads_again=True)
        self._events.add_steps(sum(len(source.sections) for source in sources))
        synced = await run_all(self._sync_lists(source) for source in sources)
        reached = [
            source
            for source, result in zip(sources, synced, strict=True)
            if result.status not in {"failed", "gone"}
        ]
        if limits.pages:
            await self._pages.run(reached)
        await self._stores.run_in_writer(lambda store: store.cache.prune(limits.cache_bytes))
        self._events.put(
            SyncDone(
                sources=len(sources),
                new=self._lists.new_count,
                pages=self._meter.pages,
                bytes=self._meter.bytes_received,
                failed=len(sources) - len(reached),
                new_ids=tuple(self._lists.new_names),
                notable=await self._rules.take_notable(),
            )
        )

    async def _sync_lists(self, source: Source) -> SourceSynced:
        result = await self._lists.sync(source, self._limits.since)
        self._events.put(result)
        return result
