"""Fetch a list: which of its addresses answers, and with what: a feed, an API, a section page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from hpreader.newsroom.content_parser import WITHOUT_HEADLINES
from hpreader.newsroom.discovery.feed_url_conventions import names_feed
from hpreader.newsroom.sync.own_keys import with_own_keys
from hpreader.newsroom.wordpress.post_format import API_RELATION, api_root_of, read_posts
from hpreader.problems import Problem
from hpreader.store import ListAddress
from hpreader.urls import canonical, may_follow, root

if TYPE_CHECKING:
    from hpreader.fetch import Fetched
    from hpreader.model import Entry, Listing, Section, Source, Validators
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.content_parser import ContentParser
    from hpreader.newsroom.http_client import HttpClient
    from hpreader.newsroom.robots_policy import RobotsPolicy
    from hpreader.newsroom.store_pool import StorePool

Kind = Literal["feed", "page"]

PAGE_PREFERRED_FOR: Final = timedelta(days=1)
"""How long a section page that answered is asked before the feeds that precede it."""


@dataclass(frozen=True, slots=True)
class ListResponse:
    """What one address returned."""

    url: str
    entries: tuple[Entry, ...]
    validators: Validators
    kind: Kind
    fetched: Fetched
    api_root: str = ""
    """The root of the site's REST API, empty when the site is not WordPress."""
    problem: Problem | None = None
    """Set where the list was cut or not well-formed."""


class ListFetcher:
    """Fetches lists in one sync."""

    def __init__(
        self,
        http: HttpClient,
        robots: RobotsPolicy,
        parser: ContentParser,
        stores: StorePool,
        now: Clock,
    ) -> None:
        """Prepare it.

        Args:
            http: fetches.
            robots: asked before a section page is fetched, which is a page like any other; a feed
                exists to be fetched by programs.
            parser: parses.
            stores: contain which address of a section answered last.
            now: the clock.
        """
        self._http = http
        self._robots = robots
        self._parser = parser
        self._stores = stores
        self._now = now

    async def fetch_section(
        self, source: Source, section: Section, *, even_unchanged: bool = False
    ) -> ListResponse | Problem | None:
        """Ask a section's candidates in order, the one that answered last first; None: unchanged.

        Args:
            source: the source.
            section: one of its sections.
            even_unchanged: whether to return the list also where it did not change.
        """
        preferred = self._preferred_candidate(source, section)
        problem = Problem("no_feed", source.home)
        for url in sorted(section.candidates, key=lambda url: url != preferred):
            validators = None if even_unchanged else self._stores.reader.http_cache.get(url)
            response = await self.fetch(url, validators)
            if not isinstance(response, Problem):
                if response is not None and url != preferred:
                    await self._remember_candidate(source, section, response)
                return response
            problem = response
            if problem.is_network:
                break  # the others are on the same server
        return problem

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
    ) -> ListResponse | Problem | None:
        """Fetch one list; None: unchanged.

        Args:
            url: its address.
            validators: of what is stored.
            is_further: whether it is the second or a later page of a list.
            ask_robots: whether a page that is no feed may be forbidden by robots.txt.
        """
        is_feed = names_feed(url) or self._stores.reader.notes.is_feed(url)
        if ask_robots and not is_feed and (refusal := await self._robots.check(url)):
            return refusal
        fetched = await self._http.get_changed(url, validators, want="feed")
        if fetched is None or isinstance(fetched, Problem):
            return fetched
        listing, kind = await self._parse(url, fetched, is_further=is_further)
        if isinstance(listing, Problem):
            return listing
        if kind == "feed" and not is_feed:
            await self._stores.run_in_writer(lambda store: store.notes.put_is_feed(url))
        # A public list may not lead into the reader's own network.
        entries = tuple(
            entry for entry in listing.entries if not entry.url or may_follow(entry.url, url)
        )
        if kind == "feed":
            entries = with_own_keys(entries, url, listing.home)
        api_root = fetched.links.get(API_RELATION, "") or api_root_of(url)
        return ListResponse(
            url, entries, fetched.validators, kind, fetched, api_root, listing.problem
        )

    async def _parse(
        self, url: str, fetched: Fetched, *, is_further: bool
    ) -> tuple[Listing | Problem, Kind]:
        """The list in a response: a feed, else posts of an API, else the headlines of a page."""
        listing = await self._parser.feed(fetched)
        if not isinstance(listing, Problem) or listing.kind != "not_feed":
            return listing, "feed"
        if listing.reason == "json":
            return read_posts(fetched.body, url), "feed"
        if names_feed(url) or _is_front_page_instead(url, fetched.url):
            return listing, "feed"
        headlines = await self._parser.headlines(fetched, is_further=is_further)
        if isinstance(headlines, Problem) and headlines.kind in WITHOUT_HEADLINES:
            return Problem("no_feed", url), "page"
        return headlines, "page"


def _is_front_page_instead(requested: str, final: str) -> bool:
    """Did a redirect lead to the front page, which lists everything but this section?"""
    return canonical(final) == root(final) and canonical(requested) != root(requested)
