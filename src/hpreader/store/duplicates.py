"""Two stored articles that turn out to be one are merged under one id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.store.marks_revision import renew_revision
from hpreader.text import fold

if TYPE_CHECKING:
    from hpreader.model import Article
    from hpreader.store.article_table import ArticleRow, ArticleTable
    from hpreader.store.database import Database
    from hpreader.store.fts_index import FtsIndex
    from hpreader.store.identities import Identities
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
        kept, duplicate = self._table.load(canonical_id), self._table.load(article.id)
        if kept is None or fold(kept.title) != fold(article.title):
            return article.id
        if duplicate is not None:
            self._merge(duplicate, kept)
        return canonical_id

    def _merge(self, duplicate: ArticleRow, kept: ArticleRow) -> None:
        database = self._database
        placements = self._table.placements(duplicate.id)
        self._move_user_data(duplicate, kept)
        for table in ("userdata.progress", "userdata.shelf", "list_fingerprint"):
            database.execute(
                f"UPDATE OR IGNORE {table} SET id = ? WHERE id = ?", (kept.id, duplicate.id)
            )
            database.execute(f"DELETE FROM {table} WHERE id = ?", (duplicate.id,))
        database.execute(
            "UPDATE OR IGNORE entry SET number = ? WHERE number = ?",
            (kept.number, duplicate.number),
        )
        self._table.delete_placements(duplicate.id)
        self._index.remove(duplicate.number)
        for table in ("body", "entry", "article"):
            database.execute(f"DELETE FROM {table} WHERE number = ?", (duplicate.number,))
        kept = kept._replace(
            listed=kept.listed or duplicate.listed,
            read=kept.read or duplicate.read,
            saved=kept.saved or duplicate.saved,
            source=self._first_source(kept, duplicate),
        ).with_sections(*duplicate.sections)
        self._table.save(kept, placements)

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
