"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hpreader import urls
from hpreader.feed.entry_address import entry_address
from hpreader.feed.item_dates import ItemDates
from hpreader.feed.teaser import teaser
from hpreader.html_text import plain_text, plain_title
from hpreader.json_text import read_json
from hpreader.lazy_pattern import lazy_pattern
from hpreader.made_title import made_title
from hpreader.model import Entry, Listing
from hpreader.text import clean

_VERSION = lazy_pattern(r"jsonfeed\.org/version/1(?:\.\d+)?/?$", re.IGNORECASE)
_DATES = ("date_published", "date_modified")


def read_json_feed(text: str, url: str) -> Listing | None:
    """The list in a JSON Feed; None where the text is other JSON, or none.

    Args:
        text: the letters of the response.
        url: its address; relative addresses are resolved against it.
    """
    try:
        feed = read_json(text.strip("\ufeff\0 \t\r\n"))
    except ValueError:
        return None
    if not isinstance(feed, dict) or not _VERSION.search(_text(feed, "version").strip()):
        return None
    items = feed.get("items")
    if not isinstance(items, list):
        return None
    items = [item for item in items if isinstance(item, dict)]
    times = ItemDates(_text(item, key) for item in items for key in _DATES)
    entries = (_entry(item, feed, url, times) for item in items)
    home = _text(feed, "home_page_url")
    return Listing(
        entries=tuple(entry for entry in entries if entry is not None),
        title=plain_title(_text(feed, "title")),
        home=urls.canonical(home, url) if home else "",
    )


def _entry(
    item: Mapping[str, Any], feed: Mapping[str, Any], url: str, times: ItemDates
) -> Entry | None:
    guid = clean(_text(item, "id"))
    address = entry_address({"links": list(_links(item, url))}, guid, url)
    body = _text(item, "content_html") or _as_html(_text(item, "content_text"))
    summary = teaser(plain_text(_text(item, "summary")) or plain_text(body))
    title = plain_title(_text(item, "title"))
    if not address.url and not title and not summary:
        return None
    published, updated = (times.read(_text(item, key)) for key in _DATES)
    return Entry(
        url=address.url,
        title=title or made_title(summary, address.url, published or updated),
        guid=guid,
        summary=summary,
        published=published or updated,
        updated=updated if published else None,
        byline=_byline(item) or _byline(feed),
        body_html=body,
        fragment=address.fragment,
        media_type=address.media_type,
    )


def _links(item: Mapping[str, Any], url: str) -> Iterator[dict[str, str]]:
    """The links of an item as feedparser names them: its page, the page it is about, its files."""
    for name, relation in (("url", "alternate"), ("external_url", "related")):
        if address := _text(item, name):
            yield {"rel": relation, "href": address}
    for file in _list(item, "attachments"):
        if isinstance(file, dict) and (address := _text(file, "url")):
            yield {
                "rel": "enclosure",
                "href": urls.resolve(url, address),
                "type": _text(file, "mime_type"),
            }


def _as_html(text: str) -> str:
    escaped = text.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", escaped) if part.strip())


def _byline(holder: Mapping[str, Any]) -> str:
    """The names of the authors: a list since version 1.1, one object before."""
    authors = _list(holder, "authors") or [holder.get("author")]
    names = [plain_title(_text(author, "name")) for author in authors if isinstance(author, dict)]
    return ", ".join(filter(None, names))[:300]


def _list(holder: Mapping[str, Any], name: str) -> list[Any]:
    value = holder.get(name)
    return value if isinstance(value, list) else []


def _text(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)
