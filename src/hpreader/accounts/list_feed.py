"""The articles that a server has of a feed, as the feed that they came from: RSS 2.0.

So they go the way of all lists from there on: the same reader of feeds cleans them, tells known items apart, and
gives them their identity. Source of the format: https://www.rssboard.org/rss-specification; `dc:creator` of
https://www.dublincore.org/specifications/dublin-core/dces/.
"""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from hpreader.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hpreader.model.accounts import RemoteArticle

_NO_XML: Final = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot contain (https://www.w3.org/TR/xml/#charsets)."""


def list_feed(articles: Iterable[RemoteArticle]) -> bytes:
    """A feed of some articles, in their order."""
    items = "".join(map(_item, articles))
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"{_NO_XML.sub('', items)}</channel></rss>"
    ).encode()


def _item(article: RemoteArticle) -> str:
    return f"<item>{''.join(_elements(article))}</item>"


def _elements(article: RemoteArticle) -> Iterator[str]:
    yield f"<title>{escape(article.title)}</title>"
    if article.url:
        yield f"<link>{escape(article.url)}</link>"
    else:  # the guid that its feed gave it is not told
        yield f'<guid isPermaLink="false">{escape(article.id)}</guid>'
    if article.published is not None:
        yield f"<pubDate>{format_datetime(article.published)}</pubDate>"
    if article.byline:
        yield f"<dc:creator>{escape(article.byline)}</dc:creator>"
    if article.html:
        # Not as content:encoded: whether it is the whole article or a teaser is not told.
        yield f"<description>{escape(article.html)}</description>"
    for address, media_type in article.files:
        if address:
            yield f'<enclosure url={quoteattr(address)} type={quoteattr(media_type)} length="0"/>'
