"""Marks and the shelf: what the user read and saved, kept with the user's data.

The cache holds copies of the marks, because lists and counts need them in their indexes. A stamp
in both files tells whether they agree; where they do not, the copies are made anew at opening.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from hpreader import model
from hpreader.store import codec, records, words
from hpreader.store.database import Database, Part, on_disk
from hpreader.store.rows import StoredRows
from hpreader.store.userdata import keep_fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from hpreader.model import Article, Headline, ListQuery

T = TypeVar("T")


def keep_copy(database: Database, article_id: str) -> None:
    """Put what the cache has of a saved article on the shelf."""
    row = database.one(
        f"SELECT {records.HEADLINE_COLUMNS}, listed, number FROM article WHERE id = ?",
        (article_id,),
    )
    if row is None:
        return
    headline = records.headline_of(row)
    body = database.one("SELECT article FROM body WHERE number = ?", (row[-1],))
    database.execute(
        "INSERT INTO userdata.shelf (id, url, headline, listed, article) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET url = excluded.url, headline = excluded.headline,"
        " listed = excluded.listed, article = coalesce(excluded.article, article)",
        (article_id, headline.url, codec.pack(headline), row[-2], body[0] if body else None),
    )


def agree(database: Database) -> None:
    """Make the cache's copies of the marks those of the user's data, and bring the shelf back."""
    if database.read_only or _agrees(database):
        return
    with database.writing():
        if _agrees(database):
            return
        for kind in ("read", "saved"):
            database.execute(
                f"UPDATE article SET {kind} = NOT {kind} WHERE {kind} <> EXISTS (SELECT 1 FROM"
                f" userdata.mark WHERE mark.id = article.id AND {kind}_at IS NOT NULL)"
            )
        database.execute(
            "UPDATE placement SET unread = NOT unread WHERE unread <>"
            " (SELECT NOT read FROM article WHERE article.id = placement.id)"
        )
        for row in database.all("SELECT id, url, headline, listed, article FROM userdata.shelf"):
            _bring_back(database, *row)
        database.execute(
            "INSERT OR REPLACE INTO note (key, value, at)"
            " SELECT key, value, 0 FROM userdata.fact WHERE key = 'marks'"
        )


def stamp_marks(database: Database) -> None:
    """Say in both files that the cache has the marks as they are now, within a transaction."""
    stamp = os.urandom(8).hex()
    keep_fact(database, "marks", stamp)
    database.execute(
        "INSERT OR REPLACE INTO note (key, value, at) VALUES ('marks', ?, 0)", (stamp,)
    )


def _agrees(database: Database) -> bool:
    row = database.one(
        "SELECT (SELECT value FROM userdata.fact WHERE key = 'marks')"
        " IS (SELECT value FROM note WHERE key = 'marks')"
    )
    return bool(row and row[0])


def _bring_back(
    database: Database,
    article_id: str,
    url: str,
    headline: bytes,
    listed: int,
    article: bytes | None,
) -> None:
    known = records.load(database, article_id)
    if known and (known.cached or article is None):
        return
    body = _readable(model.Article, article)
    kept = _readable(model.Headline, headline) or _headline_for(article_id, url, body)
    record = known or records.new_record(database, article_id, kept.url, database.now())._replace(
        source=kept.source,
        title=kept.title,
        summary=kept.summary,
        listed=bool(listed),
        saved=True,
    )
    record = record.published_at(kept.published, database.now())
    record = record.with_sections(*kept.sections)
    record = record._replace(cached=body is not None, words=kept.words)
    if body:
        record = record._replace(has_page=body.has_page)
    pairs = {(kept.source, section) for section in ("", *kept.sections)}
    record = records.save(database, record, pairs)
    document = words.Document(record.title, record.summary)
    if body:
        document = words.document_of(record.title, body)
        database.execute(
            "INSERT OR REPLACE INTO body (number, cached_at, article) VALUES (?, ?, ?)",
            (record.number, records.seconds(body.cached_at or database.now()), article),
        )
    words.put_document(database, record.number, document)


def _readable(kind: type[T], data: bytes | None) -> T | None:
    try:
        return codec.unpack_as(kind, data) if data is not None else None
    except codec.UnreadableError:
        return None


def _headline_for(article_id: str, url: str, body: Article | None) -> Headline:
    """For a saved article whose headline cannot be read any more."""
    if body is None:
        return model.Headline(article_id, url, url, "")
    return model.Headline(
        article_id, url, body.title, body.source, body.section, body.sections, body.published
    )


class Shelf(Part):
    """The store's part that holds what the user read and saved."""

    @on_disk
    def mark_read(
        self, ids: Iterable[str], read: bool = True, at: datetime | None = None
    ) -> tuple[str, ...]:
        """Mark articles read or unread; gives the ids that changed, to undo by.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        with self._database.writing():
            return self._mark("read", ids, read, at)

    @on_disk
    def mark_all_read(self, query: ListQuery, at: datetime | None = None) -> tuple[str, ...]:
        """Mark all headlines of a query read; gives the ids that changed, to undo by."""
        with self._database.writing():
            ids = StoredRows(self._database, replace(query, unread=True)).ids()
            return self._mark("read", ids, True, at)

    @on_disk
    def save(
        self, ids: Iterable[str], saved: bool = True, at: datetime | None = None
    ) -> tuple[str, ...]:
        """Put articles on the shelf, with their bodies, or take them off; gives those changed."""
        database = self._database
        with database.writing():
            changed = self._mark("saved", ids, saved, at)
            for article_id in changed:
                if saved:
                    keep_copy(database, article_id)
                else:
                    database.execute("DELETE FROM userdata.shelf WHERE id = ?", (article_id,))
            return changed

    def _mark(
        self, kind: str, ids: Iterable[str], wanted: bool, at: datetime | None
    ) -> tuple[str, ...]:
        database = self._database
        marked = self._marked(kind)
        changed = tuple(item for item in dict.fromkeys(ids) if marked(item) is not wanted)
        if not changed:
            return ()
        when = records.seconds(at or database.now()) if wanted else None
        write = database.connection.executemany
        write(
            f"INSERT INTO userdata.mark (id, {kind}_at) VALUES (?, ?)"
            f" ON CONFLICT (id) DO UPDATE SET {kind}_at = excluded.{kind}_at",
            [(item, when) for item in changed],
        )
        if not wanted:
            write(
                "DELETE FROM userdata.mark WHERE id = ? AND read_at IS NULL AND saved_at IS NULL",
                [(item,) for item in changed],
            )
        flags = [(wanted, item) for item in changed]
        write(f"UPDATE article SET {kind} = ? WHERE id = ?", flags)
        if kind == "read":
            write("UPDATE placement SET unread = NOT ? WHERE id = ?", flags)
            self._open_again(changed, when)
        stamp_marks(database)
        return changed

    def _marked(self, kind: str) -> Callable[[str], bool]:
        sql = f"SELECT 1 FROM userdata.mark WHERE id = ? AND {kind}_at IS NOT NULL"
        return lambda article_id: self._database.one(sql, (article_id,)) is not None

    def _open_again(self, ids: Iterable[str], when: int | None) -> None:
        if when is not None:
            self._database.connection.executemany(
                "UPDATE article SET opened_at = ? WHERE id = ?", [(when, item) for item in ids]
            )
