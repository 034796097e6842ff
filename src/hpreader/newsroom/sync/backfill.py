"""Older entries than a list shows: by WordPress' API, by feed pages, by numbered section pages."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from hpreader.model import Article
from hpreader.newsroom.discovery.feed_url_conventions import (
    names_feed,
    numbered_feed,
    numbered_pages,
    page_of_feed,
)
from hpreader.newsroom.sync.list_fetch import ListResponse
from hpreader.newsroom.wordpress.post_format import category_in, is_posts_address
from hpreader.problems import Problem
from hpreader.urls import key, root
from hpreader.vietnam_time import day_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date

    from hpreader.model import Entry, Section
    from hpreader.newsroom.articles.version_fetch import VersionFetcher
    from hpreader.newsroom.parsers.content_parser import ContentParser
    from hpreader.newsroom.sync.list_fetch import ListFetcher
    from hpreader.newsroom.wordpress.rest_api import WordPressApi
    from hpreader.store import Store

MOST_PAGES = 50
"""How many further pages of one list are fetched: 500 articles at WordPress' ten a page."""

MOST_SECONDS = 300.0
"""Seconds after which no further page of one list is fetched."""


class _Address(NamedTuple):
    """A possible address of a further page of a section."""

    url: str
    conventions: Sequence[int]
    """Which of the conventions (`numbered_pages`) to try for the page after it, where this one is
    right."""


class Backfill:
    """Follows lists back in time."""

    def __init__(
        self,
        lists: ListFetcher,
        pages: VersionFetcher,
        api: WordPressApi,
        parser: ContentParser,
        reader: Store,
    ) -> None:
        """Prepare it.

        Args:
            lists: fetches further pages of lists.
            pages: fetches an article whose list contains no date (politely).
            api: the REST API of sites that run WordPress.
            parser: finds the link to the next page.
            reader: what is known of articles already.
        """
        self._lists = lists
        self._pages = pages
        self._api = api
        self._parser = parser
        self._reader = reader

    async def entries(
        self, section: Section, response: ListResponse, since: date
    ) -> tuple[Entry, ...]:
        """Return a list's entries with those of its further pages, back to a day.

        The first way that returns anything is followed. It ends with a page without new entries
        (its end, or a site that returns the same page for every number), with one that is wholly
        older than the day, and at bounds in pages and in time.

        Args:
            section: the section of the list.
            response: the list as it was fetched.
            since: the day.
        """
        first = tuple(response.entries)
        found = {_key_of(entry): entry for entry in first}
        ends_at = asyncio.get_running_loop().time() + MOST_SECONDS
        if await self._reaches(first, since):
            return first
        if response.api_root:
            batches = self._by_api(response, since)
            if await self._follow(batches, found, since, ends_at):
                return tuple(found.values())
        known = len(found)
        for batches in self._other_ways(section, response):
            if await self._follow(batches, found, since, ends_at) and len(found) > known:
                break
        return tuple(found.values())

    async def _follow(
        self,
        batches: AsyncIterator[tuple[Entry, ...]],
        found: dict[str, Entry],
        since: date,
        ends_at: float,
    ) -> bool:
        """Add what a way returns, as far as needed; was there any entry on it, new or not?"""
        pages = 0
        async for entries in batches:
            addresses = {key(entry.url) for entry in found.values()} - {""}
            new = [
                entry
                for entry in entries
                if _key_of(entry) not in found and key(entry.url) not in addresses
            ]
            found |= {_key_of(entry): entry for entry in new}
            pages += bool(entries)
            is_over = asyncio.get_running_loop().time() > ends_at
            if not new or pages >= MOST_PAGES or is_over or await self._reaches(new, since):
                break
        return pages > 0

    async def _reaches(self, entries: Sequence[Entry], since: date) -> bool:
        """Is all of a page older than the day? One old article may be pinned on top."""
        days = [day_of(entry.published) for entry in entries if entry.published]
        if not days and entries:
            days = await self._day_of(entries[-1])
        return bool(days) and max(days) < since

    async def _day_of(self, entry: Entry) -> list[date]:
        """The day of an entry without a date: as stored, else as on its page; [] if unknown."""
        article_id = self._reader.identities.identify(entry.url, entry.guid)
        known = self._reader.articles.headline(article_id)
        published = known.published if known else None
        if published is None:
            page = None if entry.has_no_page else await self._pages.fetch_page(entry.url)
            published = page.published if isinstance(page, Article) else None
        return [day_of(published)] if published else []

    def _other_ways(
        self, section: Section, response: ListResponse
    ) -> list[AsyncIterator[tuple[Entry, ...]]]:
        if response.kind == "page":
            return [self._by_section_pages(response.url, response)]
        candidates = [url for url in section.candidates if url != response.url]
        pages = [url for url in candidates if not names_feed(url)]
        return [
            self._by_feed_pages(response.url),
            *(self._by_section_pages(url, None) for url in pages),
        ]

    async def _by_api(
        self, response: ListResponse, since: date
    ) -> AsyncIterator[tuple[Entry, ...]]:
        """Everything since the day, a hundred posts at a time."""
        page, category = page_of_feed(response.url), category_in(response.url)
        parameters = {"after": f"{since - timedelta(days=1)}T23:59:59"}
        if not is_posts_address(response.url) and key(page) != key(root(page)):
            category = await self._api.category_of(response.api_root, page)
            if not category:
                return
        if category:
            parameters["categories"] = category
        async for entries in self._api.pages(response.api_root, **parameters):
            yield entries

    async def _by_feed_pages(self, url: str) -> AsyncIterator[tuple[Entry, ...]]:
        """WordPress' `paged`; other systems ignore it and return page 1 again."""
        for number in range(2, MOST_PAGES + 2):
            response = await self._lists.fetch(numbered_feed(url, number), ask_robots=False)
            if not isinstance(response, ListResponse) or response.kind != "feed":
                return
            yield tuple(response.entries)

    async def _by_section_pages(
        self, url: str, first: ListResponse | None
    ) -> AsyncIterator[tuple[Entry, ...]]:
        """The further pages of a section: by its own link to the next, else by convention."""
        response: ListResponse | Problem | None = first or await self._lists.fetch(url)
        if first is None and isinstance(response, ListResponse):
            yield tuple(response.entries)
        seen = {key(url)}
        conventions: Sequence[int] = range(len(numbered_pages(url, 2)))
        for number in range(2, MOST_PAGES + 2):
            if not isinstance(response, ListResponse):
                return
            linked = (await self._parser.links(response.fetched)).next_page
            if linked:
                addresses = [_Address(linked, conventions)]
            else:
                by_convention = numbered_pages(url, number)
                addresses = [_Address(by_convention[one], (one,)) for one in conventions]
            response, conventions = await self._next_page(response, addresses, seen)
            if response is not None:
                yield tuple(response.entries)

    async def _next_page(
        self, before: ListResponse, addresses: Sequence[_Address], seen: set[str]
    ) -> tuple[ListResponse | None, Sequence[int]]:
        """The first of the addresses with other headlines than the page before."""
        known = {key(entry.url) for entry in before.entries}
        for url, conventions in addresses:
            if key(url) in seen:
                continue
            seen.add(key(url))
            response = await self._lists.fetch(url, is_further=True)
            if isinstance(response, ListResponse) and not known.issuperset(
                key(entry.url) for entry in response.entries
            ):
                return response, conventions
        return None, ()


def _key_of(entry: Entry) -> str:
    """What distinguishes an entry from the others of its list."""
    return key(entry.url) if entry.url and not entry.is_shared else f"\n{entry.own_key}"
