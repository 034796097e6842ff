"""Which articles a list contains that is stored in slices: no two entries of it are one article.

`entry_identity` sees to it among the entries of one slice.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final, Literal

from hpreader.store.rows.entry_identity import IdentifiedEntry
from hpreader.store.values.digests import digest, digest_of_url
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hpreader.model import Entry

_HALF: Final = 0xFFFF_FFFF
_FIRST_SIZE: Final = 64
_WHOLE: Final = 0xFFFF_FFFF_FFFF_FFFF


class IdTable:
    """Small numbers under the ids of articles, at some 15 bytes each; a list may have 10⁶."""

    def __init__(self, kind: Literal["B", "Q"] = "B") -> None:
        """Make an empty table.

        Args:
            kind: whether the numbers are below 2⁸ ("B") or below 2⁶⁴ ("Q").
        """
        self._kind = kind
        self._keys = array("Q", bytes(8 * _FIRST_SIZE))
        """Hashes of the ids, each at the place that follows from it or behind that; 0: free."""
        self._values = array(kind, [0]) * _FIRST_SIZE
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, article_id: object) -> bool:
        return self._keys[self._place(_hash(article_id))] != 0

    def get(self, article_id: str) -> int | None:
        """The number of an id."""
        place = self._place(_hash(article_id))
        return self._values[place] if self._keys[place] else None

    def put(self, article_id: str, value: int) -> None:
        """Store the number of an id, in place of a former one."""
        if self._count * 3 > len(self._keys) * 2:
            self._grow()
        self._put(_hash(article_id), value)

    def total(self) -> int:
        """The sum of all numbers."""
        return sum(self._values)

    def _put(self, key: int, value: int) -> None:
        place = self._place(key)
        self._count += not self._keys[place]
        self._keys[place], self._values[place] = key, value

    def _place(self, key: int) -> int:
        keys, last = self._keys, len(self._keys) - 1
        place = key & last
        while keys[place] not in (0, key):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        keys, values = self._keys, self._values
        self._count = 0
        self._keys = array("Q", [0]) * (2 * len(keys))
        self._values = array(self._kind, [0]) * (2 * len(keys))
        for key, value in zip(keys, values, strict=True):
            if key:
                self._put(key, value)


def _hash(article_id: object) -> int:
    return hash(article_id) & _WHOLE or 1


class TakenIds:
    """The articles of the slices that are stored already."""

    def __init__(self) -> None:
        self._taken = IdTable("Q")

    def resolve(self, items: Iterable[IdentifiedEntry]) -> tuple[IdentifiedEntry | None, ...]:
        """The entries of a further slice; None in place of one that an earlier slice contained.

        An entry that leads to the article of another entry gets an id of its own.
        """
        return tuple(map(self._resolved, items)) if self._taken else tuple(items)

    def add(self, items: Iterable[IdentifiedEntry]) -> None:
        """Add a slice that is stored."""
        for item in items:
            self._taken.put(item.id, _identity(item.entry))

    def _resolved(self, item: IdentifiedEntry) -> IdentifiedEntry | None:
        first = self._taken.get(item.id)
        if first is None:
            return item
        entry, own = item.entry, _identity(item.entry)
        has_own_address = bool(entry.url) and not entry.is_shared
        if has_own_address and (first >> 32 == own >> 32 or first & _HALF == own & _HALF):
            return None
        key = entry.own_key or (entry.url, entry.guid, entry.title)
        own_id = digest(f"own key\n{key}").derived_id
        return None if own_id in self._taken else IdentifiedEntry(own_id, entry)


def _identity(entry: Entry) -> int:
    """Hashes of what makes two entries with one id the same: the title or the address."""
    title = hash(fold(entry.title)) & _HALF
    return title << 32 | digest_of_url(entry.url).alias_key & _HALF
