"""What `doctor` reports of the files, the sources and the profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.newsroom.profile_health import ProfileHealth
from hpreader.problems import Problem
from hpreader.sites import overlay, profiles

if TYPE_CHECKING:
    from pathlib import Path

    from hpreader.model import HealthReport, SourceState
    from hpreader.newsroom.connections.store_pool import StorePool


def report(
    stores: StorePool, own_profiles: Path, prefetch_mb: int, sources: tuple[SourceState, ...]
) -> HealthReport:
    """Return the state of all files; takes as long as reading them to their end.

    Args:
        stores: the open files.
        own_profiles: the folder of the user's own site profiles.
        prefetch_mb: the limit for what the user did not request, in megabytes; a setting.
        sources: the subscribed sources, as they were when last fetched.
    """
    store = stores.reader
    stale = ProfileHealth(stores).stale_profiles()
    problems = overlay(own_profiles)
    problems += tuple(Problem("stale_profile", one.url, one.profile) for one in stale)
    problems += store.unwritable
    images, image_bytes = store.images.usage()
    return model.HealthReport(
        sqlite=store.sqlite_version,
        read_only=bool(store.unwritable),
        integrity=store.check_files(),
        cache=store.cache.state(),
        sources=sources,
        aliases=store.identities.alias_count(),
        images=images,
        image_bytes=image_bytes,
        prefetch_mb=prefetch_mb,
        profiles=tuple(profile.name for profile in profiles()),
        own_profiles=own_profiles,
        stale_profiles=stale,
        problems=problems,
    )
