"""Which items of a feed have the bytes that they had before; the others are a feed of their own."""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.feed.feed_bytes import split_feed
from hpreader.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Collection

_CONTEXT: Final = lazy_pattern(rb"<(?:rss|feed|channel)\b[^>]*>")
"""What of the bytes before the items their content depends on: namespaces, language, base."""
_READING: Final = b"1"
"""To be changed with what the readers make of an item."""
_NUMERIC_DATE: Final = lazy_pattern(
    rb"<(?:[a-z][\w.-]*:)?(?:pubdate|date|published|issued|created|updated|modified)\b[^<>]*>"
    rb"(?:\s*<!\[CDATA\[)?[^<>\[\]]{0,60}?[0-9]/[0-9]{1,2}/[0-9]{2}",
    re.IGNORECASE,
)
"""Such a date is read as the others of the feed show."""
_NUMERIC_DAY: Final = re.compile(rb"/[0-9]{1,2}/[0-9]{2}")
"""A part of each such date, found sooner than its element: most feeds have none."""
MOST_ITEMS: Final = 5_000
"""A feed with more items is parsed as a whole each time."""


class ChangedFeed(NamedTuple):
    """The items of a feed that are not known, and the hashes of all: even numbers below 2⁶⁴."""

    body: bytes
    """The feed without the known items."""
    known: tuple[int, ...]
    """The hashes of the known items, in their order."""
    unknown: tuple[int, ...]
    """The hashes of the others, in their order."""


def changed_feed(body: bytes, salt: str, known: Collection[int] = ()) -> ChangedFeed | None:
    """Take the known items out of a feed; None: its items cannot be told apart, or are too many.

    Args:
        body: the bytes of the feed.
        salt: what else than its bytes the entry of an item depends on.
        known: the hashes of the items that need not be read again.
    """
    feed = split_feed(body)
    if feed is None or (_NUMERIC_DAY.search(body) and _NUMERIC_DATE.search(body)):
        return None
    context = b"".join((_READING, salt.encode(), b"\0", *_CONTEXT.findall(feed.head)))
    key = blake2b(context, digest_size=32).digest()
    found: list[int] = []
    others: list[int] = []
    pieces: list[bytes] = []
    for item in islice(feed.items(), MOST_ITEMS + 1):
        number = int.from_bytes(blake2b(item, digest_size=8, key=key).digest(), "big") & ~1
        if number in known:
            found.append(number)
        else:
            others.append(number)
            if known:
                pieces.append(item)
    if len(found) + len(others) > MOST_ITEMS:
        return None
    if found:
        body = b"".join((feed.head, *pieces, feed.tail))
    return ChangedFeed(body, tuple(found), tuple(others))
