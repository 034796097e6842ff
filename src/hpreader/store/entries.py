"""Entries of lists (feeds, APIs, section pages): stored with what tells a new one from a known one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.store import codec
from hpreader.store.database import with_recovery, with_recovery_once
from hpreader.store.fts_index import Document
from hpreader.store.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hpreader.model import Entry
    from hpreader.store.article_table import ArticleRow, ArticleTable
    from hpreader.store.articles import Articles
    from hpreader.store.database import Database
    from hpreader.store.fts_index import FtsIndex
    from hpreader.store.identities import Identities
    from hpreader.store.sources import Sources


class ListedEntry(NamedTuple):
    """One entry of a list, with the article's id and how it differs from what is stored."""

    id: str
    entry: Entry
    fingerprint: str
    is_new: bool
    is_changed: bool


class KnownArticle(NamedTuple):
    """The stored values of an article that are compared with a list's entry."""

    url: str
    title: str
    fingerprint: str
    has_body: bool
    listed: bool


_LIST_FINGERPRINT: Final = (
    "coalesce((SELECT fingerprint FROM list_fingerprint WHERE list_fingerprint.id = article.id"
    " AND source = ? AND section = ?), '')"
)


class Entries:
    """Stores what lists contain."""

    def __init__(
        self,
        database: Database,
        *,
        table: ArticleTable,
        index: FtsIndex,
        identities: Identities,
        sources: Sources,
        articles: Articles,
    ) -> None:
        self._database = database
        self._table = table
        self._index = index
        self._identities = identities
        self._sources = sources
        self._articles = articles

    @with_recovery
    def get(self, article_id: str) -> Entry | None:
        """The last entry of an article, with its body if it had one."""
        row = self._database.one(
            "SELECT entry FROM entry JOIN article USING (number) WHERE id = ?", (article_id,)
        )
        try:
            return codec.unpack_as(model.Entry, row[0]) if row else None
        except codec.UnreadableError:  # the next synchronisation stores it again
            return None

    @with_recovery
    def known_articles(
        self, ids: Iterable[str], source: str = "", section: str = ""
    ) -> Mapping[str, KnownArticle]:
        """Those of the articles that are stored, by id.

        If a source is given, the fingerprints are those of the last entry in this one list ("" if
        it never contained the article): two lists may give different texts for one article.
        """
        column, values = "fingerprint", []
        if source:
            column, values = _LIST_FINGERPRINT, [source, section]
        rows = self._database.all_of(
            f"SELECT id, url, title, {column}, cached, listed FROM article WHERE id IN ({{keys}})",
            ids,
            *values,
        )
        return {
            article_id: KnownArticle(url, title, fingerprint, bool(cached), bool(listed))
            for article_id, url, title, fingerprint, cached, listed in rows
        }

    @with_recovery_once
    def record_list(
        self, source: str, section: str, items: Sequence[ListedEntry], at: datetime
    ) -> None:
        """Store the entries of a list, all of them or none.

        Entries without a date keep the order of their list.

        Args:
            source: the name of the source.
            section: the name of the list's section; "" for the whole source.
            items: the entries, in the list's order.
            at: the time of the synchronisation.

        Raises:
            ProblemError: disk_full, disk_read_only, disk; cache_renewed, with nothing stored.
        """
        with self._database.writing():
            for offset, item in enumerate(items):
                self._record(source, section, item, at - timedelta(seconds=offset), at)

    @with_recovery_once
    def record_edit(self, item: ListedEntry, at: datetime) -> None:
        """Store an edit of a listed article that a site's API reported, whatever its lists contain."""
        with self._database.writing():
            row = self._table.load(item.id)
            if row is None or not row.listed:
                return
            url = self._current_url(row, item.entry)
            self._identities.add_aliases(item.id, item.entry.url, item.entry.guid)
            self._save_entry(_with_entry(row, item, url, at), item.entry, set())
            if item.entry.sections:
                self._articles.set_sections(item.id, item.entry.sections)

    def _record(
        self, source: str, section: str, item: ListedEntry, first_seen: datetime, at: datetime
    ) -> None:
        entry = item.entry
        known = self._table.load(item.id)
        url = entry.url if known is None else self._current_url(known, entry)
        self._identities.add_entry_aliases(item.id, entry)
        self._save_fingerprint(source, section, item)
        row = known or self._table.new_row(item.id, entry.url, first_seen)
        owns = self._owns(source, row)
        changes_owner = row.listed and owns and row.source != source
        row = row._replace(
            listed=True,
            seen_at=to_timestamp(at),
            source=(source or row.source) if owns else row.source,
        )
        row = self._with_sections(row, source, (section, *entry.sections))
        takes_text = owns and (item.is_new or item.is_changed or known is None or changes_owner)
        placements = {(source, name) for name in ("", section, *entry.sections)}
        if takes_text:
            self._save_entry(_with_entry(row, item, url, at), entry, placements)
        elif self._is_unchanged(row, known, placements):
            self._table.save_seen_at(row)
        else:
            self._table.save(row, placements)

    def _save_fingerprint(self, source: str, section: str, item: ListedEntry) -> None:
        self._database.execute(
            "INSERT INTO list_fingerprint (id, source, section, fingerprint) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id, source, section) DO UPDATE SET fingerprint = excluded.fingerprint"
            " WHERE fingerprint <> excluded.fingerprint",
            (item.id, source, section, item.fingerprint),
        )

    def _owns(self, source: str, row: ArticleRow) -> bool:
        """Whether an article belongs to a source whose list contains it: the first one subscribed to."""
        if not row.listed or row.source == source:
            return True
        return self._sources.position(source) < self._sources.position(row.source)

    def _with_sections(self, row: ArticleRow, source: str, names: Sequence[str]) -> ArticleRow:
        """The row with these sections added; those of the article's own source come first."""
        if set(filter(None, names)) <= set(row.sections) and row.sections[:1] == names[:1]:
            return row
        if row.source != source:
            return row.with_sections(*names)
        own = {section for of, section in self._table.placements(row.id) if of == source}
        before = [name for name in row.sections if name in own]
        return row._replace(sections=()).with_sections(*before, *names, *row.sections)

    def _save_entry(self, row: ArticleRow, entry: Entry, placements: set[tuple[str, str]]) -> None:
        row = self._table.save(row, placements)
        self._database.execute(
            "INSERT OR REPLACE INTO entry (number, entry) VALUES (?, ?)",
            (row.number, codec.pack(entry)),
        )
        # An article is found by its title and summary until its body is cached.
        indexed = self._index.get(row.number) if row.cached else None
        document = indexed or Document("", row.summary)
        self._index.put(row.number, document._replace(title=row.title))

    def _is_unchanged(
        self, row: ArticleRow, known: ArticleRow | None, placements: set[tuple[str, str]]
    ) -> bool:
        """Whether a row differs from the stored one only by when it was seen."""
        return (
            known is not None
            and row == known._replace(seen_at=row.seen_at)
            and placements <= self._table.placements(row.id)
        )

    def _current_url(self, row: ArticleRow, entry: Entry) -> str:
        """The entry's address, unless it is a former one: then the page has given a newer one."""
        is_former = (
            bool(entry.url) and row.has_page and self._identities.identify(entry.url) == row.id
        )
        return row.url if is_former or not entry.url else entry.url


def _with_entry(row: ArticleRow, item: ListedEntry, url: str, at: datetime) -> ArticleRow:
    entry = item.entry
    row = row._replace(
        url=url or row.url,
        guid=entry.guid or row.guid,
        title=entry.title or row.title,
        summary=entry.summary or row.summary,
        fingerprint=item.fingerprint or row.fingerprint,
    )
    return row.published_at(entry.published, at)
