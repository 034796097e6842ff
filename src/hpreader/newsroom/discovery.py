"""A source for any address: a feed as it is, the feed of the page's section or site, or the page itself."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from hpreader.model import Listing, Section, Source
from hpreader.newsroom.asking import NO_LIST
from hpreader.newsroom.habits import front_feeds, page_of_feed, section_feeds
from hpreader.newsroom.parsing import parse_pointers, parse_site, read_list, read_page_list
from hpreader.newsroom.wordpress import API_RELATION, category_of, posts_address, read_posts
from hpreader.problems import Problem
from hpreader.text import fold
from hpreader.urls import canonical, host, key, may_follow, root

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from hpreader.fetch import Fetched
    from hpreader.newsroom.desk import Desk
    from hpreader.page import Pointers, SiteFacts

MOST_TRIES = 24
"""How many addresses are tried for one page; most sites answer 404 to most of them at once."""

LISTED_POSTS = "20"
"""How many posts are asked for where the API stands in for a feed."""

FRONT_NAMES = ("trang chu", "tin moi", "moi nhat", "home", "latest", "tong hop")
"""What the feed of a whole site is called where a page lists all feeds, without marks."""


async def find_source(
    desk: Desk, address: str, *, name: str = "", section: str = ""
) -> Source | Problem:
    """Find what to subscribe to at an address.

    Args:
        desk: the newsroom's desk.
        address: a feed, or any page of a site; `https://` may be left out, and `http://` where
            the server has nothing better.
        name: what to call the source; its host when empty.
        section: what to call the list; a front list when empty.
    """
    from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

    url = address if "://" in address else f"https://{address}"
    if not may_follow(url):
        return Problem("bad_url", address)
    answer = await desk.fetcher.get(url)
    if url != address and isinstance(answer, Problem) and _is_without_tls(answer):
        url = f"http://{address}"
        answer = await desk.fetcher.get(url)
    if isinstance(answer, Problem):
        return answer
    if not isinstance(answer, Fetched):
        return Problem("empty", url)
    listing = await _feed_in(desk, url, answer)
    if listing is not None:
        return _source(url, listing, name, section)
    page = _Page(
        answer.url,
        answer,
        await parse_site(desk, answer),
        await parse_pointers(desk, answer),
    )
    found = await _Search(desk, page).run()
    if isinstance(found, Problem):
        return found
    return _source(found.url, found.listing, name, section, page.site.title)


def _is_without_tls(problem: Problem) -> bool:
    """Does the server not speak TLS? A certificate that is wrong is no reason to do without."""
    return problem.kind in {"refused", "cut"} or problem.reason == "protocol"


@dataclass(frozen=True, slots=True)
class _Page:
    """The page at the address, and what it says."""

    url: str
    answer: Fetched
    site: SiteFacts
    pointers: Pointers

    @property
    def is_section(self) -> bool:
        """Is it a list of one section: neither the front page nor an article?"""
        return not self.pointers.is_article and canonical(self.url) != root(self.url)

    @property
    def api_root(self) -> str:
        """The root of WordPress' API, "" where the page names none."""
        return self.answer.links.get(API_RELATION, "") or self.site.rest_root


@dataclass(frozen=True, slots=True)
class _Found:
    url: str
    listing: Listing


