"""A source for any address: a feed as it is, or the feed of the site that a page belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from hpreader.model import Listing, Section, Source
from hpreader.newsroom.parsing import parse_site, read_list
from hpreader.problems import Problem
from hpreader.urls import host, may_follow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.fetch import Fetched
    from hpreader.newsroom.desk import Desk
    from hpreader.page import SiteFacts

HABITS = ("/feed", "/rss/home.rss", "/rss/trang-chu", "/rss/tin-moi-nhat.rss", "/rss", "/rss.xml")
"""Where the usual systems keep their feed when their pages name none: WordPress, VCCorp and EPI,
ONECMS, then what many write by hand."""


async def find_source(
    desk: Desk, address: str, *, name: str = "", section: str = ""
) -> Source | Problem:
    """Find what to subscribe to at an address.

    Args:
        desk: the newsroom's desk.
        address: a feed, or any page of a site; `https://` may be left out.
        name: what to call the source; its host when empty.
        section: what to call the list; a front list when empty.
    """
    from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

    url = address if "://" in address else f"https://{address}"
    if not may_follow(url):
        return Problem("bad_url", address)
    answer = await desk.fetcher.get(url)
    if isinstance(answer, Problem):
        return answer
    if not isinstance(answer, Fetched):
        return Problem("empty", url)
    listing = await _read(desk, answer)
    if listing is not None:
        return _source(url, listing, name, section)
    facts = await parse_site(desk, answer)
    return await _from_page(desk, answer.url, facts, name, section)


async def _from_page(
    desk: Desk, url: str, facts: SiteFacts, name: str, section: str
) -> Source | Problem:
    from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

    # A section's page names the feed of the whole site first and its own later.
    own = url.rstrip("/") + "/"
    named = sorted(facts.feeds, key=lambda feed: not feed.startswith(own))
    candidates = dict.fromkeys((*named, *(urljoin(url, path) for path in HABITS)))
    for candidate in candidates:
        if not may_follow(candidate, url):
            continue
        answer = await desk.fetcher.get(candidate, want="feed")
        if isinstance(answer, Problem) and answer.is_network:
            return answer
        listing = await _read(desk, answer) if isinstance(answer, Fetched) else None
        if listing is not None:
            return _source(candidate, listing, name, section, facts.title)
    return Problem("no_feed", url)


async def _read(desk: Desk, answer: Fetched) -> Listing | None:
    """The news that an answer lists, None where it is no feed or one of comments."""
    from hpreader.feed import is_comment_feed  # noqa: PLC0415 - see read_list

    listing = await read_list(desk, answer)
    return None if isinstance(listing, Problem) or is_comment_feed(listing) else listing


def _source(feed: str, listing: Listing, name: str, section: str, title: str = "") -> Source:
    return Source(
        name=name or host(feed),
        title=listing.title or title or name or host(feed),
        home=urljoin(listing.home or feed, "/"),
        sections=(Section(section, (feed,)),),
    )


def joined(subscribed: Sequence[Source], found: Source) -> Source:
    """What to keep of a source that was found, beside those that are subscribed."""
    name, number = found.name, 1
    while (known := next((one for one in subscribed if one.name == name), None)) is not None:
        if host(known.home) == host(found.home):
            candidates = {url for section in known.sections for url in section.candidates}
            new = [one for one in found.sections if not candidates.intersection(one.candidates)]
            return replace(known, sections=(*known.sections, *new))
        number += 1
        name = f"{found.name}-{number}"
    return replace(found, name=name)
