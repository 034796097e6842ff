"""Which of the known formats a file has."""

from __future__ import annotations

import re
from typing import Final, Literal

from hpreader.exchange.bookmark_json import has_bookmarks
from hpreader.exchange.bookmark_table import has_table
from hpreader.exchange.exported_articles import has_articles

FileFormat = Literal["opml", "newsboat", "newsboat-cache", "html", "csv", "json", "hpreader"]

SQLITE_MAGIC: Final = b"SQLite format 3\0"
"""https://www.sqlite.org/fileformat.html, section 1.3.1."""
_OPML: Final = re.compile(r"<(?:\w+:)?opml\b", re.IGNORECASE)
_HTML: Final = re.compile(
    r"<!doctype netscape-bookmark|<!doctype html|<(?:html|dl|ul|ol|h1|h3|a)\b", re.IGNORECASE
)
_FEED_LINE: Final = re.compile(
    r'^\s*"?(?:https?://|feed://|query:|exec:|filter:|file://)', re.MULTILINE
)
_BEGINNING: Final = 20_000
"""Characters in which a format shows itself."""


def format_of(data: bytes) -> FileFormat | None:
    """The format of a file by what it contains; None for an unknown one."""
    if data.startswith(SQLITE_MAGIC):
        return "newsboat-cache"
    text = as_text(data[: 4 * _BEGINNING])[:_BEGINNING]
    if has_articles(text):
        return "hpreader"
    if has_bookmarks(text):  # before the others: the texts of articles are in some of them
        return "json"
    if _OPML.search(text):
        return "opml"
    if _HTML.search(text):
        return "html"
    if has_table(text):
        return "csv"
    return "newsboat" if _FEED_LINE.search(text) else None


def as_text(data: bytes) -> str:
    """A file as text: UTF-16 by its mark, else UTF-8; bytes that are none are replaced."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")
