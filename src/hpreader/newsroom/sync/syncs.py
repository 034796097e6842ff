"""Starts syncs: in a process of their own where that is wanted and possible, else in this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.newsroom.sync.separate_sync import SeparateSync
from hpreader.newsroom.sync.sync_limits import SyncLimits, SyncOptions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import date

    from hpreader.config import Paths, Settings
    from hpreader.model import Source, SyncEvent
    from hpreader.newsroom.accounts.account_lists import AccountLists
    from hpreader.newsroom.accounts.accounts import Accounts
    from hpreader.newsroom.budget import Budget
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.servers.http_client import HttpClient
    from hpreader.newsroom.sync.sync_run import SyncRun


class Syncs:
    """Fetches the lists of sources, and their articles."""

    def __init__(
        self,
        stores: StorePool,
        http: HttpClient,
        paths: Paths,
        settings: Settings,
        budget: Budget,
        make_run: Callable[[SyncLimits, AccountLists | None], SyncRun],
        sources: Callable[[], Sequence[Source]],
        *,
        accounts: Callable[[], Accounts],
        is_apart: bool,
    ) -> None:
        """Prepare it.

        Args:
            stores: the open files.
            http: the network.
            paths: where the files are.
            settings: the user's settings.
            budget: how much may be fetched that the user did not request.
            make_run: makes a sync in this process; some lists may come from servers of accounts.
            sources: returns those that are subscribed.
            accounts: returns the accounts on servers; called only where there are some.
            is_apart: whether syncs run in a process of their own.
        """
        self._stores = stores
        self._http = http
        self._settings = settings
        self._budget = budget
        self._make_run = make_run
        self._sources = sources
        self._accounts = accounts
        self._separate = SeparateSync(paths, settings, stores, http, budget) if is_apart else None

    def use(self, settings: Settings) -> None:
        """Use other settings from now on."""
        self._settings = settings
        if self._separate is not None:
            self._separate.settings = settings

    def run(
        self,
        names: Sequence[str] = (),
        *,
        since: date | None = None,
        pages: bool = True,
        max_mb: int | None = None,
        unasked: bool = False,
    ) -> AsyncIterator[SyncEvent]:
        """Fetch the lists of the named sources (of all, when none is named) and their articles.

        Args:
            names: of subscribed sources; unknown ones are ignored.
            since: up to which day to fetch older entries, None for what the lists contain.
            pages: whether to fetch the articles too.
            max_mb: after how many megabytes to fetch no more articles.
            unasked: whether the user did not request it; then all of it is within the budget, else
                only the related articles.
        """
        options = SyncOptions(tuple(names), since, pages, max_mb, unasked)
        if self._separate is None or self._http.offline or self._stores.is_in_memory:
            return self._run_here(options)
        return self._separate.events(options, lambda: self._run_here(options))

    def _run_here(self, options: SyncOptions) -> AsyncIterator[SyncEvent]:
        if self._http.offline or not self._stores.reader.sources.has_accounts():
            return self._fetch(options, None)
        return self._with_accounts(options)

    async def _with_accounts(self, options: SyncOptions) -> AsyncIterator[SyncEvent]:
        """The accounts first, unless sources are named: what they subscribe to is fetched at once."""
        accounts = self._accounts()
        try:
            if not options.names:
                async for synced in accounts.sync(stays_open=True):
                    yield synced
            async for event in self._fetch(options, accounts.lists()):
                yield event
        finally:
            await accounts.close_sessions()

    def _fetch(self, options: SyncOptions, lists: AccountLists | None) -> AsyncIterator[SyncEvent]:
        limits = options.limits(self._settings, self._budget, is_offline=self._http.offline)
        run = self._make_run(limits, lists)
        return run.events(list(filter(options.includes, self._sources())))

    async def close(self) -> None:
        """End a sync that runs in a process of its own."""
        if self._separate is not None:
            await self._separate.close()
