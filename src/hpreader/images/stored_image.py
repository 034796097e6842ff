"""An image as it is stored."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A small JPEG that this program encoded, and its size in pixels."""

    width: int
    height: int
    data: bytes
