"""Fetch all forms of one article that are needed to have it whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hpreader.model import Article, Entry
from hpreader.newsroom.assembling import assemble
from hpreader.newsroom.parsing import parse_body, parse_page
from hpreader.newsroom.permission import fetch
from hpreader.newsroom.wordpress import enriched, read_post
from hpreader.problems import Problem
from hpreader.urls import canonical, key, may_follow, same_site

if TYPE_CHECKING:
    from hpreader.newsroom.desk import Desk
    from hpreader.newsroom.permission import Permission

MOST_PAGES = 20
"""How many pages of one paged post are fetched; more than that is said, not taken."""

FEWEST_IN_A_BOX = 3
"""Fewer are links to more within the text, and the box itself may still be on the AMP page."""


async def gather(
    desk: Desk,
    url: str,
    *,
    entry: Entry | None = None,
    title: str = "",
    permission: Permission | None = None,
) -> Article | Problem:
    """Fetch and put together one article.

    Args:
        desk: the newsroom's desk.
        url: any address of it.
        entry: what a list said of it, if one did.
        title: its title where it is known; tells a page to which the site merely guessed.
        permission: given where nobody asked for it (see `permission.fetch`).
    """
    page = await fetch_page(desk, canonical(url) or url, permission=permission)
    if isinstance(page, Article) and is_guess(url, page, title or (entry.title if entry else "")):
        page = Problem("soft_404", url)
    if isinstance(page, Problem):
        return await _from_entry(desk, entry, page)
    amp = None
    if len(page.related) < FEWEST_IN_A_BOX and may_follow(page.forms.amp, page.url):
        amp = await fetch_page(desk, page.forms.amp, permission=permission)
    if not (entry and entry.has_all_pages) and same_site(page.forms.rest, page.url):
        post = await read_post(desk, page.forms.rest, permission=permission)
        entry = enriched(entry, post) if entry and post else entry or post
    if page.forms.next_pages and not (entry and entry.has_all_pages):
        page = await _with_next_pages(desk, page, permission=permission)
    return assemble(
        entry=entry,
        entry_body=await entry_body(desk, entry),
        page=page,
        amp=amp if isinstance(amp, Article) else None,
    )


async def fetch_page(
    desk: Desk, url: str, *, permission: Permission | None = None
) -> Article | Problem:
    """Fetch one page and read the article on it."""
    from hpreader.fetch import Fetched, NotModified  # noqa: PLC0415 - see Desk.fetcher

    answer = await fetch(desk, url, permission=permission)
    match answer:
        case Problem():
            return answer
        case NotModified():
            return Problem("empty", url)  # nobody asked conditionally
        case Fetched():
            article = await parse_page(desk, answer)
            if isinstance(article, Article) and not article.url:
                return replace(article, url=canonical(answer.url))
            return article


async def entry_body(desk: Desk, entry: Entry | None) -> Article | None:
    """The body that a feed or REST gave with an entry, None where it gave none."""
    if entry is None or not entry.body_html:
        return None
    return await parse_body(desk, entry.body_html, entry.url)


async def _from_entry(desk: Desk, entry: Entry | None, problem: Problem) -> Article | Problem:
    """What the feed gave, where the page could not be read for good; else the problem."""
    if problem.is_network or problem.kind == "robots":
        return problem
    body = await entry_body(desk, entry)
    if entry is None or body is None or len(body.plain_text()) < len(entry.summary):
        return problem
    return assemble(entry=entry, entry_body=body)


async def _with_next_pages(desk: Desk, page: Article, *, permission: Permission | None) -> Article:
    """The first page of a paged post with the blocks of the others behind its own."""
    blocks = page.blocks
    for url in page.forms.next_pages[:MOST_PAGES]:
        if not may_follow(url, page.url):
            continue
        following = await fetch_page(desk, url, permission=permission)
        if isinstance(following, Article):
            blocks += following.blocks
    return replace(page, blocks=blocks)


def is_guess(asked: str, page: Article, title: str) -> bool:
    """Did the site send us to another article whose address merely begins alike?

    WordPress redirects an unknown slug to a post whose slug starts with it
    (`redirect_guess_404_permalink`): a redirect is no proof of identity.
    """
    if key(asked) == key(page.url) or (title and title == page.title):
        return False
    old, new = _slug(asked), _slug(page.url)
    return bool(old) and new.startswith(old) and new != old


def _slug(url: str) -> str:
    name = urlsplit(canonical(url)).path.rsplit("/", 1)[-1]
    return name.removesuffix(".html")
