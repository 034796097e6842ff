"""The further pages of an article that is split over several: fetched and appended to the first."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.model import Article, Image
from hpreader.problems import Problem
from hpreader.urls import key, may_follow

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hpreader.fetch import Fetched
    from hpreader.model import Block
    from hpreader.newsroom.parsers.content_parser import ContentParser

MOST_PAGES = 20
"""How many pages of one article are fetched; `next_page` names the first that is missing."""

_NEXT = re.compile(rb"rel\s*=\s*[\"']?next", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:/|[/-](?:page|trang)[-/])\d{1,3}|[?&](?:page|p|trang)=\d{1,3}")

FurtherPage = tuple[Article, tuple[str, ...]]
"""A further page, and the addresses of the pages that it names."""


async def named_pages(parser: ContentParser, page: Article, response: Fetched) -> tuple[str, ...]:
    """Return the further pages that a page names: in its list of pages, or the next one only.

    Args:
        parser: finds the page's links.
        page: the page, parsed.
        response: the page as it was fetched.
    """
    if page.forms.next_pages or not _NEXT.search(response.body):
        return page.forms.next_pages
    following = (await parser.links(response)).next_page
    own = re.sub(_NUMBERED.pattern + r"$", "", key(response.url))
    rest = key(following).removeprefix(own) if key(following).startswith(own) else ""
    # Some themes call the next article `next`: a further page has this one's address and a number.
    return (following,) if _NUMBERED.fullmatch(rest) else ()


async def with_further_pages(
    page: Article,
    pages: tuple[str, ...],
    fetch: Callable[[str], Awaitable[FurtherPage | Problem]],
) -> Article:
    """Return an article with the blocks of its further pages behind those of the first.

    Args:
        page: the first page, or the one that was requested.
        pages: the further pages that it names.
        fetch: fetches one of them.

    Returns:
        The article; `next_page` is the first page that could not be fetched, so that nobody takes
        it for the whole.
    """
    waiting, seen = deque(pages), {key(page.url)}
    blocks, fetched = page.blocks, 1
    while waiting:
        url = waiting.popleft()
        if key(url) in seen or not may_follow(url, page.url):
            continue
        seen.add(key(url))
        following = await fetch(url) if fetched < MOST_PAGES else None
        if following is None or isinstance(following, Problem):
            return replace(page, blocks=blocks, next_page=url)
        article, more = following
        if key(article.url) != key(url) and key(article.url) in seen:
            continue  # the address of a page that does not exist leads back to one that does
        blocks += _added(article.blocks, blocks)
        waiting.extend(more)
        fetched += 1
    # A page may announce others without an address; now they are here.
    return replace(page, blocks=blocks, next_page="" if fetched > 1 else page.next_page)


def _added(blocks: tuple[Block, ...], before: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks that a further page adds: many repeat the image above the text."""
    shown = {block.src for block in before if isinstance(block, Image)}
    start = 0
    while start < len(blocks) and getattr(blocks[start], "src", None) in shown:
        start += 1
    return blocks[start:]
