"""Titles as FreshRSS sends them: with other characters in place of some that old clients could not show."""

from __future__ import annotations

from typing import Final
from unicodedata import east_asian_width

_OF_ARTICLES: Final = str.maketrans({"\uff06": "&", "\uff1c": "<", "\uff1e": ">"})
_OF_FEEDS: Final = _OF_ARTICLES | str.maketrans("\uff1f\uff3c\uff0f\uff0c\uff1b", "?\\/,;")
"""FreshRSS' `escapeToUnicodeAlternative` (lib/lib_rss.php), with its argument `$extended`; as it is in 1.25, that
leaves quotation marks and `^` alone."""


def title_of_article(title: str) -> str:
    """The title of an article with the characters that its site wrote."""
    return title.translate(_OF_ARTICLES)


def title_of_feed(title: str) -> str:
    """The title of a feed with the characters that its site wrote.

    Chinese and Japanese write some of the others themselves, so their titles are left as they are.
    """
    is_wide = any(east_asian_width(letter) == "W" for letter in title)
    return title.translate(_OF_ARTICLES if is_wide else _OF_FEEDS)
