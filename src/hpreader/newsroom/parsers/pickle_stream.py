"""Values from a process of ours to the one that started it: pickles, each with its length before it.

Both are one program. A value can be used as soon as it is complete, also where the process is ended then.
"""

from __future__ import annotations

import pickle
import struct
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH: Final = struct.Struct(">Q")
"""Bytes of the pickle that follows."""


def write_value(value: Any, output: BinaryIO) -> None:
    """Write a value, and let it go at once."""
    data = pickle.dumps(value)
    output.write(LENGTH.pack(len(data)) + data)
    output.flush()


class PickleReader:
    """Takes the output of a process apart while it comes in."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def read(self, part: bytes) -> Iterator[bytes]:
        """Yield the pickles that are complete with this part of the output."""
        self._rest += part
        while len(self._rest) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._rest)
            end = LENGTH.size + length
            if len(self._rest) < end:
                return
            yield bytes(memoryview(self._rest)[LENGTH.size : end])
            del self._rest[:end]
