"""Deletes what there is of single articles, in both files and in their indexes.

The words of a deleted article stay in the segments of a full-text index until these are merged
(https://www.sqlite.org/fts5.html, "The 'merge' Command"), so they are merged before the file is written anew.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hpreader import model, urls
from hpreader.store.rows.article_batch import ArticleBatch
from hpreader.store.rows.article_table import ArticleTable
from hpreader.store.rows.fts_index import FtsIndex
from hpreader.store.traces.userdata_traces import remove_visits
from hpreader.store.values.digests import digest_of_url

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from hpreader.store.store import Store


BY_ARTICLE: Final = (
    ("mark", "id"),
    ("shelf", "id"),
    ("former_text", "id"),
    ("progress", "id"),
    ("rule_action", "id"),
    ("story_split", "first"),
    ("story_split", "second"),
    ("alias", "id"),
)
"""The tables of the user's data with rows of single articles, and the column with the article's id."""


@dataclass(frozen=True, slots=True)
class ArticleTrace:
    """What identifies what there is of one article."""

    id: str
    title: str = ""
    addresses: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    """The addresses of its images."""


def find_article(store: Store, name: str) -> ArticleTrace | None:
    """What there is of an article, by its id or any of its addresses; None where there is nothing."""
    article_id = store.identities.identify(name) if urls.key(name) else name
    headline, article = store.articles.headline(article_id), store.articles.get(article_id)
    addresses = [name] if urls.key(name) else []
    images: tuple[str, ...] = ()
    if headline is not None:
        addresses.append(headline.url)
    if article is not None:
        addresses += [article.url, article.forms.amp, article.forms.shortlink]
        images = tuple(one.src for one in article.blocks if isinstance(one, model.Image))
    title = headline.title if headline is not None else ""
    trace = ArticleTrace(article_id, title, tuple(dict.fromkeys(filter(None, addresses))), images)
    rows = " OR ".join(
        f"EXISTS (SELECT 1 FROM userdata.{table} WHERE {column} = :id)"
        for table, column in BY_ARTICLE
        if table != "alias"
    )
    is_known = headline is not None or store.database.one(
        f"SELECT 1 WHERE {rows} OR EXISTS (SELECT 1 FROM userdata.queue WHERE url = :url)"
        " OR EXISTS (SELECT 1 FROM userdata.visit WHERE instr(visit, :id))",
        {"id": article_id, "url": name},
    )
    return trace if is_known else None


def remove_from_userdata(connection: sqlite3.Connection, traces: Sequence[ArticleTrace]) -> None:
    """Delete articles from the open file of user data; the caller opens and ends the transaction.

    Raises:
        sqlite3.Error: the file cannot be written.
    """
    run = connection.execute
    for trace in traces:
        visits = run("SELECT position, visit FROM visit ORDER BY position").fetchall()
        named = f'"id":"{trace.id}"'
        remove_visits(connection, [(row, named not in visit) for row, visit in visits])
        # Lists of the trail name the article at which they were left.
        run("UPDATE visit SET visit = replace(visit, ?, '')", (trace.id,))
        for table, column in BY_ARTICLE:
            run(f"DELETE FROM {table} WHERE {column} = ?", (trace.id,))
        for url in trace.addresses:
            run("DELETE FROM alias WHERE key = ?", (digest_of_url(url).alias_key,))
        keys = {urls.key(url) for url in trace.addresses}
        for (url,) in run("SELECT url FROM queue").fetchall():
            if urls.key(url) in keys:
                run("DELETE FROM queue WHERE url = ?", (url,))
        _remove_from_accounts(connection, keys)
    run("INSERT OR REPLACE INTO fact (key, value) VALUES ('marks', ?)", (os.urandom(8).hex(),))


def _remove_from_accounts(connection: sqlite3.Connection, keys: Collection[str]) -> None:
    """Leave of an article only its id at the servers, so that it neither comes back nor is changed there."""
    run = connection.execute
    if run("SELECT 1 FROM sqlite_schema WHERE name = 'account_item'").fetchone() is None:
        return
    for (url,) in run("SELECT DISTINCT url FROM account_item WHERE url <> ''").fetchall():
        if urls.key(url) in keys:
            run("UPDATE account_item SET url = '' WHERE url = ?", (url,))


def remove_from_cache(store: Store, traces: Sequence[ArticleTrace]) -> None:
    """Delete articles from the cache, with their images and what was noted of their addresses.

    Raises:
        ProblemError: disk_full, disk_read_only, disk.
    """
    database = store.database
    index = FtsIndex(database)
    names = [name for trace in traces for name in (trace.id, *trace.addresses)]
    images = [url for trace in traces for url in trace.images]

    def remove() -> None:
        with database.writing():
            ArticleBatch(
                database,
                table=ArticleTable(database),
                index=index,
                ids=[trace.id for trace in traces],
            ).remove_all()
            database.all_of("DELETE FROM image WHERE url IN ({keys})", images)
            for table, column in (("http_validator", "url"), ("note", "key")):
                database.all_of(f"DELETE FROM {table} WHERE {column} IN ({{keys}})", names)
        index.merge()

    database.run(remove)
