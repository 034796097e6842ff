"""Articles: storing them, and getting them again by id or by any address they ever had."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store import codec, identity, merging, records
from hpreader.store.database import Database, Part, on_disk
from hpreader.store.shelf import keep_copy
from hpreader.store.words import document_of, put_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hpreader.model import Article, Entry, Headline, LinkState

_SUMMARY_LENGTH = 400
"""Where a list gave no summary, so much of the beginning stands for it."""


def put_article(database: Database, article: Article, *, listed: bool | None = None) -> Article:
    """Store an article within a transaction; gives it back with its id and the time."""
    now = database.now()
    article_id = article.id or identity.identify(database, article.url, article.guid)
    article = replace(article, id=article_id, cached_at=article.cached_at or now)
    _remember_forms(database, article)
    record = records.load(database, article_id)
    record = record or records.new_record(database, article_id, article.url, now)
    record = record._replace(
        url=article.url,
        guid=article.guid or record.guid,
        title=article.title or record.title,
        summary=record.summary or _beginning(article),
        source=record.source or article.source,
        seen_at=records.seconds(now),
        listed=record.listed if listed is None else listed,
        cached=True,
        has_page=article.has_page,
        words=len(article.plain_text().split()),
    )
    record = record.published_at(article.published, now)
    record = record.with_sections(article.section, *article.sections)
    sources = {source for source, _ in records.pairs_of(database, article_id)} or {record.source}
    sections = ("", article.section, *article.sections)
    pairs = {(source, section) for source in sources if source for section in sections}
    record = records.save(database, record, pairs)
    database.execute(
        "INSERT OR REPLACE INTO body (number, cached_at, article) VALUES (?, ?, ?)",
        (record.number, records.seconds(article.cached_at or now), codec.pack(article)),
    )
    put_document(database, record.number, document_of(record.title, article))
    if record.saved:
        keep_copy(database, article_id)
    return article


def _remember_forms(database: Database, article: Article) -> None:
    identity.remember(database, article.id, article.url, article.guid)
    for url in (article.forms.amp, article.forms.shortlink):
        if url:
            identity.remember(database, article.id, url)


def _beginning(article: Article) -> str:
    paragraphs = (
        block.content.text for block in article.blocks if isinstance(block, model.Paragraph)
    )
    text = article.lede or next(paragraphs, "")
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[:_SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"


def get_article(database: Database, article_id: str) -> Article | None:
    """The stored article, with the sections and the source that lists gave it since."""
    row = database.one(
        "SELECT article, source, sections FROM body JOIN article USING (number) WHERE id = ?",
        (article_id,),
    )
    if row is None:
        return None
    try:
        article = codec.unpack_as(model.Article, row[0])
    except codec.UnreadableError:  # it can be fetched again
        return None
    record = records.load(database, article_id)
    sections = record.sections if record else article.sections
    section = article.section or next(iter(sections), "")
    return replace(article, source=row[1] or article.source, section=section, sections=sections)


class Articles(Part):
    """The store's part that holds articles."""

    @on_disk
    def put_article(self, article: Article, *, listed: bool | None = None) -> Article:
        """Store a body and index it; gives it back with its id and the time.

        `listed` says whether it stands in lists from now on; None leaves that as it was, and an
        article that no list has brought stays out of them.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        with self._database.writing():
            return put_article(self._database, article, listed=listed)

    @on_disk
    def keep_fetched(self, article: Article, url: str) -> Article:
        """Store an article that was fetched from `url`, which need not be its address any more."""
        with self._database.writing():
            article = replace(article, id=merging.settle(self._database, article))
            article = put_article(self._database, article)
            if url:
                identity.remember(self._database, article.id, url)
            return article

    @on_disk
    def article(self, article_id: str) -> Article | None:
        """The article with this id, if its body is here."""
        return get_article(self._database, article_id)

    @on_disk
    def article_at(self, url: str) -> Article | None:
        """The article at an address, also at a former one, if its body is here."""
        return get_article(self._database, identity.identify(self._database, url))

    @on_disk
    def entry_of(self, article_id: str) -> Entry | None:
        """What a list last gave of an article, with the body if it had one."""
        row = self._database.one(
            "SELECT entry FROM entry JOIN article USING (number) WHERE id = ?", (article_id,)
        )
        try:
            return codec.unpack_as(model.Entry, row[0]) if row else None
        except codec.UnreadableError:  # see get_article
            return None

    @on_disk
    def headline(self, article_id: str) -> Headline | None:
        """What is known of an article, listed or not."""
        row = self._database.one(
            f"SELECT {records.HEADLINE_COLUMNS} FROM article WHERE id = ?", (article_id,)
        )
        return records.headline_of(row) if row else None

    @on_disk
    def mark_opened(self, article_id: str, at: datetime) -> None:
        """Note that an article was opened, so that pruning leaves it a while."""
        with self._database.writing():
            self._database.execute(
                "UPDATE article SET opened_at = ? WHERE id = ?", (records.seconds(at), article_id)
            )

    @on_disk
    def link_states(self, addresses: Iterable[str]) -> Mapping[str, LinkState]:
        """Of each address: was its article read, is it here, or must it be fetched?"""
        ids = identity.identify_addresses(self._database, addresses)
        read, cached = (
            {row[0] for row in self._database.all_of(sql, ids.values())}
            for sql in (
                "SELECT id FROM userdata.mark WHERE read_at IS NOT NULL AND id IN ({keys})",
                # The plus keeps SQLite from reading the index of all that is cached.
                "SELECT id FROM article WHERE +cached = 1 AND id IN ({keys})",
            )
        )
        return {
            url: "read" if found in read else "cached" if found in cached else "missing"
            for url, found in ids.items()
        }
