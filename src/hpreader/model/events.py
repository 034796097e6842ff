"""The events that the newsroom yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from hpreader.problems import Problem

SyncStatus = Literal["new", "unchanged", "failed", "frozen", "gone"]

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Ready(Generic[T_co]):
    """Something to show. `stale` means it came from the cache and may be followed by a newer one."""

    thing: T_co
    stale: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a longer piece of work has come; `total` is 0 while it is unknown."""

    done: int
    total: int
    what: str = ""
    """The address or source being worked on."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Trouble, and whether a cached copy is on the screen meanwhile."""

    problem: Problem
    stale_shown: bool = False


@dataclass(frozen=True, slots=True)
class SourceSynced:
    """A source's lists were fetched (or could not be)."""

    source: str
    status: SyncStatus
    """`frozen`: its lists answer, but none of them has had anything new for unusually long; `gone`: the
    server says that all of them are gone for good."""
    new: int = 0
    changed: int = 0
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PageSynced:
    """The page of an article was fetched by a sync, or failed."""

    url: str
    status: Literal["fetched", "unchanged", "failed", "refused"]
    """`refused`: robots.txt asks not to fetch it unasked."""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class SyncDone:
    """The end of a sync: its counts."""

    sources: int
    new: int
    pages: int
    bytes: int
    failed: int


SyncEvent = Progress | SourceSynced | PageSynced | SyncDone
