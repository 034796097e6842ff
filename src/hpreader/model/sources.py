"""Sources, and the state of the cache."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hpreader.problems import Problem


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a source and the list addresses that may give it, tried in order."""

    name: str
    """Empty for the source's front list, whose articles name their own sections."""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A newspaper or site."""

    name: str
    """Unique, what commands call it: usually the host."""
    title: str
    home: str
    sections: tuple[Section, ...] = ()
    only: tuple[str, ...] = ()
    """Keep only entries with one of these phrases in title or summary (compared without marks)."""
    default: bool = False
    """Whether a first run subscribes to it."""


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section as the sections pane shows it."""

    name: str
    total: int
    unread: int
    problem: Problem | None = None
    """Of its list at the last sync."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A subscribed source as the sections pane shows it."""

    source: Source
    total: int
    unread: int
    sections: tuple[SectionState, ...] = ()
    """Sections that have articles, in the order of the source, then by the alphabet."""
    checked_at: datetime | None = None
    problem: Problem | None = None
    """Why its last sync failed, None when it did not."""
    list_problems: Mapping[str, Problem] = field(default_factory=dict)
    """By section the problem of its list at the last sync, for those that had one."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether something changed (RFC 9110, section 8.8)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class CacheState:
    """The facts about the cache that the status line shows."""

    articles: int
    """Listed articles."""
    bodies: int
    size: int
    """Bytes on the disk."""
    synced_at: datetime | None = None
    queued: int = 0
    """Links that wait for the network."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A link that was opened while it could not be fetched."""

    url: str
    title: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that the user keeps as a section of his own, or the search for a followed place."""

    name: str
    query: str
    is_place: bool = False
