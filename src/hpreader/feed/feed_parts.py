"""A large feed in parts of some items, each of them a feed: what was read is kept if the rest cannot be.

The parts are cut out of the bytes, so that no more than one of them is there as text at a time: a text takes up to
four times as many bytes, and reading it needs several copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hpreader.feed.xml_text import end_tags
from hpreader.lazy_pattern import lazy_pattern

ITEMS_OF_PART: Final = 100
"""feedparser's time for a feed grows with the square of its items; parts keep it linear."""
BYTES_OF_PART: Final = 250_000
"""After which no further item is added to a part."""

LONGEST_TEXT: Final = 2_000_000
"""Letters of an element, as they are written; a longer one is cut."""
KEPT: Final = 100_000
"""Letters that are left of it: a title and a summary are made of them."""
CUT_MARK: Final = "\ufdd0"
"""At the end of a text that was cut: one of the characters that are never assigned (Unicode 16, section 23.7)."""

_ITEM_TAG: Final = lazy_pattern(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    rb"|<(/?)(?:[A-Za-z][\w.-]*:)?(?:item|entry)(?=[\s/>])[^<>]*?(/?)>",
    re.DOTALL | re.IGNORECASE,
)
_TEXT: Final = lazy_pattern(rb"<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|>([^<]+)", re.DOTALL)
_ROOT: Final = lazy_pattern(
    rb"<(?:[A-Za-z][\w.-]*:)?(?:rss|feed|RDF|channel)(?=[\s>])", re.IGNORECASE
)
_CONTINUATION: Final = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no letter (RFC 3629, section 3)."""


def feed_parts(source: bytes, most_items: int = ITEMS_OF_PART) -> Iterator[bytes]:
    """Yield a feed in parts, each with what is before the first item; the last one has its end too.

    Args:
        source: the feed, in UTF-8.
        most_items: how many items a part has at most.
    """
    groups = _groups(_item_bounds(source), most_items)
    first, following = next(groups, None), next(groups, None)
    root = _ROOT.search(source, 0, first[0]) if first else None
    if first is None or following is None or root is None:
        yield shortened(source)
        return
    head = source[: first[0]]
    name = root[0][1:].decode()
    end = end_tags(head[root.start() :].decode("utf-8", "replace"), name).encode()
    head = shortened(head)
    while following is not None:
        yield head + shortened(source[slice(*first)]) + end
        first, following = following, next(groups, None)
    yield head + shortened(source[first[0] :])


def _groups(bounds: Iterator[tuple[int, int]], most_items: int) -> Iterator[tuple[int, int]]:
    """Where each group of items begins and ends."""
    begin = end = count = 0
    for start, stop in bounds:
        if count and (count >= most_items or stop - begin > BYTES_OF_PART):
            yield begin, end
            count = 0
        begin, end, count = (begin if count else start), stop, count + 1
    if count:
        yield begin, end


def _item_bounds(source: bytes) -> Iterator[tuple[int, int]]:
    """Where each item begins and ends; an item without an end ends before the next one."""
    start = -1
    for tag in _ITEM_TAG.finditer(source):
        closes, is_empty = tag.groups()
        if closes is None:  # CDATA or a comment
            continue
        if closes:
            if start >= 0:
                yield start, tag.end()
            start = -1
        elif is_empty:
            yield tag.span()
        else:
            if start >= 0:
                yield start, tag.start()
            start = tag.start()


def shortened(source: bytes) -> bytes:
    """A part of a feed whose longest texts are cut; they end with `CUT_MARK`."""
    if len(source) <= LONGEST_TEXT:
        return source
    kept = []
    end = 0
    for text in _TEXT.finditer(source):
        start, stop = text.span(text.lastindex or 0)
        if text.lastindex and _is_too_long(source, start, stop):
            beginning = source[start : start + 4 * KEPT].decode("utf-8", "ignore")[:KEPT]
            kept += [source[end:start], _before_reference(beginning).encode()]
            end = stop
    return b"".join([*kept, source[end:]])


def _is_too_long(source: bytes, start: int, stop: int) -> bool:
    if stop - start <= LONGEST_TEXT:
        return False
    return len(source[start:stop].translate(None, _CONTINUATION)) > LONGEST_TEXT


def _before_reference(text: str) -> str:
    """A text that was cut, without half a character reference at its end, marked as cut."""
    ampersand = text.rfind("&", max(0, len(text) - 40))
    return (text if ampersand < 0 else text[:ampersand]) + CUT_MARK
