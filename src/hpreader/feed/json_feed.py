"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from hpreader import urls
from hpreader.feed.item_dates import ItemDates
from hpreader.feed.teaser import teaser
from hpreader.html_text import plain_text, plain_title
from hpreader.made_title import made_title
from hpreader.model import Entry, Listing
from hpreader.text import clean

_VERSION = re.compile(r"jsonfeed\.org/version/1(?:\.\d+)?/?$", re.IGNORECASE)
_DATES = ("date_published", "date_modified")


def read_json_feed(text: str, url: str) -> Listing | None:
    """The list in a JSON Feed; None where the text is other JSON, or none.

    Args:
        text: the letters of the response.
        url: its address; relative addresses are resolved against it.
    """
    try:
        feed = json.loads(text.strip("\ufeff\0 \t\r\n"), strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not _VERSION.search(_text(feed, "version").strip()):
        return None
    items = feed.get("items")
    if not isinstance(items, list):
        return None
    items = [item for item in items if isinstance(item, dict)]
    times = ItemDates(_text(item, key) for item in items for key in _DATES)
    found: dict[str, Entry] = {}
    for item in items:
        entry = _entry(item, feed, url, times)
        if entry is not None:
            found.setdefault(entry.url, entry)
    home = _text(feed, "home_page_url")
    return Listing(
        entries=tuple(found.values()),
        title=plain_title(_text(feed, "title")),
        home=urls.canonical(home, url) if home else "",
    )


def _entry(
    item: Mapping[str, Any], feed: Mapping[str, Any], url: str, times: ItemDates
) -> Entry | None:
    guid = clean(_text(item, "id"))
    address = _address(item, guid, url)
    if not address:
        return None
    body = _text(item, "content_html") or _as_html(_text(item, "content_text"))
    summary = plain_text(_text(item, "summary")) or plain_text(body)
    published, updated = (times.read(_text(item, key)) for key in _DATES)
    summary = teaser(summary)
    return Entry(
        url=address,
        title=plain_title(_text(item, "title"))
        or made_title(summary, address, published or updated),
        guid=guid,
        summary=summary,
        published=published or updated,
        updated=updated if published else None,
        byline=_byline(item) or _byline(feed),
        body_html=body,
    )


def _address(item: Mapping[str, Any], guid: str, url: str) -> str:
    """The item's own page, else the page it is about, its id, or its first attachment."""
    attachments = _list(item, "attachments")
    files = [file for file in attachments if isinstance(file, dict)]
    for link in (
        _text(item, "url"),
        _text(item, "external_url"),
        guid if "://" in guid else "",
        *(_text(file, "url") for file in files[:1]),
    ):
        address = urls.canonical(link, url) if link else ""
        if address:
            return address
    return ""


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
