"""The facade of this package: what `cli` and `ui` ask."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from hpreader.newsroom.articles.cached_articles import CachedArticles
from hpreader.newsroom.budget import Budget
from hpreader.newsroom.clock import Clock, wall_clock
from hpreader.newsroom.http_client import HttpClient
from hpreader.newsroom.server_pauses import ServerPauses
from hpreader.newsroom.site_logins import SiteLogins
from hpreader.newsroom.store_pool import StorePool
from hpreader.newsroom.user_data import Marks, Queue, Trail, ViewPreferences

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date

    from hpreader.config import Paths, Settings
    from hpreader.model import (
        AddressHealth,
        Article,
        ArticleRef,
        CacheState,
        Explanation,
        Failed,
        HealthReport,
        PageSynced,
        Progress,
        Ready,
        Source,
        SyncEvent,
    )
    from hpreader.newsroom.article_search import ArticleSearch
    from hpreader.newsroom.articles.article_images import ArticleImages
    from hpreader.newsroom.articles.prefetch import Prefetch
    from hpreader.newsroom.network_tasks import NetworkTasks
    from hpreader.newsroom.subscriptions import Subscriptions
    from hpreader.problems import Problem
    from hpreader.store.lists import Lists

MEGABYTE = 1_000_000


class Newsroom:
    """All that can be read, and all that can be done with it.

    Plain methods answer at once from the cache and are called on the event loop; coroutines write
    or use the network; `open_article`, `sync` and `prefetch` yield events. Where a disk or a file
    cannot be used, they raise `ProblemError`; every other error is returned as a value.
    """

    def __init__(
        self,
        stores: StorePool,
        http: HttpClient,
        paths: Paths,
        settings: Settings,
        now: Clock,
        logins: SiteLogins,
    ) -> None:
        """Compose the newsroom; `Newsroom.open` makes the parts.

        Args:
            stores: the open files.
            http: the network.
            paths: where the files are.
            settings: the user's settings.
            now: the clock.
            logins: names and passwords of closed feeds.
        """
        self._stores = stores
        self._logins = logins
        self._http = http
        self._paths = paths
        self._settings = settings
        self.now = now
        """The clock."""
        self.budget = Budget(settings.prefetch_mb * MEGABYTE)
        """How much may be fetched that the user did not request, and how much was."""
        self.lists: Lists = stores.reader.lists
        """Headlines and days; the store's object for reading them."""
        self.articles = CachedArticles(stores, now)
        self.marks = Marks(stores, now)
        self.queue = Queue(stores)
        self.trail = Trail(stores)
        self.view_preferences = ViewPreferences(stores)

    @classmethod
    def open(
        cls,
        paths: Paths,
        settings: Settings,
        *,
        offline: bool = False,
        now: Clock = wall_clock,
        transport: Any = None,
    ) -> Newsroom:
        """Open the files; a first run subscribes to the catalogue's default sources.

        Args:
            paths: where the files are.
            settings: the user's settings.
            offline: never use the network.
            now: the clock.
            transport: an httpx transport in place of the real network (tests).

        Raises:
            ProblemError: the cache or the user's data cannot be used.
        """
        stores = StorePool(paths, now=now)
        if not stores.reader.sources.is_set_up() and not stores.reader.read_only:
            from hpreader.sites import catalogue  # noqa: PLC0415 - only a first run reads it

            stores.reader.sources.put_all([source for source in catalogue() if source.default])
        logins = SiteLogins(paths.data)
        http = HttpClient(
            offline=offline,
            now=now,
            pauses=ServerPauses(stores, now),
            transport=transport,
            login_of=logins.for_url,
        )
        return cls(stores, http, paths, settings, now, logins)

    # The objects that the first screen does not need are imported when they are first used.

    @cached_property
    def images(self) -> ArticleImages:
        """The images of articles."""
        from hpreader.newsroom.articles.article_images import ArticleImages  # noqa: PLC0415

        max_bytes = self._settings.pictures_mb * MEGABYTE
        return ArticleImages(self._stores, self._http, max_bytes)

    @cached_property
    def searches(self) -> ArticleSearch:
        """Searches of the cache, and those that the user saved."""
        from hpreader.newsroom.article_search import ArticleSearch  # noqa: PLC0415

        return ArticleSearch(self._stores)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """The subscribed sources."""
        from hpreader.newsroom.subscriptions import Subscriptions  # noqa: PLC0415

        return Subscriptions(self._stores, self.now, self._find_source, self._logins)

    @cached_property
    def _network(self) -> NetworkTasks:
        from hpreader.newsroom.network_tasks import NetworkTasks  # noqa: PLC0415

        return NetworkTasks(self._stores, self._http, self._paths.profiles, self.now)

    @cached_property
    def _prefetch(self) -> Prefetch:
        return self._network.prefetch(self.budget)

    async def _find_source(self, address: str, name: str, section: str) -> Source | Problem:
        return await self._network.source_search().find(address, name=name, section=section)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was done to the files without a request, such as renewing a broken cache."""
        return self._stores.notices

    @property
    def offline(self) -> bool:
        """Was the newsroom opened so that it never uses the network?"""
        return self._http.offline

    def state(self) -> CacheState:
        """Return the size and the age of the cache."""
        return self._stores.reader.cache.state()

    def doctor(self) -> HealthReport:
        """Check files, sources and profiles; reads all files to their end, so it is not quick."""
        from hpreader.newsroom.health import report  # noqa: PLC0415 - only doctor needs it

        sources = self.subscriptions.states()
        return report(self._stores, self._paths.profiles, self._settings.prefetch_mb, sources)

    def check_addresses(self) -> AsyncIterator[AddressHealth]:
        """Request every address of the subscribed lists once; nothing of them is stored."""
        return self._network.address_check().run(self.subscriptions.get_all())

    def open_article(
        self, ref: ArticleRef, *, refresh: bool = True
    ) -> AsyncIterator[Ready[Article] | Progress | Failed]:
        """Yield the cached copy of an article first, then the fetched one or why there is none.

        Args:
            ref: the article; its address is enough.
            refresh: fetch it also when there is a copy.
        """
        return self._network.article_opener(self.articles).open(ref, refresh=refresh)

    async def explain(self, ref: ArticleRef) -> tuple[Article | Problem, tuple[Explanation, ...]]:
        """Fetch an article again; returns it, and why each of its pages reads as it does.

        Args:
            ref: the article; its address is enough.
        """
        return await self._network.article_explainer(self.articles).explain(ref)

    def prefetch(self, article: Article) -> AsyncIterator[PageSynced]:
        """Fetch the missing ones of an article's related articles, politely, within the budget."""
        return self._prefetch.run(article)

    def sync(
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
            unasked: whether the user did not request it; then it is within the budget, too.
        """
        from hpreader.newsroom.sync.sync_limits import SyncLimits  # noqa: PLC0415 - see _network

        cache_bytes = self._settings.max_mb * MEGABYTE
        fetch_bytes = cache_bytes if max_mb is None else max_mb * MEGABYTE
        budget = self.budget if unasked else None
        if budget is not None:
            fetch_bytes = min(fetch_bytes, budget.left)
            pages = pages and fetch_bytes > 0
        pages = pages and not self.offline
        limits = SyncLimits(since, pages, fetch_bytes, cache_bytes, budget)
        chosen = [one for one in self.subscriptions.get_all() if not names or one.name in names]
        return self._network.sync_run(limits).events(chosen)

    async def close(self) -> None:
        """Close the network and the files; a second call does nothing."""
        try:
            await self._http.close()
        finally:
            self._stores.close()
