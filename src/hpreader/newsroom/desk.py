"""What all work in the newsroom shares: the two store connections, the network and the clock."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from hpreader.newsroom.budget import Budget
from hpreader.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from datetime import datetime

    from hpreader.config import Paths, Settings
    from hpreader.fetch import Fetcher
    from hpreader.problems import Problem

T = TypeVar("T")
P = ParamSpec("P")


class Desk:
    """The newsroom's one place for state; everything else there is functions over it.

    `front` answers quick questions on the event loop. Whatever writes, or may take long, is given
    to a second connection in a thread of its own, so that neither a key nor a frame waits for it.
    """

    def __init__(
        self,
        places: Paths,
        settings: Settings,
        *,
        now: Callable[[], datetime],
        offline: bool,
        transport: Any = None,
    ) -> None:
        """Open the stores.

        Args:
            places: where the files are.
            settings: the user's settings.
            now: the clock, aware.
            offline: never touch the network.
            transport: an httpx transport instead of the real network (tests).

        Raises:
            ProblemError: the cache or the user data cannot be used.
        """
        self.places = places
        self.settings = settings
        self.now = now
        self.offline = offline
        self.budget = Budget(settings.prefetch_mb * 1_000_000)
        """What may be fetched ahead while this runs."""
        self.front = Store.open(places.cache, places.data, now=now)
        self._transport = transport
        self._fetcher: Fetcher | None = None
        self._back: Store | None = None
        self._is_closed = False
        self.closed_apis: set[str] = set()
        """Hosts whose REST API gave no answer; they are not asked again while this runs."""
        self.has_own_profiles = False
        """Whether the user's own site profiles were read."""
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="hpreader-store")
        self._seeker = ThreadPoolExecutor(1, thread_name_prefix="hpreader-search")
        self._seeking: Store | None = None

    @property
    def fetcher(self) -> Fetcher:
        """The network, made when first needed: importing it costs more than the first picture."""
        if self._fetcher is None:
            from hpreader.fetch import Fetcher  # noqa: PLC0415 - httpx is not for the first paint

            self._fetcher = Fetcher(offline=self.offline, transport=self._transport)
        return self._fetcher

    @property
    def bytes_received(self) -> int:
        """How many bytes the network has brought so far."""
        return self._fetcher.bytes_received if self._fetcher is not None else 0

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was done to the files without being asked, by either connection."""
        back = self._back.notices if self._back is not None else ()
        return tuple(dict.fromkeys((*self.front.notices, *back)))

    async def write(self, work: Callable[[Store], T]) -> T:
        """Run `work` with the writing connection, after all that was asked before.

        Raises:
            ProblemError: the disk said no.
        """
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._on_back, work)

    def _on_back(self, work: Callable[[Store], T]) -> T:
        if self._back is None:
            self._back = Store.open(self.places.cache, self.places.data, now=self.now)
        return work(self._back)

    async def seek(self, work: Callable[[Store], T]) -> T:
        """Run a search on a third connection; where its answer is no longer wanted, it ends at once.

        Raises:
            ProblemError: the cache cannot be read.
        """
        run = asyncio.get_running_loop().run_in_executor
        try:
            return await run(self._seeker, self._on_seeking, work)
        except asyncio.CancelledError:
            if self._seeking is not None:
                self._seeking.stop_search()
            raise

    def _on_seeking(self, work: Callable[[Store], T]) -> T:
        if self._seeking is None:
            self._seeking = Store.open(self.places.cache, self.places.data, now=self.now)
        return work(self._seeking)

    async def in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what takes long, and touches no state, off the event loop."""
        return await asyncio.to_thread(work, *args, **kwargs)

    async def close(self) -> None:
        """End what is under way and close everything; closing twice does nothing more."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            if self._fetcher is not None:
                await self._fetcher.aclose()
        finally:
            if self._back is not None:
                self._writer.submit(self._back.close)
            self._writer.shutdown()
            if self._seeking is not None:
                self._seeking.stop_search()
                self._seeker.submit(self._seeking.close)
            self._seeker.shutdown()
            self.front.close()


async def side_by_side(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Do several things at once; where one fails, the others are ended before its error goes on."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except BaseExceptionGroup as trouble:
        raise trouble.exceptions[0] from None
    return [task.result() for task in tasks]
