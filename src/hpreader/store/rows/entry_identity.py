"""Which article each entry of a list is, by what is stored of those it may be. Pure.

Guid, address and title of an article change, one at a time; so an entry is the stored article with
its address, or with its guid unless both address and title are others. Entries that share their
address, or have none, are told apart by their own key (`newsroom.sync.own_keys`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hpreader import urls
from hpreader.store.values.digests import (
    Digest,
    digest,
    digest_of_guid,
    digest_of_shared,
    digest_of_url,
    is_unique,
)
from hpreader.store.values.timestamps import day_number, to_timestamp
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from hpreader.model import Entry

_ARTICLE_NUMBER = re.compile(r"(?<!\d)(\d{5,})(?!\d)\D*$")
"""The number that most systems give an article, at the end of its address."""


class IdentifiedEntry(NamedTuple):
    """An entry with the id of its article."""

    id: str
    entry: Entry
    """Without its guid where that identifies nothing."""
    refuted_guid: str = ""
    """A guid that is also the guid of another article."""


class StoredFacts(NamedTuple):
    """What is stored of an article that an entry may be."""

    url: str
    title: str
    guid: str
    published: int | None


class EntryDigests(NamedTuple):
    """The hashes of what may identify an entry; its address' in place of those that do not count."""

    url: Digest
    """Of its own key where it has no address."""
    guid: Digest | None
    """None where the entry has no useful guid."""
    own_key: Digest
    """Like the following ones of those that share an address or have none."""
    shared: Digest
    titled: Digest
    """Of its own key and its title: for a guid that is used again."""
    title: Digest
    """Of its title among the entries with its address, or among those of its site without one."""

    def all(self) -> Iterator[Digest]:
        """Those that there are."""
        return (one for one in self if one is not None)


class Evidence(NamedTuple):
    """What is stored about the ids that the entries of a list may have."""

    aliases: Mapping[int, str]
    rows: Mapping[str, StoredFacts]
    marked: Set[str]
    """Those with marks that have no row."""
    listed: Set[str]
    """Those that the same list contained before."""

    def lead(self, digest: Digest | None) -> str:
        """The id of the stored article that a digest leads to, "" where it leads to none."""
        if digest is None:
            return ""
        alias = self.aliases.get(digest.alias_key)
        if alias is not None:
            return alias
        derived = digest.derived_id
        return derived if derived in self.rows or derived in self.marked else ""

    def is_refuted(self, digest: Digest | None) -> bool:
        """Is it the digest of a guid that identifies nothing?"""
        return digest is not None and self.aliases.get(digest.alias_key) == ""

    def has_title(self, article_id: str, entry: Entry) -> bool:
        """Is the entry's title the one that is stored?"""
        row = self.rows.get(article_id)
        return row is not None and fold(row.title) == fold(entry.title)

    def has_other_title(self, article_id: str, entry: Entry) -> bool:
        """Is another title stored than the entry's?"""
        row = self.rows.get(article_id)
        return bool(row and row.title and entry.title) and not self.has_title(article_id, entry)

    def has_other_day(self, article_id: str, entry: Entry) -> bool:
        """Is another day of publication stored than the entry's?"""
        row = self.rows.get(article_id)
        if row is None or row.published is None or entry.published is None:
            return False
        return day_number(row.published) != day_number(to_timestamp(entry.published))

    def has_other_number(self, article_id: str, entry: Entry) -> bool:
        """Do the addresses lack a common article number?"""
        row = self.rows.get(article_id)
        one, other = (_ARTICLE_NUMBER.search(url) for url in (row.url if row else "", entry.url))
        return one is None or other is None or one[1] != other[1]

    def has_other_guid(self, article_id: str, entry: Entry) -> bool:
        """Is another guid stored than the entry's, neither of them an address?"""
        row = self.rows.get(article_id)
        guids = (row.guid if row else "", entry.guid)
        return all(guids) and guids[0] != guids[1] and not any(map(urls.key, guids))


def digests_of_entry(entry: Entry) -> EntryDigests:
    """Hash what may identify an entry."""
    has_guid = is_unique(entry.guid) and (bool(entry.url) or bool(urls.key(entry.guid)))
    guid = digest_of_guid(entry.guid, entry.url) if has_guid else None
    shared = digest_of_shared(entry.url)
    if entry.url and not entry.is_shared:
        url = digest_of_url(entry.url)
        return EntryDigests(url, guid, url, shared, url, url)
    own_key, of_own_key = entry.own_key, _digest_of_own_key(entry)
    return EntryDigests(
        url=digest_of_url(entry.url) if entry.url else of_own_key,
        guid=guid,
        own_key=of_own_key,
        shared=shared,
        titled=digest(f"own key and title\n{own_key}\n{fold(entry.title)}"),
        title=digest(f"title\n{own_key.partition(chr(10))[0]}\n{fold(entry.title)}"),
    )


