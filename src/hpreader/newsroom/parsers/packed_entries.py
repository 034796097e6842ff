"""The entries of a long list, compressed, so that many lists can wait to be stored."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from hpreader.model import Entry

if TYPE_CHECKING:
    from hpreader.model import Listing

T = TypeVar("T")

SLICE: Final = 500
"""Entries that are in memory at a time, of each list that is read or stored."""
_FAST: Final = 1
"""The level of zlib that takes the least time."""
_FIELDS: Final = tuple(field.name for field in fields(Entry))


class PackedPart(NamedTuple):
    """Some entries as bytes."""

    length: int
    data: bytes


class PackedEntries(Collection[Entry]):
    """Entries that are unpacked, some hundred at a time, whenever they are iterated over."""

    def __init__(self, parts: Iterable[PackedPart]) -> None:
        self._parts = tuple(parts)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> PackedEntries:
        """Pack entries."""
        return cls(map(_packed, slices(entries)))

    @classmethod
    def joined(cls, listings: Iterable[Listing]) -> PackedEntries:
        """The entries of several lists, of which those that are packed stay so."""
        parts: list[PackedPart] = []
        for one in listings:
            entries = one.entries
            packed = entries if isinstance(entries, PackedEntries) else cls.of(entries)
            parts += packed._parts
        return cls(parts)

    def __len__(self) -> int:
        return sum(part.length for part in self._parts)

    def __iter__(self) -> Iterator[Entry]:
        for part in self._parts:
            for values in pickle.loads(zlib.decompress(part.data)):
                yield Entry(*values)

    def __contains__(self, entry: object) -> bool:
        return any(one == entry for one in self)


def _packed(entries: Iterable[Entry]) -> PackedPart:
    values = [tuple(getattr(entry, name) for name in _FIELDS) for entry in entries]
    return PackedPart(len(values), zlib.compress(pickle.dumps(values, protocol=5), _FAST))


def slices(items: Iterable[T], size: int = SLICE) -> Iterator[tuple[T, ...]]:
    """The items in their order, some hundred at a time."""
    iterator = iter(items)
    while part := tuple(islice(iterator, size)):
        yield part
