"""Ids of articles, 6 bytes for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

from hpreader.store.values.codec import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS: Final = 12
"""Of an id, see digests.py; two for a byte."""
_ID: Final = re.compile(rf"[0-9a-f]{{{_DIGITS}}}")


class IdList(Sequence[str]):
    """What a tuple of ids is, in a tenth of its memory: marking a whole list may change 10⁶ articles."""

    __slots__ = ("_data",)

    def __init__(self, ids: Iterable[str] = ()) -> None:
        """Store ids.

        Raises:
            UnreadableError: one of them is none.
        """
        self._data = bytearray()
        for one in ids:
            if not _ID.fullmatch(one):
                raise UnreadableError(one)
            self._data += bytes.fromhex(one)

    def __len__(self) -> int:
        return len(self._data) * 2 // _DIGITS

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        places = range(len(self))[place]
        if isinstance(places, range):
            return tuple(map(self._at, places))
        return self._at(places)

    def _at(self, place: int) -> str:
        size = _DIGITS // 2
        return self._data[place * size : (place + 1) * size].hex()