class _Search:
    """Tries one address after another until one of them gives news."""

    def __init__(self, desk: Desk, page: _Page) -> None:
        self._desk = desk
        self._page = page
        self._tried: set[str] = set()
        self._fallback: _Found | Problem = Problem("no_feed", page.url)
        """What to answer where nothing gives news: a feed that is empty just now, or why not."""

    async def run(self) -> _Found | Problem:
        """The first list that has news: of this section, of the site, of the page itself."""
        page = self._page
        steps: list[Callable[[], Awaitable[_Found | Problem | None]]]
        steps = [
            lambda: self._feeds(page.site.feeds),
            lambda: self._feeds(front_feeds(page.url)),
            self._posts,
            self._headlines,
        ]
        if page.is_section:
            near = (*_near(page), *section_feeds(page.url), *_chosen(page, page.pointers))
            own = [lambda: self._feeds(near), steps[0], self._posts, self._headlines]
            steps = [*own, steps[1]]
        for step in steps:
            if (found := await step()) is not None:
                return found
        return self._fallback

    async def _feeds(self, candidates: Iterable[str]) -> _Found | Problem | None:
        """The first feed with news; a page that lists feeds is asked for the fitting ones."""
        from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

        waiting = deque(candidates)
        while waiting and len(self._tried) < MOST_TRIES:
            url = waiting.popleft()
            if url in self._tried or not may_follow(url, self._page.url):
                continue
            self._tried.add(url)
            answer = await self._desk.fetcher.get(url, want="feed")
            if isinstance(answer, Problem) and answer.is_network:
                return answer
            if not isinstance(answer, Fetched):
                continue
            listing = await _feed_in(self._desk, url, answer)
            if listing is None:
                waiting.extend(_chosen(self._page, await parse_pointers(self._desk, answer)))
            elif listing.entries:
                return _Found(url, listing)
            elif isinstance(self._fallback, Problem):
                self._fallback = _Found(url, listing)
        return None

    async def _posts(self) -> _Found | Problem | None:
        """WordPress' API, for sites that have switched their feeds off."""
        page = self._page
        if not page.api_root:
            return None
        chosen = {}
        if page.is_section:
            category = await category_of(self._desk, page.api_root, page.url)
            if not category:
                return None
            chosen["categories"] = category
        return await self._feeds((posts_address(page.api_root, per_page=LISTED_POSTS, **chosen),))

    async def _headlines(self) -> _Found | None:
        """The headlines of the page itself, or of the front page where it is an article."""
        from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

        answer: object = self._page.answer
        url = self._page.url
        if self._page.pointers.is_article:
            url = root(url)
            answer = await self._desk.fetcher.get(url)
        if not isinstance(answer, Fetched):
            return None
        listing = await read_page_list(self._desk, answer)
        if not isinstance(listing, Problem):
            return _Found(url, replace(listing, title=self._page.site.title or listing.title))
        if listing.kind not in NO_LIST and isinstance(self._fallback, Problem):
            self._fallback = listing
        return None


async def _feed_in(desk: Desk, url: str, answer: Fetched) -> Listing | None:
    """The news that an answer lists, None where it is no feed or one of comments."""
    from hpreader.feed import is_comment_feed  # noqa: PLC0415 - see read_list

    listing = await read_list(desk, answer)
    if isinstance(listing, Problem) and listing.reason == "json":
        listing = read_posts(answer.body, answer.url)
    return None if isinstance(listing, Problem) or is_comment_feed(listing, url) else listing


def _near(page: _Page) -> list[str]:
    """The named feeds that are of the page's section: it names the whole site's first."""
    own, slug = key(page.url), _slug(page.url)
    return [
        feed
        for feed in page.site.feeds
        if key(feed).startswith(own) or slug in _slug(page_of_feed(feed))
    ]


def _chosen(page: _Page, pointers: Pointers) -> list[str]:
    """Of the feeds that a page links to, those of the wanted section, or of the whole site."""
    if page.is_section:
        slug, words = _slug(page.url), fold(_slug(page.url).replace("-", " "))
        return [
            url
            for said, url in pointers.feeds
            if _slug(url).startswith(slug) or fold(said) == words
        ]
    fronts = [
        url
        for said, url in pointers.feeds
        if any(name in fold(f"{said} {_slug(url).replace('-', ' ')}") for name in FRONT_NAMES)
    ]
    return fronts or [url for _, url in pointers.feeds[:1]]


def _slug(url: str) -> str:
    """The last part of an address without its ending: `/rss/the-thao.rss` -> `the-thao`."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2].partition(".")[0]


def _source(feed: str, listing: Listing, name: str, section: str, title: str = "") -> Source:
    return Source(
        name=name or _site(feed),
        title=name or listing.title or title or _site(feed),
        home=urljoin(listing.home or feed, "/"),
        sections=(Section(section, (feed,)),),
    )


def joined(subscribed: Sequence[Source], found: Source) -> Source:
    """What to keep of a source that was found, beside those that are subscribed."""
    name, number = found.name, 1
    while (known := next((one for one in subscribed if one.name == name), None)) is not None:
        if _site(known.home) == _site(found.home):
            kept = {key(url) for section in known.sections for url in section.candidates}
            new = [one for one in found.sections if kept.isdisjoint(map(key, one.candidates))]
            return replace(known, sections=(*known.sections, *new))
        number += 1
        name = f"{found.name}-{number}"
    return replace(found, name=name)


def _site(url: str) -> str:
    """What a site is called: its host without the `www.` that only some of its addresses have."""
    return host(url).removeprefix("www.")
