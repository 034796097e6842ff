"""The connections to the store: one for each thread that uses it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from hpreader.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.config import Paths
    from hpreader.newsroom.clock import Clock
    from hpreader.problems import Problem

T = TypeVar("T")


class StorePool:
    """A connection for quick reads on the event loop, one for writes and one for searches.

    Whatever writes, or may take long, runs on a connection in a thread of its own, so that neither
    a key nor a frame waits for it.
    """

    def __init__(self, paths: Paths, *, now: Clock) -> None:
        """Open the reading connection; the other two are opened when they are first needed.

        Args:
            paths: the files of the cache and of the user's data.
            now: the clock.

        Raises:
            ProblemError: the cache or the user's data cannot be used.
        """
        self._paths = paths
        self._now = now
        self.reader = self._open()
        """For reads of less than a few milliseconds, on the event loop."""
        self._writer: Store | None = None
        self._searcher: Store | None = None
        self._writer_thread = ThreadPoolExecutor(1, thread_name_prefix="hpreader-store")
        self._search_thread = ThreadPoolExecutor(1, thread_name_prefix="hpreader-search")
        self._is_closed = False

    def _open(self) -> Store:
        return Store.open(self._paths.cache, self._paths.data, now=self._now)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What a connection did to the files without a request, such as renewing a broken cache."""
        written = self._writer.notices if self._writer is not None else ()
        return tuple(dict.fromkeys((*self.reader.notices, *written)))

    async def run_in_writer(self, work: Callable[[Store], T]) -> T:
        """Run `work` on the writing connection, after all work that was given before.

        Raises:
            ProblemError: the disk reported an error.
        """
        run = asyncio.get_running_loop().run_in_executor
        return await run(self._writer_thread, self._with_writer, work)

    def _with_writer(self, work: Callable[[Store], T]) -> T:
        if self._writer is None:
            self._writer = self._open()
        return work(self._writer)

    async def run_search(self, work: Callable[[Store], T]) -> T:
        """Run a search on a third connection; cancelling it ends the database's work at once.

        Raises:
            ProblemError: the cache cannot be read.
        """
        run = asyncio.get_running_loop().run_in_executor
        try:
            return await run(self._search_thread, self._with_searcher, work)
        except asyncio.CancelledError:
            if self._searcher is not None:
                self._searcher.searches.stop()
            raise

    def _with_searcher(self, work: Callable[[Store], T]) -> T:
        if self._searcher is None:
            self._searcher = self._open()
        return work(self._searcher)

    def close(self) -> None:
        """Finish the work under way and close all connections; a second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._writer is not None:
            self._writer_thread.submit(self._writer.close)
        self._writer_thread.shutdown()
        if self._searcher is not None:
            self._searcher.searches.stop()
            self._search_thread.submit(self._searcher.close)
        self._search_thread.shutdown()
        self.reader.close()
