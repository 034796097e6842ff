"""The article as far as a list contains it: the body that a feed or REST gives with an entry."""

from __future__ import annotations

import asyncio
import mimetypes
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hpreader.model import Article, Attachment, Embed
from hpreader.model.documents import document_type, file_name
from hpreader.newsroom.articles.document_blocks import unread_documents
from hpreader.newsroom.articles.version_merge import merge_versions
from hpreader.urls import slug_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.model import Block, Entry
    from hpreader.newsroom.articles.provenance import Provenance
    from hpreader.newsroom.parsers.content_parser import ContentParser
    from hpreader.store import ListedEntry


TOGETHER: Final = 50
"""Entries whose bodies are parsed in one thread: for each alone, the thread would cost as much as the parsing."""
PLAYED: Final = frozenset({"audio", "video", "image"})
"""The kinds of files that are no documents (RFC 6838, section 4.2)."""


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
        return None if body is None else _with_body(entry, body)

    async def own_text(self, entry: Entry) -> Article:
        """Return what the list itself contains of an entry, however short, with its file."""
        html = entry.body_html or entry.text_html or f"<p>{escape(entry.summary)}</p>"
        body = await self._parser.article_body(html, entry.url)
        if not body.plain_text().strip() and entry.summary:
            body = await self._parser.article_body(f"<p>{escape(entry.summary)}</p>", entry.url)
        article = merge_versions(entry=entry, entry_body=body)
        if entry.media_type:
            file = _file_of(entry)
            others = (block for block in article.blocks if not _is_of(block, entry.url))
            article = replace(article, blocks=(*others, file))
        return article

    async def articles_to_store(
        self, items: Sequence[ListedEntry], source: str = ""
    ) -> list[Article | None]:
        """Return the articles in a list's entries, ready to be stored; None for a summary.

        Args:
            items: the entries with the ids of their articles.
            source: the name of the list's source; found by the address when empty.
        """
        found: list[Article | None] = []
        for start in range(0, len(items), TOGETHER):
            part = items[start : start + TOGETHER]
            articles = await self._articles([item.entry for item in part])
            pairs = list(zip(part, articles, strict=True))
            stored = self._provenance.stored(item.id for item, article in pairs if article)
            found += [
                None
                if article is None
                else self._to_store(item, article, stored.get(item.id), source)
                for item, article in pairs
            ]
        return found

    async def with_former(
        self, items: Sequence[ListedEntry], entries: Mapping[str, Entry | None]
    ) -> list[ListedEntry]:
        """Return changed entries with the articles that their former entries contained.

        Only texts of one kind are compared: a feed may contain page 1 only of what REST contains whole.

        Args:
            items: the entries.
            entries: the former ones by the ids of their articles.
        """
        former = {
            item.id: before
            for item in items
            if item.is_changed
            and item.entry.body_html
            and (before := entries.get(item.id)) is not None
            and before.body_html
            and before.body_html != item.entry.body_html
            and before.has_all_pages == item.entry.has_all_pages
        }
        articles = dict(zip(former, await self._articles(list(former.values())), strict=True))
        return [item._replace(former=articles.get(item.id)) for item in items]

    async def _articles(self, entries: Sequence[Entry]) -> list[Article | None]:
        """`article` for many entries; their bodies are parsed in one thread."""
        with_body = [entry for entry in entries if entry.body_html and not entry.has_no_page]
        bodies = await self._parser.article_bodies(
            [(entry.body_html, entry.url) for entry in with_body]
        )
        made = iter(await asyncio.to_thread(lambda: list(map(_with_body, with_body, bodies))))
        found: list[Article | None] = []
        for entry in entries:
            if entry.has_no_page:
                found.append(await self.own_text(entry))
            else:
                found.append(next(made) if entry.body_html else None)
        return found

    def _to_store(
        self, item: ListedEntry, article: Article, before: Article | None, source: str
    ) -> Article:
        is_whole = item.entry.has_no_page and not unread_documents(article)
        return self._provenance.add_to(
            article, before, article_id=item.id, source=source, has_page=is_whole
        )


def _with_body(entry: Entry, body: Article) -> Article | None:
    """The article in an entry, None where its body is no more than a summary."""
    # A summary that was made of the body contains the names of its documents too.
    names = (one.title for one in body.blocks if isinstance(one, Attachment))
    if len("\n".join((body.plain_text(), *names))) < len(entry.summary):
        return None
    return merge_versions(entry=entry, entry_body=body)


def is_played(url: str) -> bool:
    """Is it the address of a sound, a film or an image, by its ending? No article will come of it."""
    media_type = mimetypes.guess_type(urlsplit(url).path)[0] or ""
    return media_type.partition("/")[0] in PLAYED


def _file_of(entry: Entry) -> Attachment | Embed:
    """The file that an entry consists of: a document, or what only a browser plays."""
    kind = document_type(entry.url) or entry.media_type
    if kind.partition("/")[0] in PLAYED:
        return Embed(entry.url, slug_of(entry.url) or entry.title)
    kind = "" if kind == "application/octet-stream" else kind
    return Attachment(entry.url, file_name(entry.url) or entry.title, kind)


def _is_of(block: Block, url: str) -> bool:
    """Is it the file at an address, which the entry's own text links to?"""
    return isinstance(block, Attachment | Embed) and block.url == url
