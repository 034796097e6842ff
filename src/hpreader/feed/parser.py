"""A feed as feedparser and `plain_feed` return it, turned into a Listing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from hpreader import urls
from hpreader.dates import order_witnesses
from hpreader.feed.entry_address import without_false_permalinks
from hpreader.feed.feed_entries import Parsed, entries_of, text_at
from hpreader.feed.feed_parts import feed_parts
from hpreader.feed.json_feed import read_json_feed
from hpreader.feed.plain_feed import read_plain_feed
from hpreader.feed.xml_text import FeedText, decode, feed_text, in_utf8, is_too_deep
from hpreader.html_text import plain_title
from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Entry, Listing
from hpreader.problems import Problem
from hpreader.text import clean

_COMMENTS_TITLE = lazy_pattern(
    r"^(?:các\s+)?(?:phản hồi|bình luận|nhận xét|thảo luận|comments?|replies)\s+"
    r"(?:luận\s+)?(?:về|cho|on|for|to)\b"
    r"|(?:dòng|nguồn cấp)\s+(?:phản hồi|bình luận)$|\bcomments? feed$",
    re.IGNORECASE,
)
_COMMENTS_ADDRESS = lazy_pattern(
    r"/comments/(?:feed|rss|atom)|[?&]feed=comments|#comment-\d|/comment-page-\d|\.html?/feed/?$",
    re.IGNORECASE,
)
_DATE_ELEMENT = lazy_pattern(
    rb"<(?:[a-z][\w.-]*:)?(?:pubdate|date|published|issued|created|updated|modified)\b[^<>]*>"
    rb"(?:\s*<!\[CDATA\[)?([^<>\[\]]{6,80})",
    re.IGNORECASE,
)
_NUMERIC_DAY = lazy_pattern(rb"[0-9]/[0-9]{1,2}/[0-9]{2}")


def read_feed(body: bytes, url: str, content_type: str = "") -> Listing | Problem:
    """Read RSS 2.0, RSS 1.0, Atom or JSON Feed; what is broken keeps the items that could be saved.

    Args:
        body: the bytes as they came, in any charset.
        url: where they came from; relative addresses are resolved against it.
        content_type: the header, for its charset; what is not XML by its name is read all the same.
    """
    return _read_text(decode(body, content_type), url, content_type)


def read_feed_in_parts(
    body: bytes, url: str, content_type: str = ""
) -> Iterator[Listing | Problem]:
    """Read a feed as `read_feed` does, some items at a time; `joined_parts` makes one result of all."""
    source = in_utf8(body, content_type)
    dates = order_witnesses(_dates_in(source))
    for part in feed_parts(source):
        yield _read_text(part.decode("utf-8", "replace"), url, content_type, dates)


def _dates_in(source: bytes) -> Iterator[str]:
    """The dates of a feed, as far as they may be of numbers only."""
    if _NUMERIC_DAY.search(source):
        for date in _DATE_ELEMENT.finditer(source):
            yield date[1].decode("utf-8", "replace")


def _all_entries(listings: Iterable[Listing]) -> Collection[Entry]:
    return tuple(entry for one in listings for entry in one.entries)


def joined_parts(
    parts: Iterable[Listing | Problem],
    problem: Problem | None = None,
    join: Callable[[Iterable[Listing]], Collection[Entry]] = _all_entries,
) -> Listing | Problem | None:
    """Return the one result of the parts of a feed, None where there are none.

    Args:
        parts: what `read_feed_in_parts` returned, maybe not all of it.
        problem: why it is not all of it.
        join: makes one collection of the entries of several lists.
    """
    parts = list(parts)
    listings = [part for part in parts if isinstance(part, Listing)]
    if not listings:
        return problem or next(iter(parts), None)
    problems = [part if isinstance(part, Problem) else part.problem for part in parts]
    return Listing(
        entries=join(listings),
        title=next((one.title for one in listings if one.title), ""),
        home=next((one.home for one in listings if one.home), ""),
        problem=problem or next(filter(None, problems), None),
        is_plain=problem is None and all(one.is_plain for one in listings) and not any(problems),
    )


def _read_text(
    text: str, url: str, content_type: str, dates: Iterable[str] = ()
) -> Listing | Problem:
    """A feed, or a part of one; `dates` are those of the whole feed."""
    found = _find_feed(text, url, content_type)
    return _read_part(found, url, dates) if isinstance(found, FeedText) else found


def _find_feed(text: str, url: str, content_type: str) -> FeedText | Listing | Problem:
    """The text of an XML feed; what else was read completely, or why nothing is to be read."""
    if not text.strip("\0 \t\r\n"):
        return Problem("empty", url)
    found = feed_text(text)
    if found == "json" and (listing := read_json_feed(text, url)):
        return listing
    if not isinstance(found, FeedText):
        detail = found.upper() or content_type or "?"
        return Problem("not_feed", url, detail, reason=found or None)
    return replace(found, xml=without_false_permalinks(found.xml))


def _read_part(found: FeedText, url: str, dates: Iterable[str]) -> Listing | Problem:
    try:
        parsed: Parsed | None = read_plain_feed(found.xml, url)
        is_plain = parsed is not None and not found.is_cut
        if parsed is None:
            if is_too_deep(found.xml):
                return Problem("too_deep", url)
            parsed = _parse(found.xml, url)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - feedparser lets odd feeds through as almost any exception
        return Problem("feed_broken", url, f"{type(error).__name__}: {error}"[:200])
    entries = entries_of(parsed["entries"], url, dates)
    if parsed["entries"] and not entries:  # otherwise it would look like a feed without news
        return Problem(
            "not_feed", url, "no item has an address, a title or a text", reason="no_addresses"
        )
    channel = parsed["feed"]
    home = text_at(channel, "link")
    return Listing(
        entries=entries,
        title=plain_title(text_at(channel, "title")),
        home=urls.canonical(home, url) if home else "",
        problem=_problem(parsed, found, url),
        is_plain=is_plain,
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


def _parse(xml: str, url: str) -> Parsed:
    """Bytes only: feedparser would open a string that is a path or an address.

    Its sanitizing and its resolving of addresses in HTML are off: the page parser does both.
    """
    import feedparser  # noqa: PLC0415 - most feeds are read without it, and it is slow to import

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    parsed: Parsed = feedparser.parse(
        b"<?xml version='1.0' encoding='utf-8'?>" + xml.encode(),
        agent="hpreader",
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return parsed


def _problem(parsed: Parsed, found: FeedText, url: str) -> Problem | None:
    if found.is_cut:
        return Problem("feed_broken", url, "cut", reason="cut")
    if "bozo_exception" in parsed and parsed["bozo"]:
        detail = clean(str(parsed["bozo_exception"]))[:200]
        return Problem("feed_broken", url, detail, reason="not_well_formed")
    return None
