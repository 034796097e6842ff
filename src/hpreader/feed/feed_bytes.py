"""The bytes of a feed, split into its items without parsing them.

Only a feed in UTF-8 of a simple form is split: its items follow one another, none contains another, and
each ends outside comments and CDATA. Any other feed is read as a whole.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hpreader.lazy_pattern import lazy_pattern

_FIRST_ITEM: Final = lazy_pattern(rb"<(item|entry)(?=[\s>])")
_ROOT: Final = lazy_pattern(rb"<(?:rss|feed)[\s>]")
_UNUSUAL_HEAD: Final = lazy_pattern(
    rb"\0|<!DOCTYPE|<!ENTITY|<!\[CDATA\[(?!.*\]\]>)|<html", re.DOTALL | re.IGNORECASE
)
_LONGEST_HEAD: Final = 20_000
_CHUNK: Final = 65_536
"""Bytes that are decoded at a time."""


@dataclass(frozen=True, slots=True)
class FeedBytes:
    """A feed whose items are known by their places."""

    body: bytes
    name: bytes
    """Of an item's element."""
    first: int
    """Where the first item begins."""
    end: int
    """Where the last item ends."""

    @property
    def head(self) -> bytes:
        """What precedes the first item."""
        return self.body[: self.first]

    @property
    def tail(self) -> bytes:
        """What follows the last item."""
        return self.body[self.end :]

    def items(self) -> Iterator[bytes]:
        """The items, in their order, each with the white space after it."""
        end_tag = b"</" + self.name + b">"
        start = self.first
        while start < self.end:
            end = self.body.find(end_tag, start) + len(end_tag)
            yield self.body[start:end]
            start = _next_start(self.body, end, self.end)


def split_feed(body: bytes) -> FeedBytes | None:
    """Split a feed; None where it is not of the simple form."""
    found = _FIRST_ITEM.search(body, 0, _LONGEST_HEAD)
    if found is None:
        return None
    head = body[: found.start()]
    if not _ROOT.search(head) or _UNUSUAL_HEAD.search(head) or _has_open_comment(head):
        return None
    end = _items_end(body, found.start(), found[1])
    if end is None or not _is_utf_8(body):
        return None
    return FeedBytes(body, found[1], found.start(), end)


def _items_end(body: bytes, start: int, name: bytes) -> int | None:
    """Where the last item ends; None where the items are not of the simple form."""
    begin, end_tag = b"<" + name, b"</" + name + b">"
    while True:
        end = body.find(end_tag, start)
        if end < 0 or not _is_simple(body, start + len(begin), end, begin):
            return None
        end += len(end_tag)
        following = _next_start(body, end, len(body))
        if not body.startswith(begin, following):
            return end if body.find(begin, end) < 0 else None
        if body[following + len(begin) : following + len(begin) + 1] not in {b">", b" ", b"\n"}:
            return None
        start = following


def _is_simple(body: bytes, start: int, end: int, begin: bytes) -> bool:
    """Is the content of an item complete: no other item's start, no comment, no open CDATA?"""
    return (
        body.find(begin, start, end) < 0
        and body.find(b"<!--", start, end) < 0
        and body.rfind(b"<![CDATA[", start, end) <= body.rfind(b"]]>", start, end)
    )


def _has_open_comment(head: bytes) -> bool:
    return head.count(b"<!--") != head.count(b"-->")


def _next_start(body: bytes, start: int, end: int) -> int:
    """Where the white space after an item ends."""
    while start < end and body[start] in b" \t\r\n":
        start += 1
    return start


def _is_utf_8(body: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(body), _CHUNK):
            decoder.decode(body[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
