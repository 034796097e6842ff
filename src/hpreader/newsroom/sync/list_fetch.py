"""Fetch a list: which of its addresses answers, and with what: a feed, an API, a section page."""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from hpreader.newsroom.accounts.account_lists import is_of_account
from hpreader.newsroom.discovery.feed_url_conventions import names_feed
from hpreader.newsroom.parsers.content_parser import WITHOUT_HEADLINES
from hpreader.newsroom.parsers.heavy_documents import AT_ONCE, is_heavy
from hpreader.newsroom.sync.known_feed import KnownFeeds
from hpreader.newsroom.sync.list_entries import FollowedEntries, ListEntries
from hpreader.newsroom.sync.list_rhythm import (
    ListDates,
    reliable_validators,
    rhythm_of,
    validators_to_send,
)
from hpreader.newsroom.sync.preparation import Preparation
from hpreader.newsroom.wordpress.post_format import API_RELATION, api_root_of, read_posts
from hpreader.problems import Problem
from hpreader.store import ListAddress
from hpreader.urls import canonical, root
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from hpreader.fetch import Fetched
    from hpreader.model import Entry, Listing, Section, Source, Validators
    from hpreader.newsroom.accounts.account_lists import AccountLists, ServerList
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.parsers.content_parser import ContentParser
    from hpreader.newsroom.servers.http_client import HttpClient
    from hpreader.newsroom.servers.robots_policy import RobotsPolicy
    from hpreader.newsroom.sync.known_feed import FeedItems

Kind = Literal["feed", "page"]

PAGE_PREFERRED_FOR: Final = timedelta(days=1)
"""How long a section page that answered is asked before the feeds that precede it."""


@dataclass(frozen=True, slots=True)
class ListResponse:
    """What one address returned."""

    url: str
    entries: Collection[Entry]
    dates: ListDates
    """Those of the entries."""
    validators: Validators
    kind: Kind
    fetched: Fetched
    api_root: str = ""
    """The root of the site's REST API, empty when the site is not WordPress."""
    items: FeedItems | None = None
    """Those of a feed; without those of `entries` that are stored. None where they are not told apart."""
    problem: Problem | None = None
    """Set where the list was cut or not well-formed, or is frozen."""


