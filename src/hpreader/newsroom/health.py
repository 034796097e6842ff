"""What `doctor` reports of the files, the sources and the profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.newsroom.profiling import stale_profiles
from hpreader.problems import Problem
from hpreader.sites import overlay, profiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import CacheState, HealthReport, SourceState
    from hpreader.newsroom.desk import Desk


def report(desk: Desk, state: CacheState, sources: Sequence[SourceState]) -> HealthReport:
    """The state of all files; takes as long as reading them whole."""
    stale = stale_profiles(desk)
    problems = overlay(desk.places.profiles)
    problems += tuple(Problem("stale_profile", one.url, one.profile) for one in stale)
    if desk.front.unwritable:
        problems += (Problem("disk_read_only", desk.front.unwritable),)
    images, image_bytes = desk.front.picture_state()
    return model.HealthReport(
        sqlite=desk.front.engine,
        read_only=desk.front.read_only,
        integrity=desk.front.health(),
        cache=state,
        sources=tuple(sources),
        aliases=desk.front.alias_count(),
        images=images,
        image_bytes=image_bytes,
        prefetch_mb=desk.settings.prefetch_mb,
        profiles=tuple(profile.name for profile in profiles()),
        own_profiles=desk.places.profiles,
        stale_profiles=stale,
        problems=problems,
    )
