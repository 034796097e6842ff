"""What identifies an entry within its list: useless guids and shared addresses. Pure.

Feeds in use break both rules of RSS: guids repeat, are placeholders or count the places in the list,
and several entries link to one page (daily notices). A guid that says nothing is dropped, so that
the address identifies the entry. Entries that share an address get a key of their own each: their
guid, else the part of their address after `#`, else their title.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Final

from hpreader import urls
from hpreader.newsroom.sync.list_rhythm import ListDates
from hpreader.text import fold
from hpreader.vietnam_time import day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from hpreader.model import Entry

_PLACEHOLDER = re.compile(
    r"\W*(?:n\W?a|none|null|nil|nan|undefined|unknown|empty|default|guid|no\W?guid|id|true|false"
    r"|item|link|url|string|tbd|todo|[0\W]+|1)?\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\D*)(\d{1,4})(\D*)")
_FEWEST_PLACES = 2
_LONGEST_SUMMARY = 200
_AT_ONCE: Final = 100_000
"""Hashes that are looked at together for repeated ones: a set of more would take too much memory."""


class OwnKeys:
    """What identifies each entry within one list, by hashes of all of its entries."""

    def __init__(self, entries: Collection[Entry], list_url: str, home: str = "") -> None:
        """Compare the entries with each other.

        Args:
            entries: the entries of a feed, in its order.
            list_url: the address of the feed.
            home: the address of its site.
        """
        self.dates = ListDates()
        """The dates of the entries."""
        self._scope = urls.host(list_url).removeprefix("www.")
        no_item = {urls.key(list_url), urls.key(home), urls.key(urls.root(list_url))} - {""}
        self._no_item, self._endings = no_item, tuple(no_item)
        hashes, facts = array("q"), _Facts()
        for entry in entries:
            hashes.append(_hash_of_item(entry))
            facts.add(entry)
            self.dates.add(entry)
        self._is_repeated = _repeats(hashes)
        if any(self._is_repeated):
            facts = _Facts(self._once(entries))
        self.count = len(facts.guids)
        """How many entries the list has, each counted once."""
        self._counts_places = facts.places.are_places
        self._shared_guids = _found_twice(facts.guids)
        self._shared_addresses = _found_twice(facts.addresses)
        is_plain = not (self._shared_addresses or facts.has_anchors or facts.has_no_address)
        self._compare_groups(() if is_plain else entries)

    def applied(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the entries of the list, each once, with what identifies them.

        Args:
            entries: those that were compared.
        """
        for entry in self._once(entries):
            guid = self._useful_guid(entry)
            address = _key(entry.url)
            has_whole_guid = "#" not in guid or hash(urls.key(guid)) not in self._shared_anchors
            yield entry.identified(
                guid=guid if has_whole_guid else "",
                own_key=f"{address or self._scope}\n{self._text(entry, guid, address)}",
                is_shared=bool(address) and hash(address) in self._shared_addresses,
            )

    def _once(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for position, entry in enumerate(entries):
            if not self._is_repeated[position]:
                yield entry

    def _compare_groups(self, entries: Iterable[Entry]) -> None:
        """Compare the entries that have one address, or none, and the guids that are addresses."""
        anchors, fragments, titles = array("q"), array("q"), array("q")
        for entry in self._once(entries):
            guid = self._useful_guid(entry)
            if "#" in guid and (address := urls.key(guid)):
                anchors.append(hash(address))
            key = _key(entry.url)
            if not key or hash(key) in self._shared_addresses:
                fragments.append(hash((key, entry.fragment)))
                titles.append(hash((key, fold(entry.title))))
        self._shared_anchors = _found_twice(anchors)
        self._shared_fragments = _found_twice(fragments)
        self._shared_titles = _found_twice(titles)

    def _useful_guid(self, entry: Entry) -> str:
        """The guid of an entry, "" where it distinguishes it from no other."""
        guid = entry.guid
        if (
            self._counts_places
            or not guid
            or hash(guid) in self._shared_guids
            or _is_placeholder(guid)
            or (guid.rstrip("/").endswith(self._endings) and urls.key(guid) in self._no_item)
        ):
            return ""
        return guid

    def _text(self, entry: Entry, guid: str, address: str) -> str:
        """What distinguishes an entry from the others with its address."""
        if guid:
            return f"guid {guid}"
        if entry.fragment and hash((address, entry.fragment)) not in self._shared_fragments:
            return f"#{entry.fragment}"
        title = fold(entry.title)
        text = title or fold(entry.summary)[:_LONGEST_SUMMARY]
        if entry.published and hash((address, title)) in self._shared_titles:
            return f"{text}\n{day_of(entry.published)}"
        return text


class _Facts:
    """What is compared of all entries of a list."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.guids, self.addresses = array("q"), array("q")
        self.places = _Places()
        self.has_anchors = self.has_no_address = False
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Add the next entry."""
        self.guids.append(hash(entry.guid))
        self.addresses.append(hash(_key(entry.url)))
        self.places.add(entry.guid)
        self.has_anchors = self.has_anchors or "#" in entry.guid
        self.has_no_address = self.has_no_address or not entry.url


class _Places:
    """Whether the guids of a list only count its entries, from its first or from its last one."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._around: tuple[str, str] | None = None
        self._is_possible = True

    def add(self, guid: str) -> None:
        """Add the guid of the next entry."""
        if not self._is_possible:
            return
        found = _NUMBERED.fullmatch(guid)
        around = (found[1], found[3]) if found else None
        is_first = not self._numbers
        if (
            found is None
            or not (is_first or around == self._around)
            or (is_first and urls.key(guid))
        ):
            self._is_possible = False
            self._numbers.clear()
            return
        self._around = around
        self._numbers.append(int(found[2]))

    @property
    def are_places(self) -> bool:
        """Do they?"""
        numbers = self._numbers
        if not self._is_possible or len(numbers) < _FEWEST_PLACES:
            return False
        first = min(numbers)
        upwards = list(range(first, first + len(numbers)))
        return first in {0, 1} and numbers in (upwards, upwards[::-1])


def _is_placeholder(guid: str) -> bool:
    return _PLACEHOLDER.fullmatch(guid) is not None


def _key(url: str) -> str:
    """The same as `urls.key` of an address that is canonical already."""
    path, mark, query = url.partition("://")[2].removeprefix("www.").partition("?")
    return path.rstrip("/") + mark + query


def _hash_of_item(entry: Entry) -> int:
    """A hash that two entries share where the list contains one a second time.

    Without a guid, entries of different days with one title and one address are different ones.
    """
    rest: object = entry.guid
    if not entry.guid or _is_placeholder(entry.guid):
        day = day_of(entry.published) if entry.published else None
        rest = (entry.fragment, day, "" if entry.url or entry.title else entry.summary)
    return hash((_key(entry.url), entry.title, rest))


def _repeats(hashes: Iterable[int]) -> bytearray:
    """For each place of a list, whether its hash stands before it too."""
    kept = array("q", hashes)
    repeated, seen = _found_twice(kept), set[int]()
    marks = bytearray(len(kept))
    for place, value in enumerate(kept if repeated else ()):
        if value in repeated:
            marks[place] = value in seen
            seen.add(value)
    return marks


def _found_twice(hashes: array[int]) -> set[int]:
    """The hashes that are there more than once."""
    found: set[int] = set()
    groups = len(hashes) // _AT_ONCE + 1
    for group in range(groups):
        seen: set[int] = set()
        for value in hashes:
            if value % groups == group:
                (found if value in seen else seen).add(value)
    return found
