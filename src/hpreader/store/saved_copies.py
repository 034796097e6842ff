"""Whole copies of saved articles in the user's data, from which a deleted cache is refilled."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hpreader import model
from hpreader.store import codec
from hpreader.store.article_table import HEADLINE_COLUMNS, headline_of
from hpreader.store.fts_index import Document, document_of
from hpreader.store.timestamps import to_timestamp

if TYPE_CHECKING:
    from hpreader.model import Article, Headline
    from hpreader.store.article_table import ArticleTable
    from hpreader.store.database import Database
    from hpreader.store.fts_index import FtsIndex

T = TypeVar("T")


class SavedCopies:
    """Writes and restores the copies; all its methods belong inside a transaction of the caller's."""

    def __init__(self, database: Database, *, table: ArticleTable, index: FtsIndex) -> None:
        self._database = database
        self._table = table
        self._index = index

    def put(self, article_id: str) -> None:
        """Copy the cache's headline and body of an article; a body copied before is kept."""
        row = self._database.one(
            f"SELECT {HEADLINE_COLUMNS}, listed, number FROM article WHERE id = ?", (article_id,)
        )
        if row is None:
            return
        headline = headline_of(row)
        body = self._database.one("SELECT article FROM body WHERE number = ?", (row[-1],))
        self._database.execute(
            "INSERT INTO userdata.shelf (id, url, headline, listed, article)"
            " VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET url = excluded.url, headline = excluded.headline,"
            " listed = excluded.listed, article = coalesce(excluded.article, article)",
            (
                article_id,
                headline.url,
                codec.pack(headline),
                row[-2],
                body[0] if body else None,
            ),
        )

    def remove(self, article_id: str) -> None:
        """Delete the copy of an article."""
        self._database.execute("DELETE FROM userdata.shelf WHERE id = ?", (article_id,))

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
        if stored and (stored.cached or article is None):
            return
        now = self._database.now()
        body = _unpack(model.Article, article)
        copy = _unpack(model.Headline, headline) or _headline_from(article_id, url, body)
        row = stored or self._table.new_row(article_id, copy.url, now)._replace(
            source=copy.source,
            title=copy.title,
            summary=copy.summary,
            listed=bool(listed),
            saved=True,
        )
        row = row.published_at(copy.published, now).with_sections(*copy.sections)
        row = row._replace(cached=body is not None, words=copy.words)
        if body:
            row = row._replace(has_page=body.has_page)
        placements = {(copy.source, section) for section in ("", *copy.sections)}
        row = self._table.save(row, placements)
        document = Document(row.title, row.summary)
        if body:
            document = document_of(row.title, body)
            self._database.execute(
                "INSERT OR REPLACE INTO body (number, cached_at, article) VALUES (?, ?, ?)",
                (row.number, to_timestamp(body.cached_at or now), article),
            )
        self._index.put(row.number, document)


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