class ListFetcher:
    """Fetches lists in one sync."""

    def __init__(
        self,
        http: HttpClient,
        robots: RobotsPolicy,
        parser: ContentParser,
        stores: StorePool,
        now: Clock,
        from_accounts: AccountLists | None = None,
    ) -> None:
        """Prepare it.

        Args:
            http: fetches.
            robots: asked before a section page is fetched, which is a page like any other; a feed
                exists to be fetched by programs.
            parser: parses.
            stores: contain which address of a section answered last.
            now: the clock.
            from_accounts: fetches the lists that come from servers of accounts.
        """
        self._from_accounts = from_accounts
        self._http = http
        self._robots = robots
        self._parser = parser
        self._known = KnownFeeds(parser, stores)
        self._preparation = Preparation()
        self._heavy_turns = asyncio.Semaphore(AT_ONCE)
        """Of large responses that are not compressed."""
        self._stores = stores
        self._now = now

    def account_of(self, section: Section) -> str:
        """The account from whose server the list of a section comes; "" where its own server is asked."""
        found = None if self._from_accounts is None else self._from_accounts.find(section)
        return "" if found is None else found.account.name

    async def fetch_section(
        self, source: Source, section: Section, *, since: date | None = None
    ) -> ListResponse | Problem | None:
        """Ask a section's candidates in order, the one that answered last first; None: unchanged.

        A list that comes from the server of an account is asked for there, and nowhere else.

        Args:
            source: the source.
            section: one of its sections.
            since: the day up to which older entries are wanted: then the list is returned also where it did not
                change.
        """
        lists = self._from_accounts
        if lists is not None and (wanted := lists.find(section)) is not None:
            return await self._fetch_from_account(lists, wanted, (source, section), since)
        even_unchanged = since is not None
        preferred = self._preferred_candidate(source, section)
        problem = Problem("no_feed", source.home)
        frozen: ListResponse | Problem | None = None
        for url in sorted(section.candidates, key=lambda url: url != preferred):
            validators = None if even_unchanged else self._validators(url)
            known_of = None if even_unchanged else (source, section)
            response = await self.fetch(url, validators, known_of=known_of)
            if isinstance(response, Problem):
                if _rank(response) <= _rank(problem):
                    problem = response
                if response.is_network:
                    break  # the others are on the same server
                continue
            stopped = await self._judge(url, response, validators)
            if stopped is not None:
                frozen = frozen or _with_problem(response, stopped)
                continue
            if response is not None and url != preferred:
                await self._remember_candidate(source, section, response)
            return response
        return frozen or _gone(problem)

    async def _fetch_from_account(
        self,
        lists: AccountLists,
        wanted: ServerList,
        place: tuple[Source, Section],
        since: date | None,
    ) -> ListResponse | Problem | None:
        url = wanted.url
        stored = self._stores.reader.http_cache.get(url)
        fetched = await lists.fetch(wanted, stored, since)
        if isinstance(fetched, Problem):
            return fetched
        response: ListResponse | Problem | None = None
        if fetched is not None:
            known_of = None if since else place
            response = await self._read(url, fetched, known_of, is_feed=True, is_further=False)
        if isinstance(response, Problem):
            return response
        stopped = await self._judge(url, response, None if since else stored)
        return response if stopped is None else _with_problem(response, stopped)

    def _validators(self, url: str) -> Validators | None:
        """With which validators an address is asked."""
        cache = self._stores.reader.http_cache
        kept, kept_at = cache.get(url), cache.stored_at(url)
        if kept and is_of_account(kept):
            return None  # no other server is to see them
        return validators_to_send(kept, kept_at, self._now()) if kept and kept_at else None

    async def _judge(
        self, url: str, response: ListResponse | None, sent: Validators | None
    ) -> Problem | None:
        """Note the rhythm of a list that answered; returns a problem where it is frozen."""
        reader, now = self._stores.reader, self._now()
        rhythm = reader.notes.rhythm(url)
        if response is not None:
            current = rhythm_of(response.dates, now, response.validators.last_modified)
            if current is None or rhythm is None or current.newest != rhythm.newest:
                rhythm = current
                await self._stores.run_in_writer(lambda store: store.notes.put_rhythm(url, current))
        elif sent is not None and not sent.last_modified and (kept := reader.http_cache.get(url)):
            # The ETag confirmed what is stored.
            await self._stores.run_in_writer(lambda store: store.http_cache.put(url, kept, now))
        if rhythm is None or now <= rhythm.silent_until:
            return None
        return Problem("frozen", url, f"{local(rhythm.newest):%d/%m/%Y}")

    def _preferred_candidate(self, source: Source, section: Section) -> str:
        """The candidate that answered last; a section page only for a day: a feed may work again."""
        last = self._stores.reader.notes.list_address(source.name, section.name)
        if last is None:
            return ""
        is_old_page = last.kind == "page" and self._now() - last.at >= PAGE_PREFERRED_FOR
        return "" if is_old_page else last.url

    async def _remember_candidate(
        self, source: Source, section: Section, response: ListResponse
    ) -> None:
        address = ListAddress(response.url, response.kind, self._now())
        await self._stores.run_in_writer(
            lambda store: store.notes.put_list_address(source.name, section.name, address)
        )

    async def fetch(
        self,
        url: str,
        validators: Validators | None = None,
        *,
        is_further: bool = False,
        ask_robots: bool = True,
        known_of: tuple[Source, Section] | None = None,
    ) -> ListResponse | Problem | None:
        """Fetch one list; None: unchanged.

        Args:
            url: its address.
            validators: of what is stored.
            is_further: whether it is the second or a later page of a list.
            ask_robots: whether a page that is no feed may be forbidden by robots.txt.
            known_of: whose stored items are left out of the entries; None: none are.
        """
        is_feed = names_feed(url) or self._stores.reader.notes.is_feed(url)
        if ask_robots and not is_feed and (refusal := await self._robots.check(url)):
            return refusal
        if validators is None:  # there will be something to parse and to store
            self._preparation.begin()
        fetched = await self._http.get_changed(url, validators, want="feed")
        if fetched is None or isinstance(fetched, Problem):
            return fetched
        if not is_heavy(fetched.body):
            return await self._read(url, fetched, known_of, is_feed=is_feed, is_further=is_further)
        if self._heavy_turns.locked():
            packed = await asyncio.to_thread(zlib.compress, fetched.body, 1)
            fetched = replace(fetched, body=packed)
        else:
            packed = b""
        async with self._heavy_turns:
            if packed:
                fetched = replace(fetched, body=await asyncio.to_thread(zlib.decompress, packed))
            return await self._read(url, fetched, known_of, is_feed=is_feed, is_further=is_further)

    async def _read(
        self,
        url: str,
        fetched: Fetched,
        known_of: tuple[Source, Section] | None,
        *,
        is_feed: bool,
        is_further: bool,
    ) -> ListResponse | Problem:
        """Read the list in a response."""
        items: FeedItems | None = None
        if known_of is None:
            read = await self._parser.feed(fetched)
        else:
            read, items = await self._known.read(fetched, url, *known_of)
        listing, kind = await self._parse(url, fetched, read, is_further=is_further)
        if isinstance(listing, Problem):
            return listing
        if kind == "feed" and not is_feed:
            await self._stores.run_in_writer(lambda store: store.notes.put_is_feed(url))
        api_root = fetched.links.get(API_RELATION, "") or api_root_of(url)
        # A public list may not lead into the reader's own network.
        if kind == "feed":
            listed = await asyncio.to_thread(ListEntries, listing.entries, url, listing.home)
            entries: Collection[Entry] = listed
            dates = listed.dates
            for item in items.known if items else ():
                dates.add_date(item.published)
            fetched = replace(fetched, body=b"")  # which nothing needs any more
        else:
            entries = tuple(FollowedEntries(listing.entries, url))
            dates = ListDates(entries)
        return ListResponse(
            url,
            entries,
            dates,
            reliable_validators(fetched.validators, dates, self._now()),
            kind,
            fetched,
            api_root,
            items,
            listing.problem,
        )

    async def _parse(
        self, url: str, fetched: Fetched, listing: Listing | Problem, *, is_further: bool
    ) -> tuple[Listing | Problem, Kind]:
        """The list in a response: a feed, else posts of an API, else the headlines of a page."""
        if not isinstance(listing, Problem) or listing.kind != "not_feed":
            return listing, "feed"
        if listing.reason == "json":
            return await asyncio.to_thread(read_posts, fetched.body, url), "feed"
        if names_feed(url) or _is_front_page_instead(url, fetched.url):
            return listing, "feed"
        headlines = await self._parser.headlines(fetched, is_further=is_further)
        if isinstance(headlines, Problem) and headlines.kind in WITHOUT_HEADLINES:
            return Problem("no_feed", url), "page"
        return headlines, "page"


def _is_front_page_instead(requested: str, final: str) -> bool:
    """Did a redirect lead to the front page, which lists everything but this section?"""
    return canonical(final) == root(final) and canonical(requested) != root(requested)


NOT_FOUND: Final = 404
GONE: Final = 410
"""The status of what was removed for good (RFC 9110, section 15.5.11)."""

_MISSING: Final = ("not_feed", "no_feed")


def is_missing(problem: Problem) -> bool:
    """Is it the problem of a list that may simply not exist?"""
    return problem.kind in _MISSING or problem.status == NOT_FOUND


def _rank(problem: Problem) -> int:
    """Which problem of several candidates is that of the list: the lowest number."""
    if problem.is_network or problem.until:
        return 0
    if problem.status == GONE:
        return 1
    return 3 if is_missing(problem) else 2


def _gone(problem: Problem) -> Problem:
    return replace(problem, kind="gone") if problem.status == GONE else problem


def _with_problem(response: ListResponse | None, problem: Problem) -> ListResponse | Problem:
    """A frozen list as it was fetched; the problem alone where it was not fetched again."""
    if response is None:
        return problem
    return replace(response, problem=response.problem or problem)
