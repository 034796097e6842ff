"""The state of the files, the sources and the site profiles, as `doctor` reports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from hpreader.model.sources import CacheState, SourceState
    from hpreader.problems import Problem


@dataclass(frozen=True, slots=True)
class StaleProfile:
    """A site profile that did not fit the newest page of its site."""

    host: str
    profile: str
    """The profile's name."""
    pages: int
    """How many pages in a row it did not fit."""
    url: str
    """The last of these pages."""


AddressState = Literal["alive", "frozen", "moved", "refused", "missing", "unreachable"]


@dataclass(frozen=True, slots=True)
class AddressHealth:
    """What one address of a list answered."""

    source: str
    section: str
    url: str
    state: AddressState
    """`frozen`: it answers, but has had nothing new for unusually long; `moved`: another address answers;
    `refused`: the server does not want programs; `missing`: there is no list; `unreachable`: no answer."""
    entries: int = 0
    newest: datetime | None = None
    """The time of the newest entry, None where its entries have no dates."""
    moved_to: str = ""
    """The address after redirects, where it is another one."""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class HealthReport:
    """What an open newsroom can tell of its files and sources."""

    sqlite: str
    """SQLite's version and, where it is compiled in, "FTS5": "3.40.1 FTS5"."""
    read_only: bool
    """Whether nothing can be written to the cache or the user data."""
    integrity: Mapping[str, str]
    """By path of the database, "ok" or what SQLite found wrong with the whole file."""
    cache: CacheState
    sources: tuple[SourceState, ...]
    aliases: int
    """How many former addresses of articles are stored."""
    images: int
    image_bytes: int
    prefetch_mb: int
    """The limit of a session for articles that nobody asked for, in megabytes; a setting."""
    profiles: tuple[str, ...]
    """The names of the site profiles in use."""
    own_profiles: Path
    """The directory of the user's own site profiles."""
    stale_profiles: tuple[StaleProfile, ...] = ()
    problems: tuple[Problem, ...] = ()
