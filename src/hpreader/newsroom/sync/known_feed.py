"""The items of a feed that are stored already: they are taken out before the feed is parsed.

That is done only where the result is the same: the others must not share anything with them by which
entries of one list are told apart.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from hpreader import __version__, urls
from hpreader.model import Listing
from hpreader.newsroom.parsers.packed_entries import SLICE
from hpreader.newsroom.sync.entry_diff import fingerprint
from hpreader.newsroom.sync.list_entries import ListEntries
from hpreader.problems import Problem
from hpreader.store import IdTable, KnownItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hpreader.fetch import Fetched
    from hpreader.model import Entry, Section, Source
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.parsers.content_parser import ContentParser
    from hpreader.store import ListedEntry

_SHORT_NUMBER: Final = re.compile(r"\D*\d{1,4}\D*")
"""Guids that may count the entries of their list, unless they are addresses: see `own_keys`."""


@dataclass(frozen=True, slots=True)
class FeedItems:
    """The items of a feed by the hashes of their bytes."""

    known: tuple[KnownItem, ...] = ()
    """Those that were taken out."""
    new: IdTable = field(default_factory=lambda: IdTable("Q"))
    """The hashes of the others, by the fingerprint of their entry; 0 where two have the same."""

    @classmethod
    def of(cls, listing: Listing, known: Iterable[KnownItem], hashes: tuple[int, ...]) -> FeedItems:
        """Tell which entry each item became; no new one is known later where that is uncertain."""
        entries = listing.entries
        new = IdTable("Q")
        if listing.is_plain and len(entries) == len(hashes):
            for entry, number in zip(entries, hashes, strict=True):
                key = fingerprint(entry)
                new.put(key, 0 if key in new else _with_guid(number, entry.guid))
        return cls(tuple(known), new)

    def to_store(self, items: Iterable[ListedEntry]) -> list[KnownItem]:
        """Return those of stored entries that need not be parsed when they come again."""
        found = []
        for listed in items:
            entry, marked = listed.entry, self.new.get(listed.fingerprint)
            if not marked or not entry.url or entry.is_shared:
                continue
            if marked == _with_guid(marked, entry.guid):  # its guid is not one of several items
                address, guid = _short_hash(entry.url), _short_hash(entry.guid)
                number = marked & ~1
                found.append(KnownItem(number, listed.id, entry.published, address, guid))
        return found


class KnownFeeds:
    """Parses feeds without the items that are stored."""

    def __init__(self, parser: ContentParser, stores: StorePool) -> None:
        self._parser = parser
        self._stores = stores

    async def read(
        self, fetched: Fetched, url: str, source: Source, section: Section
    ) -> tuple[Listing | Problem, FeedItems | None]:
        """Parse a feed.

        Args:
            fetched: the response.
            url: the address of the list.
            source: its source.
            section: its section.

        Returns:
            The entries of its new and changed items, and which items it has; all entries and None
            where these cannot be told apart.
        """
        known = await self._stores.run_in_writer(
            lambda store: store.known_items.get(url, source.name, section.name)
        )
        salt = "\n".join((__version__, url, *source.only))
        changed = await self._parser.changed_feed(fetched, salt, known)
        if changed is None:
            return await self._parser.feed(fetched), None
        taken = [known[number] for number in changed.known]
        if taken and len(changed.unknown) <= SLICE:
            listing = await self._parser.feed(replace(fetched, body=changed.body))
            if (
                isinstance(listing, Listing)
                and listing.is_plain
                and await self._are_apart(listing, url, source, section, taken)
            ):
                return listing, FeedItems.of(listing, taken, changed.unknown)
        if taken:
            changed = await self._parser.changed_feed(fetched, salt)
        listing = await self._parser.feed(fetched)
        if changed is None or isinstance(listing, Problem):
            return listing, None
        return listing, await asyncio.to_thread(FeedItems.of, listing, (), changed.unknown)

    async def _are_apart(
        self,
        listing: Listing,
        url: str,
        source: Source,
        section: Section,
        taken: Sequence[KnownItem],
    ) -> bool:
        """Is no entry of a list one of its known items, or what it could be taken for?"""
        if not are_apart(listing.entries, taken):
            return False
        entries = tuple(ListEntries(listing.entries, url, listing.home))
        ids = {item.article_id for item in taken}
        found = await self._stores.run_in_writer(
            lambda store: store.identities.identify_entries(entries, source.name, section.name)
        )
        return not any(item.id in ids for item in found)


def are_apart(entries: Iterable[Entry], known: Iterable[KnownItem]) -> bool:
    """Do the entries of a list share neither address nor guid with its known items?"""
    addresses, guids = set[int](), set[int]()
    for item in known:
        addresses.add(item.address)
        guids.add(item.guid)
    return not any(
        (entry.url and _short_hash(entry.url) in addresses)
        or (entry.guid and _short_hash(entry.guid) in guids)
        or (_SHORT_NUMBER.fullmatch(entry.guid) and not urls.key(entry.guid))
        for entry in entries
    )


def _with_guid(number: int, guid: str) -> int:
    """The hash of an item, which is even, plus 1 where the item has a guid."""
    return number & ~1 | bool(guid)


def _short_hash(text: str) -> int:
    """A number below 2³²; 0 for no text."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") if text else 0
