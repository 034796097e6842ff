"""What lists bring: headlines, their places, and what is needed to tell new from known."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from hpreader.store import codec, identity, records
from hpreader.store.database import Database, Part, on_disk, on_disk_once
from hpreader.store.merging import place_of
from hpreader.store.words import Document, get_document, put_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hpreader.model import Entry
    from hpreader.store.records import Record


class Listed(NamedTuple):
    """One entry of a list with what was decided about it."""

    id: str
    entry: Entry
    fingerprint: str
    is_new: bool
    is_changed: bool


class Known(NamedTuple):
    """What is kept of an article, for deciding whether a list changes it."""

    url: str
    title: str
    fingerprint: str
    has_body: bool
    listed: bool


_LAST_BROUGHT = (
    "coalesce((SELECT fingerprint FROM brought WHERE brought.id = article.id"
    " AND source = ? AND section = ?), '')"
)


class Listings(Part):
    """The store's part that takes what lists bring."""

    @on_disk
    def fingerprints(
        self, ids: Iterable[str], source: str = "", section: str = ""
    ) -> Mapping[str, Known]:
        """What is kept of those of the articles that are here.

        Where a source is given, the fingerprints are what this list of it gave last, "" for an
        article that it never brought: two lists may give one article in different words.
        """
        mark, values = "fingerprint", []
        if source:
            mark, values = _LAST_BROUGHT, [source, section]
        rows = self._database.all_of(
            f"SELECT id, url, title, {mark}, cached, listed FROM article WHERE id IN ({{keys}})",
            ids,
            *values,
        )
        return {
            article_id: Known(url, title, fingerprint, bool(cached), bool(listed))
            for article_id, url, title, fingerprint, cached, listed in rows
        }

    @on_disk_once
    def record_listing(
        self, source: str, section: str, items: Sequence[Listed], at: datetime
    ) -> None:
        """Store what a list brought, all of it or nothing.

        Entries without a date keep the order of their list.

        Raises:
            ProblemError: disk_full, disk_read_only, disk; cache_renewed, with nothing stored.
        """
        with self._database.writing():
            for place, item in enumerate(items):
                _record(self._database, source, section, item, at - timedelta(seconds=place), at)

    @on_disk_once
    def set_sections(self, article_id: str, sections: Sequence[str]) -> None:
        """Let an article stand in these sections only, the first one being its own."""
        database = self._database
        with database.writing():
            record = records.load(database, article_id)
            if record is None:
                return
            sources = {source for source, _ in records.pairs_of(database, article_id)}
            records.clear_places(database, article_id)
            pairs = {(source, name) for source in sources for name in ("", *sections)}
            records.save(database, record._replace(sections=()).with_sections(*sections), pairs)

    @on_disk_once
    def record_edit(self, item: Listed, at: datetime) -> None:
        """Store what a site says of an article by now, whatever its lists still say."""
        database = self._database
        with database.writing():
            record = records.load(database, item.id)
            if record is None or not record.listed:
                return
            url = _address(database, record, item.entry)
            identity.remember(database, item.id, item.entry.url, item.entry.guid)
            _keep_news(database, _with_entry(record, item, url, at), item.entry, set())
            if item.entry.sections:
                self.set_sections(item.id, item.entry.sections)


def _record(
    database: Database, source: str, section: str, item: Listed, first_seen: datetime, at: datetime
) -> None:
    entry = item.entry
    known = records.load(database, item.id)
    url = entry.url if known is None else _address(database, known, entry)
    identity.remember(database, item.id, entry.url, entry.guid)
    database.execute(
        "INSERT INTO brought (id, source, section, fingerprint) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id, source, section) DO UPDATE SET fingerprint = excluded.fingerprint"
        " WHERE fingerprint <> excluded.fingerprint",
        (item.id, source, section, item.fingerprint),
    )
    record = known or records.new_record(database, item.id, entry.url, first_seen)
    takes = _takes(database, source, record)
    has_changed_hands = record.listed and takes and record.source != source
    record = record._replace(
        listed=True,
        seen_at=records.seconds(at),
        source=(source or record.source) if takes else record.source,
    )
    record = _with_sections(database, record, source, (section, *entry.sections))
    is_news = takes and (item.is_new or item.is_changed or known is None or has_changed_hands)
    if is_news:
        record = _with_entry(record, item, url, at)
    pairs = {(source, name) for name in ("", section, *entry.sections)}
    if not is_news and _is_as_known(database, record, known, pairs):
        records.touch(database, record)
        return
    if is_news:
        _keep_news(database, record, entry, pairs)
    else:
        records.save(database, record, pairs)


def _takes(database: Database, source: str, record: Record) -> bool:
    """Does an article belong to the source whose list brought it: the first one subscribed?"""
    if not record.listed or record.source == source:
        return True
    return place_of(database, source) < place_of(database, record.source)


def _with_sections(database: Database, record: Record, source: str, names: Sequence[str]) -> Record:
    """Also in these sections; those of the source that it belongs to come first."""
    if set(filter(None, names)) <= set(record.sections) and record.sections[:1] == names[:1]:
        return record
    if record.source != source:
        return record.with_sections(*names)
    own = {section for of, section in records.pairs_of(database, record.id) if of == source}
    before = [name for name in record.sections if name in own]
    return record._replace(sections=()).with_sections(*before, *names, *record.sections)


def _keep_news(
    database: Database, record: Record, entry: Entry, pairs: set[tuple[str, str]]
) -> None:
    record = records.save(database, record, pairs)
    database.execute(
        "INSERT OR REPLACE INTO entry (number, entry) VALUES (?, ?)",
        (record.number, codec.pack(entry)),
    )
    _index(database, record)


def _is_as_known(
    database: Database, record: Record, known: Record | None, pairs: set[tuple[str, str]]
) -> bool:
    """Did a list say of an article only that it still stands there?"""
    return (
        known is not None
        and record == known._replace(seen_at=record.seen_at)
        and pairs <= records.pairs_of(database, record.id)
    )


def _address(database: Database, record: Record, entry: Entry) -> str:
    """The entry's, unless it led to the article already: then its page has told another since."""
    is_former = record.has_page and identity.identify(database, entry.url) == record.id
    return record.url if is_former or not entry.url else entry.url


def _with_entry(record: Record, item: Listed, url: str, at: datetime) -> Record:
    entry = item.entry
    record = record._replace(
        url=url or record.url,
        guid=entry.guid or record.guid,
        title=entry.title or record.title,
        summary=entry.summary or record.summary,
        fingerprint=item.fingerprint or record.fingerprint,
    )
    return record.published_at(entry.published, at)


def _index(database: Database, record: Record) -> None:
    """A headline is found by its title and summary until its body is here."""
    indexed = get_document(database, record.number) if record.cached else None
    document = indexed or Document("", record.summary)
    put_document(database, record.number, document._replace(title=record.title))
