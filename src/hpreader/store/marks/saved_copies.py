"""Whole copies of saved articles in the user's data, from which a deleted cache is refilled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from hpreader import model
from hpreader.store.rows.article_batch import ArticleBatch
from hpreader.store.rows.article_table import HEADLINE_COLUMNS, headline_of
from hpreader.store.rows.contents import Content, Contents
from hpreader.store.rows.stored_article import StoredArticle
from hpreader.store.values import codec

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model import Article, Headline
    from hpreader.store.database import Database
    from hpreader.store.rows.article_table import ArticleTable
    from hpreader.store.rows.fts_index import FtsIndex

T = TypeVar("T")


class SavedCopies:
    """Writes and restores the copies; all its methods belong inside a transaction of the caller's."""

    def __init__(self, database: Database, *, table: ArticleTable, index: FtsIndex) -> None:
        self._database = database
        self._table = table
        self._index = index
        self._contents = Contents(database)

    def put(self, article_id: str) -> None:
        """Copy the cache's headline and body of an article; a body copied before is kept."""
        row = self._database.one(
            f"SELECT {HEADLINE_COLUMNS}, listed FROM article WHERE id = ?", (article_id,)
        )
        if row is None:
            return
        headline = headline_of(row)
        stored = self._table.load(article_id)
        texts = self._contents.load(stored.row) if stored else Content()
        self._database.execute(
            "INSERT INTO userdata.shelf (id, url, headline, listed, article)"
            " VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET url = excluded.url, headline = excluded.headline,"
            " listed = excluded.listed, article = coalesce(excluded.article, article)",
            (
                article_id,
                headline.url,
                codec.pack(headline),
                row[-1],
                codec.compress(texts.article) if texts.article else None,
            ),
        )
        if texts.former:
            self._database.execute(
                "INSERT OR REPLACE INTO userdata.former_text (id, texts) VALUES (?, ?)",
                (article_id, codec.compress(texts.former)),
            )

    def remove(self, article_id: str) -> None:
        """Delete the copy of an article."""
        for table in ("shelf", "former_text"):
            self._database.execute(f"DELETE FROM userdata.{table} WHERE id = ?", (article_id,))

    def restore_all(self) -> None:
        """Store in the cache what it lacks of the saved articles."""
        for row in self._database.all(
            "SELECT id, url, headline, listed, article FROM userdata.shelf"
        ):
            self._restore(*row)

    def _restore(
        self, article_id: str, url: str, headline: bytes, listed: int, article: bytes | None
    ) -> None:
        stored = self._table.load(article_id)
        if stored and (stored.row.cached or article is None):
            return
        now = self._database.now()
        body = _unpack(model.Article, article)
        copy = _unpack(model.Headline, headline) or _headline_from(article_id, url, body)
        batch = ArticleBatch(
            self._database, table=self._table, index=self._index, ids=(article_id,)
        )
        if stored is None:
            batch.add_new({article_id: copy.url}, {article_id: now})
        found = batch.get(article_id)
        if found is not None:
            batch.put(_restored(found, copy, body, now, listed=bool(listed), is_new=not stored))
        if body is not None:
            cached_at = body.cached_at or now
            batch.put_body(replace(body, id=article_id, cached_at=cached_at))
            if texts := self._former_texts(article_id):
                batch.put_former(article_id, texts)
        batch.save()

    def _former_texts(self, article_id: str) -> str:
        """The former texts of an article as JSON; "" if there are none or they cannot be read."""
        row = self._database.one(
            "SELECT texts FROM userdata.former_text WHERE id = ?", (article_id,)
        )
        try:
            return codec.inflate(row[0]) if row else ""
        except codec.UnreadableError:
            return ""


def _restored(
    article: StoredArticle,
    copy: Headline,
    body: Article | None,
    now: datetime,
    *,
    listed: bool,
    is_new: bool,
) -> StoredArticle:
    """An article of the cache with what the user's data contain of it."""
    row = article.row
    if is_new:
        row = row._replace(
            source=copy.source, title=copy.title, summary=copy.summary, listed=listed, saved=True
        )
    row = row.published_at(copy.published, now).with_sections(*copy.sections)
    edited = codec.dump(copy.edit) if copy.edit is not None and body is not None else ""
    row = row._replace(cached=body is not None, words=copy.words, edited=edited)
    if body:
        row = row._replace(has_page=body.has_page)
    lists = {(copy.source, section) for section in ("", *copy.sections)}
    return StoredArticle(row, article.lists).in_lists(lists)


def _unpack(kind: type[T], data: bytes | None) -> T | None:
    """The value that was packed; None if there is none or it cannot be read."""
    try:
        return codec.unpack_as(kind, data) if data is not None else None
    except codec.UnreadableError:
        return None


def _headline_from(article_id: str, url: str, body: Article | None) -> Headline:
    """The headline of a saved article whose copied headline cannot be read."""
    if body is None:
        return model.Headline(article_id, url, url, "")
    return model.Headline(
        article_id, url, body.title, body.source, body.section, body.sections, body.published
    )
