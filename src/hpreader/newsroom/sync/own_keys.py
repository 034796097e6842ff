"""What identifies an entry within its list: useless guids and shared addresses. Pure.

Feeds in use break both rules of RSS: guids repeat, are placeholders or count the places in the list,
and several entries link to one page (daily notices). A guid that says nothing is dropped, so that
the address identifies the entry. Entries that share an address get a key of their own each: their
guid, else the part of their address after `#`, else their title.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import urls
from hpreader.dates import day_of
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hpreader.model import Entry

_PLACEHOLDER = re.compile(
    r"\W*(?:n\W?a|none|null|nil|nan|undefined|unknown|empty|default|guid|no\W?guid|id|true|false"
    r"|item|link|url|string|tbd|todo|[0\W]+|1)?\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\D*)(\d{1,4})(\D*)")
_FEWEST_PLACES = 2
_LONGEST_SUMMARY = 200


def with_own_keys(entries: Iterable[Entry], list_url: str, home: str = "") -> tuple[Entry, ...]:
    """Return the entries of a list, each once, with what identifies them.

    Args:
        entries: the entries of a feed, in its order.
        list_url: the address of the feed.
        home: the address of its site.
    """
    found = _without_repeated(tuple(entries))
    opaque = _useful_guids(found, list_url, home)
    addresses = Counter(urls.key(entry.url) for entry in found if entry.url)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(found):
        groups[urls.key(entry.url)].append(index)
    keys = [""] * len(found)
    for address, indexes in groups.items():
        scope = address or urls.host(list_url).removeprefix("www.")
        members = [found[index] for index in indexes]
        for index, text in zip(indexes, _texts(members, [opaque[i] for i in indexes]), strict=True):
            keys[index] = f"{scope}\n{text}"
    return tuple(
        replace(
            entry,
            guid=guid if guid and _is_whole(guid, opaque) else "",
            own_key=own_key,
            is_shared=addresses[urls.key(entry.url)] > 1,
        )
        for entry, guid, own_key in zip(found, opaque, keys, strict=True)
    )


def _without_repeated(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those that a list contains a second time.

    Without a guid, entries of different days with one title and one address are different ones.
    """
    found: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        rest: object = entry.guid
        if not entry.guid or _PLACEHOLDER.fullmatch(entry.guid):
            day = day_of(entry.published) if entry.published else None
            rest = (entry.fragment, day, "" if entry.url or entry.title else entry.summary)
        found.setdefault((urls.key(entry.url), entry.title, rest), entry)
    return list(found.values())


def _useful_guids(entries: Sequence[Entry], list_url: str, home: str) -> list[str]:
    """The guid of each entry, "" where it distinguishes it from no other."""
    counts = Counter(entry.guid for entry in entries)
    no_item = {urls.key(list_url), urls.key(home), urls.key(urls.root(list_url))} - {""}
    if _are_places([entry.guid for entry in entries]):
        return [""] * len(entries)
    return [
        ""
        if counts[entry.guid] > 1
        or _PLACEHOLDER.fullmatch(entry.guid)
        or ("#" not in entry.guid and urls.key(entry.guid) in no_item)
        else entry.guid
        for entry in entries
    ]


def _are_places(guids: Sequence[str]) -> bool:
    """Do the guids of a list only count its entries, from its first or from its last one?"""
    found = [_NUMBERED.fullmatch(guid) for guid in guids]
    numbers = [int(match[2]) for match in found if match is not None]
    if len(numbers) < max(len(guids), _FEWEST_PLACES) or urls.key(guids[0]):
        return False
    if len({(match[1], match[3]) for match in found if match is not None}) > 1:
        return False
    upwards = sorted(numbers)
    counts = upwards == list(range(upwards[0], upwards[0] + len(numbers)))
    return counts and upwards[0] in {0, 1} and numbers in (upwards, upwards[::-1])


def _is_whole(guid: str, guids: Sequence[str]) -> bool:
    """Is a guid that is an address still a different one without the part after `#`?"""
    if "#" not in guid or not urls.key(guid):
        return True
    return sum(urls.key(other) == urls.key(guid) for other in guids) == 1


def _texts(entries: Sequence[Entry], guids: Sequence[str]) -> list[str]:
    """What distinguishes each of the entries with one address from the others."""
    fragments = Counter(entry.fragment for entry in entries)
    titles = Counter(fold(entry.title) for entry in entries)
    texts = []
    for entry, guid in zip(entries, guids, strict=True):
        text = fold(entry.title) or fold(entry.summary)[:_LONGEST_SUMMARY]
        if guid:
            text = f"guid {guid}"
        elif entry.fragment and fragments[entry.fragment] == 1:
            text = f"#{entry.fragment}"
        elif titles[fold(entry.title)] > 1 and entry.published:
            text = f"{text}\n{day_of(entry.published)}"
        texts.append(text)
    return texts
