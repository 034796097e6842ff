"""Reads the articles that newsboat had in its cache: which were read, and which had flags.

The tables are those of newsboat's `src/cache.cpp`; the columns that are read are there since version 2.10.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from hpreader import urls
from hpreader.model.imported_articles import ImportedArticle
from hpreader.problems import Problem, ProblemError
from hpreader.text import clean
from hpreader.urls import file_address

if TYPE_CHECKING:
    from pathlib import Path

_ITEMS = (
    "SELECT url, guid, title, pubDate, unread, coalesce(flags, ''), coalesce(deleted, 0) FROM rss_item"
    " ORDER BY id"
)
_BUSY = 5.0
"""Seconds to wait for a newsboat that is storing something."""


class NewsboatItems(NamedTuple):
    """What its cache contains."""

    articles: tuple[ImportedArticle, ...]
    """Those that were read, deleted or flagged."""
    unread: int
    """How many were neither."""
    without_address: tuple[str, ...]
    """The titles of marked ones without an address."""
    flags: tuple[str, ...]
    """The letters that are used as flags."""


def read_newsboat_cache(path: Path) -> NewsboatItems:
    """The marked articles of a cache of newsboat; newsboat may be running.

    An article that was deleted there is taken as read, one with any flag as saved.

    Raises:
        ProblemError: bad_file.
    """
    address = file_address(path, "mode=ro")
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_BUSY)) as connection:
            connection.text_factory = lambda stored: stored.decode("utf-8", "replace")
            rows = connection.execute(_ITEMS).fetchall()
    except sqlite3.Error as error:
        raise ProblemError(Problem("bad_file", str(path), str(error))) from error
    articles, without_address, flags, unread = [], [], set[str](), 0
    for url, guid, title, published, is_unread, flagged, is_deleted in rows:
        is_read, letters = not is_unread or bool(is_deleted), str(flagged).strip()
        flags.update(letters)
        if not is_read and not letters:
            unread += 1
            continue
        article = _article(str(url), str(guid), str(title), published)
        if article is None:
            without_address.append(clean(str(title)) or clean(str(guid)))
            continue
        articles.append(
            ImportedArticle(
                article.url,
                article.guid,
                article.title,
                at=article.at,
                is_read=is_read,
                is_saved=bool(letters),
            )
        )
    return NewsboatItems(tuple(articles), unread, tuple(without_address), tuple(sorted(flags)))


def _article(url: str, guid: str, title: str, published: object) -> ImportedArticle | None:
    """An article without its marks; None without an address.

    Where an item has no guid, newsboat stores its address with its date, its address or its title.
    """
    url, guid = clean(url), clean(guid)
    if not urls.key(url):
        url = guid if urls.key(guid) else ""
    if not url:
        return None
    if guid == title or (guid != url and guid.startswith(url)):
        guid = ""
    at = None
    if isinstance(published, int) and 0 < published < 1 << 33:
        at = datetime.fromtimestamp(published, UTC)
    return ImportedArticle(url, guid, clean(title), at=at)
