"""How much and how long a request may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hpreader.model.documents import LARGEST_DOCUMENT

Want = Literal["page", "document", "feed", "json", "text", "image"]
"""What a response is used as."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request, in decoded bytes and in seconds."""

    page: int = 10_000_000
    document: int = LARGEST_DOCUMENT
    feed: int = 20_000_000
    text: int = 1_000_000
    image: int = 8_000_000
    deadline: float = 30.0
    """For the whole of a request with its redirects, from its turn at the host on."""
    connect: float = 10.0
    redirects: int = 20
    """As many as browsers follow."""
    retry_pause: float = 0.5
    longest_pause: float = 5.0
    """A server that asks for a longer pause (`Retry-After`) is not asked again now."""
    longest_until: float = 7 * 86_400.0
    """Longer pauses are taken for a mistake: after this time the server is asked again."""

    def size(self, want: Want) -> int:
        """How many decoded bytes an answer of this sort may have."""
        match want:
            case "page":
                return self.page
            case "document":
                return self.document
            case "text":
                return self.text
            case "image":
                return self.image
            case "feed" | "json":
                return self.feed
