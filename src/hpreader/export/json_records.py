"""The JSON objects that scripts rely on: a schema number gets additions only."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from hpreader.dates import iso
from hpreader.model import (
    Article,
    Attachment,
    Block,
    Embed,
    Heading,
    Headline,
    Hit,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Related,
    Table,
    block_inlines,
)
from hpreader.render.line_breaks import printable

SCHEMA = 1

JsonValue = str | int | float | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
"""Whatever JSON (RFC 8259) can represent."""
JsonObject = dict[str, JsonValue]


def json_line(record: Mapping[str, JsonValue]) -> str:
    """A JSON object as one line of text without unsafe characters."""
    return printable(json.dumps(record, ensure_ascii=False))


def headline_json(headline: Headline) -> JsonObject:
    """A row of `list --json`."""
    return {
        "schema": SCHEMA,
        "id": headline.id,
        "url": headline.url or None,
        "title": headline.title,
        "source": headline.source,
        "section": headline.section,
        "sections": list(headline.sections),
        "published": iso(headline.published),
        "summary": headline.summary,
        "read": headline.read,
        "saved": headline.saved,
        "cached": headline.cached,
    }


def hit_json(hit: Hit) -> JsonObject:
    """A row of `search --json`: a headline and the words around the match."""
    return {**headline_json(hit.headline), "snippet": hit.snippet.text}


def article_json(article: Article, is_cached: Callable[[str], bool]) -> JsonObject:
    """What `show --json` prints; `is_cached` returns whether the body at an address is cached."""
    return {
        "schema": SCHEMA,
        "id": article.id,
        "url": article.url or None,
        "source": article.source,
        "section": article.section,
        "sections": list(article.sections),
        "title": article.title,
        "lede": article.lede,
        "published": iso(article.published),
        "updated": iso(article.updated),
        "byline": article.byline,
        "origin": article.origin,
        "blocks": [_block(block) for block in article.blocks],
        "related": [_related(item, is_cached) for item in article.related],
        "related_from": article.related_from,
        "cached_at": iso(article.cached_at),
    }


def _block(block: Block) -> JsonObject:
    """A block by its kind, with its links beside it where there are any."""
    record = _content(block)
    links = [
        {"text": text, "url": url}
        for content in block_inlines(block)
        for text, url in content.links()
    ]
    return {**record, "links": links} if links else record


def _content(block: Block) -> JsonObject:
    """A block without its links."""
    match block:
        case Paragraph(content):
            return {"kind": "paragraph", "text": content.text}
        case Heading(level, content):
            return {"kind": "heading", "level": level, "text": content.text}
        case Image(src, alt, caption):
            return {"kind": "image", "src": src, "alt": alt, "caption": caption.text}
        case ListBlock(ordered, items):
            return {"kind": "list", "ordered": ordered, "items": [item.text for item in items]}
        case Quote(content):
            return {"kind": "quote", "text": content.text}
        case Table(rows):
            return {"kind": "table", "rows": [[cell.text for cell in row] for row in rows]}
        case Embed(url, title):
            return {"kind": "embed", "url": url, "title": title}
        case Attachment(url, title, media_type, size):
            return {
                "kind": "attachment",
                "url": url,
                "title": title,
                "media_type": media_type,
                "size": size,
            }


def _related(item: Related, is_cached: Callable[[str], bool]) -> JsonObject:
    """An item of the box of other news."""
    return {
        "title": item.title,
        "url": item.url,
        "excerpt": item.excerpt,
        "published": iso(item.published),
        "cached": is_cached(item.url),
    }
