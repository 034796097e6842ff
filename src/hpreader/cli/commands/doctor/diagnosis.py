"""What `doctor` finds, as values, and as the JSON object that `doctor --json` prints."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.cli.records.source_records import state_json
from hpreader.vietnam_time import iso

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hpreader.export import JsonObject
    from hpreader.model import HealthReport, ImageMode
    from hpreader.problems import Problem


@dataclass(frozen=True, slots=True)
class FileState:
    """One of the three files of the program."""

    path: Path
    size: int | None
    """Bytes, None where there is no such file."""


@dataclass(frozen=True, slots=True)
class TerminalState:
    """The terminal, by its answers and the environment; None for what it did not answer."""

    is_terminal: bool
    """Whether stdout is one."""
    columns: int
    lines: int
    encoding: str
    """Of the names of files (`sys.getfilesystemencoding`)."""
    name: str | None
    """By its answer to XTVERSION."""
    colours: int
    background: str | None
    """As `#rrggbb`."""
    wide: bool | None
    """Whether characters of ambiguous width (UAX #11) take two cells."""
    cell: tuple[int, int] | None
    """Width and height of a cell in pixels."""
    pictures: ImageMode
    environment: Mapping[str, str]
    """The variables that describe the terminal to programs."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that `doctor` reports."""

    hpreader: str
    """Our version."""
    python: str
    system: str
    libraries: Mapping[str, str | None]
    """By name of the distribution its version, None where it is not installed."""
    terminal: TerminalState
    files: Mapping[str, FileState] = field(default_factory=dict)
    """By their purpose; empty where the user has no home directory."""
    health: HealthReport | None = None
    """None where the files cannot be opened."""
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> JsonObject:
        """The record of `doctor --json`; what could not be examined is left out."""
        record: JsonObject = {
            "hpreader": self.hpreader,
            "python": self.python,
            "system": self.system,
            "libraries": self.libraries,
            "terminal": asdict(self.terminal),
        }
        if self.files:
            files = self.files.items()
            record["files"] = {
                name: {"path": str(file.path), "size": file.size} for name, file in files
            }
        if self.health:
            record |= _health_json(self.health)
        return record | {"problems": [output.problem_json(one) for one in self.problems]}


def _health_json(health: HealthReport) -> JsonObject:
    return {
        "sqlite": health.sqlite,
        "read_only": health.read_only,
        "health": health.integrity,
        "articles": health.cache.articles,
        "bodies": health.cache.bodies,
        "queued": health.cache.queued,
        "photos": health.images,
        "photo_bytes": health.image_bytes,
        "prefetch_mb": health.prefetch_mb,
        "synced_at": iso(health.cache.synced_at),
        "sources": [state_json(source) for source in health.sources],
        "aliases": health.aliases,
        "profiles": health.profiles,
        "own_profiles": str(health.own_profiles),
        "stale_profiles": [asdict(stale) for stale in health.stale_profiles],
    }
