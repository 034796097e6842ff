"""The connections to the store: one for each thread that uses it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from hpreader.newsroom.connections.store_thread import StoreThread
from hpreader.store import MemoryCopies, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.config import Paths
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.rules.rule_book import RuleBook
    from hpreader.problems import Problem

T = TypeVar("T")


class StorePool:
    """A connection for quick reads on the event loop, and others for what may take long.

    Whatever writes, searches, counts, or reads a long list wholly, runs on a connection in a thread
    of its own, so that neither a key nor a frame waits for it.
    """

    def __init__(self, paths: Paths, *, now: Clock, may_forget: bool = True) -> None:
        """Open the reading connection; the others are opened when they are first needed.

        Args:
            paths: the files of the cache and of the user's data.
            now: the clock.
            may_forget: whether what is fetched may be lost at the end, where the cache's disk has
                no room for it.

        Raises:
            ProblemError: the cache or the user's data cannot be used.
        """
        self._copies = MemoryCopies(may_replace_cache=may_forget)
        self._paths = paths
        self._now = now
        self.reader = self._open()
        """For reads of less than a few milliseconds, on the event loop."""
        self._writer = StoreThread(self._open_writer, "store")
        self._searcher = StoreThread(self._open, "search")
        self._lister = StoreThread(self._open, "list")
        self._counter = StoreThread(self._open, "count")
        self._is_closed = False
        self._tell: Callable[[Problem], None] | None = None
        self._told: set[Problem] = set()
        """The notices that the observer was told."""
        self._of_others: list[Problem] = []
        """The notices of other processes of this newsroom."""

    def _open(self) -> Store:
        return Store.open(self._paths.cache, self._paths.data, now=self._now, copies=self._copies)

    @cached_property
    def rules(self) -> RuleBook:
        """The user's rules, by which what is stored is judged."""
        from hpreader.newsroom.rules.rule_book import RuleBook  # noqa: PLC0415 - not for the first picture

        return RuleBook(self, self._paths.rules, self._now)

    def _open_writer(self) -> Store:
        store = self._open()
        self.rules.prepare(store)
        return store

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What a connection did to the files without a request, such as renewing a broken cache."""
        written = self._writer.store.notices if self._writer.store is not None else ()
        return tuple(dict.fromkeys((*self.reader.notices, *written, *self._of_others)))

    def add_notice(self, notice: Problem) -> None:
        """Add what another process of this newsroom did to the files."""
        self._of_others.append(notice)
        self._tell_notices()

    @property
    def is_in_memory(self) -> bool:
        """Is there a file in whose place this process has a copy, which others cannot see?"""
        return self._copies.is_used

    def observe_notices(self, tell: Callable[[Problem], None]) -> None:
        """Call a function with each notice, those so far and those to come, on the event loop."""
        self._tell = tell
        self._told.clear()
        self._tell_notices()

    def _tell_notices(self) -> None:
        if self._tell is None or self._is_closed:
            return
        for notice in self.notices:
            if notice not in self._told:
                self._told.add(notice)
                self._tell(notice)

    async def run_in_writer(self, work: Callable[[Store], T]) -> T:
        """Run `work` on the writing connection, after all work that was given before.

        Raises:
            ProblemError: the disk reported an error.
        """
        try:
            return await self._writer.run(work)
        finally:
            self._tell_notices()

    async def run_search(self, work: Callable[[Store], T]) -> T:
        """Run a search on a connection of its own; cancelling it ends the database's work at once.

        Raises:
            ProblemError: the cache cannot be read.
        """
        return await self._searcher.run_until_cancelled(work)

    async def read_list(self, work: Callable[[Store], T]) -> T:
        """As `run_search`, for reading a long list."""
        return await self._lister.run_until_cancelled(work)

    async def count(self, work: Callable[[Store], T]) -> T:
        """As `run_search`, for counts that nothing waits for."""
        return await self._counter.run_until_cancelled(work)

    def close(self) -> None:
        """Finish the work under way and close all connections; a second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        self._writer.close(finish=True)
        for thread in (self._searcher, self._lister, self._counter):
            thread.close(finish=False)
        self.reader.close()
        self._copies.close()
