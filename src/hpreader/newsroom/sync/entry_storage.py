"""Store the entries of a list: what is new or changed of them, with the bodies that came with it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.newsroom.parsers.packed_entries import SLICE, slices
from hpreader.newsroom.sync.entry_diff import diff_entries
from hpreader.store import IdTable, KnownItem, ListedEntry, Store, TakenIds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import Entry, Section, Source
    from hpreader.newsroom.articles.entry_article import EntryArticles
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.sync.list_fetch import ListResponse
    from hpreader.newsroom.wordpress.rest_api import WordPressApi
    from hpreader.store.rows.entry_identity import IdentifiedEntry

AT_ONCE: Final = 4
"""Slices of lists that are in memory; one of them is written."""


class _Slice(NamedTuple):
    """Some entries of a list."""

    source: Source
    section: Section
    entries: Sequence[Entry]
    first: int
    """How many entries of the list precede them."""
    taken: TakenIds
    """The articles of these."""


class StoredList(NamedTuple):
    """What was stored of a list."""

    fresh: IdTable
    """The articles that are new (1) or changed (0)."""
    items: list[KnownItem]
    """The items that need not be parsed when they come again."""


class EntryStorage:
    """Stores the lists of one sync; knows which articles are new in it."""

    def __init__(
        self,
        api: WordPressApi,
        entries: EntryArticles,
        stores: StorePool,
        now: Clock,
        *,
        names_new: bool = False,
    ) -> None:
        """Make it; `names_new` is whether the ids of new articles are kept."""
        self._names_new = names_new
        self.new_names: list[str] = []
        """The ids of the new articles that no rule hides, where they are kept."""
        self._api = api
        self._entries = entries
        self._stores = stores
        self._now = now
        self._turns = asyncio.Semaphore(AT_ONCE)
        self.new_ids = IdTable()
        """Articles that are new in this sync, each of them once, however many sources have it."""
        self.hidden_count = 0
        """How many of them rules hide."""

    async def store(
        self, source: Source, section: Section, response: ListResponse, fresh: IdTable
    ) -> list[KnownItem]:
        """Store a list, some hundred entries at a time, each time in one transaction.

        Args:
            source: the source of the list.
            section: the section of the list.
            response: the list as it was fetched.
            fresh: the articles that are new (1) or changed (0) are added to it.

        Returns:
            The items that need not be parsed when they come again.

        Raises:
            ProblemError: the disk reported an error; what was stored before remains.
        """
        stored, taken, first = StoredList(fresh, []), TakenIds(), 0
        parts = slices(response.entries, SLICE)
        while True:
            async with self._turns:
                entries = await asyncio.to_thread(next, parts, ())
                if entries or not first:
                    part = _Slice(source, section, entries, first, taken)
                    await self._store(part, response, stored)
            first += len(entries)
            if len(entries) < SLICE:
                return stored.items

    async def _store(self, part: _Slice, response: ListResponse, stored: StoredList) -> None:
        """Store some entries, and add to what is stored of the list."""
        entries = await self._stores.run_in_writer(lambda store: self._diff(store, part))
        fresh = [item for item in entries if item.is_new or item.is_changed]
        if response.api_root and fresh:
            enriched = await self._api.enrich(response.api_root, [item.entry for item in fresh])
            fresh = [
                item._replace(entry=entry) for item, entry in zip(fresh, enriched, strict=True)
            ]
        if changed := [item.id for item in fresh if item.is_changed]:
            former = await self._stores.run_in_writer(
                lambda store: {one: store.entries.get(one) for one in changed}
            )
            fresh = await self._entries.with_former(fresh, former)
        articles = await self._entries.articles_to_store(fresh, part.source.name)
        by_id = {
            item.id: item._replace(article=article)
            for item, article in zip(fresh, articles, strict=True)
        }
        listed = [by_id.get(item.id, item) for item in entries]
        named = await self._stores.run_in_writer(lambda store: self._write(store, part, listed))
        for item in fresh:
            if item.id in named:
                stored.fresh.put(named[item.id].id, int(item.is_new))
        if response.items is not None:
            stored.items.extend(response.items.to_store(named.values()))

    def _diff(self, store: Store, part: _Slice) -> tuple[ListedEntry, ...]:
        found = _identify(store, part, part.entries)
        ids = {item.entry: item.id for item in found if item is not None}
        return diff_entries(
            ids,
            identify=ids.__getitem__,
            known=lambda ids: store.entries.known_articles(
                ids, part.source.name, part.section.name
            ),
            only=part.source.only,
            new_ids=self.new_ids,
        )

    def _write(
        self, store: Store, part: _Slice, entries: list[ListedEntry]
    ) -> dict[str, ListedEntry]:
        """Store some entries in one transaction; returns them by the ids that they had before."""
        # Another source of the same sync may have given one of them its id in the meantime.
        found = _identify(store, part, [item.entry for item in entries])
        named = {
            item.id: item._replace(id=now.id, entry=now.entry)
            for item, now in zip(entries, found, strict=True)
            if now is not None
        }
        store.entries.record_list(
            part.source.name,
            part.section.name,
            list(named.values()),
            self._now(),
            first=part.first,
        )
        part.taken.add(filter(None, found))
        ids = dict.fromkeys(item.id for item in named.values() if item.is_new)
        new = [one for one in ids if one not in self.new_ids]
        hidden = store.rules.hidden(new)
        self.hidden_count += len(hidden)
        if self._names_new:
            self.new_names += [one for one in new if one not in hidden]
        for article_id in new:
            self.new_ids.put(article_id, 1)
        return named


def _identify(
    store: Store, part: _Slice, entries: Sequence[Entry]
) -> tuple[IdentifiedEntry | None, ...]:
    """The entries with the ids of their articles; None for one that an earlier slice contained."""
    found = store.identities.identify_entries(entries, part.source.name, part.section.name)
    store.identities.refute_guids(found)
    return part.taken.resolve(found)
