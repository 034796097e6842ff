"""What `doctor` tells of the files, the sources and the profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hpreader.newsroom.profiling import stale_profiles
from hpreader.problems import Problem
from hpreader.sites import overlay, profiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.model import CacheState, SourceState
    from hpreader.newsroom.desk import Desk


def report(desk: Desk, state: CacheState, sources: Sequence[SourceState]) -> Mapping[str, Any]:
    """Where the files are, how large and how healthy; reads them wholly."""
    stale = stale_profiles(desk)
    problems = overlay(desk.places.profiles)
    problems += tuple(Problem("stale_profile", one.url, one.profile) for one in stale)
    if desk.front.read_only_path:
        problems += (Problem("disk_read_only", desk.front.read_only_path),)
    return {
        "problems": problems,
        "sqlite": desk.front.sqlite_version,
        "stale_profiles": stale,
        "own_profiles": str(desk.places.profiles),
        "aliases": desk.front.identities.alias_count(),
        "profiles": tuple(profile.name for profile in profiles()),
        "cache": str(desk.places.cache),
        "userdata": str(desk.places.data),
        "config": str(desk.places.config),
        "read_only": desk.front.read_only,
        "health": desk.front.check_files(),
        "pictures": desk.front.images.usage(),
        "state": state,
        "prefetch_mb": desk.settings.prefetch_mb,
        "sources": sources,
    }
