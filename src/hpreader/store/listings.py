"""What lists bring: headlines, their places, and what is needed to tell new from known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hpreader.store import codec, identity, records
from hpreader.store.database import Database, Part, on_disk
from hpreader.store.words import Document, get_document, put_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hpreader.model import Entry
    from hpreader.store.records import Record


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list with what was decided about it."""

    id: str
    entry: Entry
    fingerprint: str
    is_new: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of an article, for deciding whether a list changes it."""

    url: str
    title: str
    fingerprint: str
    has_body: bool
    listed: bool


class Listings(Part):
    """The store's part that takes what lists bring."""

    @on_disk
    def fingerprints(self, ids: Iterable[str]) -> Mapping[str, Known]:
        """What is kept of those of the articles that are here."""
        known: dict[str, Known] = {}
        for article_id in ids:
            row = self._database.one(
                "SELECT url, title, fingerprint, cached, listed FROM article WHERE id = ?",
                (article_id,),
            )
            if row:
                url, title, fingerprint, cached, listed = row
                known[article_id] = Known(url, title, fingerprint, bool(cached), bool(listed))
        return known

    @on_disk
    def record_listing(
        self, source: str, section: str, items: Sequence[Listed], at: datetime
    ) -> None:
        """Store what a list brought, all of it or nothing.

        Entries without a date keep the order of their list.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        with self._database.writing():
            for place, item in enumerate(items):
                _record(self._database, source, section, item, at - timedelta(seconds=place), at)

    @on_disk
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
            records.save(database, replace(record, sections=()).with_sections(*sections), pairs)


def _record(
    database: Database, source: str, section: str, item: Listed, first_seen: datetime, at: datetime
) -> None:
    entry = item.entry
    identity.remember(database, item.id, entry.url, entry.guid)
    known = records.load(database, item.id)
    record = known or records.new_record(database, item.id, entry.url, first_seen)
    record = replace(
        record,
        listed=True,
        seen_at=records.seconds(at),
        source=record.source if record.listed else source or record.source,
    ).with_sections(section, *entry.sections)
    is_news = item.is_new or item.is_changed or known is None
    if is_news:
        record = _with_entry(record, item, at)
    pairs = [(source, name) for name in ("", section, *entry.sections)]
    record = records.save(database, record, pairs)
    if is_news:
        database.execute(
            "INSERT OR REPLACE INTO entry (number, entry) VALUES (?, ?)",
            (record.number, codec.pack(entry)),
        )
        _index(database, record)


def _with_entry(record: Record, item: Listed, at: datetime) -> Record:
    entry = item.entry
    record = replace(
        record,
        url=entry.url or record.url,
        guid=entry.guid or record.guid,
        title=entry.title or record.title,
        summary=entry.summary or record.summary,
        fingerprint=item.fingerprint,
    )
    return record.published_at(entry.published, at)


def _index(database: Database, record: Record) -> None:
    """A headline is found by its title and summary until its body is here."""
    indexed = get_document(database, record.number) if record.cached else None
    document = indexed or Document("", record.summary)
    put_document(database, record.number, replace(document, title=record.title))
