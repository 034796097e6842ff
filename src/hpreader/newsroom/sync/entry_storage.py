"""Store the entries of a list: what is new or changed of them, with the bodies that came with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.newsroom.sync.entry_diff import diff_entries
from hpreader.store import ListedEntry, Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.model import Article, Section, Source
    from hpreader.newsroom.articles.entry_article import EntryArticles
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.store_pool import StorePool
    from hpreader.newsroom.sync.list_fetch import ListResponse
    from hpreader.newsroom.wordpress.rest_api import WordPressApi


class EntryStorage:
    """Stores the lists of one sync; knows which articles are new in it."""

    def __init__(
        self, api: WordPressApi, entries: EntryArticles, stores: StorePool, now: Clock
    ) -> None:
        self._api = api
        self._entries = entries
        self._stores = stores
        self._now = now
        self.new_ids: set[str] = set()
        """Articles that are new in this sync, each of them once, however many sources have it."""

    async def store(
        self, source: Source, section: Section, response: ListResponse
    ) -> tuple[ListedEntry, ...]:
        """Store a list; returns its entries that are new or changed.

        Args:
            source: the source of the list.
            section: the section of the list.
            response: the list as it was fetched.

        Raises:
            ProblemError: the disk reported an error.
        """
        entries = await self._stores.run_in_writer(
            lambda store: self._diff(store, source, section, response)
        )
        fresh = [item for item in entries if item.is_new or item.is_changed]
        if response.api_root and fresh:
            enriched = await self._api.enrich(response.api_root, [item.entry for item in fresh])
            fresh = [
                item._replace(entry=entry) for item, entry in zip(fresh, enriched, strict=True)
            ]
        bodies = {
            item.id: await self._entries.article_to_store(item, source.name) for item in fresh
        }
        by_id = {item.id: item for item in fresh}
        listed = [by_id.get(item.id, item) for item in entries]
        named = await self._stores.run_in_writer(
            lambda store: self._write(store, source, section, listed, bodies)
        )
        return tuple(named[item.id] for item in fresh)

    def _diff(
        self, store: Store, source: Source, section: Section, response: ListResponse
    ) -> tuple[ListedEntry, ...]:
        found = store.identities.identify_entries(response.entries, source.name, section.name)
        store.identities.refute_guids(found)
        ids = {item.entry: item.id for item in found}
        return diff_entries(
            ids,
            identify=ids.__getitem__,
            known=lambda ids: store.entries.known_articles(ids, source.name, section.name),
            only=source.only,
            new_ids=self.new_ids,
        )

    def _write(
        self,
        store: Store,
        source: Source,
        section: Section,
        entries: list[ListedEntry],
        bodies: Mapping[str, Article | None],
    ) -> dict[str, ListedEntry]:
        """Store a list in one transaction; returns its entries by the ids that they had before."""
        # Another source of the same sync may have given one of them its id in the meantime.
        named = _identified_again(store, source, section, entries)
        store.entries.record_list(source.name, section.name, list(named.values()), self._now())
        for former_id, item in named.items():
            body = bodies.get(former_id)
            if item.is_changed and item.entry.sections:
                names = (*item.entry.sections, section.name)
                store.articles.set_sections(item.id, [name for name in names if name])
            if body is not None and _belongs_to(store, item.id, source):
                store.articles.put(replace(body, id=item.id), listed=True)
        self.new_ids.update(item.id for item in named.values() if item.is_new)
        return named


def _identified_again(
    store: Store, source: Source, section: Section, entries: list[ListedEntry]
) -> dict[str, ListedEntry]:
    """The entries with their present ids, by the ids that they had before."""
    found = store.identities.identify_entries(
        [item.entry for item in entries], source.name, section.name
    )
    store.identities.refute_guids(found)
    return {
        item.id: item._replace(id=now.id, entry=now.entry)
        for item, now in zip(entries, found, strict=True)
    }


def _belongs_to(store: Store, article_id: str, source: Source) -> bool:
    """Is it an article of this source, and not of another one with the same article?"""
    headline = store.articles.headline(article_id)
    return headline is not None and headline.source == source.name
