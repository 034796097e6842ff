"""From bytes to values, off the event loop: the newsroom's only module that calls `feed` and `page`.

Both are imported at the first call, because feedparser and lxml are not needed for the first screen.
A fetched page is parsed once, whatever is requested of it: its `PageReader` lives as long as the response.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final
from weakref import finalize

if TYPE_CHECKING:
    from pathlib import Path

    from hpreader.fetch import Fetched
    from hpreader.model import Article, Explanation, Listing
    from hpreader.newsroom.clock import Clock
    from hpreader.page import PageLinks, PageReader, SiteFacts
    from hpreader.problems import Problem

WITHOUT_HEADLINES: Final = ("no_article", "soft_404", "not_html")
"""The kinds of Problem of a page that is no list of headlines."""


MOST_READERS: Final = 16
"""How many trees are kept, of about seven bytes for each byte of their pages; the oldest is dropped."""


class ContentParser:
    """Parses pages and feeds in threads."""

    def __init__(
        self, own_profiles: Path, now: Clock, explanations: list[Explanation] | None = None
    ) -> None:
        """Prepare the parser.

        Args:
            own_profiles: the folder of the user's own site profiles, which are read before the
                first page; `doctor` reports errors in them.
            now: the clock, for dates such as "two hours ago".
            explanations: where to add for each article why it reads as it does; None for not at
                all.
        """
        self._own_profiles = own_profiles
        self._has_read_profiles = False
        self._now = now
        self._explanations = explanations
        self._readers: dict[int, PageReader] = {}
        """The readers of the responses in use, by the identity of the response, oldest first."""

    async def article(self, page: Fetched) -> Article | Problem:
        """Parse the article on a page."""
        await self._read_own_profiles()
        if self._explanations is not None:
            return await self._explained_article(page, self._explanations)
        reader = self._reader(page)
        return await asyncio.to_thread(lambda: reader.article)

    async def article_body(self, html: str, url: str) -> Article:
        """Parse the body of an article alone, as a feed or REST gives it."""
        from hpreader.page import parse_body  # noqa: PLC0415 - see the module's docstring

        return await asyncio.to_thread(parse_body, html, url)

    async def site(self, page: Fetched) -> SiteFacts:
        """Parse the facts about a site that any of its pages contains."""
        reader = self._reader(page)
        return await asyncio.to_thread(lambda: reader.site)

    async def links(self, page: Fetched) -> PageLinks:
        """Parse the links of a page: the next page of its list, the feeds that it names."""
        reader = self._reader(page)
        return await asyncio.to_thread(lambda: reader.links)

    async def headlines(self, page: Fetched, *, is_further: bool = False) -> Listing | Problem:
        """Parse the headlines on a section page, or on a further page of it, which may have one only."""
        reader = self._reader(page)
        return await asyncio.to_thread(reader.headlines, *((1,) if is_further else ()))

    async def feed(self, response: Fetched) -> Listing | Problem:
        """Parse a feed by the character set that the server declared for it."""
        from hpreader.feed import read_feed  # noqa: PLC0415 - see the module's docstring

        declared = f"; charset={response.charset}" if response.charset else ""
        media_type = response.content_type + declared
        return await asyncio.to_thread(read_feed, response.body, response.url, media_type)

    def _reader(self, page: Fetched) -> PageReader:
        """The one reader of a fetched page."""
        from hpreader.page import PageReader  # noqa: PLC0415 - see the module's docstring

        known = self._readers.get(id(page))
        if known is None:
            known = PageReader(page.body, page.url, page.charset, now=self._now())
            self._keep_reader(page, known)
        return known

    def _keep_reader(self, page: Fetched, reader: PageReader) -> None:
        if len(self._readers) >= MOST_READERS:
            del self._readers[next(iter(self._readers))]
        self._readers[id(page)] = reader
        finalize(page, self._readers.pop, id(page), None).atexit = False

    async def _explained_article(
        self, page: Fetched, explanations: list[Explanation]
    ) -> Article | Problem:
        """The article on a page, parsed with a trace of all decisions."""
        from hpreader.page import PageReader, Trace  # noqa: PLC0415 - see the module's docstring

        trace = Trace()
        reader = PageReader(page.body, page.url, page.charset, now=self._now(), trace=trace)
        self._keep_reader(page, reader)
        article = await asyncio.to_thread(lambda: reader.article)
        explanations.append(trace.explanation(page.url))
        return article

    async def _read_own_profiles(self) -> None:
        from hpreader.sites import overlay  # noqa: PLC0415 - reads files

        if not self._has_read_profiles:
            self._has_read_profiles = True
            await asyncio.to_thread(overlay, self._own_profiles)


def is_comment_feed(listing: Listing, url: str) -> bool:
    """Does a feed contain the comments on a site's articles?"""
    from hpreader.feed import is_comment_feed as check  # noqa: PLC0415 - see the module's docstring

    return check(listing, url)
