"""The texts of site profiles, as they are in their files."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from hpreader.model.page_report import UsedProfile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def own_profile_names(folder: Path) -> tuple[str, ...]:
    """The names of the user's own profiles; none where there is no such folder."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def used_profiles(names: Iterable[str], folder: Path) -> tuple[UsedProfile, ...]:
    """The files of profiles, each once; a profile of the user's comes before the package's.

    Args:
        names: of profiles; what is no name of one is left out.
        folder: of the user's own profiles.
    """
    found = []
    for name in dict.fromkeys(names):
        own = folder / f"{name}.toml"
        packaged = files("hpreader.sites") / "profiles" / f"{name}.toml"
        for path, is_own in ((own, True), (packaged, False)):
            if name and path.is_file():
                text = path.read_bytes().decode("utf-8", "replace")
                found.append(UsedProfile(name, text, is_own))
                break
    return tuple(found)
