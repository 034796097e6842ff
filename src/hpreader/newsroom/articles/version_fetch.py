"""Fetch every version of one article that is needed to have all of it, and merge them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hpreader.model import Article, Attachment, Entry
from hpreader.model.documents import PDF, document_type
from hpreader.newsroom.articles.document_blocks import (
    article_of_document,
    document_at,
    with_document,
)
from hpreader.newsroom.articles.further_pages import named_pages, with_further_pages
from hpreader.newsroom.articles.redirects import RequestedArticle, is_gone, is_other
from hpreader.newsroom.articles.version_merge import merge_versions
from hpreader.newsroom.wordpress.post_format import with_post
from hpreader.problems import Problem, ProblemError
from hpreader.urls import canonical, may_follow, same_site

if TYPE_CHECKING:
    from hpreader.fetch import Fetched, Want
    from hpreader.newsroom.articles.entry_article import EntryArticles
    from hpreader.newsroom.articles.further_pages import FurtherPage
    from hpreader.newsroom.parsers.content_parser import ContentParser
    from hpreader.newsroom.profile_health import ProfileHealth
    from hpreader.newsroom.servers.robots_policy import PageClient
    from hpreader.newsroom.wordpress.rest_api import WordPressApi

FEWEST_RELATED: Final = 3
"""Fewer are links within the text, and the list of related articles may be on the AMP page."""

REFUSALS: Final = frozenset({401, 402, 403, 451})
"""Statuses of pages that are there, but not for this program (RFC 9110, RFC 7725)."""


def is_refusal(problem: Problem) -> bool:
    """Is a page there, though only a browser or a subscriber may read it?"""
    return problem.status in REFUSALS or problem.kind in {"needs_script", "login_wall", "not_html"}


def has_text(entry: Entry) -> bool:
    """Does a list's entry contain any text?"""
    return bool(entry.body_html or entry.text_html or entry.summary)


@dataclass(frozen=True, slots=True)
class VersionFetcher:
    """Fetches pages and merges the versions of an article; stores nothing."""

    client: PageClient
    parser: ContentParser
    api: WordPressApi
    entries: EntryArticles
    profiles: ProfileHealth

    async def fetch(
        self, requested: RequestedArticle, *, entry: Entry | None = None, has_copy: bool = False
    ) -> Article | Problem:
        """Fetch one article.

        Args:
            requested: any address of it, and what distinguishes it from others.
            entry: its entry in a list, if one contained it.
            has_copy: whether its page is stored already; then the entry alone is no improvement.
        """
        if entry is not None and entry.has_no_page:
            return await self.entries.own_text(entry)
        found = await self._fetch_requested(requested)
        if isinstance(found, Problem):
            return found if has_copy else await self._from_entry(entry, found)
        page, response = found
        if document_at(response) is not None:
            body = await self.entries.body(entry)
            return merge_versions(entry=entry, entry_body=body, page=page)
        with suppress(ProblemError):  # an article is shown also where nothing can be noted
            await self.profiles.note(page, response.url)
        amp = await self._amp_version(page)
        if 0 < len(page.related) < FEWEST_RELATED and await self._has_unfilled_box(response):
            page = replace(page, related_from="cache")
        entry = await self._with_rest(entry, page)
        if not (entry and entry.has_all_pages):
            pages = await named_pages(self.parser, page, response)
            page = await with_further_pages(page, pages, self._fetch_further)
        return merge_versions(
            entry=entry, entry_body=await self.entries.body(entry), page=page, amp=amp
        )

    async def fetch_page(self, url: str) -> Article | Problem:
        """Fetch one page and parse the article on it."""
        response = await self._get(url)
        return response if isinstance(response, Problem) else await self._article_on(response)

    async def _fetch_requested(
        self, requested: RequestedArticle
    ) -> tuple[Article, Fetched] | Problem:
        """The requested article's page, parsed and as it came."""
        response = await self._get(canonical(requested.url) or requested.url)
        if isinstance(response, Problem):
            return response
        if (document := document_at(response)) is not None:
            return await self._read_document(requested, document, response), response
        page = await self._article_on(response)
        if isinstance(page, Problem):
            return page
        if is_other(requested, page, response.url):
            return Problem("soft_404", requested.url)
        return page, response

    async def _read_document(
        self, requested: RequestedArticle, document: Attachment, response: Fetched
    ) -> Article:
        """The article that consists of a document, with the text of a PDF."""
        article = article_of_document(requested, document)
        if document.media_type != PDF:
            return article
        text = await self.parser.document(response)
        (attachment,) = (one for one in article.blocks if isinstance(one, Attachment))
        return with_document(article, replace(attachment, problem=text.problem), text.paragraphs)

    async def _from_entry(self, entry: Entry | None, problem: Problem) -> Article | Problem:
        """The article in the feed, where its page can never be read; else the problem."""
        if problem.is_network or problem.kind == "robots":
            return problem
        if entry is None:
            return problem
        article = await self.entries.article(entry)
        if article is None and is_refusal(problem) and has_text(entry):
            article = await self.entries.own_text(entry)
        return article or problem

    async def _amp_version(self, page: Article) -> Article | None:
        """The AMP page, where the page names too few related articles."""
        if len(page.related) >= FEWEST_RELATED or not may_follow(page.forms.amp, page.url):
            return None
        amp = await self.fetch_page(page.forms.amp)
        return amp if isinstance(amp, Article) else None

    async def _has_unfilled_box(self, response: Fetched) -> bool:
        """Does a page contain a box of related articles that only a script fills?"""
        return (await self.parser.links(response)).has_unfilled_box

    async def _with_rest(self, entry: Entry | None, page: Article) -> Entry | None:
        """The entry with what WordPress' REST API has of the article, where the page names it."""
        if (entry and entry.has_all_pages) or not same_site(page.forms.rest, page.url):
            return entry
        post = await self.api.post(page.forms.rest, self.client)
        return with_post(entry, post) if entry and post else entry or post

    async def _fetch_further(self, url: str) -> FurtherPage | Problem:
        """A further page of an article, and the pages that it names in turn."""
        response = await self._get(url)
        if isinstance(response, Problem):
            return response
        page = await self._article_on(response)
        if isinstance(page, Problem):
            return page
        page = replace(page, url=canonical(response.url))
        return page, await named_pages(self.parser, page, response)

    async def _get(self, url: str) -> Fetched | Problem:
        want: Want = "document" if document_type(url) else "page"
        response = await self.client.get(url, want=want)
        if isinstance(response, Problem):
            return response
        return Problem("soft_404", url) if is_gone(url, response.url) else response

    async def _article_on(self, response: Fetched) -> Article | Problem:
        article = await self.parser.article(response)
        if isinstance(article, Article) and not article.url:
            return replace(article, url=canonical(response.url))
        return article
