"""What `doctor` reports of the files, the sources and the profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hpreader.newsroom.profile_health import ProfileHealth
from hpreader.problems import Problem
from hpreader.sites import overlay, profiles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hpreader.model import SourceState
    from hpreader.newsroom.store_pool import StorePool


def report(
    stores: StorePool, own_profiles: Path, prefetch_mb: int, sources: tuple[SourceState, ...]
) -> Mapping[str, Any]:
    """Check everything; takes as long as reading all files to their end.

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
    if store.read_only_path:
        problems += (Problem("disk_read_only", store.read_only_path),)
    return {
        "problems": problems,
        "sqlite": store.sqlite_version,
        "stale_profiles": stale,
        "own_profiles": str(own_profiles),
        "aliases": store.identities.alias_count(),
        "profiles": tuple(profile.name for profile in profiles()),
        "read_only": store.read_only,
        "health": store.check_files(),
        "pictures": store.images.usage(),
        "state": store.cache.state(),
        "prefetch_mb": prefetch_mb,
        "sources": sources,
    }
