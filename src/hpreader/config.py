"""The paths of the files, and the settings of the user.

The paths are those of the platform; on Linux the XDG Base Directory Specification
(https://specifications.freedesktop.org/basedir-spec/latest/).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import platformdirs

from hpreader import model
from hpreader.i18n import LANGUAGES, N_, Language, _
from hpreader.problems import Problem, ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

NAME = "hpreader"


class Paths(NamedTuple):
    """The three files of the program."""

    config: Path
    """The user's settings; never written."""
    data: Path
    """The user data: marks, trail, searches; never deleted by the program."""
    cache: Path
    """What can be fetched again."""

    @property
    def profiles(self) -> Path:
        """The directory of the user's own site profiles, which overlay those in the package."""
        return self.config.with_name("sites")


class Settings(NamedTuple):
    """The settings of config.toml, with defaults for those that it leaves out."""

    language: Language | None = None
    theme: str = "auto"
    """A theme's name; `auto` follows the terminal."""
    measure: int = 72
    """The width of a line of an article, in cells."""
    refresh_minutes: int = 30
    """After how many minutes the lists are fetched again; 0 is never."""
    max_mb: int = 200
    """The largest size of the cache in megabytes."""
    keys: Mapping[str, str] = MappingProxyType({})
    """A binding's id -> its keys, parted by commas."""
    mouse: bool = True
    pictures: str = "auto"
    """How images are drawn: one of `model.IMAGE_MODES`; `auto` is the best that can be had."""
    pictures_mb: int = 50
    """How many megabytes of the cache images may take; 0 stores none."""
    prefetch_mb: int = 50
    """How many megabytes of articles may be prefetched in one session; 0 fetches the lists only."""


def paths() -> Paths:
    """The paths of this user's files.

    Raises:
        ProblemError: the user has no home directory.
    """
    try:
        return Paths(
            platformdirs.user_config_path(NAME, appauthor=False) / "config.toml",
            platformdirs.user_data_path(NAME, appauthor=False) / "reader.sqlite3",
            platformdirs.user_cache_path(NAME, appauthor=False) / "cache.sqlite3",
        )
    except RuntimeError as error:
        raise ProblemError(Problem("disk", "~", _("there is no home directory"))) from error


def load(path: Path) -> Settings | Problem:
    """The settings of a config.toml; the defaults where there is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        return Problem("bad_file", str(path), error.strerror or str(error))
    except UnicodeDecodeError:
        return Problem("bad_file", str(path), _("it is not UTF-8 text"))

    import tomllib  # noqa: PLC0415 - most users have no config.toml, and the start need not wait

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Problem("bad_file", str(path), str(error))
    except RecursionError:
        return Problem("bad_file", str(path), _("it is nested too deep"))
    complaints = _complaints(table)
    if complaints:
        return Problem("bad_file", str(path), "; ".join(complaints))
    if "keys" in table:
        table["keys"] = MappingProxyType(table["keys"])
    return Settings(**table)


def _complaints(table: Mapping[str, object]) -> list[str]:
    """One sentence for each setting that cannot be meant so."""
    complaints = []
    for key, value in table.items():
        if key not in _MEANINGS:
            complaints.append(_unknown(key))
            continue
        is_meant, wanted = _MEANINGS[key]
        if not is_meant(value):
            complaints.append(_("“{key}” must be {wanted}").format(key=key, wanted=_(wanted)))
    return complaints


def _unknown(key: str) -> str:
    import difflib  # noqa: PLC0415 - only a mistyped setting needs it

    near = difflib.get_close_matches(key, _MEANINGS, n=1)
    if near:
        return _("there is no setting “{key}”; did you mean “{near}”?").format(
            key=key, near=near[0]
        )
    return _("there is no setting “{key}”").format(key=key)


def _is_number(low: int, high: int) -> Callable[[object], bool]:
    # TOML's true is Python's bool, which is an int.
    return lambda value: type(value) is int and low <= value <= high


def _is_keys(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(keys, str) for keys in value.values())


_MEANINGS: dict[str, tuple[Callable[[object], bool], str]] = {
    "language": (lambda value: value in LANGUAGES, N_("“vi” or “en”")),
    "theme": (lambda value: isinstance(value, str) and value != "", N_("the name of a theme")),
    "measure": (_is_number(20, 200), N_("a number from 20 to 200")),
    "refresh_minutes": (_is_number(0, 10_080), N_("a number of minutes from 0 to 10080")),
    "max_mb": (_is_number(1, 1_000_000), N_("a number of megabytes, at least 1")),
    "prefetch_mb": (_is_number(0, 1_000_000), N_("a number of megabytes")),
    "keys": (_is_keys, N_('a table of actions and their keys, such as next_unread = "n"')),
    "mouse": (lambda value: isinstance(value, bool), N_("true or false")),
    "pictures": (
        lambda value: value == "auto" or value in model.IMAGE_MODES,
        N_("“auto”, “kitty”, “sixel”, “iterm”, “blocks” or “off”"),
    ),
    "pictures_mb": (_is_number(0, 1_000_000), N_("a number of megabytes")),
}
"""For each setting, whether a value is accepted, and a description of what is."""
