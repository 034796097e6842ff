"""The events that the newsroom yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from hpreader.model.lists import Headline
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
    """What is worked on: an address, or the title of a source and the name of a section."""


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
    """New articles, without those that rules hide."""
    pages: int
    bytes: int
    failed: int
    new_ids: tuple[str, ...] = ()
    """The ids of these articles, where settings have a program that gets them; else empty."""
    notable: tuple[Headline, ...] = ()
    """The new articles of which a rule wants the user to be notified."""


@dataclass(frozen=True, slots=True)
class AccountSynced:
    """An account was synchronised, or could not be."""

    account: str
    status: Literal["synced", "failed"]
    received: int = 0
    """Marks that came from the server."""
    sent: int = 0
    """Marks that went there."""
    subscribed: int = 0
    """Lists that one side got from the other."""
    unsubscribed: int = 0
    """Lists that one side lost because the other did."""
    remaining: int = 0
    """Articles of the server's that the next synchronisations will look at."""
    refused: tuple[str, ...] = ()
    """Addresses of lists that the server does not take."""
    problem: Problem | None = None


SyncEvent = Progress | AccountSynced | SourceSynced | PageSynced | SyncDone
