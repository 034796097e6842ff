"""The article as far as a list contains it: the body that a feed or REST gives with an entry."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from hpreader.model import Article, Embed
from hpreader.newsroom.articles.version_merge import merge_versions
from hpreader.urls import slug_of

if TYPE_CHECKING:
    from hpreader.model import Entry
    from hpreader.newsroom.articles.provenance import Provenance
    from hpreader.newsroom.content_parser import ContentParser
    from hpreader.store import ListedEntry


class EntryArticles:
    """Makes articles of the entries of lists."""

    def __init__(self, parser: ContentParser, provenance: Provenance) -> None:
        self._parser = parser
        self._provenance = provenance

    async def body(self, entry: Entry | None) -> Article | None:
        """Parse the body that came with an entry, None where none came."""
        if entry is None or not entry.body_html:
            return None
        return await self._parser.article_body(entry.body_html, entry.url)

    async def article(self, entry: Entry) -> Article | None:
        """Return the article in an entry, None where the entry contains a summary only."""
        if entry.has_no_page:
            return await self.own_text(entry)
        body = await self.body(entry)
        if body is None or len(body.plain_text()) < len(entry.summary):
            return None
        return merge_versions(entry=entry, entry_body=body)

    async def own_text(self, entry: Entry) -> Article:
        """Return what the list itself contains of an entry, however short, with its file."""
        html = entry.body_html or entry.text_html or f"<p>{escape(entry.summary)}</p>"
        body = await self._parser.article_body(html, entry.url)
        if not body.plain_text().strip() and entry.summary:
            body = await self._parser.article_body(f"<p>{escape(entry.summary)}</p>", entry.url)
        article = merge_versions(entry=entry, entry_body=body)
        if entry.media_type:
            title = slug_of(entry.url) or entry.title
            article = replace(article, blocks=(*article.blocks, Embed(entry.url, title)))
        return article

    async def article_to_store(self, item: ListedEntry, source: str = "") -> Article | None:
        """Return the article in a list's entry, ready to be stored; None for a summary.

        Args:
            item: the entry with the id of its article.
            source: the name of the list's source; found by the address when empty.
        """
        article = await self.article(item.entry)
        if article is None:
            return None
        return self._provenance.add(
            article, article_id=item.id, source=source, has_page=item.entry.has_no_page
        )
