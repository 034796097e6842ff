"""The built-in sources: `sources.toml`, read and checked."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from hpreader.model import Section, Source
from hpreader.text import clean
from hpreader.urls import host


@cache
def catalogue() -> tuple[Source, ...]:
    """Every built-in source, those of Hải Phòng first."""
    text = files("hpreader.sites").joinpath("sources.toml").read_text("utf-8")
    return tuple(_source(entry) for entry in tomllib.loads(text)["source"])


def catalogued(name: str) -> Source | None:
    """The source that is meant by its name, its title or the address of its front page, if any."""
    wanted = clean(name).strip().casefold()
    site = _site_of_front(wanted)
    for source in catalogue():
        if wanted in {source.name.casefold(), source.title.casefold()} or site == _site(
            source.home
        ):
            return source
    return None


def _site_of_front(address: str) -> str:
    """The site whose front page an address is; empty where it leads further in."""
    url = address if "://" in address else f"https://{address}"
    try:
        parts = urlsplit(url)
    except ValueError:  # https://[
        return ""
    return _site(url) if parts.path in {"", "/"} and not parts.query else ""


def _site(url: str) -> str:
    return host(url).removeprefix("www.")


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
