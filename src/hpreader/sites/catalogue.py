"""The sources that are offered without being asked for: `sources.toml`, read and checked."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from hpreader.model import Section, Source


@cache
def catalogue() -> tuple[Source, ...]:
    """Every built-in source, those of Hải Phòng first."""
    text = files("hpreader.sites").joinpath("sources.toml").read_text("utf-8")
    return tuple(_source(entry) for entry in tomllib.loads(text)["source"])


def _source(entry: dict[str, Any]) -> Source:
    home = str(entry["home"])
    return Source(
        name=entry["name"],
        title=entry["title"],
        home=home,
        sections=tuple(_section(section, home) for section in entry["section"]),
        only=tuple(entry.get("only", ())),
        default=bool(entry.get("default", False)),
    )


def _section(entry: dict[str, Any], home: str) -> Section:
    """Candidates that begin with a slash are paths below the source's home."""
    paths = (str(path) for path in entry["candidates"])
    root = home.rstrip("/")
    return Section(
        name=entry.get("name", ""),
        candidates=tuple(root + path if path.startswith("/") else path for path in paths),
    )
