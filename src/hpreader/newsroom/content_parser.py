"""From bytes to values, off the event loop: the newsroom's way to `feed` and `page`.

Both are imported when first needed, because feedparser and lxml are not for the first paint.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hpreader.fetch import Fetched
    from hpreader.model import Article, Listing
    from hpreader.newsroom.store_pool import Desk
    from hpreader.page import Pointers, SiteFacts
    from hpreader.problems import Problem


async def parse_page(desk: Desk, answer: Fetched) -> Article | Problem:
    """The article on a page, read with the user's own site profiles before the package's."""
    from hpreader.page import parse_page as parse  # noqa: PLC0415 - see the module's docstring

    await _with_own_profiles(desk)
    return await desk.in_thread(parse, answer.body, answer.url, answer.charset, now=desk.now())


async def parse_body(desk: Desk, html: str, url: str) -> Article:
    """The body of an article alone, as a feed or REST gives it."""
    from hpreader.page import parse_body as parse  # noqa: PLC0415 - see the module's docstring

    return await desk.in_thread(parse, html, url)


async def parse_site(desk: Desk, answer: Fetched) -> SiteFacts:
    """What any page of a site tells of the site."""
    from hpreader.page import parse_site as parse  # noqa: PLC0415 - see the module's docstring

    return await desk.in_thread(parse, answer.body, answer.url, answer.charset)


async def read_list(desk: Desk, answer: Fetched) -> Listing | Problem:
    """A feed, read with the character set that the server declared for it."""
    from hpreader.feed import read_feed  # noqa: PLC0415 - see the module's docstring

    declared = f"; charset={answer.charset}" if answer.charset else ""
    return await desk.in_thread(read_feed, answer.body, answer.url, answer.content_type + declared)


async def read_page_list(
    desk: Desk, answer: Fetched, *, is_further: bool = False
) -> Listing | Problem:
    """The headlines on a section page, or on a further page of it, which may have one only."""
    from hpreader.page import parse_list  # noqa: PLC0415 - see the module's docstring

    parse = partial(parse_list, fewest=1) if is_further else parse_list
    return await desk.in_thread(parse, answer.body, answer.url, answer.charset, now=desk.now())


async def parse_pointers(desk: Desk, answer: Fetched) -> Pointers:
    """Where a page leads on: the next page of its list, the feeds it links to."""
    from hpreader.page import parse_pointers as parse  # noqa: PLC0415 - see the module's docstring

    return await desk.in_thread(parse, answer.body, answer.url, answer.charset)


async def _with_own_profiles(desk: Desk) -> None:
    """Read the user's profiles once; `doctor` tells what is wrong with them."""
    from hpreader.sites import overlay  # noqa: PLC0415 - reads files

    if not desk.has_own_profiles:
        desk.has_own_profiles = True
        await desk.in_thread(overlay, desk.places.profiles)
