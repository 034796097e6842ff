"""A photo as it is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A small JPEG that we made ourselves, and its pixels."""

    width: int
    height: int
    data: bytes
