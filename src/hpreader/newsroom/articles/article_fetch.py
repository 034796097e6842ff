"""Fetch all forms of one article that are needed to have it whole."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.model import Article, Entry
from hpreader.newsroom.articles.further_pages import stated_pages, with_next_pages
from hpreader.newsroom.articles.provenance import signed
from hpreader.newsroom.articles.redirects import Wanted, is_gone, is_other
from hpreader.newsroom.articles.version_merge import assemble
from hpreader.newsroom.content_parser import parse_body, parse_page, parse_pointers
from hpreader.newsroom.profile_health import note_profile
from hpreader.newsroom.robots_policy import fetch
from hpreader.newsroom.wordpress.rest_api import enriched, read_post
from hpreader.problems import Problem, ProblemError
from hpreader.urls import canonical, may_follow, same_site

if TYPE_CHECKING:
    from hpreader.fetch import Fetched
    from hpreader.newsroom.robots_policy import Permission
    from hpreader.newsroom.store_pool import Desk
    from hpreader.store import Listed

FEWEST_IN_A_BOX = 3
"""Fewer are links to more within the text, and the box itself may still be on the AMP page."""


async def gather(
    desk: Desk,
    wanted: Wanted,
    *,
    entry: Entry | None = None,
    has_copy: bool = False,
    permission: Permission | None = None,
) -> Article | Problem:
    """Fetch and put together one article.

    Args:
        desk: the newsroom's desk.
        wanted: any address of it, and what tells it from others.
        entry: what a list said of it, if one did.
        has_copy: whether it is here as its page gave it; what a list said is then no better.
        permission: given where nobody asked for it (see `permission.fetch`).
    """
    url = wanted.url
    answer = await _fetch(desk, canonical(url) or url, permission)
    if isinstance(answer, Problem):
        return answer if has_copy else await _from_entry(desk, entry, answer)
    page = await _article_in(desk, answer)
    if isinstance(page, Article) and is_other(wanted, page, answer.url):
        page = Problem("soft_404", url)
    if isinstance(page, Problem):
        return page if has_copy else await _from_entry(desk, entry, page)
    with suppress(ProblemError):  # what cannot be noted is read all the same
        await note_profile(desk, page, answer.url)
    amp = None
    if len(page.related) < FEWEST_IN_A_BOX and may_follow(page.forms.amp, page.url):
        amp = await fetch_page(desk, page.forms.amp, permission=permission)
    if page.related and len(page.related) < FEWEST_IN_A_BOX and await _is_unfilled(desk, answer):
        page = replace(page, related_from="cache")
    if not (entry and entry.has_all_pages) and same_site(page.forms.rest, page.url):
        post = await read_post(desk, page.forms.rest, permission=permission)
        entry = enriched(entry, post) if entry and post else entry or post
    if not (entry and entry.has_all_pages):
        page = await with_next_pages(
            page,
            await stated_pages(desk, page, answer),
            lambda url: _further(desk, url, permission),
        )
    return assemble(
        entry=entry,
        entry_body=await _entry_body(desk, entry),
        page=page,
        amp=amp if isinstance(amp, Article) else None,
    )


async def fetch_page(
    desk: Desk, url: str, *, permission: Permission | None = None
) -> Article | Problem:
    """Fetch one page and read the article on it."""
    answer = await _fetch(desk, url, permission)
    return answer if isinstance(answer, Problem) else await _article_in(desk, answer)


async def _entry_body(desk: Desk, entry: Entry | None) -> Article | None:
    """The body that a feed or REST gave with an entry, None where it gave none."""
    if entry is None or not entry.body_html:
        return None
    return await parse_body(desk, entry.body_html, entry.url)


async def body_of(desk: Desk, item: Listed, source: str = "") -> Article | None:
    """The body that a list brought with its headline, ready to be kept; None for a summary."""
    article = await _from_list(desk, item.entry)
    return article and signed(desk, article, article_id=item.id, source=source)


async def _from_list(desk: Desk, entry: Entry) -> Article | None:
    """The article as far as the list alone holds it, None where it holds a summary only."""
    body = await _entry_body(desk, entry)
    if body is None or len(body.plain_text()) < len(entry.summary):
        return None
    return assemble(entry=entry, entry_body=body)


async def _is_unfilled(desk: Desk, answer: Fetched) -> bool:
    """Has a page a box of other news that only a script fills?"""
    return (await parse_pointers(desk, answer)).has_unfilled_box


async def _fetch(desk: Desk, url: str, permission: Permission | None) -> Fetched | Problem:
    from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

    answer = await fetch(desk, url, permission=permission)
    if isinstance(answer, Fetched):
        return Problem("soft_404", url) if is_gone(url, answer.url) else answer
    return answer if isinstance(answer, Problem) else Problem("empty", url)


async def _article_in(desk: Desk, answer: Fetched) -> Article | Problem:
    article = await parse_page(desk, answer)
    if isinstance(article, Article) and not article.url:
        return replace(article, url=canonical(answer.url))
    return article


async def _further(
    desk: Desk, url: str, permission: Permission | None
) -> tuple[Article, tuple[str, ...]] | Problem:
    """A further page of a paged post, and the pages that it names."""
    answer = await _fetch(desk, url, permission)
    if isinstance(answer, Problem):
        return answer
    page = await _article_in(desk, answer)
    if isinstance(page, Problem):
        return page
    return replace(page, url=canonical(answer.url)), await stated_pages(desk, page, answer)


async def _from_entry(desk: Desk, entry: Entry | None, problem: Problem) -> Article | Problem:
    """What the feed gave, where the page could not be read for good; else the problem."""
    if problem.is_network or problem.kind == "robots":
        return problem
    return (await _from_list(desk, entry) if entry else None) or problem
