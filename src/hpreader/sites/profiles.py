"""Page profiles: how the pages of a site or a CMS family are built, as selectors in one TOML file for each.

Selectors are the small part of CSS that `page.tree.selectors` implements: compounds of tag, `.class`, `#id`
and `[attribute]` (with `=`, `^=`, `*=`, `~=`, `$=`), joined by spaces or `>`. In a list of selectors the first
that matches counts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from hpreader import toml_text, urls
from hpreader.problems import Problem
from hpreader.text import clean

if TYPE_CHECKING:
    from pathlib import Path

Selectors = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedBox:
    """A box of other news: the selectors of its element and of the parts of its items."""

    box: str
    item: str = ""
    """Empty if each link of the box is an item."""
    title: str = ""
    excerpt: str = ""
    date: str = ""
    label: str = ""
    """The box's heading, for boxes that are built alike whatever they contain: one whose heading does not
    announce related news (most read, advertisements) is skipped."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How the pages of one site or CMS family are built."""

    name: str
    hosts: Selectors = ()
    sites: Selectors = ()
    """Known hosts of this family; a page of theirs that the profile cannot read has changed."""
    markers: Selectors = ()
    """Selectors of which one must match on the page."""
    is_amp: bool = False
    title: Selectors = ()
    section: Selectors = ()
    lede: Selectors = ()
    body: Selectors = ()
    date: Selectors = ()
    updated: Selectors = ()
    byline: Selectors = ()
    bylines: Selectors = ()
    """Selectors of which each match is one of the authors; they come before `byline`."""
    origin: Selectors = ()
    featured: Selectors = ()
    drop: Selectors = ()
    """Elements within the body that are no part of the article; each takes whole blocks and lines only."""
    related: tuple[RelatedBox, ...] = ()
    has_metadata_dates: bool = True
    """False where the dates in JSON-LD are known to be wrong."""
    has_account_bylines: bool = False
    """True where the author element names the account that published, not the journalist."""


_own: dict[str, Profile] = {}
"""The user's own profiles, by name; see `overlay`."""


def overlay(folder: Path) -> tuple[Problem, ...]:
    """Let the user's own profiles come before the package's; one of the same name replaces it.

    Args:
        folder: where they lie, as `*.toml`; it need not exist.

    Returns:
        What is wrong with files that cannot be used; the others are used.
    """
    own, problems = {}, []
    for path in sorted(folder.glob("*.toml")):
        try:
            own[path.stem] = read_profile(path.stem, toml_text.read_text(path))
        except (OSError, TypeError, ValueError) as error:
            problems.append(Problem("bad_file", str(path), clean(str(error))))
    _own.clear()
    _own.update(own)
    profiles.cache_clear()
    all_markers.cache_clear()
    return tuple(problems)


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles: the user's first, then the most particular (with hosts), then by name.

    Raises:
        ValueError: a file in the package is not a profile (a bug in the package).
    """
    found = {
        (name := file.name.removesuffix(".toml")): read_profile(name, file.read_text("utf-8"))
        for file in (files("hpreader.sites") / "profiles").iterdir()
        if file.name.endswith(".toml")
    } | _own
    return tuple(
        sorted(
            found.values(),
            key=lambda profile: (profile.name not in _own, not profile.hosts, profile.name),
        )
    )


def read_profile(name: str, text: str) -> Profile:
    """A profile from the text of a TOML file.

    Raises:
        ValueError: the text is not TOML, or has a key that profiles do not have.
    """
    values: dict[str, Any] = toml_text.parse(text)
    known = {spec.name for spec in fields(Profile)}
    if unknown := values.keys() - known:
        raise ValueError(f"{name}: unknown keys {sorted(unknown)}")
    boxes = tuple(RelatedBox(**box) for box in values.pop("related", []))
    settings: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    return Profile(name=name, related=boxes, **settings)


def profile_for(url: str, markers: Collection[str]) -> Profile | None:
    """The profile for a page, None when no family is recognised.

    Args:
        url: the address of the page; a profile that names hosts is for those hosts and what is
            below them only.
        markers: the marker selectors (see `all_markers`) that match on the page.
    """
    for profile in profiles():
        if profile.hosts and not _is_one_of(url, profile.hosts):
            continue
        if not profile.markers or any(marker in markers for marker in profile.markers):
            return profile
    return None


def expected_profile(url: str) -> Profile | None:
    """The profile that the pages of an address' site were written for, None where none was."""
    return next(
        (one for one in profiles() if _is_one_of(url, one.hosts) or _is_one_of(url, one.sites)),
        None,
    )


def _is_one_of(url: str, hosts: Selectors) -> bool:
    host = urls.host(url)
    return any(host == name or host.endswith("." + name) for name in hosts)


@cache
def all_markers() -> frozenset[str]:
    """Every selector by which some profile recognises its pages."""
    return frozenset(marker for profile in profiles() for marker in profile.markers)
