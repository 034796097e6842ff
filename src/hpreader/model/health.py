"""The state of the files, the sources and the site profiles, as `doctor` reports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
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
