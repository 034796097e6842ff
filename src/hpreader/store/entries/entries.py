"""Entries of lists (feeds, APIs, section pages): stored with what tells a new one from a known one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.store.articles.articles import aliases_of_article, with_only_sections
from hpreader.store.database import with_recovery, with_recovery_once
from hpreader.store.entries.list_merge import ListMerge, current_url, with_entry
from hpreader.store.rows.contents import Contents
from hpreader.store.rows.identities import aliases_of_entry
from hpreader.store.values import codec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from hpreader.model import Entry
    from hpreader.store.articles.articles import Articles
    from hpreader.store.database import Database
    from hpreader.store.entries.list_merge import ListedEntry
    from hpreader.store.rows.article_batch import ArticleBatch
    from hpreader.store.rows.article_table import ArticleTable
    from hpreader.store.rows.identities import Identities
    from hpreader.store.sources import Sources


class KnownArticle(NamedTuple):
    """The stored values of an article that are compared with a list's entry."""

    url: str
    title: str
    fingerprint: str
    has_body: bool
    listed: bool


_FINGERPRINT: Final = (
    "coalesce((SELECT fingerprint FROM list_fingerprint AS f WHERE f.number = article.number"
    " AND f.source = ? AND f.section = ?), '')"
)


class Entries:
    """Stores what lists contain."""

    def __init__(
        self,
        database: Database,
        *,
        table: ArticleTable,
        identities: Identities,
        sources: Sources,
        articles: Articles,
    ) -> None:
        self._database = database
        self._table = table
        self._contents = Contents(database)
        self._identities = identities
        self._sources = sources
        self._articles = articles

    @with_recovery
    def get(self, article_id: str) -> Entry | None:
        """The last entry of an article, with its body if it had one."""
        stored = self._table.load(article_id)
        if stored is None:
            return None
        try:
            return self._contents.load(stored.row).entry_of(stored.row)
        except codec.UnreadableError:  # the next synchronisation stores it again
            return None

    @with_recovery
    def known_articles(
        self, ids: Iterable[str], source: str = "", section: str = ""
    ) -> Mapping[str, KnownArticle]:
        """Those of the articles that are stored, by id.

        The fingerprints are those of the last entry in one list ("" if it never contained the
        article): two lists may give different texts for one article.
        """
        rows = self._database.all_of(
            f"SELECT id, url, title, {_FINGERPRINT}, cached, listed FROM article"
            " WHERE id IN ({keys})",
            ids,
            source,
            section,
        )
        return {
            article_id: KnownArticle(url, title, fingerprint, bool(cached), bool(listed))
            for article_id, url, title, fingerprint, cached, listed in rows
        }

    @with_recovery_once
    def record_list(
        self,
        source: str,
        section: str,
        items: Sequence[ListedEntry],
        at: datetime,
        *,
        first: int = 0,
    ) -> None:
        """Store the entries of a list with the articles that they contain, all of them or none.

        Entries without a date keep the order of their list. An article is stored only for the
        source that it belongs to: the first one subscribed to of those that list it.

        Args:
            source: the name of the source.
            section: the name of the list's section; "" for the whole source.
            items: the entries, in the list's order.
            at: the time of the synchronisation.
            first: how many entries of the list precede them.

        Raises:
            ProblemError: disk_full, disk_read_only, disk; cache_renewed, with nothing stored.
        """
        if not items:
            return
        with self._database.writing():
            batch = self._articles.batch(item.id for item in items)
            self._add_new(batch, items, at - timedelta(seconds=first))
            merge = ListMerge(
                source,
                section,
                at,
                current_ids=self._current_ids(batch, items),
                position=cache(self._sources.position),
            )
            aliases = []
            for item in items:
                aliases += aliases_of_entry(item.id, item.entry)
                aliases += self._merge(merge, batch, item)
            self._identities.add_all(aliases)
            self._articles.save(batch)
            self._save_fingerprints(source, section, items, batch)
            if self._table.verdicts is not None:
                self._table.verdicts.do_pending()

    @with_recovery_once
    def record_edit(self, item: ListedEntry, at: datetime) -> None:
        """Store an edit of a listed article that a site's API reported, whatever its lists contain."""
        with self._database.writing():
            batch = self._articles.batch((item.id,))
            stored = batch.get(item.id)
            if stored is None or not stored.row.listed:
                return
            url = current_url(stored, item, self._current_ids(batch, (item,)))
            stored = stored._replace(row=with_entry(stored.row, item, url, at))
            if item.entry.sections:
                stored = with_only_sections(stored, item.entry.sections)
            batch.put(stored)
            batch.put_entry(item.id, item.entry)
            self._identities.add_aliases(item.id, item.entry.url, item.entry.guid)
            self._articles.save(batch)
            if self._table.verdicts is not None:
                self._table.verdicts.do_pending()

    def _merge(
        self, merge: ListMerge, batch: ArticleBatch, item: ListedEntry
    ) -> list[tuple[int, str]]:
        """Merge one entry into its article; returns the aliases of the body that it contains."""
        stored = batch.get(item.id)
        if stored is None:
            return []
        merged = merge.merge(stored, item, is_stored=not batch.is_new(item.id))
        stored = merged.article
        if merged.takes_text:
            if item.is_changed and item.article is None and _has_other_facts(batch, item):
                stored = stored._replace(row=stored.row._replace(has_page=False))
            batch.put_entry(item.id, item.entry)
        batch.put(stored)
        if item.article is None or merged.article.row.source != merge.source:
            return []
        article = item.article if item.article.id == item.id else replace(item.article, id=item.id)
        put = self._articles.put_into(batch, article, listed=True, list_text=item.former)
        return aliases_of_article(put)

    def _add_new(self, batch: ArticleBatch, items: Sequence[ListedEntry], at: datetime) -> None:
        """Begin the articles that are not stored; without a date they keep the order of the list."""
        new = {
            item.id: (item.entry.url, at - timedelta(seconds=offset))
            for offset, item in reversed(list(enumerate(items)))
            if batch.get(item.id) is None
        }
        batch.add_new(
            {article_id: url for article_id, (url, _) in new.items()},
            {article_id: first_seen for article_id, (_, first_seen) in new.items()},
        )

    def _current_ids(self, batch: ArticleBatch, items: Iterable[ListedEntry]) -> Mapping[str, str]:
        """The ids to which the addresses of entries lead, of articles whose page was read."""
        return self._identities.identify_all(
            item.entry.url
            for item in items
            if item.entry.url and (stored := batch.get(item.id)) and stored.row.has_page
        )

    def _save_fingerprints(
        self, source: str, section: str, items: Iterable[ListedEntry], batch: ArticleBatch
    ) -> None:
        """Store those of the fingerprints that are others; the articles are stored."""
        current = {
            stored.row.number: item.fingerprint
            for item in items
            if (stored := batch.get(item.id)) is not None
        }
        before = self._database.all_of(
            "SELECT number, fingerprint FROM list_fingerprint WHERE source = ? AND section = ?"
            " AND number IN ({keys})",
            current,
            source,
            section,
        )
        different = current.items() - set(before)
        self._database.execute_many(
            "INSERT OR REPLACE INTO list_fingerprint (number, source, section, fingerprint)"
            " VALUES (?, ?, ?, ?)",
            [(number, source, section, fingerprint) for number, fingerprint in sorted(different)],
        )


def _has_other_facts(batch: ArticleBatch, item: ListedEntry) -> bool:
    """Whether headline and teaser have other numbers or names than the former ones.

    Then the page is fetched again: the list has no text that tells what was edited. Lists whose teasers
    change in other ways (how long ago, how many comments) cost no requests.
    """
    if batch.is_new(item.id) or not batch.content(item.id).article:
        return False
    from hpreader.revisions.judgement import changes_between  # noqa: PLC0415 - seldom needed

    before = batch.entry(item.id)
    if before is None:
        return False
    old, new = (
        model.Article(entry.url, entry.title, lede=entry.summary) for entry in (before, item.entry)
    )
    return any(change.kind in {"number", "name"} for change in changes_between(old, new))
