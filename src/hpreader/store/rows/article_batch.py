"""Many articles that are loaded together, changed as values, and stored together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hpreader.store.rows.contents import Content, Contents, entry_json
from hpreader.store.rows.fts_index import document_of
from hpreader.store.values import codec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hpreader.model import Article, Entry
    from hpreader.store.database import Database
    from hpreader.store.rows.article_table import ArticleTable
    from hpreader.store.rows.fts_index import Document, FtsIndex
    from hpreader.store.rows.stored_article import ArticleRow, StoredArticle


class ArticleBatch:
    """The articles that one transaction changes.

    Whatever their number, they cost some ten calls of SQLite: one for each table that is read or
    written, and one more for every 500 of them.
    """

    def __init__(
        self, database: Database, *, table: ArticleTable, index: FtsIndex, ids: Iterable[str]
    ) -> None:
        """Load those of the articles that are stored; in a transaction of the caller's."""
        self._table = table
        self._index = index
        self._contents = Contents(database)
        self._before = table.load_all(ids)
        self._after = dict(self._before)
        self._entries: dict[str, Entry] = {}
        self._bodies: dict[str, Article] = {}
        self._former: dict[str, str] = {}
        self._loaded: dict[str, Content] = {}
        self.unread_again: list[str] = []
        """The articles that were read and are unread since this transaction."""

    def get(self, article_id: str) -> StoredArticle | None:
        """An article as it is now; None if it is not stored and was not put."""
        return self._after.get(article_id)

    def add_new(self, addresses: Mapping[str, str], first_seen: Mapping[str, datetime]) -> None:
        """Put articles that are not stored; see `ArticleTable.new_articles`."""
        self._after |= self._table.new_articles(addresses, first_seen)

    def is_new(self, article_id: str) -> bool:
        """Whether an article is not stored yet."""
        return article_id not in self._before

    def put(self, article: StoredArticle) -> None:
        """Change an article."""
        self._after[article.row.id] = article

    def entry(self, article_id: str) -> Entry | None:
        """The stored entry of an article that was loaded."""
        return self._load_contents((article_id,))[article_id].entry_of(self._before[article_id].row)

    def put_entry(self, article_id: str, entry: Entry) -> None:
        """Change the last entry of an article."""
        self._entries[article_id] = entry

    def content(self, article_id: str) -> Content:
        """The stored texts of an article; empty ones if it is new."""
        return self._load_contents((article_id,))[article_id]

    def put_former(self, article_id: str, former: str) -> None:
        """Change the former texts of an article: JSON, as in `Content.former`."""
        self._former[article_id] = former

    def put_body(self, article: Article) -> None:
        """Change the body of an article, which has its id and the time when it was cached."""
        self._bodies[article.id] = article

    def save(self) -> tuple[str, ...]:
        """Store what was changed.

        Returns:
            The ids of saved articles that got a body.
        """
        texts = [one for one in self._after if self._has_other_text(one)]
        before = self._load_contents(texts)
        after = {one: self._content(one, before[one]) for one in texts}
        self._save_contents(before, after)
        stored = self._table.save_all(
            [(self._before.get(one), article) for one, article in self._after.items()]
        )
        self._after = {article.row.id: article for article in stored}
        documents = [
            (
                self._after[one].row,
                before[one].document(old.row) if (old := self._before.get(one)) else None,
                self._document(one, after[one]),
            )
            for one in texts
        ]
        self._index.put_all((row.number, old, new) for row, old, new in documents)
        self._save_places(documents)
        return tuple(one for one in self._bodies if self._after[one].row.saved)

    def _save_places(
        self, documents: Iterable[tuple[ArticleRow, Document | None, Document]]
    ) -> None:
        """Store which places the articles name."""
        from hpreader.store.rows.place_labels import place_labels  # noqa: PLC0415 - the first screen stores nothing

        self._table.change_labels(
            (
                row.number,
                place_labels(self._before[row.id].row, old) if old is not None else set(),
                place_labels(row, new),
            )
            for row, old, new in documents
        )

    def _document(self, article_id: str, content: Content) -> Document:
        """The searchable text of an article as it is now."""
        row, body = self._after[article_id].row, self._bodies.get(article_id)
        return document_of(row.title, body) if body is not None else content.document(row)

    def remove_all(self) -> None:
        """Delete the articles that were loaded, with their texts."""
        from hpreader.store.rows.place_labels import place_labels  # noqa: PLC0415 - see _save_places

        before = self._load_contents(self._before)
        articles = self._before.values()
        self._index.put_all(
            (one.row.number, before[one.row.id].document(one.row), None) for one in articles
        )
        keys = (one.row.content for one in articles)
        self._table.change_labels(
            (one.row.number, place_labels(one.row, before[one.row.id].document(one.row)), set())
            for one in articles
        )
        self._contents.remove_all(key for key in keys if key is not None)
        self._table.remove_all(list(articles))

    def _has_other_text(self, article_id: str) -> bool:
        """Whether a text of an article may have changed, or what its entry has in common with its row."""
        before = self._before.get(article_id)
        if before is None or any(
            article_id in changed for changed in (self._bodies, self._entries, self._former)
        ):
            return True
        return _described(before.row) != _described(self._after[article_id].row)

    def _load_contents(self, ids: Iterable[str]) -> dict[str, Content]:
        wanted = list(ids)
        rows = {
            one: self._before[one].row
            for one in wanted
            if one in self._before and one not in self._loaded
        }
        loaded = self._contents.load_all(rows.values())
        self._loaded |= {one: loaded[row.number] for one, row in rows.items()}
        return {one: self._loaded.get(one, Content()) for one in wanted}

    def _content(self, article_id: str, before: Content) -> Content:
        """The texts of an article as they are now."""
        row = self._after[article_id].row
        entry = self._entries.get(article_id)
        if entry is None and (old := self._before.get(article_id)):
            entry = before.entry_of(old.row)
        body = self._bodies.get(article_id)
        return Content(
            article=codec.dump(body) if body is not None else before.article,
            entry=entry_json(entry, row) if entry is not None else "",
            former=self._former.get(article_id, before.former),
        )

    def _save_contents(self, before: Mapping[str, Content], after: Mapping[str, Content]) -> None:
        """Store the texts that changed, with their keys in the rows."""
        changed = {one: after[one].packed() for one in after if after[one] != before[one]}
        new = [
            one
            for one, data in changed.items()
            if data is not None and self._after[one].row.content is None
        ]
        keys = dict(zip(new, self._contents.new_keys(len(new)), strict=True))
        gone: list[int] = []
        for one, data in changed.items():
            row = self._after[one].row
            if data is None and row.content is not None:
                gone.append(row.content)
            key = None if data is None else keys.get(one, row.content)
            if key != row.content:
                self._replace_row(one, content=key)
        for one in self._entries:
            if not self._after[one].row.has_entry:
                self._replace_row(one, has_entry=True)
        self._contents.remove_all(gone)
        self._contents.save_all(
            {
                key: data
                for one, data in changed.items()
                if data is not None and (key := self._after[one].row.content) is not None
            }
        )

    def _replace_row(self, article_id: str, **values: Any) -> None:
        article = self._after[article_id]
        self._after[article_id] = article._replace(row=article.row._replace(**values))


def _described(row: ArticleRow) -> tuple[object, ...]:
    """What an entry may have in common with a row."""
    return (row.url, row.guid, row.title, row.summary, row.published)
