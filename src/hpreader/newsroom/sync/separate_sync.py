"""A sync in a process of its own, so that no key waits for the parsing and storing of what comes in.

Data: the request goes to `newsroom/sync_process.py` on its stdin; what it fetches goes into the two files, from
which this process reads it; the events come back on its stdout.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from hpreader import i18n
from hpreader.child_process import run_child
from hpreader.newsroom.parsers.pickle_stream import PickleReader
from hpreader.newsroom.sync.sync_events import SyncEvents
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from hpreader.config import Paths, Settings
    from hpreader.i18n import Language
    from hpreader.model import SyncEvent
    from hpreader.newsroom.budget import Budget
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.servers.http_client import HttpClient
    from hpreader.newsroom.sync.sync_limits import SyncOptions

    InProcess = Callable[[], AsyncIterator[SyncEvent]]
    """The same sync in this process."""


class SyncRequest(NamedTuple):
    """What the process needs to know."""

    options: SyncOptions
    paths: Paths
    settings: dict[str, Any]
    """Those that a sync reads, by name."""
    language: Language
    typed_servers: frozenset[tuple[str, int]]
    """Those that may be private because the user typed an address of theirs."""
    spent: int
    """Bytes of the budget."""


class SyncMessage(NamedTuple):
    """What the process tells: an event, a notice about the files, or None at the end."""

    spent: int
    """Bytes of the budget by now."""
    told: SyncEvent | Problem | None


class SeparateSync:
    """Runs syncs in processes, which end at once when they are left early or the newsroom is closed.

    Whatever ends the process, what it stored remains: each of its transactions is complete or not there.
    """

    def __init__(
        self, paths: Paths, settings: Settings, stores: StorePool, http: HttpClient, budget: Budget
    ) -> None:
        """Prepare it.

        Args:
            paths: where the files are.
            settings: the user's settings.
            stores: are told what happened to the files.
            http: has the servers that the user named.
            budget: is spent by what the process fetches unasked.
        """
        self._paths = paths
        self.settings = settings
        """Of the next sync."""
        self._stores = stores
        self._http = http
        self._budget = budget
        self._tasks: set[asyncio.Task[Any]] = set()

    def events(self, options: SyncOptions, in_process: InProcess) -> AsyncIterator[SyncEvent]:
        """Yield the events of a sync.

        Args:
            options: what to fetch.
            in_process: the same in this process, where the other cannot be started or does not reach its
                end: it then goes on in memory where the disk is full, or raises what is wrong.
        """
        events = SyncEvents()
        return events.of(self._run(options, in_process, events))

    async def _run(self, options: SyncOptions, in_process: InProcess, events: SyncEvents) -> None:
        task = asyncio.current_task()
        if task is None:
            raise AssertionError("unreachable")
        self._tasks.add(task)
        try:
            if not await self._has_ended(self._request(options), events):
                async for event in in_process():
                    events.put(event)
        finally:
            self._tasks.discard(task)

    async def _has_ended(self, request: SyncRequest, events: SyncEvents) -> bool:
        """Run the process; returns whether it came to the end of the sync."""
        reader, spent, is_done = PickleReader(), request.spent, False

        async def receive(part: bytes) -> None:
            nonlocal spent, is_done
            for data in reader.read(part):
                message: SyncMessage = pickle.loads(data)
                self._budget.spend(message.spent - spent)
                spent = message.spent
                if message.told is None:
                    is_done = True
                elif isinstance(message.told, Problem):
                    self._stores.add_notice(message.told)
                else:
                    events.put(message.told)

        with suppress(OSError):  # no process can be started
            await run_child(
                "hpreader.newsroom.sync_process",
                data=[pickle.dumps(request)],
                receive=receive,
                seconds=None,
                most_output=sys.maxsize,
            )
        return is_done

    def _request(self, options: SyncOptions) -> SyncRequest:
        settings = self.settings
        return SyncRequest(
            options,
            self._paths,
            {
                "max_mb": settings.max_mb,
                "prefetch_mb": settings.prefetch_mb,
                "after_sync": tuple(map(str, settings.after_sync)),
            },
            i18n.language(),
            frozenset(self._http.servers.typed),
            self._budget.spent,
        )

    async def close(self) -> None:
        """End what is running."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
