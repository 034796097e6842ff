"""Two stored articles that turn out to be one are merged under one id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.store.marks.marks_revision import renew_revision
from hpreader.store.rows.article_batch import ArticleBatch
from hpreader.store.rows.stored_article import StoredArticle
from hpreader.text import fold

if TYPE_CHECKING:
    from hpreader.model import Article
    from hpreader.store.database import Database
    from hpreader.store.rows.article_table import ArticleTable
    from hpreader.store.rows.fts_index import FtsIndex
    from hpreader.store.rows.identities import Identities
    from hpreader.store.rows.stored_article import ArticleRow
    from hpreader.store.sources import Sources


class Duplicates:
    """Finds and merges duplicates, inside a transaction of the caller's."""

    def __init__(
        self,
        database: Database,
        *,
        table: ArticleTable,
        index: FtsIndex,
        identities: Identities,
        sources: Sources,
    ) -> None:
        self._database = database
        self._table = table
        self._index = index
        self._identities = identities
        self._sources = sources

    def resolve(self, article: Article) -> str:
        """The id under which to store a fetched article; a duplicate is merged into it.

        A list may give an article an address whose page names another canonical one: `?p=ID`, or
        an address that the site no longer uses. The two stored articles are merged only if their
        titles agree as well: on some sites all pages name the same canonical address.
        """
        if article.id and not article.url:
            return article.id
        canonical_id = self._identities.identify(article.url, article.guid)
        if not article.id or canonical_id == article.id:
            return article.id or canonical_id
        if self._identities.is_shared(article.url):
            return article.id
        stored = self._table.load_all((canonical_id, article.id))
        kept, duplicate = stored.get(canonical_id), stored.get(article.id)
        if kept is None or fold(kept.row.title) != fold(article.title):
            return article.id
        if duplicate is not None:
            self._merge(duplicate, kept)
        return canonical_id

    def _merge(self, duplicate: StoredArticle, kept: StoredArticle) -> None:
        database, old, row = self._database, duplicate.row, kept.row
        self._move_user_data(old, row)
        tables = ("progress", "shelf", "rule_action", "former_text")
        for table in (f"userdata.{name}" for name in tables):
            database.execute(f"UPDATE OR IGNORE {table} SET id = ? WHERE id = ?", (row.id, old.id))
            database.execute(f"DELETE FROM {table} WHERE id = ?", (old.id,))
        database.execute(
            "UPDATE OR IGNORE list_fingerprint SET number = ? WHERE number = ?",
            (row.number, old.number),
        )
        removed = self._batch(old.id)
        entry = removed.entry(old.id)
        removed.remove_all()
        row = row._replace(
            listed=row.listed or old.listed,
            read=row.read or old.read,
            saved=row.saved or old.saved,
            source=self._first_source(row, old),
        ).with_sections(*old.sections)
        batch = self._batch(row.id)
        batch.put(StoredArticle(row, kept.lists | duplicate.lists))
        if entry is not None and not row.has_entry:
            batch.put_entry(row.id, entry)
        batch.save()

    def _batch(self, article_id: str) -> ArticleBatch:
        return ArticleBatch(self._database, table=self._table, index=self._index, ids=(article_id,))

    def _move_user_data(self, duplicate: ArticleRow, kept: ArticleRow) -> None:
        """Move the marks and the aliases."""
        database = self._database
        database.execute("UPDATE userdata.alias SET id = ? WHERE id = ?", (kept.id, duplicate.id))
        self._identities.replace_aliases(kept.id, duplicate.url, duplicate.guid)
        for mark in ("read_at", "saved_at"):
            database.execute(
                f"INSERT INTO userdata.mark (id, {mark}) SELECT ?, {mark} FROM userdata.mark"
                f" WHERE id = ? AND {mark} IS NOT NULL"
                f" ON CONFLICT (id) DO UPDATE SET {mark} = coalesce({mark}, excluded.{mark})",
                (kept.id, duplicate.id),
            )
        database.execute("DELETE FROM userdata.mark WHERE id = ?", (duplicate.id,))
        renew_revision(database)

    def _first_source(self, kept: ArticleRow, duplicate: ArticleRow) -> str:
        """The source that the merged article belongs to: the first one subscribed to."""
        names = [row.source for row in (kept, duplicate) if row.listed and row.source]
        return min(names, key=self._sources.position, default=kept.source)
