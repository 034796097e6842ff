"""What one sync may fetch, and what it has fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from hpreader.newsroom.budget import Budget
    from hpreader.newsroom.http_client import HttpClient

MOST_PAGES: Final = 500
"""How many articles one sync fetches at the most; the next one fetches the rest."""


@dataclass(frozen=True, slots=True)
class SyncLimits:
    """What one sync may fetch, and how large the cache may be after it."""

    since: date | None
    """Up to which day to fetch older entries, None for what the lists contain."""
    pages: bool
    """Whether to fetch the articles too."""
    fetch_bytes: int
    """After how many bytes no more articles are fetched."""
    cache_bytes: int
    """To which size the cache is pruned at the end."""
    budget: Budget | None = None
    """From which a sync spends that the user did not request."""


class SyncMeter:
    """Counts what one sync fetches."""

    def __init__(self, http: HttpClient, limits: SyncLimits) -> None:
        self._http = http
        self._bytes_before = http.bytes_received
        self._limits = limits
        self.pages = 0
        """How many articles were fetched."""

    @property
    def bytes_received(self) -> int:
        """How many bytes were received since the start of the sync."""
        return self._http.bytes_received - self._bytes_before

    @property
    def is_spent(self) -> bool:
        """Must no more articles be fetched?"""
        return self.bytes_received >= self._limits.fetch_bytes or self.pages >= MOST_PAGES
