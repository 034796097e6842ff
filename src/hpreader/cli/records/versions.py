"""The versions of the libraries that decide what the program does."""

from __future__ import annotations

from importlib import metadata

LIBRARIES = (
    "textual", "rich", "httpx", "feedparser", "lxml", "readability-lxml", "platformdirs", "protego",
    "pillow", "pypdf", "textual-serve", "aiohttp",
)  # fmt: skip


def library_versions() -> dict[str, str | None]:
    """By name of the distribution its version, None where it is not installed."""
    return {name: _version(name) for name in LIBRARIES}


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
