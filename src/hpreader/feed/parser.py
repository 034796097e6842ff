"""A feed as feedparser sees it, turned into a Listing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import feedparser

from hpreader import urls
from hpreader.feed.entry_address import entry_address, without_false_permalinks
from hpreader.feed.item_dates import ItemDates
from hpreader.feed.json_feed import read_json_feed
from hpreader.feed.teaser import teaser
from hpreader.feed.xml_text import CAPTION_KEY, FeedText, decode, feed_text, is_too_deep
from hpreader.html_text import plain_text, plain_title
from hpreader.made_title import made_title
from hpreader.model import Entry, Listing
from hpreader.problems import Problem
from hpreader.text import clean

_Parsed = Mapping[str, Any]
"""A FeedParserDict: asked with `in` first, since its `get` answers for other keys."""

_FULL_TEXT = 1_200
"""A description of more letters than this is no teaser but the article."""
_LONGEST_NAME = 300
_COMMENTS_TITLE = re.compile(
    r"^(?:các\s+)?(?:phản hồi|bình luận|nhận xét|thảo luận|comments?|replies)\s+"
    r"(?:luận\s+)?(?:về|cho|on|for|to)\b"
    r"|(?:dòng|nguồn cấp)\s+(?:phản hồi|bình luận)$|\bcomments? feed$",
    re.IGNORECASE,
)
_COMMENTS_ADDRESS = re.compile(
    r"/comments/(?:feed|rss|atom)|[?&]feed=comments|#comment-\d|/comment-page-\d|\.html?/feed/?$",
    re.IGNORECASE,
)
_PASSWORD_FORM = re.compile(r"post-password-form|action=postpass")
_EMAIL = re.compile(r"\s*<?\b[\w.+-]+@[\w.-]+\b>?\s*")


def read_feed(body: bytes, url: str, content_type: str = "") -> Listing | Problem:
    """Read RSS 2.0, RSS 1.0, Atom or JSON Feed; what is broken keeps the items that could be saved.

    Args:
        body: the bytes as they came, in any charset.
        url: where they came from; relative addresses are resolved against it.
        content_type: the header, for its charset; what is not XML by its name is read all the same.
    """
    text = decode(body, content_type)
    if not text.strip("\0 \t\r\n"):
        return Problem("empty", url)
    found = feed_text(text)
    if found == "json" and (listing := read_json_feed(text, url)):
        return listing
    if not isinstance(found, FeedText):
        detail = found.upper() or content_type or "?"
        return Problem("not_feed", url, detail, reason=found or None)
    if is_too_deep(found.xml):
        return Problem("too_deep", url)
    try:
        parsed = _parse(found.xml, url)
    except Exception as error:  # noqa: BLE001 - feedparser lets odd feeds through as almost any exception
        return Problem("feed_broken", url, f"{type(error).__name__}: {error}"[:200])
    entries = _entries(parsed["entries"], url)
    if parsed["entries"] and not entries:  # otherwise it would look like a feed without news
        return Problem(
            "not_feed", url, "no item has an address, a title or a text", reason="no_addresses"
        )
    problem = _problem(parsed, found, url)
    channel = parsed["feed"]
    home = _text(channel, "link")
    return Listing(
        entries=entries,
        title=plain_title(_text(channel, "title")),
        home=urls.canonical(home, url) if home else "",
        problem=problem,
    )


def is_comment_feed(feed: Listing | str, url: str = "") -> bool:
    """Is this a feed of readers' comments: by its title, its address or what its items point to?

    WordPress offers one for the site and one for each article beside the news.
    """
    title = feed if isinstance(feed, str) else feed.title
    if _COMMENTS_TITLE.search(clean(title)) or _COMMENTS_ADDRESS.search(url):
        return True
    entries = () if isinstance(feed, str) else feed.entries
    return bool(entries) and all(_COMMENTS_ADDRESS.search(entry.guid) for entry in entries)


def _parse(xml: str, url: str) -> _Parsed:
    """Bytes only: feedparser would open a string that is a path or an address.

    Its sanitizing and its resolving of addresses in HTML are off: the page parser does both.
    """
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    parsed: _Parsed = feedparser.parse(
        b"<?xml version='1.0' encoding='utf-8'?>" + without_false_permalinks(xml).encode(),
        agent="hpreader",
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return parsed


def _problem(parsed: _Parsed, found: FeedText, url: str) -> Problem | None:
    if found.is_cut:
        return Problem("feed_broken", url, "cut", reason="cut")
    if "bozo_exception" in parsed and parsed["bozo"]:
        detail = clean(str(parsed["bozo_exception"]))[:200]
        return Problem("feed_broken", url, detail, reason="not_well_formed")
    return None


def _entries(items: Iterable[_Parsed], url: str) -> tuple[Entry, ...]:
    items = list(items)
    times = ItemDates.of_items(items)
    return tuple(entry for item in items if (entry := _entry(item, url, times)) is not None)


def _entry(item: _Parsed, url: str, times: ItemDates) -> Entry | None:
    guid = clean(_text(item, "id"))
    address = entry_address(item, guid, url)
    body, summary = _body_and_summary(item)
    if not address.url and not _text(item, "title") and not summary:
        return None
    published = times.read(_text(item, "published")) or times.read(_text(item, "created"))
    updated = times.read(_text(item, "updated"))
    return Entry(
        url=address.url,
        title=plain_title(_text(item, "title"))
        or made_title(summary, address.url, published or updated),
        guid=guid,
        summary=summary,
        published=published or updated,
        updated=updated if published else None,
        byline=_byline(item),
        body_html=body,
        text_html="" if body else _own_text(item),
        fragment=address.fragment,
        media_type=address.media_type,
    )


def _body_and_summary(item: _Parsed) -> tuple[str, str]:
    described = _text(item, "summary") or _text(item, CAPTION_KEY)
    body = _content(item)
    if _PASSWORD_FORM.search(body) or _PASSWORD_FORM.search(described):
        return "", ""
    is_plain = "summary_detail" in item and item["summary_detail"].get("type") == "text/plain"
    summary = clean(described) if is_plain and "<" not in described else plain_text(described)
    if not body and len(summary) > _FULL_TEXT:
        body = described
    return body, teaser(summary or plain_text(body))


def _content(item: _Parsed) -> str:
    """The fullest of the item's contents; `summary` is used only where it differs."""
    contents = item.get("content", ())
    values = [str(content["value"]) for content in contents if content.get("value")]
    body = max(values, key=len, default="")
    return "" if body == _text(item, "summary") and len(body) <= _FULL_TEXT else body


def _own_text(item: _Parsed) -> str:
    """The fullest text of an item, which may be a teaser."""
    values = [str(content["value"]) for content in item.get("content", ()) if content.get("value")]
    text = max((_text(item, "summary"), *values), key=len)
    return "" if _PASSWORD_FORM.search(text) else text


def _byline(item: _Parsed) -> str:
    """A name without its address: feedparser's own parting of the two knows no Vietnamese letters."""
    return plain_title(_EMAIL.sub(" ", _text(item, "author")[:_LONGEST_NAME])).strip("()<> ")


def _text(item: _Parsed, key: str) -> str:
    value = item[key] if key in item else ""  # noqa: SIM401 - `get` gives `published` for `updated`
    return value if isinstance(value, str) else ""
