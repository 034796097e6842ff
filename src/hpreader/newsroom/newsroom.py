"""The facade of this package: what `cli` and `ui` ask."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from hpreader.newsroom.articles.cached_articles import CachedArticles
from hpreader.newsroom.budget import MEGABYTE, Budget
from hpreader.newsroom.clock import Clock, wall_clock
from hpreader.newsroom.connections.outside_changes import OutsideChanges
from hpreader.newsroom.connections.store_pool import StorePool
from hpreader.newsroom.user_data import Marks, Queue, Trail, ViewPreferences

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from hpreader.config import Paths, Settings
    from hpreader.model import (
        AddressHealth,
        Article,
        ArticleRef,
        CacheState,
        Failed,
        HealthReport,
        PageSynced,
        Progress,
        Ready,
        Source,
    )
    from hpreader.model.page_report import ExplainedArticle
    from hpreader.newsroom.accounts.accounts import Accounts
    from hpreader.newsroom.article_search import ArticleSearch
    from hpreader.newsroom.articles.article_images import ArticleImages
    from hpreader.newsroom.articles.prefetch import Prefetch
    from hpreader.newsroom.connections.background_lists import BackgroundLists
    from hpreader.newsroom.followed_places import FollowedPlaces
    from hpreader.newsroom.network_tasks import NetworkTasks
    from hpreader.newsroom.rules.rule_book import RuleBook
    from hpreader.newsroom.servers.http_client import HttpClient
    from hpreader.newsroom.servers.site_logins import SiteLogins
    from hpreader.newsroom.stories.stories import Stories
    from hpreader.newsroom.subscriptions import Subscriptions
    from hpreader.newsroom.sync.syncs import Syncs
    from hpreader.problems import Problem
    from hpreader.store.lists.lists import Lists


class Newsroom:
    """All that can be read, and all that can be done with it.

    Plain methods answer at once from the cache and are called on the event loop; coroutines write or use the
    network; `open_article`, `syncs` and `prefetch` yield events. Where a disk or a file cannot be used, they raise
    `ProblemError`; other errors are values. What the first screen does not need is imported when first used.
    """

    def __init__(
        self, stores: StorePool, paths: Paths, settings: Settings, now: Clock,
        offline: bool = False, syncs_apart: bool = False, transport: Any = None,
    ) -> None:  # fmt: skip
        """Compose the newsroom; `Newsroom.open` makes the parts.

        Args:
            stores: the open files.
            paths: where the files are.
            settings: the user's settings.
            now: the clock.
            offline: see `open`, as for the two that follow.
            syncs_apart: as above.
            transport: as above.
        """
        self._stores = stores
        self._transport = transport
        self.offline = offline
        """Was the newsroom opened so that it never uses the network?"""
        self.paths = paths
        self._settings = settings
        self._syncs_apart = syncs_apart
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
        self.outside_changes = OutsideChanges(stores)
        self.view_preferences = ViewPreferences(stores, folds_stories=settings.stories)

    @classmethod
    def open(
        cls,
        paths: Paths,
        settings: Settings,
        *,
        offline: bool = False,
        may_forget: bool = True,
        syncs_apart: bool = False,
        now: Clock = wall_clock,
        transport: Any = None,
    ) -> Newsroom:
        """Open the files; a first run subscribes to the catalogue's default sources.

        Args:
            paths: where the files are.
            settings: the user's settings.
            offline: never use the network.
            may_forget: whether to go on where the cache's disk has no room and so keeps nothing.
            syncs_apart: whether syncs run in a process of their own, with the machine's clock.
            now: the clock.
            transport: an httpx transport in place of the real network (tests).

        Raises:
            ProblemError: the cache or the user's data cannot be used.
        """
        stores = StorePool(paths, now=now, may_forget=may_forget)
        _set_up(stores)
        return cls(stores, paths, settings, now, offline, syncs_apart, transport)

    @cached_property
    def _logins(self) -> SiteLogins:
        """Names and passwords of closed feeds."""
        from hpreader.newsroom.servers.site_logins import SiteLogins  # noqa: PLC0415

        return SiteLogins(self.paths.data)

    @cached_property
    def _http(self) -> HttpClient:
        """The network."""
        return _http_client(
            self._stores, self._logins, self.now, offline=self.offline, transport=self._transport
        )

    @cached_property
    def background_lists(self) -> BackgroundLists:
        """Reads long lists beside the event loop."""
        from hpreader.newsroom.connections.background_lists import BackgroundLists  # noqa: PLC0415

        return BackgroundLists(self._stores)

    @cached_property
    def images(self) -> ArticleImages:
        """The images of articles."""
        from hpreader.newsroom.articles.article_images import ArticleImages  # noqa: PLC0415

        return ArticleImages(self._stores, self._http, self._settings.pictures_mb * MEGABYTE)

    @property
    def rules(self) -> RuleBook:
        """The user's rules."""
        return self._stores.rules

    @cached_property
    def searches(self) -> ArticleSearch:
        """Searches of the cache, and those that the user saved."""
        from hpreader.newsroom.article_search import ArticleSearch  # noqa: PLC0415

        return ArticleSearch(self._stores, self.places if self._settings.places else None)

    @cached_property
    def places(self) -> FollowedPlaces:
        """The wards and communes that the user follows, and the notices for them."""
        from hpreader.newsroom.followed_places import FollowedPlaces  # noqa: PLC0415

        return FollowedPlaces(self._stores, self._settings.places, self.now)

    @cached_property
    def stories(self) -> Stories:
        """Which articles report one event."""
        from hpreader.newsroom.stories.stories import Stories  # noqa: PLC0415

        return Stories(self._stores, self.now)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """The subscribed sources."""
        from hpreader.newsroom.subscriptions import Subscriptions  # noqa: PLC0415

        return Subscriptions(self._stores, self.now, self._find_source, self._logins)

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts on servers that keep subscriptions and marks for several machines."""
        from hpreader.newsroom.accounts.account_passwords import TrustedCommands  # noqa: PLC0415
        from hpreader.newsroom.accounts.accounts import Accounts  # noqa: PLC0415

        commands = TrustedCommands(self.paths.data)
        return Accounts(self._stores, self._http, self.subscriptions, commands)

    @cached_property
    def _network(self) -> NetworkTasks:
        from hpreader.newsroom.network_tasks import NetworkTasks  # noqa: PLC0415

        return NetworkTasks(self._stores, self._http, self.paths.profiles, self.now)

    @cached_property
    def syncs(self) -> Syncs:
        """Fetches the lists of sources, and their articles."""
        from hpreader.newsroom.sync.syncs import Syncs  # noqa: PLC0415

        return Syncs(
            self._stores, self._http, self.paths, self._settings, self.budget,
            lambda limits, lists: self._network.sync_run(limits, self.rules, lists),
            self.subscriptions.get_all,
            accounts=lambda: self.accounts,
            is_apart=self._syncs_apart,
        )  # fmt: skip

    @cached_property
    def _prefetch(self) -> Prefetch:
        return self._network.prefetch(self.budget)

    async def _find_source(self, address: str, name: str, section: str) -> Source | Problem:
        return await self._network.source_search().find(address, name=name, section=section)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was done to the files without a request, such as renewing a broken cache."""
        return self._stores.notices

    def observe_notices(self, tell: Callable[[Problem], None]) -> None:
        """Call a function with each notice, those so far and those to come, on the event loop."""
        self._stores.observe_notices(tell)

    def use(self, settings: Settings) -> None:
        """Use other settings from now on."""
        if settings.places != self._settings.places:  # both are made anew when they are asked next
            vars(self).pop("places", None)
            vars(self).pop("searches", None)
        self._settings = settings
        if "syncs" in vars(self):  # else they are made with these
            self.syncs.use(settings)
        self.budget.limit = settings.prefetch_mb * MEGABYTE
        if "images" in vars(self):
            self.images.max_bytes = settings.pictures_mb * MEGABYTE

    def state(self) -> CacheState:
        """Return the size and the age of the cache."""
        return self._stores.reader.cache.state()

    def doctor(self) -> HealthReport:
        """Check files, sources and profiles; reads all files to their end, so it is not quick."""
        from hpreader.newsroom.health import report  # noqa: PLC0415 - only doctor needs it

        sources = self.subscriptions.states()
        return report(self._stores, self.paths.profiles, self._settings.prefetch_mb, sources)

    def check_addresses(self) -> AsyncIterator[AddressHealth]:
        """Request every address of the subscribed lists once; nothing of them is stored."""
        return self._network.address_check().run(self.subscriptions.get_all())

    def open_article(
        self, ref: ArticleRef, *, refresh: bool = True, is_typed: bool = False
    ) -> AsyncIterator[Ready[Article] | Progress | Failed]:
        """Yield the cached copy of an article first, then the fetched one or why there is none.

        Args:
            ref: the article; its address is enough.
            refresh: fetch it also when there is a copy.
            is_typed: whether the user wrote the address, which then may be in a private network.
        """
        if is_typed:
            self._http.servers.add(ref.url)
        return self._network.article_opener(self.articles).open(ref, refresh=refresh)

    async def explain(self, ref: ArticleRef, *, is_typed: bool = False) -> ExplainedArticle:
        """Fetch an article again, as `open_article`; returns it, and why each page reads as it does."""
        if is_typed:
            self._http.servers.add(ref.url)
        return await self._network.article_explainer(self.articles).explain(ref)

    def prefetch(self, article: Article) -> AsyncIterator[PageSynced]:
        """Fetch the missing ones of an article's related articles, politely, within the budget."""
        return self._prefetch.run(article)

    def allow(self, servers: Iterable[tuple[str, int]]) -> None:
        """Count servers (host and port) as named by the user, so that they may be private."""
        self._http.servers.typed.update(servers)

    async def close(self) -> None:
        """Close the network and the files; a second call does nothing."""
        try:
            if "syncs" in vars(self):
                await self.syncs.close()
            if "_http" in vars(self):
                await self._http.close()
        finally:
            self.close_files()

    def close_files(self) -> None:
        """Close the files of a newsroom that did not use the network."""
        self._stores.close()


def _http_client(
    stores: StorePool, logins: SiteLogins, now: Clock, *, offline: bool, transport: Any
) -> HttpClient:
    from hpreader.newsroom.servers.http_client import HttpClient  # noqa: PLC0415 - not for the first screen
    from hpreader.newsroom.servers.server_failures import ServerFailures  # noqa: PLC0415
    from hpreader.newsroom.servers.server_pauses import ServerPauses  # noqa: PLC0415
    from hpreader.newsroom.servers.user_servers import UserServers  # noqa: PLC0415

    return HttpClient(
        offline=offline,
        now=now,
        pauses=ServerPauses(stores, now),
        failures=ServerFailures(stores, now),
        servers=UserServers(stores),
        transport=transport,
        login_of=logins.for_url,
    )


def _set_up(stores: StorePool) -> None:
    """Subscribe to the catalogue's default sources at the first run."""
    if not stores.reader.sources.is_set_up() and stores.reader.keeps_userdata:
        from hpreader.sites import catalogue  # noqa: PLC0415 - only a first run reads it

        stores.reader.sources.put_all([source for source in catalogue() if source.default])
