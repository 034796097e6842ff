"""The further pages of a paged post: fetched and put behind the first, or said to be missing."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.model import Article, Image
from hpreader.newsroom.content_parser import parse_pointers
from hpreader.problems import Problem
from hpreader.urls import key, may_follow

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hpreader.fetch import Fetched
    from hpreader.model import Block
    from hpreader.newsroom.store_pool import Desk

MOST_PAGES = 20
"""How many pages of one paged post are fetched; of more it is said that they are missing."""

_NEXT = re.compile(rb"rel\s*=\s*[\"']?next", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:/|[/-](?:page|trang)[-/])\d{1,3}|[?&](?:page|p|trang)=\d{1,3}")

Further = tuple[Article, tuple[str, ...]]
"""A further page, and the pages that it names."""


async def stated_pages(desk: Desk, page: Article, answer: Fetched) -> tuple[str, ...]:
    """The further pages that a page names: in its list of pages, or the next one only."""
    if page.forms.next_pages or not _NEXT.search(answer.body):
        return page.forms.next_pages
    following = (await parse_pointers(desk, answer)).next_page
    own = re.sub(_NUMBERED.pattern + r"$", "", key(answer.url))
    rest = key(following).removeprefix(own) if key(following).startswith(own) else ""
    # Some themes call the next article `next`: a further page has this one's address and a number.
    return (following,) if _NUMBERED.fullmatch(rest) else ()


async def with_next_pages(
    page: Article,
    pages: tuple[str, ...],
    fetch: Callable[[str], Awaitable[Further | Problem]],
) -> Article:
    """A paged post with the blocks of its further pages behind those of the first.

    Args:
        page: the first page, or the one that was asked for.
        pages: the further pages that it names.
        fetch: fetches one of them.

    Returns:
        The post; `next_page` names what could not be had, so that nobody takes it for the whole.
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
            continue  # a page that is not there leads back to one that is
        blocks += _new(article.blocks, blocks)
        waiting.extend(more)
        fetched += 1
    # A page may say that there are others, and not where; now they are here.
    return replace(page, blocks=blocks, next_page="" if fetched > 1 else page.next_page)


def _new(blocks: tuple[Block, ...], before: tuple[Block, ...]) -> tuple[Block, ...]:
    """What a further page adds: many repeat the photo above the text."""
    shown = {block.src for block in before if isinstance(block, Image)}
    start = 0
    while start < len(blocks) and getattr(blocks[start], "src", None) in shown:
        start += 1
    return blocks[start:]
