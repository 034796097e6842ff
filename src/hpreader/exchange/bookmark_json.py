"""Bookmarks in JSON: exports of wallabag, Pinboard, Omnivore, linkding and the like, and the files of two browsers.

They are objects in lists, which differ in the names of their members only; these are the names of the columns
of tables (bookmark_table.py). Firefox' backups have folders with `children` and times in microseconds
(https://wiki.mozilla.org/Places:JSONSerialization), Chromium's `Bookmarks` has them below `roots` and counts
microseconds since 1601 (`components/bookmarks/browser/bookmark_codec.cc` of its sources). Pinboard divides tags by blanks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from hpreader.exchange.bookmark_table import NAMES, is_archived
from hpreader.exchange.saved_links import MOST_LINKS, LinkCollection, SavedLinks, time_of
from hpreader.json_text import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Node = tuple[dict[str, Any], tuple[str, ...]]
    """An object with the address of a page, and the folders around it."""

_ADDRESS: Final = re.compile(rf'"(?:{"|".join(NAMES["url"])})"\s*:', re.IGNORECASE)
_FEED: Final = "jsonfeed.org/version"
_MOST_CONTAINERS: Final = 10 * MOST_LINKS
_MOST_VALUES: Final = 100 * MOST_LINKS
_CHROMIUM_EPOCH: Final = 11_644_473_600
"""Seconds from 1601 to 1970."""


def has_bookmarks(text: str) -> bool:
    """Whether the beginning of a file is that of JSON with addresses, and not of a feed in JSON."""
    is_json = text.lstrip()[:1] in ("[", "{")
    return is_json and _FEED not in text and _ADDRESS.search(text) is not None


def read_bookmarks(text: str) -> SavedLinks | None:
    """The links of a file, in its order; None where it is no JSON, has too many values or none with an address."""
    try:
        root = read_json(text.lstrip("\ufeff"), _MOST_CONTAINERS, _MOST_VALUES)
    except ValueError:
        return None
    found = LinkCollection()
    for node, folders in _nodes(root):
        _add(found, {name.casefold(): value for name, value in node.items()}, folders)
    links = found.result()
    return links if links.links or links.refused else None


def _nodes(root: Any) -> Iterator[Node]:
    """The objects with an address; what is inside of one belongs to it."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while waiting:
        value, folders = waiting.pop()
        if isinstance(value, list):
            waiting += [(one, folders) for one in reversed(value)]
        elif isinstance(value, dict):
            if any(isinstance(value.get(name), str) for name in _address_names(value)):
                yield value, folders
            else:
                waiting += reversed(_inside(value, folders))


def _address_names(node: Mapping[str, Any]) -> list[str]:
    return [name for name in node if name.casefold() in NAMES["url"]]


def _inside(node: Mapping[str, Any], folders: tuple[str, ...]) -> list[tuple[Any, tuple[str, ...]]]:
    """What an object without an address contains; the title of a folder counts, those of browsers' own do not."""
    if isinstance(roots := node.get("roots"), dict):  # of Chromium
        return [(one.get("children"), ()) for one in roots.values() if isinstance(one, dict)]
    title = node.get("title") or node.get("name")
    is_folder = isinstance(title, str) and "children" in node and "root" not in node
    inner: tuple[str, ...] = (*folders, str(title)) if is_folder else folders
    return [(value, inner) for value in node.values()]


def _add(found: LinkCollection, node: Mapping[str, Any], folders: tuple[str, ...]) -> None:
    def member(meaning: str) -> Any:
        values = (node.get(name) for name in NAMES[meaning])
        return next((value for value in values if value not in (None, "")), "")

    folder = member("folder")
    found.add(
        _text(member("url")),
        _text(member("title")),
        folders=(*folders, folder) if isinstance(folder, str) and folder else folders,
        tags=_tags(member("tags"), by_blanks="toread" in node),
        at=time_of(_time(member("time"), since_1601=node.get("type") == "url")),
        is_read=is_archived(_text(member("state"))),
    )


def _text(value: Any) -> str:
    return "" if isinstance(value, dict | list) else str(value)


def _time(value: Any, *, since_1601: bool) -> str:
    text = _text(value)
    if since_1601 and text.isdecimal() and len(text) <= 18:
        return str(max(int(text) // 1_000_000 - _CHROMIUM_EPOCH, 0))
    return text


def _tags(value: Any, *, by_blanks: bool) -> tuple[str, ...]:
    """Tags: a list of names or of objects with names, an object by names (Pocket), or a text."""
    if isinstance(value, str):
        return tuple(value.split() if by_blanks else value.split(","))
    if isinstance(value, dict):
        return tuple(value)
    if not isinstance(value, list):
        return ()
    named = [one.get("name") or one.get("label") if isinstance(one, dict) else one for one in value]
    return tuple(one for one in named if isinstance(one, str))
