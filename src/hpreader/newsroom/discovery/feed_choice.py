"""Which of the feeds that a page names fit the page. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader.newsroom.discovery.feed_url_conventions import page_of_feed
from hpreader.text import fold
from hpreader.urls import key, slug_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FRONT_PAGE_NAMES: Final = (
    "trang chu",
    "tin moi",
    "moi nhat",
    "home",
    "latest",
    "tong hop",
)
"""Words in the name of a whole site's feed, where a page lists all feeds; without diacritics."""


def feeds_of_section(feeds: Sequence[str], page: str) -> list[str]:
    """Return the feeds of a section page: pages name those of the whole site first.

    Args:
        feeds: the addresses of the feeds in the page's head.
        page: the address of the page.
    """
    own, slug = key(page), slug_of(page)
    return [
        feed for feed in feeds if key(feed).startswith(own) or slug in slug_of(page_of_feed(feed))
    ]


def linked_feeds_of_section(feeds: Sequence[tuple[str, str]], page: str) -> list[str]:
    """Return those links to feeds that are named like a section.

    Args:
        feeds: text and address of each link.
        page: the address of the section's page.
    """
    slug = slug_of(page)
    name = fold(slug.replace("-", " "))
    return [url for text, url in feeds if slug_of(url).startswith(slug) or fold(text) == name]


def linked_feeds_of_site(feeds: Sequence[tuple[str, str]]) -> list[str]:
    """Return those links to feeds that are named like a front page, else the first of all.

    Args:
        feeds: text and address of each link.
    """
    fronts = [
        url
        for text, url in feeds
        if any(
            name in fold(f"{text} {slug_of(url).replace('-', ' ')}") for name in FRONT_PAGE_NAMES
        )
    ]
    return fronts or [url for _, url in feeds[:1]]
