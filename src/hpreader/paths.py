"""The paths of the files.

They are those of the platform; on Linux the XDG Base Directory Specification
(https://specifications.freedesktop.org/basedir-spec/latest/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import platformdirs

if TYPE_CHECKING:
    from pathlib import Path

NAME = "hpreader"


class Paths(NamedTuple):
    """The files of the program."""

    config: Path
    """The user's settings; written by `hpreader config` and by the view of settings only."""
    data: Path
    """The user data: marks, trail, searches; never deleted by the program."""
    cache: Path
    """What can be fetched again."""

    @property
    def profiles(self) -> Path:
        """The directory of the user's own site profiles, which overlay those in the package."""
        return self.config.with_name("sites")

    @property
    def rules(self) -> Path:
        """The user's rules; the reader adds to it those that are made in it."""
        return self.config.with_name("rules.toml")

    @property
    def snapshot(self) -> Path:
        """The last screen of the reader, for the next start."""
        return self.cache.with_name("last-screen")


def paths() -> Paths:
    """The paths of this user's files.

    Raises:
        ProblemError: the user has no home directory.
    """
    try:
        return locate()
    except RuntimeError as error:
        from hpreader.i18n import _  # noqa: PLC0415 - the start does not wait for a problem's words
        from hpreader.problems import Problem, ProblemError  # noqa: PLC0415 - as above

        raise ProblemError(Problem("disk", "~", _("there is no home directory"))) from error


def locate() -> Paths:
    """The paths of this user's files, for what does not report problems.

    Raises:
        RuntimeError: the user has no home directory.
    """
    return Paths(
        _absolute(platformdirs.user_config_path(NAME, appauthor=False), ".config") / "config.toml",
        _absolute(platformdirs.user_data_path(NAME, appauthor=False), ".local/share")
        / "reader.sqlite3",
        _absolute(platformdirs.user_cache_path(NAME, appauthor=False), ".cache") / "cache.sqlite3",
    )


def _absolute(folder: Path, default: str) -> Path:
    """A directory of platformdirs; before 4.13 it took a relative `XDG_…_HOME`, which does not count.

    Args:
        folder: what it answered.
        default: the directory in the home that the specification names for that case.
    """
    return folder if folder.is_absolute() else folder.home() / default / NAME
