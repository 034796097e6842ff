"""From bytes to values, off the event loop: the newsroom's only module that calls `feed`, `page` and `pdf`.

They are imported at the first call, because feedparser and lxml are not needed for the first screen.
A fetched page is parsed once, whatever is requested of it: its `PageReader` lives as long as the response.
"""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from weakref import finalize

from hpreader.model import Article, Explanation, ExplanationStep
from hpreader.newsroom.parsers.heavy_documents import HeavyDocuments, is_heavy
from hpreader.newsroom.parsers.parser_process import EXPLAINED, Request, page_part
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from hpreader.feed import ChangedFeed
    from hpreader.fetch import Fetched
    from hpreader.model import Listing
    from hpreader.newsroom.clock import Clock
    from hpreader.page import PageLinks, PageReader, SiteFacts
    from hpreader.pdf.document_text import DocumentText

WITHOUT_HEADLINES: Final = ("no_article", "soft_404", "not_html")
"""The kinds of Problem of a page that is no list of headlines."""


LIGHT: Final = 20_000
"""Letters of the body of an article, which cannot take long; most have a few thousand."""
MOST_READERS: Final = 16
"""How many trees are kept, of about seven bytes for each byte of their pages; the oldest is dropped."""

_PageParts: TypeAlias = "PageReader | dict[str, Any]"
"""The reader of a page, or the parts that a process has read of a heavy one."""