def _digest_of_own_key(entry: Entry) -> Digest:
    return digest(f"own key\n{entry.own_key or (entry.url, entry.guid, entry.title)}")


def identify_entries(
    entries: Sequence[Entry], digests: Sequence[EntryDigests], evidence: Evidence
) -> tuple[IdentifiedEntry, ...]:
    """Return the entries of one list with the ids of their articles.

    Args:
        entries: the entries.
        digests: what may identify each of them.
        evidence: what is stored.
    """
    keeps_guids = not _has_random_guids(entries, digests, evidence)
    found: list[IdentifiedEntry | None] = []
    taken: dict[str, Entry] = {}
    for entry, one in zip(entries, digests, strict=True):
        item = (
            _by_own_key(entry, one, evidence)
            if entry.is_shared or not entry.url
            else _by_address(entry, one, evidence, keeps_guids=keeps_guids)
        )
        if item is not None and _is_another(taken.get(item.id), entry):
            item = IdentifiedEntry(_digest_of_own_key(entry).derived_id, entry)
        found.append(item)
        if item is not None:
            taken.setdefault(item.id, entry)
    return tuple(
        item or _by_title(entry, one, evidence, taken)
        for item, entry, one in zip(found, entries, digests, strict=True)
    )


def _by_address(
    entry: Entry, digests: EntryDigests, evidence: Evidence, *, keeps_guids: bool
) -> IdentifiedEntry:
    """The article of an entry that has its address for itself."""
    url_id, guid_id = evidence.lead(digests.url), evidence.lead(digests.guid)
    new_id = digests.url.derived_id
    if digests.guid is not None and not evidence.is_refuted(digests.guid):
        new_id = digests.guid.derived_id
    if url_id:
        is_next = (
            keeps_guids
            and not guid_id
            and evidence.has_other_guid(url_id, entry)
            and evidence.has_other_title(url_id, entry)
            and evidence.has_other_day(url_id, entry)
        )
        if is_next:  # the next one of the notices that all have one page
            return IdentifiedEntry(new_id, replace(entry, is_shared=True))
        return IdentifiedEntry(url_id, entry)
    if not guid_id:
        return IdentifiedEntry(new_id, entry)
    if evidence.has_other_title(guid_id, entry) and evidence.has_other_number(guid_id, entry):
        return IdentifiedEntry(digests.url.derived_id, replace(entry, guid=""), entry.guid)
    return IdentifiedEntry(guid_id, entry)


def _by_own_key(entry: Entry, digests: EntryDigests, evidence: Evidence) -> IdentifiedEntry | None:
    """The article of an entry without an address of its own; None: its title may lead to one."""
    key_id, guid_id = evidence.lead(digests.own_key), evidence.lead(digests.guid)
    if key_id:
        is_used_again = (
            not entry.url
            and evidence.has_other_title(key_id, entry)
            and (evidence.has_other_day(key_id, entry) or key_id not in evidence.listed)
        )
        if is_used_again and evidence.rows.get(key_id):
            return IdentifiedEntry(digests.titled.derived_id, entry)
        return IdentifiedEntry(key_id, entry)
    if guid_id:
        return IdentifiedEntry(guid_id, entry)
    return None


def _by_title(
    entry: Entry, digests: EntryDigests, evidence: Evidence, taken: dict[str, Entry]
) -> IdentifiedEntry:
    """The article with the title that had the address alone or came with another guid; or a new one."""
    entry = replace(entry, is_shared=bool(entry.url))
    for known_id in (evidence.lead(digests.title), evidence.lead(digests.url)):
        is_same = evidence.has_title(known_id, entry) and not evidence.has_other_day(
            known_id, entry
        )
        if known_id and known_id not in taken and is_same:
            taken[known_id] = entry
            return IdentifiedEntry(known_id, entry)
    return IdentifiedEntry(digests.own_key.derived_id, entry)


def _is_another(first: Entry | None, entry: Entry) -> bool:
    """Is the entry another article than the first one of its list with the same id?"""
    if first is None or fold(first.title) == fold(entry.title):
        return False
    return digest_of_url(first.url) != digest_of_url(entry.url)


def _has_random_guids(
    entries: Sequence[Entry], digests: Sequence[EntryDigests], evidence: Evidence
) -> bool:
    """Does a known article of the list come with another guid and the same title?"""
    return any(
        evidence.has_other_guid(url_id, entry) and evidence.has_title(url_id, entry)
        for entry, one in zip(entries, digests, strict=True)
        if (url_id := evidence.lead(one.url))
    )
