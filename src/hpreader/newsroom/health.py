"""What `doctor` tells of the files, the sources and the profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hpreader.sites import overlay, profiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.model import CacheState, SourceState
    from hpreader.newsroom.desk import Desk


def report(desk: Desk, state: CacheState, sources: Sequence[SourceState]) -> Mapping[str, Any]:
    """Where the files are, how large and how healthy; reads them wholly."""
    problems = overlay(desk.places.profiles)
    return {
        "problems": problems,
        "sqlite": desk.front.engine,
        "profiles": tuple(profile.name for profile in profiles()),
        "cache": str(desk.places.cache),
        "userdata": str(desk.places.data),
        "config": str(desk.places.config),
        "read_only": desk.front.read_only,
        "health": desk.front.health(),
        "pictures": desk.front.picture_state(),
        "state": state,
        "sources": sources,
    }
