"""The places that articles name, as labels beside those of their sources and sections.

`ArticleBatch` stores them with the texts of which they follow, so `place:` in a search needs no text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader.places.mentions import find_places, labels_of
from hpreader.places.notices import find_kinds
from hpreader.store.values.timestamps import from_timestamp

if TYPE_CHECKING:
    from datetime import date

    from hpreader.places.mentions import Mention
    from hpreader.store.rows.fts_index import Document
    from hpreader.store.rows.stored_article import ArticleRow

PLACE: Final = "place"
"""The kind of label with the name of a place; see `places.gazetteer.Place.label`."""
NOTICE: Final = "notice"
"""The kind of label with a kind of notice."""

_LOCAL: Final = ("haiphong", "haiduong", "anhp.vn")
"""What the hosts of the newspapers of Hải Phòng and Hải Dương contain."""


def mentions_in(url: str, published: date | None, document: Document) -> tuple[Mention, ...]:
    """The places that an article names.

    Args:
        url: its address, which tells whether a newspaper of the city wrote it.
        published: the day in Vietnam.
        document: its text.
    """
    host = url.partition("://")[2].partition("/")[0]
    return find_places(document, published, is_local=any(part in host for part in _LOCAL))


def place_labels(row: ArticleRow, document: Document) -> set[tuple[str, str]]:
    """The labels of an article's places and of the kinds of notice that it is."""
    published = None if row.published is None else from_timestamp(row.published).date()
    places = labels_of(mentions_in(row.url, published, document))
    found = {(PLACE, label) for label in places}
    if places:
        found |= {(NOTICE, kind) for kind in find_kinds(document.title, document.lede)}
    return found
