"""The items of each feed that are stored, by a hash of their bytes: those need not be parsed again."""

from __future__ import annotations

import struct
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.store.database import with_recovery, with_recovery_once
from hpreader.store.rows.stored_article import HIDDEN
from hpreader.store.values.timestamps import from_timestamp, to_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.store.database import Database

_ROW: Final = struct.Struct(">Q6sIII")
_NO_DATE: Final = 0xFFFF_FFFF
"""Times are unsigned: those from 1970 until 2106."""
_KEPT: Final = timedelta(days=60)
"""After this time without a change the items of a list are forgotten."""


class KnownItem(NamedTuple):
    """An item of a feed whose article is stored."""

    hash: int
    """Of its bytes and of what else its entry follows from, below 2⁶⁴."""
    article_id: str
    published: datetime | None
    address: int
    """A hash of its address, below 2³²; 0: it has none."""
    guid: int
    """The same of its guid."""


class KnownItems:
    """Reads and writes the items of lists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def get(self, url: str, source: str, section: str) -> Mapping[int, KnownItem]:
        """The items of the list at an address, by their hash.

        Those are left out whose article is no longer stored as one of this source and section.
        """
        row = self._database.one("SELECT items FROM known_items WHERE url = ?", (url,))
        items = _unpacked(row[0]) if row else []
        stored = {
            article_id
            for (article_id,) in self._database.all_of(
                "SELECT id FROM article WHERE listed = 1 AND source = ?"
                " AND EXISTS (SELECT 1 FROM list_fingerprint AS known WHERE known.number = article.number"
                " AND known.source = ? AND known.section = ?)"
                " AND EXISTS (SELECT 1 FROM placement WHERE placement.id = article.id"
                " AND placement.source IN (?, ?) AND placement.section = ?) AND id IN ({keys})",
                (item.article_id for item in items),
                source,
                *(source, section),
                *(source, HIDDEN + source, section),
            )
        }
        return {item.hash: item for item in items if item.article_id in stored}

    @with_recovery_once
    def put(self, url: str, items: Iterable[KnownItem], at: datetime) -> None:
        """Store the items of a list in place of the former ones, if only to have none.

        Those with another time than `_ROW` has room for are left out: they are parsed again.
        """
        data = b"".join(map(_packed, items))
        with self._database.writing():
            self._database.execute("DELETE FROM known_items WHERE url = ?", (url,))
            if data:
                self._database.execute(
                    "INSERT INTO known_items (url, items, at) VALUES (?, ?, ?)",
                    (url, data, to_timestamp(at)),
                )
            self._database.execute(
                "DELETE FROM known_items WHERE at < ?", (to_timestamp(at - _KEPT),)
            )

    @with_recovery_once
    def touch(self, ids: Iterable[str], at: datetime) -> None:
        """Store that a list contained articles that did not change."""
        seen_at = to_timestamp(at)
        with self._database.writing():
            self._database.all_of(
                "UPDATE article SET seen_at = ? WHERE id IN ({keys})", ids, seen_at
            )


def _packed(item: KnownItem) -> bytes:
    published = to_timestamp(item.published) if item.published else _NO_DATE
    if item.published and not 0 <= published < _NO_DATE:
        return b""
    return _ROW.pack(item.hash, bytes.fromhex(item.article_id), published, item.address, item.guid)


def _unpacked(value: object) -> list[KnownItem]:
    """The items in a stored value; none where it is of another form."""
    try:
        rows = _ROW.iter_unpack(value if isinstance(value, bytes) else b"")
        return [
            KnownItem(
                number,
                article_id.hex(),
                None if published == _NO_DATE else from_timestamp(published),
                address,
                guid,
            )
            for number, article_id, published, address, guid in rows
        ]
    except (ValueError, OverflowError, OSError, struct.error):
        return []
