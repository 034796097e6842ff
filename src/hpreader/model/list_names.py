"""Names for the lists of one source, and when two of them are the same list. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from hpreader import urls
from hpreader.text import clean

CATCH_ALL_FOLDERS: Final = frozenset(
    {"subscriptions", "feeds", "my feeds", "rss", "all", "root", "uncategorized"}
)
"""Names of folders that other readers put around all feeds, or around those without a category (folded)."""


def distinct_names(
    labels: Sequence[str], addresses: Sequence[str], taken: Collection[str] = ()
) -> list[str]:
    """Names for lists of one source, no two of them alike.

    Args:
        labels: what the lists are called; where that is empty, or several are called alike, the part of
            the address in which they differ is added.
        addresses: of the lists, in the same order.
        taken: names of other lists of the source.
    """
    parts = _differing_parts(addresses)
    names: list[str] = []
    for label, part, address in zip(labels, parts, addresses, strict=True):
        is_own = bool(label) and labels.count(label) == 1
        ways = (label if is_own else "", f"{label} ({part})" if label and part else part, address)
        used = {*names, *taken}
        name = next((way for way in ways if way and way not in used), "")
        number = 2
        while not name:
            name = "" if (numbered := f"{address} {number}") in used else numbered
            number += 1
        names.append(name)
    return names


def _differing_parts(addresses: Sequence[str]) -> list[str]:
    """For each address a short part that no other one has, as a person reads it; else all of it."""
    split = [urlsplit(address) for address in addresses]
    found = [address.partition("://")[2] for address in addresses]
    ways = (
        [urls.slug_of(address) for address in addresses],
        [" ".join(value for _, value in parse_qsl(parts.query)) for parts in split],
        [parts.path.strip("/") for parts in split],
        [parts.query for parts in split],
    )
    for way in reversed(ways):
        readable = [clean(unquote(part)) for part in way]
        found = [
            part if part and readable.count(part) == 1 else before
            for part, before in zip(readable, found, strict=True)
        ]
    return found


def list_key(url: str) -> str:
    """What two spellings of one list's address share; another query is another list."""
    bare = urls.resolve("", url).partition("#")[0].partition("://")[2]
    return bare.removeprefix("www.").rstrip("/")
