"""The address of a feed's item: its page, else a file that it comes with, else nothing."""

from __future__ import annotations

import functools
import mimetypes
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from hpreader import urls
from hpreader.lazy_pattern import lazy_pattern
from hpreader.text import clean

_PAGE_TYPES = frozenset({
    "", "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml",
    "application/atom+xml", "application/rss+xml", "application/json",
})  # fmt: skip
"""The media types that are fetched as a page; others are files for the browser."""
_FILE = lazy_pattern(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|zip|rar|7z|epub"
    r"|mp3|m4a|aac|ogg|opus|oga|flac|wav|mp4|m4v|webm|mov|mkv|avi)$",
    re.IGNORECASE,
)
_OTHER_LINKS = ("self", "related", "via")
"""The links (RFC 4287, section 4.2.7.2) that may lead to an item's page, the best first."""
_CLICK_SOURCE = lazy_pattern(
    r"(?:xtor|utm_\w+|at_\w+|ns_\w+|ref|rss|source|src|from|feed|intcid)(?:[=:-].*)?",
    re.IGNORECASE,
)
"""Fragments about where a click came from, of the link's last part only."""


_FALSE_PERMALINK = lazy_pattern(
    r"<guid\b(?:\s+isPermaLink\s*=\s*[\"']true[\"'])?\s*>"
    r"(?=\s*(?:<!\[CDATA\[)?\s*(?!https?:|/|www\.|feed:|<)\S)",
    re.IGNORECASE,
)
"""A guid that is said or assumed to be an address (RSS 2.0) and is none."""


def without_false_permalinks(xml: str) -> str:
    """Return a feed in which no guid that is no address is taken for one."""
    return _FALSE_PERMALINK.sub('<guid isPermaLink="false">', xml)


class EntryAddress(NamedTuple):
    """Where an item leads."""

    url: str = ""
    """Canonical; "" if there is none."""
    fragment: str = ""
    media_type: str = ""
    """Of a file that is no page."""


def entry_address(item: Mapping[str, Any], guid: str, feed_url: str) -> EntryAddress:
    """Return the address of an item.

    It is, in this order: the page that the feed names as the item's (RSS 2.0 `link`, RFC 4287
    `rel=alternate`), a guid that is an address, a related or self link, `content src`, a file.

    Args:
        item: as feedparser returns it.
        guid: its guid.
        feed_url: the address of the feed.
    """
    files = {url: kind for url, kind in _files(item) if url}
    for written, kind in _candidates(item, guid):
        address = urls.canonical(_with_scheme(written, feed_url), feed_url)
        if address and urls.key(address) != _feed(feed_url).key:
            file_type = _file_type(address, kind or files.get(address, ""))
            return EntryAddress(address, _fragment(written, feed_url), file_type)
    for address, kind in files.items():
        return EntryAddress(
            address, "", kind or _file_type(address, "") or "application/octet-stream"
        )
    return EntryAddress()


class _Feed(NamedTuple):
    """What the address of a feed is compared with."""

    key: str
    www: str
    """What feedparser makes of an address that begins with `www.`, up to there."""


@functools.lru_cache(maxsize=64)
def _feed(url: str) -> _Feed:
    return _Feed(urls.key(url), urljoin(url, "www."))


def _fragment(written: str, feed_url: str) -> str:
    """The part of an address after `#`, unless it only says where a click came from."""
    if "#" not in written:
        return ""
    fragment = urlsplit(urls.resolve(feed_url, written)).fragment
    return "" if _CLICK_SOURCE.fullmatch(fragment) else fragment


def _candidates(item: Mapping[str, Any], guid: str) -> Iterator[tuple[str, str]]:
    """The addresses of pages that an item names, the best first, each with its media type."""
    links = [link for link in item.get("links", ()) if link.get("href")]
    if "feedburner_origlink" in item:  # FeedBurner puts its own address into `link`
        yield clean(str(item["feedburner_origlink"])), ""
    alternates = [link for link in links if link.get("rel", "alternate") == "alternate"]
    alternates.sort(key=lambda link: str(link.get("type", "")).lower() not in _PAGE_TYPES)
    for link in alternates:
        yield str(link["href"]), str(link.get("type", "")).lower()
    if isinstance(written := item.get("link"), str) and not alternates:
        yield written, ""
    if urls.canonical(guid):
        yield guid, ""
    others = [link for link in links if link.get("rel") in _OTHER_LINKS]
    others.sort(key=lambda link: (_is_feed(link), _OTHER_LINKS.index(link["rel"])))
    for link in others:
        yield str(link["href"]), str(link.get("type", "")).lower()
    for content in item.get("content", ()):
        if content.get("src"):
            yield str(content["src"]), str(content.get("type", "")).lower()


def _is_feed(link: Mapping[str, Any]) -> bool:
    """Is it a feed of the item alone, for programs?"""
    return urlsplit(urls.canonical(str(link["href"]))).path.endswith((".atom", ".xml", ".rss"))


def _files(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The files that come with an item, each with its media type."""
    for link in item.get("links", ()):
        if link.get("rel") == "enclosure":
            yield (
                urls.canonical(_with_scheme(str(link.get("href", "")), "")),
                str(link.get("type", "")),
            )
    for media in item.get("media_content", ()):
        yield urls.canonical(str(media.get("url", ""))), str(media.get("type", ""))


def _file_type(address: str, media_type: str) -> str:
    """The media type of an address that is a file, "" for a page."""
    media_type = media_type.partition(";")[0].strip().lower()
    if media_type not in _PAGE_TYPES:
        return media_type
    path = address.partition("?")[0]
    if not _FILE.search(path):
        return ""
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


def _with_scheme(written: str, feed_url: str) -> str:
    """An address without a scheme that begins with `www.`, or one with `feed:`, made whole.

    feedparser resolves links, so `www.` comes behind the folder of the feed.
    """
    text = written.strip()
    if text.startswith("http") and not (feed_url and text.startswith(_feed(feed_url).www)):
        return text
    if text[:5].lower() == "feed:":
        rest = text[len("feed:") :]
        return rest if re.match(r"https?:", rest, re.IGNORECASE) else "http:" + rest
    folder = _feed(feed_url).www
    if feed_url and text.startswith(folder):
        text = "www." + text[len(folder) :]
    host = text.partition("/")[0]
    is_bare = re.match(r"www\.[^/\s]+\.[a-z]{2,}", host, re.IGNORECASE)
    return f"http://{text}" if is_bare else text
