"""What one sync may fetch, and what it has fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.newsroom.budget import MEGABYTE

if TYPE_CHECKING:
    from datetime import date

    from hpreader.config import Settings
    from hpreader.model import Source
    from hpreader.newsroom.budget import Budget
    from hpreader.newsroom.servers.http_client import HttpClient

MOST_PAGES: Final = 500
"""How many articles one sync fetches at the most; the next one fetches the rest."""


class SyncOptions(NamedTuple):
    """What a sync is asked for: the arguments of `Newsroom.sync`."""

    names: tuple[str, ...] = ()
    since: date | None = None
    pages: bool = True
    max_mb: int | None = None
    unasked: bool = False

    def includes(self, source: Source) -> bool:
        """Are the lists of a source to be fetched?"""
        return not self.names or source.name in self.names

    def limits(self, settings: Settings, budget: Budget, *, is_offline: bool) -> SyncLimits:
        """What the sync may fetch."""
        cache_bytes = settings.max_mb * MEGABYTE
        return SyncLimits(
            self.since,
            self.pages and not is_offline and not (self.unasked and not budget.left),
            cache_bytes if self.max_mb is None else self.max_mb * MEGABYTE,
            cache_bytes,
            budget,
            names_new=bool(settings.after_sync),
            is_unasked=self.unasked,
        )


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
    budget: Budget
    """For what the user did not request."""
    names_new: bool = False
    """Whether the end of the sync names the new articles, which takes memory for each."""
    is_unasked: bool = False
    """Whether the user did not request the sync; else it spends only its related articles."""


class SyncMeter:
    """Counts what one sync fetches."""

    def __init__(self, http: HttpClient, limits: SyncLimits) -> None:
        self._http = http
        self._bytes_before = http.bytes_received
        self._limits = limits
        self.pages = 0
        """How many articles were fetched."""
        self._is_unasked = limits.is_unasked
        self._settled = 0
        """How many of the bytes were asked for, or were spent from the budget."""

    @property
    def bytes_received(self) -> int:
        """How many bytes were received since the start of the sync."""
        return self._http.bytes_received - self._bytes_before

    @property
    def bytes_left(self) -> int:
        """How many bytes may still be fetched; never negative."""
        return max(0, self._limits.fetch_bytes - self.bytes_received)

    @property
    def is_spent(self) -> bool:
        """Must no more articles be fetched?"""
        self.settle()
        is_over = self._is_unasked and not self._limits.budget.left
        received = self.bytes_received
        return is_over or received >= self._limits.fetch_bytes or self.pages >= MOST_PAGES

    @property
    def is_unasked(self) -> bool:
        """Does what is fetched now count as not requested by the user?"""
        return self._is_unasked

    def settle(self) -> None:
        """Spend from the budget what was received unasked since the last call."""
        received = self.bytes_received
        if self._is_unasked:
            self._limits.budget.spend(received - self._settled)
        self._settled = received

    def continue_unasked(self) -> None:
        """Count all that comes from now on as not requested by the user."""
        self.settle()
        self._is_unasked = True
