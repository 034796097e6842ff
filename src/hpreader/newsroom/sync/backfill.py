"""Older news than a list holds: by WordPress' API, by feed pages, by the page numbers of a section."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from hpreader.dates import day_of
from hpreader.newsroom.articles.article_fetch import fetch_page
from hpreader.newsroom.content_parser import parse_pointers
from hpreader.newsroom.discovery.feed_url_conventions import (
    names_feed,
    numbered_feed,
    numbered_pages,
    page_of_feed,
)
from hpreader.newsroom.sync.list_fetch import Answer, ask
from hpreader.newsroom.wordpress.rest_api import category_in, category_of, is_posts, post_pages
from hpreader.problems import Problem
from hpreader.urls import key, root

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date

    from hpreader.model import Entry, Section
    from hpreader.newsroom.robots_policy import Permission
    from hpreader.newsroom.store_pool import Desk

MOST_PAGES = 50
"""How many further pages one list is followed: 500 articles at WordPress' ten a page."""

LONGEST = 300.0
"""Seconds after which one list is not followed any further."""


async def with_older(
    desk: Desk, section: Section, answer: Answer, since: date, permission: Permission
) -> tuple[Entry, ...]:
    """A list's entries with those of its further pages, back to a day.

    The first way that brings anything is the one that is followed. It ends with a page that brings
    nothing new (its end, or a site that gives the same page for every number), with one that is
    wholly older than the day, and at bounds in pages and in time.
    """
    gathering = _Gathering(desk, answer.entries, since, permission)
    if await gathering.reaches(answer.entries):
        return answer.entries
    if answer.api_root and await gathering.follow(_by_api(desk, answer, since)):
        return tuple(gathering.found.values())
    known = len(gathering.found)
    for way in _ways(desk, section, answer, permission):
        if await gathering.follow(way) and len(gathering.found) > known:
            break
    return tuple(gathering.found.values())


class _Gathering:
    """The entries found so far, and when to stop."""

    def __init__(
        self, desk: Desk, entries: Sequence[Entry], since: date, permission: Permission
    ) -> None:
        self.found = {key(entry.url): entry for entry in entries}
        self._desk = desk
        self._since = since
        self._permission = permission
        self._ends_at = asyncio.get_running_loop().time() + LONGEST

    async def follow(self, batches: AsyncIterator[tuple[Entry, ...]]) -> bool:
        """Take what a way brings, as far as needed; was there anything on it, new or not?"""
        pages = 0
        async for entries in batches:
            new = [entry for entry in entries if key(entry.url) not in self.found]
            self.found |= {key(entry.url): entry for entry in new}
            pages += bool(entries)
            is_over = asyncio.get_running_loop().time() > self._ends_at
            if not new or pages >= MOST_PAGES or is_over or await self.reaches(new):
                break
        return pages > 0

    async def reaches(self, entries: Sequence[Entry]) -> bool:
        """Is all of a page older than the day? One old piece that is pinned on top says nothing."""
        days = [day_of(entry.published) for entry in entries if entry.published]
        if not days and entries:
            days = await self._day_of(entries[-1])
        return bool(days) and max(days) < self._since

    async def _day_of(self, entry: Entry) -> list[date]:
        """The day of an entry whose list tells none: what is known of it, else what its page says."""
        known = self._desk.front.headline(self._desk.front.identify(entry.url, entry.guid))
        published = known.published if known else None
        if published is None:
            page = await fetch_page(self._desk, entry.url, permission=self._permission)
            published = None if isinstance(page, Problem) else page.published
        return [day_of(published)] if published else []


def _ways(
    desk: Desk, section: Section, answer: Answer, permission: Permission
) -> list[AsyncIterator[tuple[Entry, ...]]]:
    if answer.kind == "page":
        return [_by_section_pages(desk, answer.url, answer, permission)]
    pages = [url for url in section.candidates if not names_feed(url) and url != answer.url]
    return [
        _by_feed_pages(desk, answer.url),
        *(_by_section_pages(desk, url, None, permission) for url in pages),
    ]


async def _by_api(desk: Desk, answer: Answer, since: date) -> AsyncIterator[tuple[Entry, ...]]:
    """Everything since the day, a hundred posts at a time."""
    page, category = page_of_feed(answer.url), category_in(answer.url)
    parameters = {"after": f"{since - timedelta(days=1)}T23:59:59"}
    if not is_posts(answer.url) and key(page) != key(root(page)):
        category = await category_of(desk, answer.api_root, page)
        if not category:
            return
    if category:
        parameters["categories"] = category
    async for entries in post_pages(desk, answer.api_root, **parameters):
        yield entries


async def _by_feed_pages(desk: Desk, url: str) -> AsyncIterator[tuple[Entry, ...]]:
    """WordPress' `paged`; other systems do not know it and give page 1 again."""
    for number in range(2, MOST_PAGES + 2):
        answer = await ask(desk, numbered_feed(url, number))
        if not isinstance(answer, Answer) or answer.kind != "feed":
            return
        yield answer.entries


async def _by_section_pages(
    desk: Desk, url: str, first: Answer | None, permission: Permission
) -> AsyncIterator[tuple[Entry, ...]]:
    """The further pages of a section: where it says they are, else by what they are usually called."""
    answer: Answer | Problem | None = first or await ask(desk, url, permission=permission)
    if first is None and isinstance(answer, Answer):
        yield answer.entries
    seen = {key(url)}
    usual: Sequence[int] = range(len(numbered_pages(url, 2)))
    for number in range(2, MOST_PAGES + 2):
        if not isinstance(answer, Answer):
            return
        pointed = (await parse_pointers(desk, answer.fetched)).next_page
        names = [(usual, pointed)] if pointed else _numbered(url, number, usual)
        answer, usual = await _next_page(desk, answer, names, seen, permission)
        if answer is not None:
            yield answer.entries


def _numbered(url: str, number: int, usual: Sequence[int]) -> list[tuple[Sequence[int], str]]:
    """What the page may be called; where one way of naming was right, no other is tried again."""
    names = numbered_pages(url, number)
    return [((place,), names[place]) for place in usual]


async def _next_page(
    desk: Desk,
    answer: Answer,
    names: Sequence[tuple[Sequence[int], str]],
    seen: set[str],
    permission: Permission,
) -> tuple[Answer | None, Sequence[int]]:
    """The first of the addresses with other headlines than the page before has."""
    had = {key(entry.url) for entry in answer.entries}
    for usual, address in names:
        if key(address) in seen:
            continue
        seen.add(key(address))
        following = await ask(desk, address, permission=permission, is_further=True)
        if isinstance(following, Answer) and not had.issuperset(
            key(entry.url) for entry in following.entries
        ):
            return following, usual
    return None, ()
