"""What `doctor` tells of the files, the sources and the profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hpreader.newsroom.profile_health import stale_profiles
from hpreader.problems import Problem
from hpreader.sites import overlay, profiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.model import CacheState, SourceState
    from hpreader.newsroom.store_pool import Desk


def report(desk: Desk, state: CacheState, sources: Sequence[SourceState]) -> Mapping[str, Any]:
    """Where the files are, how large and how healthy; reads them wholly."""
    stale = stale_profiles(desk)
    problems = overlay(desk.places.profiles)
    problems += tuple(Problem("stale_profile", one.url, one.profile) for one in stale)
    if desk.front.unwritable:
        problems += (Problem("disk_read_only", desk.front.unwritable),)
    return {
        "problems": problems,
        "sqlite": desk.front.engine,
        "stale_profiles": stale,
        "own_profiles": str(desk.places.profiles),
        "aliases": desk.front.alias_count(),
        "profiles": tuple(profile.name for profile in profiles()),
        "cache": str(desk.places.cache),
        "userdata": str(desk.places.data),
        "config": str(desk.places.config),
        "read_only": desk.front.read_only,
        "health": desk.front.health(),
        "pictures": desk.front.picture_state(),
        "state": state,
        "prefetch_mb": desk.settings.prefetch_mb,
        "sources": sources,
    }