class ContentParser:
    """Parses pages and feeds in threads, and what may take long in processes."""

    def __init__(
        self,
        own_profiles: Path,
        now: Clock,
        explanations: list[Explanation] | None = None,
        heavy: HeavyDocuments | None = None,
    ) -> None:
        """Prepare the parser.

        Args:
            own_profiles: the folder of the user's own site profiles, which are read before the
                first page; `doctor` reports errors in them.
            now: the clock, for dates such as "two hours ago".
            explanations: where to add for each article why it reads as it does; None for not at
                all.
            heavy: parses what may take long.
        """
        self._own_profiles = own_profiles
        self._has_read_profiles = False
        self._now = now
        self._explanations = explanations
        self._heavy = heavy or HeavyDocuments()
        self._document_turn = asyncio.Lock()
        self._feed_turn = asyncio.Lock()
        """Threads parse no faster side by side, but keys wait for each of them."""
        self._readers: dict[int, _PageParts] = {}
        """The readers of the responses in use, by the identity of the response, oldest first."""

    async def article(self, page: Fetched) -> Article | Problem:
        """Parse the article on a page."""
        await self._read_own_profiles()
        if self._explanations is not None:
            return await self._explained_article(page, self._explanations)
        article: Article | Problem = await self._part(page, "article")
        return article

    async def article_body(self, html: str, url: str) -> Article:
        """Parse the body of an article alone, as a feed or REST gives it."""
        from hpreader.page import parse_body  # noqa: PLC0415 - see the module's docstring

        source = html.encode("utf-8", "replace")
        if is_heavy(source):
            request = Request(("body",), source, url, None, self._now(), self._own_profiles)
            (body,) = await self._heavy.page(request)
            return body if isinstance(body, Article) else parse_body("", url)
        return await asyncio.to_thread(parse_body, html, url)

    async def article_bodies(self, bodies: Sequence[tuple[str, str]]) -> list[Article]:
        """`article_body` for many pairs of HTML and address, in one thread."""
        from hpreader.page import parse_body  # noqa: PLC0415 - see the module's docstring

        light = [pair for pair in bodies if len(pair[0]) < LIGHT]
        made = await asyncio.to_thread(lambda: [parse_body(*pair) for pair in light])
        parsed = iter(made)
        return [
            next(parsed) if len(html) < LIGHT else await self.article_body(html, url)
            for html, url in bodies
        ]

    async def site(self, page: Fetched) -> SiteFacts:
        """Parse the facts about a site that any of its pages contains."""
        from hpreader.page import SiteFacts  # noqa: PLC0415 - see the module's docstring

        site = await self._part(page, "site")
        return site if isinstance(site, SiteFacts) else SiteFacts()

    async def links(self, page: Fetched) -> PageLinks:
        """Parse the links of a page: the next page of its list, the feeds that it names."""
        from hpreader.page import PageLinks  # noqa: PLC0415 - see the module's docstring

        links = await self._part(page, "links")
        return links if isinstance(links, PageLinks) else PageLinks()

    async def headlines(self, page: Fetched, *, is_further: bool = False) -> Listing | Problem:
        """Parse the headlines on a section page, or on a further page of it, which may have one only."""
        part = "further headlines" if is_further else "headlines"
        listing: Listing | Problem = await self._part(page, part)
        return listing

    async def feed(self, response: Fetched) -> Listing | Problem:
        """Parse a feed by the character set that the server declared for it."""
        declared = f"; charset={response.charset}" if response.charset else ""
        media_type = response.content_type + declared
        if is_heavy(response.body):
            request = self._request(("feed",), response)._replace(charset=media_type)
            return await self._heavy.feed(request)
        async with self._feed_turn:
            return await asyncio.to_thread(_read_feed, response.body, response.url, media_type)

    async def changed_feed(
        self, response: Fetched, salt: str, known: Collection[int] = ()
    ) -> ChangedFeed | None:
        """The items of a feed that are not known, and the hashes of all; see `feed.changed_feed`."""
        from hpreader.feed import changed_feed  # noqa: PLC0415 - see the module's docstring

        return await asyncio.to_thread(changed_feed, response.body, salt, known)

    async def _part(self, page: Fetched, part: str) -> Any:
        """A part of a page (`page_part`); a Problem where a heavy page took too long."""
        if "hpreader.page" not in sys.modules:
            await asyncio.to_thread(import_module, "hpreader.page")  # keys do not wait for lxml
        known = self._readers.get(id(page))
        if known is None:
            known = self._new_reader(page)
            self._keep_reader(page, known)
        if not isinstance(known, dict):
            return await asyncio.to_thread(page_part, known, part)
        if part not in known:
            # The links are needed with nearly every page; a second process would parse it again.
            parts = tuple(dict.fromkeys((part, "links")))
            results = await self._heavy.page(self._request(parts, page))
            known.update(zip(parts, results, strict=True))
        return known[part]

    def _request(self, parts: tuple[str, ...], page: Fetched) -> Request:
        return Request(parts, page.body, page.url, page.charset, self._now(), self._own_profiles)

    def _new_reader(self, page: Fetched) -> _PageParts:
        from hpreader.page import PageReader, Trace  # noqa: PLC0415 - see the module's docstring

        if is_heavy(page.body):
            return {}
        trace = None if self._explanations is None else Trace()
        return PageReader(page.body, page.url, page.charset, now=self._now(), trace=trace)

    def _keep_reader(self, page: Fetched, reader: _PageParts) -> None:
        if len(self._readers) >= MOST_READERS:
            del self._readers[next(iter(self._readers))]
        self._readers[id(page)] = reader
        finalize(page, self._readers.pop, id(page), None).atexit = False

    async def _explained_article(
        self, page: Fetched, explanations: list[Explanation]
    ) -> Article | Problem:
        """The article on a page, parsed with a trace of all decisions."""
        found: tuple[Article | Problem, Explanation] | Problem = await self._part(page, EXPLAINED)
        if isinstance(found, Problem):  # its process was ended
            step = ExplanationStep("problem", found.kind, found.detail)
            explanations.append(Explanation(page.url, (step,)))
            return found
        article, explanation = found
        explanations.append(explanation)
        return article

    async def document(self, response: Fetched) -> DocumentText:
        """Read the text of a PDF, in a process; one document at a time."""
        from hpreader.pdf.document_text import read_document  # noqa: PLC0415 - see the module's docstring

        async with self._document_turn:
            return await read_document(response.body, response.url)

    async def _read_own_profiles(self) -> None:
        from hpreader.sites import overlay  # noqa: PLC0415 - reads files

        if not self._has_read_profiles:
            self._has_read_profiles = True
            await asyncio.to_thread(overlay, self._own_profiles)


def _read_feed(body: bytes, url: str, media_type: str) -> Listing | Problem:
    from hpreader.feed import read_feed  # noqa: PLC0415 - see the module's docstring

    return read_feed(body, url, media_type)


def is_comment_feed(listing: Listing, url: str) -> bool:
    """Does a feed contain the comments on a site's articles?"""
    from hpreader.feed import is_comment_feed as check  # noqa: PLC0415 - see the module's docstring

    return check(listing, url)
