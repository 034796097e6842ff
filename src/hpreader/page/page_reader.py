"""One page, parsed once: its article, its list of headlines, its links and its site, computed on demand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from hpreader.model import Explanation
from hpreader.page.article_builder import build_article
from hpreader.page.headline_list import FEWEST, build_list
from hpreader.page.page_links import PageLinks, links_of
from hpreader.page.site_facts import SiteFacts, site_of
from hpreader.page.tree.html_parser import parse_document
from hpreader.problems import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model import Article, Listing
    from hpreader.page.tree.document import Page
    from hpreader.page.tree.trace import Trace


class PageReader:
    """A page that is parsed when its first value is needed, and never again.

    Each value is computed when it is first needed. An instance is for one thread at a time.

    Args:
        html: the page as the server sent it.
        url: its address; links are resolved against it.
        charset: the charset in the HTTP header, None if it names none.
        now: when it was fetched, for dates such as "2 giờ trước"; the present if it is not given.
        trace: where to record why the article is what it is, None to record nothing.
    """

    def __init__(
        self,
        html: str | bytes,
        url: str,
        charset: str | None = None,
        *,
        now: datetime | None = None,
        trace: Trace | None = None,
    ) -> None:
        self._source: str | bytes = html
        self._url = url
        self._charset = charset
        self._now = now
        self._trace = trace
        self._lists: dict[int, Listing | Problem] = {}

    @cached_property
    def _page(self) -> Page | Problem:
        page = parse_document(self._source, self._url, self._charset)
        self._source = ""
        if not isinstance(page, Problem):
            page.now = self._now
            page.trace = self._trace
        return page

    @cached_property
    def article(self) -> Article | Problem:
        """The page's article, or why there is none."""
        if isinstance(self._page, Problem):
            if self._trace is not None:
                self._trace.add("problem", self._page.kind, self._page.detail)
            return self._page
        return build_article(self._page)

    @property
    def explanation(self) -> Explanation:
        """Why the article is what it is; nothing without a trace."""
        return self._trace.explanation(self._url) if self._trace else Explanation(self._url, ())

    @cached_property
    def links(self) -> PageLinks:
        """The next page of its list and the feeds that it links to; none if it is no page at all."""
        return PageLinks() if isinstance(self._page, Problem) else links_of(self._page)

    @cached_property
    def site(self) -> SiteFacts:
        """What it states about its site; nothing if it is no page at all."""
        return SiteFacts() if isinstance(self._page, Problem) else site_of(self._page)

    def headlines(self, fewest: int = FEWEST) -> Listing | Problem:
        """The headlines on a section page, in its order.

        Args:
            fewest: with fewer headlines a page is no list; the last page of a list may have one only.
        """
        if fewest not in self._lists:
            page = self._page
            self._lists[fewest] = page if isinstance(page, Problem) else build_list(page, fewest)
        return self._lists[fewest]


def parse_page(
    html: str | bytes, url: str, charset: str | None = None, *, now: datetime | None = None
) -> Article | Problem:
    """The article of a page, or why there is none; for the arguments see `PageReader`."""
    return PageReader(html, url, charset, now=now).article


def parse_list(
    html: str | bytes,
    url: str,
    charset: str | None = None,
    *,
    now: datetime | None = None,
    fewest: int = FEWEST,
) -> Listing | Problem:
    """The headlines of a section page; for the arguments see `PageReader` and its `headlines`."""
    return PageReader(html, url, charset, now=now).headlines(fewest)


def parse_links(html: str | bytes, url: str, charset: str | None = None) -> PageLinks:
    """The next page of a list, and links to feeds; for the arguments see `PageReader`."""
    return PageReader(html, url, charset).links


def parse_site(html: str | bytes, url: str, charset: str | None = None) -> SiteFacts:
    """What a page states about its site; for the arguments see `PageReader`."""
    return PageReader(html, url, charset).site
