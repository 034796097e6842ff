"""What uses the network: the objects for it are made here, each with what it needs.

This module is imported when the network is first needed; the first screen does not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.newsroom.articles.article_fetch import ArticleFetcher
from hpreader.newsroom.articles.article_opener import ArticleOpener
from hpreader.newsroom.articles.document_reader import DocumentReader
from hpreader.newsroom.articles.entry_article import EntryArticles
from hpreader.newsroom.articles.prefetch import Prefetch
from hpreader.newsroom.articles.prefetch_candidates import PrefetchCandidates
from hpreader.newsroom.articles.provenance import Provenance
from hpreader.newsroom.articles.version_fetch import VersionFetcher
from hpreader.newsroom.parsers.content_parser import ContentParser
from hpreader.newsroom.profile_health import ProfileHealth
from hpreader.newsroom.servers.robots_policy import PoliteClient, RobotsPolicy
from hpreader.newsroom.wordpress.rest_api import WordPressApi

if TYPE_CHECKING:
    from pathlib import Path

    from hpreader.model import Explanation
    from hpreader.newsroom.accounts.account_lists import AccountLists
    from hpreader.newsroom.address_check import AddressCheck
    from hpreader.newsroom.articles.article_explanation import ArticleExplainer
    from hpreader.newsroom.articles.cached_articles import CachedArticles
    from hpreader.newsroom.budget import Budget
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.discovery.source_search import SourceSearch
    from hpreader.newsroom.rules.rule_book import RuleBook
    from hpreader.newsroom.servers.http_client import HttpClient
    from hpreader.newsroom.sync.sync_limits import SyncLimits
    from hpreader.newsroom.sync.sync_run import SyncRun


class NetworkTasks:
    """Makes the objects that open articles, prefetch, synchronise and find sources."""

    def __init__(self, stores: StorePool, http: HttpClient, own_profiles: Path, now: Clock) -> None:
        """Make what the tasks share.

        Args:
            stores: the open files.
            http: the network.
            own_profiles: the folder of the user's own site profiles.
            now: the clock.
        """
        self._stores = stores
        self._http = http
        self._own_profiles = own_profiles
        self._now = now
        self._parser = ContentParser(own_profiles, now)
        self._api = WordPressApi(http)
        self._candidates = PrefetchCandidates(stores, now)
        provenance = Provenance(stores.reader, now)
        self._entries = EntryArticles(self._parser, provenance)
        profiles = ProfileHealth(stores)
        versions = VersionFetcher(
            http.for_opened_pages, self._parser, self._api, self._entries, profiles
        )
        documents = DocumentReader(http.for_opened_pages, self._parser, stores, now)
        self._fetcher = ArticleFetcher(versions, documents, provenance, stores)

    def article_opener(self, cached: CachedArticles) -> ArticleOpener:
        """Return what opens articles."""
        return ArticleOpener(
            cached, self._fetcher, self._stores, self._now, is_offline=self._http.offline
        )

    def article_explainer(self, cached: CachedArticles) -> ArticleExplainer:
        """Return what explains one article."""
        from hpreader.newsroom.articles.article_explanation import (  # noqa: PLC0415 - seldom
            ArticleExplainer,
        )

        explanations: list[Explanation] = []
        parser = ContentParser(self._own_profiles, self._now, explanations)
        fetcher = self._fetcher.with_parser(parser)
        return ArticleExplainer(cached, fetcher, self._http.for_opened_pages, explanations)

    def prefetch(self, budget: Budget) -> Prefetch:
        """Return what fetches related articles; it keeps the pace that each site demands."""
        robots = RobotsPolicy(self._http, self._stores, self._now)
        polite = self._fetcher.with_client(PoliteClient(self._http, robots))
        polite = polite.with_allowance(lambda: budget.left)
        return Prefetch(polite, self._candidates, self._http, budget)

    def source_search(self) -> SourceSearch:
        """Return what finds a source for an address."""
        from hpreader.newsroom.discovery.source_search import SourceSearch  # noqa: PLC0415 - seldom

        return SourceSearch(self._http, self._parser, self._api)

    def address_check(self) -> AddressCheck:
        """Return what finds out which addresses of lists work."""
        from hpreader.newsroom.address_check import AddressCheck  # noqa: PLC0415 - seldom
        from hpreader.newsroom.sync.list_fetch import ListFetcher  # noqa: PLC0415 - as above

        robots = RobotsPolicy(self._http, self._stores, self._now)
        lists = ListFetcher(self._http, robots, self._parser, self._stores, self._now)
        return AddressCheck(lists, self._now)

    def sync_run(
        self, limits: SyncLimits, rules: RuleBook, from_accounts: AccountLists | None
    ) -> SyncRun:
        """Return a new sync, whose articles are judged by rules.

        Args:
            limits: what it may fetch.
            rules: the rules.
            from_accounts: fetches the lists that come from servers of accounts.
        """
        from hpreader.newsroom.sync.backfill import Backfill  # noqa: PLC0415 - not for an article
        from hpreader.newsroom.sync.edits import EditSync  # noqa: PLC0415 - as above
        from hpreader.newsroom.sync.entry_storage import EntryStorage  # noqa: PLC0415 - as above
        from hpreader.newsroom.sync.list_fetch import ListFetcher  # noqa: PLC0415 - as above
        from hpreader.newsroom.sync.page_sync import PageSync  # noqa: PLC0415 - as above
        from hpreader.newsroom.sync.source_lists import SourceLists  # noqa: PLC0415 - as above
        from hpreader.newsroom.sync.sync_events import SyncEvents  # noqa: PLC0415 - as above
        from hpreader.newsroom.sync.sync_limits import SyncMeter  # noqa: PLC0415 - as above
        from hpreader.newsroom.sync.sync_run import SyncRun  # noqa: PLC0415 - as above

        stores, now = self._stores, self._now
        robots = RobotsPolicy(self._http, stores, now)
        events, meter = SyncEvents(), SyncMeter(self._http, limits)
        fetcher = self._fetcher.with_allowance(lambda: meter.bytes_left)
        polite = fetcher.with_client(PoliteClient(self._http, robots))
        lists = ListFetcher(self._http, robots, self._parser, stores, now, from_accounts)
        backfill = Backfill(lists, polite.versions, self._api, self._parser, stores.reader)
        edits = EditSync(self._api, self._entries, stores, now)
        storage = EntryStorage(self._api, self._entries, stores, now, names_new=limits.names_new)
        source_lists = SourceLists(lists, backfill, edits, storage, stores, now, events)
        pages = PageSync(
            fetcher.with_client(self._http), polite, self._candidates, stores, events, meter
        )
        return SyncRun(source_lists, pages, stores, events, meter, limits, rules)
