"""The items of a feed, as feedparser and `plain_feed` return them, turned into entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from hpreader.feed.entry_address import entry_address
from hpreader.feed.feed_parts import CUT_MARK, LONGEST_TEXT
from hpreader.feed.item_dates import ItemDates
from hpreader.feed.teaser import teaser
from hpreader.feed.xml_text import CAPTION_KEY
from hpreader.html_text import plain_text, plain_title
from hpreader.lazy_pattern import lazy_pattern
from hpreader.made_title import made_title
from hpreader.model import Entry
from hpreader.text import clean

Parsed: TypeAlias = Mapping[str, Any]
"""A FeedParserDict: asked with `in` first, since its `get` answers for other keys."""

_FULL_TEXT = 1_200
"""A description of more letters than this is no teaser but the article."""
_LONGEST_NAME = 300
_PASSWORD_FORM = ("post-password-form", "action=postpass")
"""What the form contains that WordPress shows in place of a protected text."""
_EMAIL = lazy_pattern(r"\s*<?\b[\w.+-]+@[\w.-]+\b>?\s*")


def entries_of(items: Iterable[Parsed], url: str, dates: Iterable[str] = ()) -> tuple[Entry, ...]:
    """The entries of a feed, or of a part of one; `dates` are those of the rest of the feed."""
    items = list(items)
    times = ItemDates.of_items(items, dates)
    return tuple(entry for item in items if (entry := _entry(item, url, times)) is not None)


def _entry(item: Parsed, url: str, times: ItemDates) -> Entry | None:
    guid = clean(text_at(item, "id"))
    address = entry_address(item, guid, url)
    body, summary = _body_and_summary(item)
    if not address.url and not text_at(item, "title") and not summary:
        return None
    published = times.read(text_at(item, "published")) or times.read(text_at(item, "created"))
    updated = times.read(text_at(item, "updated"))
    return Entry(
        url=address.url,
        title=plain_title(text_at(item, "title"))
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


def _body_and_summary(item: Parsed) -> tuple[str, str]:
    described = text_at(item, "summary") or text_at(item, CAPTION_KEY)
    body = _content(item)
    if _asks_for_password(body) or _asks_for_password(described):
        return "", ""
    is_plain = "summary_detail" in item and item["summary_detail"].get("type") == "text/plain"
    summary = clean(described) if is_plain and "<" not in described else plain_text(described)
    if not body and len(summary) > _FULL_TEXT and _is_whole(described):
        body = described
    return body, teaser(summary or plain_text(body))


def _is_whole(text: str) -> bool:
    """Whether a text is as long as an article can be; that of a longer one is read on its page."""
    return len(text) <= LONGEST_TEXT and CUT_MARK not in text


def _content(item: Parsed) -> str:
    """The fullest of the item's contents; `summary` is used only where it differs."""
    contents = item.get("content", ())
    values = [str(content["value"]) for content in contents if content.get("value")]
    body = max((value for value in values if _is_whole(value)), key=len, default="")
    return "" if body == text_at(item, "summary") and len(body) <= _FULL_TEXT else body


def _own_text(item: Parsed) -> str:
    """The fullest text of an item, which may be a teaser."""
    values = [str(content["value"]) for content in item.get("content", ()) if content.get("value")]
    texts = (text_at(item, "summary"), *values)
    text = max((text for text in texts if _is_whole(text)), key=len, default="")
    return "" if _asks_for_password(text) else text


def _asks_for_password(html: str) -> bool:
    return any(part in html for part in _PASSWORD_FORM)


def _byline(item: Parsed) -> str:
    """A name without its address: feedparser's own parting of the two knows no Vietnamese letters."""
    return plain_title(_EMAIL.sub(" ", text_at(item, "author")[:_LONGEST_NAME])).strip("()<> ")


def text_at(item: Parsed, key: str) -> str:
    """The text under a name; "" where there is none."""
    value = item[key] if key in item else ""  # noqa: SIM401 - `get` gives `published` for `updated`
    return value if isinstance(value, str) else ""
