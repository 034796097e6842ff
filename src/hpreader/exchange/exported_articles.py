"""Our own articles and headlines as JSON, an object on each line: what `export`, `show`, `list` and `search` print.

The texts of the format are plain with their links beside them, so emphasis, columns that cells span and the
depth of lists are not in it. An object without `saved` (of `show`, and of exports before there was that
member) is a saved article, as a bookmark is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from hpreader import model, urls
from hpreader.exchange.saved_links import LONGEST_TITLE, MOST_LINKS, Refused, time_of
from hpreader.i18n import _
from hpreader.json_text import read_json
from hpreader.model.imported_articles import ImportedArticle
from hpreader.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from hpreader.exchange.saved_links import Refusal
    from hpreader.model import Block, Inline, Related

_BEGINNING: Final = re.compile(r'\s*\{\s*"schema"\s*:\s*\d+\s*,\s*"id"\s*:\s*"')
_ID: Final = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class ExportedArticles:
    """All that a file contains."""

    articles: tuple[ImportedArticle, ...] = ()
    refused: tuple[Refused, ...] = ()


def has_articles(text: str) -> bool:
    """Whether the beginning of a file is that of our own articles or headlines."""
    return _BEGINNING.match(text.lstrip("\ufeff")) is not None


def read_articles(text: str) -> ExportedArticles | None:
    """The articles of a file, each once, in its order; None where no line has one."""
    found: dict[str, ImportedArticle] = {}
    refused: list[Refused] = []
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = read_json(line)
        except ValueError:
            record = None
        one = _article(record) if isinstance(record, dict) else None
        key = (one.id or urls.key(one.url)) if one is not None else ""
        reason: Refusal = "no_address"
        if key in found:
            reason = "twice"
        elif len(found) >= MOST_LINKS:
            reason = "cut"
        elif one is not None and key:
            found[key] = one
            continue
        title = one.title if one is not None else ""
        refused.append(Refused(title or _("line {number}").format(number=number), reason))
    return ExportedArticles(tuple(found.values()), tuple(refused)) if found else None


def _article(record: Mapping[str, Any]) -> ImportedArticle:
    sections = _names(record.get("sections"))
    article_id = _text(record, "id")
    published = time_of(_text(record, "published"))
    article = model.Article(
        urls.canonical(_text(record, "url")),
        _text(record, "title")[:LONGEST_TITLE],
        blocks=tuple(_blocks(_objects(record.get("blocks")))),
        id=article_id if _ID.fullmatch(article_id) else "",
        source=_text(record, "source"),
        section=_text(record, "section"),
        sections=sections,
        lede=_text(record, "lede", lines=True) or _text(record, "summary"),
        published=published,
        updated=time_of(_text(record, "updated")),
        byline=_text(record, "byline"),
        origin=_text(record, "origin"),
        related=tuple(map(_related, _objects(record.get("related")))),
        related_from="cache" if record.get("related_from") == "cache" else "page",
        cached_at=time_of(_text(record, "cached_at")),
        # A text that is not whole is fetched again.
        has_page=record.get("has_page") is True and record.get("problem") is None,
    )
    return ImportedArticle(
        article.url,
        "",
        article.title,
        sections,
        is_read=record.get("read") is True,
        is_saved=record.get("saved") is not False,
        id=article.id,
        copy=article,
    )


def _text(record: Mapping[str, Any], name: str, *, lines: bool = False) -> str:
    value = record.get(name)
    return clean(value, lines=lines) if isinstance(value, str) else ""


def _names(value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, list) else []
    return tuple(filter(None, (clean(one) for one in names if isinstance(one, str))))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _blocks(records: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    for record in records:
        block = _block(record, _Links(record))
        if block is not None:
            yield block


def _block(record: Mapping[str, Any], links: _Links) -> Block | None:
    """A block by its kind; None for a kind of a newer version, or an address that is none of the Web."""
    text = _text(record, "text", lines=True)
    match record.get("kind"):
        case "paragraph":
            as_written = clean(str(record.get("text", "")), lines=True, spaces=True)
            return model.Paragraph(
                links.in_text(as_written),
                preformatted=as_written != text,
                document=_address(record, "from"),
            )
        case "heading":
            level = record.get("level")
            return model.Heading(
                level if isinstance(level, int) and 2 <= level <= 6 else 2, links.in_text(text)
            )
        case "quote":
            return model.Quote(links.in_text(text))
        case "list":
            items = map(links.in_text, _texts(record.get("items")))
            return model.ListBlock(record.get("ordered") is True, tuple(items))
        case "table":
            rows = record.get("rows")
            cells = [_texts(row) for row in rows] if isinstance(rows, list) else []
            return model.Table(tuple(tuple(map(links.in_text, row)) for row in cells))
        case "image" if src := _address(record, "src"):
            caption = links.in_text(_text(record, "caption", lines=True))
            return model.Image(src, _text(record, "alt"), caption)
        case "embed" if url := _address(record, "url"):
            return model.Embed(url, _text(record, "title"))
        case "attachment" if url := _address(record, "url"):
            size = record.get("size")
            return model.Attachment(
                url,
                _text(record, "title"),
                _text(record, "media_type"),
                size if isinstance(size, int) and size >= 0 else None,
            )
        case _:
            return None


def _texts(value: Any) -> list[str]:
    """The items of a list or the cells of a row; what is no text is an empty one, so that columns stay."""
    texts = value if isinstance(value, list) else []
    return [clean(one, lines=True) if isinstance(one, str) else "" for one in texts]


def _address(record: Mapping[str, Any], name: str) -> str:
    return urls.resolve("", _text(record, name))


class _Links:
    """The links of a block, which are put where their texts are found, in order."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        found = [
            (_text(one, "text", lines=True), _address(one, "url"))
            for one in _objects(record.get("links"))
        ]
        self._waiting = [(text, url) for text, url in reversed(found) if text and url]

    def in_text(self, text: str) -> Inline:
        """A text with those of the next links that are in it."""
        spans: list[model.Span] = []
        end = 0
        while self._waiting:
            words, url = self._waiting[-1]
            start = text.find(words, end)
            if start < 0:
                break
            end = start + len(words)
            spans.append(model.Span(start, end, "link", url))
            self._waiting.pop()
        return model.Inline(text, tuple(spans))


def _related(record: Mapping[str, Any]) -> Related:
    return model.Related(
        _text(record, "title"),
        _address(record, "url"),
        _text(record, "excerpt"),
        _day_or_time(_text(record, "published")),
    )


def _day_or_time(text: str) -> datetime | date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-03-07") else time_of(text)
    except ValueError:
        return None
