"""A source for any address: a feed as it is, the feed of the page's section or site, or the page itself."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from hpreader.model import Listing, Section, Source
from hpreader.newsroom.discovery.feed_choice import (
    feeds_of_section,
    linked_feeds_of_section,
    linked_feeds_of_site,
)
from hpreader.newsroom.discovery.feed_url_conventions import front_feeds, section_feeds
from hpreader.newsroom.parsers.content_parser import WITHOUT_HEADLINES, is_comment_feed
from hpreader.newsroom.subscriptions import site_name
from hpreader.newsroom.wordpress.post_format import API_RELATION, posts_address, read_posts
from hpreader.problems import Problem
from hpreader.urls import canonical, may_follow, root

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from hpreader.fetch import Fetched
    from hpreader.newsroom.parsers.content_parser import ContentParser
    from hpreader.newsroom.servers.http_client import HttpClient
    from hpreader.newsroom.wordpress.rest_api import WordPressApi
    from hpreader.page import PageLinks, SiteFacts

MOST_TRIES: Final = 24
"""How many addresses are tried for one page; most sites answer 404 to most of them at once."""

POSTS_LISTED: Final = "20"
"""How many posts are requested where the API takes the place of a feed."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The page at the address, and what it contains."""

    response: Fetched
    site: SiteFacts
    links: PageLinks

    @property
    def url(self) -> str:
        """Its address after redirects."""
        return self.response.url

    @property
    def is_section(self) -> bool:
        """Is it a list of one section: neither the front page nor an article?"""
        return not self.links.is_article and canonical(self.url) != root(self.url)

    @property
    def api_root(self) -> str:
        """The root of WordPress' API, "" where the page names none."""
        return self.response.links.get(API_RELATION, "") or self.site.rest_root

    def feeds_in(self, links: PageLinks) -> list[str]:
        """Of the feeds to which a page links, those of this page's section, or of the site."""
        if self.is_section:
            return linked_feeds_of_section(links.feeds, self.url)
        return linked_feeds_of_site(links.feeds)


@dataclass(frozen=True, slots=True)
class _Found:
    url: str
    listing: Listing


class SourceSearch:
    """Finds sources by the network."""

    def __init__(self, http: HttpClient, parser: ContentParser, api: WordPressApi) -> None:
        self._http = http
        self._parser = parser
        self._api = api

    async def find(self, address: str, *, name: str = "", section: str = "") -> Source | Problem:
        """Find what to subscribe to at an address.

        Args:
            address: a feed, or any page of a site; `https://` may be left out, and `http://` where
                the server has no TLS.
            name: the name to give the source; its host when empty.
            section: the name to give the list; a list of the whole site when empty.
        """
        url = address if "://" in address else f"https://{address}"
        if not may_follow(url):
            return Problem("bad_url", address)
        # an address may give a page to browsers and its feed to who asks for one
        self._http.servers.add(url)
        response = await self._http.get(url, want="feed")
        if url != address and isinstance(response, Problem) and _is_without_tls(response):
            url = f"http://{address}"
            response = await self._http.get(url, want="feed")
        if isinstance(response, Problem):
            return response
        listing = await _parse_list(self._parser, url, response)
        if listing is not None:
            return _source(url, listing, name, section)
        page = _Page(
            response, await self._parser.site(response), await self._parser.links(response)
        )
        found = await _PageSearch(page, self._http, self._parser, self._api).run()
        if isinstance(found, Problem):
            return found
        return _source(found.url, found.listing, name, section, page.site.title)


def _is_without_tls(problem: Problem) -> bool:
    """Does the server not support TLS? An invalid certificate is no reason to go without."""
    return problem.kind in {"refused", "cut"} or problem.reason == "protocol"


class _PageSearch:
    """Tries one address after another until one of them gives news."""

    def __init__(
        self, page: _Page, http: HttpClient, parser: ContentParser, api: WordPressApi
    ) -> None:
        self._page = page
        self._http = http
        self._parser = parser
        self._api = api
        self._tried: set[str] = set()
        self._fallback: _Found | Problem = Problem("no_feed", page.url)
        """The result where nothing gives news: a feed that is empty just now, or the reason."""

    async def run(self) -> _Found | Problem:
        """Return the first list that has news: of this section, of the site, of the page itself."""
        page = self._page
        steps: list[Callable[[], Awaitable[_Found | Problem | None]]]
        steps = [
            lambda: self._try_feeds(page.site.feeds),
            lambda: self._try_feeds(front_feeds(page.url)),
            self._try_api,
            self._try_headlines,
        ]
        if page.is_section:
            own_feeds = (
                *feeds_of_section(page.site.feeds, page.url),
                *section_feeds(page.url),
                *page.feeds_in(page.links),
            )
            own_steps = [lambda: self._try_feeds(own_feeds), steps[0]]
            steps = [*own_steps, self._try_api, self._try_headlines, steps[1]]
        for step in steps:
            if (found := await step()) is not None:
                return found
        return self._fallback

    async def _try_feeds(self, candidates: Iterable[str]) -> _Found | Problem | None:
        """The first feed with news; of a page that lists feeds, the fitting ones are tried too."""
        waiting = deque(candidates)
        while waiting and len(self._tried) < MOST_TRIES:
            url = waiting.popleft()
            if url in self._tried or not may_follow(url, self._page.url):
                continue
            self._tried.add(url)
            response = await self._http.get(url, want="feed")
            if isinstance(response, Problem):
                if response.is_network:
                    return response
                continue
            listing = await _parse_list(self._parser, url, response)
            if listing is None:
                waiting.extend(self._page.feeds_in(await self._parser.links(response)))
            elif listing.entries:
                return _Found(url, listing)
            elif isinstance(self._fallback, Problem):
                self._fallback = _Found(url, listing)
        return None

    async def _try_api(self) -> _Found | Problem | None:
        """WordPress' API, for sites that have switched their feeds off."""
        page = self._page
        if not page.api_root:
            return None
        parameters = {}
        if page.is_section:
            category = await self._api.category_of(page.api_root, page.url)
            if not category:
                return None
            parameters["categories"] = category
        address = posts_address(page.api_root, per_page=POSTS_LISTED, **parameters)
        return await self._try_feeds((address,))

    async def _try_headlines(self) -> _Found | None:
        """The headlines of the page itself, or of the front page where it is an article."""
        url = self._page.url
        response: Fetched | Problem = self._page.response
        if self._page.links.is_article:
            url = root(url)
            response = await self._http.get(url)
        if isinstance(response, Problem):
            return None
        listing = await self._parser.headlines(response)
        if not isinstance(listing, Problem):
            return _Found(url, replace(listing, title=self._page.site.title or listing.title))
        if listing.kind not in WITHOUT_HEADLINES and isinstance(self._fallback, Problem):
            self._fallback = listing
        return None


async def _parse_list(parser: ContentParser, url: str, response: Fetched) -> Listing | None:
    """The news in a response, None where it is no feed or one of comments."""
    listing = await parser.feed(response)
    if isinstance(listing, Problem) and listing.reason == "json":
        listing = await asyncio.to_thread(read_posts, response.body, response.url)
    return None if isinstance(listing, Problem) or is_comment_feed(listing, url) else listing


def _source(feed: str, listing: Listing, name: str, section: str, title: str = "") -> Source:
    return Source(
        name=name or site_name(feed),
        title=name or listing.title or title or site_name(feed),
        home=urljoin(listing.home or feed, "/"),
        sections=(Section(section, (feed,)),),
    )
