"""The JSON objects that scripts rely on: a schema number gets additions only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import explain
from hpreader.problems import Problem
from hpreader.render.line_breaks import printable
from hpreader.text import clean
from hpreader.vietnam_time import iso

if TYPE_CHECKING:
    from hpreader.model import Article, Block, Change, Edit, Headline, Hit, Related

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
        **_edited(headline.edit),
        "muted": headline.muted or None,
        "tags": list(headline.tags),
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
        **_edited(article.edit),
    }


def _edited(edit: Edit | None) -> JsonObject:
    """What was edited since the article was read last, under `edited`; nothing where it was not edited."""
    if edit is None:
        return {}
    return {"edited": {"at": iso(edit.at), "changes": changes_json(edit.changes)}}


def changes_json(changes: Iterable[Change]) -> list[JsonObject]:
    """What matters of an edit."""
    return [
        {"kind": one.kind, "before": one.before or None, "after": one.after or None}
        for one in changes
    ]


def _block(block: Block) -> JsonObject:
    """A block by its kind, with its links beside it where there are any.

    `from` is the address of the attachment of whose text it is.
    """
    record = _content(block)
    if isinstance(block, model.Paragraph) and block.document:
        record["from"] = block.document
    links = [
        {"text": text, "url": url}
        for content in model.block_inlines(block)
        for text, url in content.links()
    ]
    return {**record, "links": links} if links else record


def _content(block: Block) -> JsonObject:
    """A block without its links."""
    match block:
        case model.Paragraph(content):
            return {"kind": "paragraph", "text": content.text}
        case model.Heading(level, content):
            return {"kind": "heading", "level": level, "text": content.text}
        case model.Image(src, alt, caption):
            return {"kind": "image", "src": src, "alt": alt, "caption": caption.text}
        case model.ListBlock(ordered, items):
            return {"kind": "list", "ordered": ordered, "items": [item.text for item in items]}
        case model.Quote(content):
            return {"kind": "quote", "text": content.text}
        case model.Table(rows):
            return {"kind": "table", "rows": [[cell.text for cell in row] for row in rows]}
        case model.Embed(url, title):
            return {"kind": "embed", "url": url, "title": title}
        case model.Attachment(url, title, media_type, size, problem):
            record: JsonObject = {
                "kind": "attachment",
                "url": url,
                "title": title,
                "media_type": media_type,
                "size": size,
            }
            return record if problem is None else {**record, "problem": problem_json(problem)}


def problem_json(problem: Problem) -> JsonObject:
    """A problem for programs: its typed fields, and the sentence that a person would see."""
    return {
        "kind": problem.kind,
        "status": problem.status,
        "reason": problem.reason,
        "until": iso(problem.until),
        "text": clean(explain(problem)),
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
