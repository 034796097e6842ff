"""From bytes to values, off the event loop: the newsroom's only module that calls `feed` and `page`.

Both are imported at the first call, because feedparser and lxml are not needed for the first screen.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from hpreader.fetch import Fetched
    from hpreader.model import Article, Listing
    from hpreader.newsroom.clock import Clock
    from hpreader.page import Pointers, SiteFacts
    from hpreader.problems import Problem

WITHOUT_HEADLINES: Final = ("no_article", "soft_404", "not_html")
"""The kinds of Problem of a page that is no list of headlines."""


class ContentParser:
    """Parses pages and feeds in threads."""

    def __init__(self, own_profiles: Path, now: Clock) -> None:
        """Prepare the parser.

        Args:
            own_profiles: the folder of the user's own site profiles, which are read before the
                first page; `doctor` reports errors in them.
            now: the clock, for dates such as "two hours ago".
        """
        self._own_profiles = own_profiles
        self._has_read_profiles = False
        self._now = now

    async def article(self, page: Fetched) -> Article | Problem:
        """Parse the article on a page."""
        from hpreader.page import parse_page  # noqa: PLC0415 - see the module's docstring

        await self._read_own_profiles()
        return await asyncio.to_thread(
            parse_page, page.body, page.url, page.charset, now=self._now()
        )

    async def article_body(self, html: str, url: str) -> Article:
        """Parse the body of an article alone, as a feed or REST gives it."""
        from hpreader.page import parse_body  # noqa: PLC0415 - see the module's docstring

        return await asyncio.to_thread(parse_body, html, url)

    async def site(self, page: Fetched) -> SiteFacts:
        """Parse the facts about a site that any of its pages contains."""
        from hpreader.page import parse_site  # noqa: PLC0415 - see the module's docstring

        return await asyncio.to_thread(parse_site, page.body, page.url, page.charset)

    async def links(self, page: Fetched) -> Pointers:
        """Parse the links of a page: the next page of its list, the feeds that it names."""
        from hpreader.page import parse_pointers  # noqa: PLC0415 - see the module's docstring

        return await asyncio.to_thread(parse_pointers, page.body, page.url, page.charset)

    async def headlines(self, page: Fetched, *, is_further: bool = False) -> Listing | Problem:
        """Parse the headlines on a section page, or on a further page of it, which may have one only."""
        from hpreader.page import parse_list  # noqa: PLC0415 - see the module's docstring

        parse = partial(parse_list, fewest=1) if is_further else parse_list
        return await asyncio.to_thread(parse, page.body, page.url, page.charset, now=self._now())

    async def feed(self, response: Fetched) -> Listing | Problem:
        """Parse a feed by the character set that the server declared for it."""
        from hpreader.feed import read_feed  # noqa: PLC0415 - see the module's docstring

        declared = f"; charset={response.charset}" if response.charset else ""
        media_type = response.content_type + declared
        return await asyncio.to_thread(read_feed, response.body, response.url, media_type)

    async def _read_own_profiles(self) -> None:
        from hpreader.sites import overlay  # noqa: PLC0415 - reads files

        if not self._has_read_profiles:
            self._has_read_profiles = True
            await asyncio.to_thread(overlay, self._own_profiles)


def is_comment_feed(listing: Listing, url: str) -> bool:
    """Does a feed contain the comments on a site's articles?"""
    from hpreader.feed import is_comment_feed as check  # noqa: PLC0415 - see the module's docstring

    return check(listing, url)
