"""Stores in a temporary directory, and helpers that fill and read them."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hpreader.model import (
    VIETNAM,
    Article,
    Entry,
    Inline,
    ListQuery,
    Paragraph,
)
from hpreader.store import (
    ListedEntry,
    MemoryCopies,
    Store,
)

NOW = datetime(2026, 3, 7, 8, 0, tzinfo=VIETNAM)
SITE = "https://bao.example"


@dataclass
class Storeroom:
    """The two files, and a clock that changes only when it is set."""

    directory: Path
    now: datetime = NOW
    _open: list[Store] = field(default_factory=list)
    _copies: list[MemoryCopies] = field(default_factory=list)

    @property
    def cache(self) -> Path:
        return self.directory / "cache" / "cache.sqlite3"

    @property
    def userdata(self) -> Path:
        return self.directory / "data" / "reader.sqlite3"

    def open(self, *, may_replace_cache: bool = True, copies: MemoryCopies | None = None) -> Store:
        copies = copies or MemoryCopies(may_replace_cache=may_replace_cache)
        self._copies.append(copies)
        store = Store.open(self.cache, self.userdata, now=lambda: self.now, copies=copies)
        self._open.append(store)
        return store

    def forget(self, store: Store) -> None:
        """Leave a store, which the test closed, out of what `close` closes."""
        self._open.remove(store)

    def close(self) -> None:
        while self._open:
            self._open.pop().close()
        while self._copies:
            self._copies.pop().close()

    def reopen(self) -> Store:
        self.close()
        return self.open()

    def lose_cache(self) -> None:
        self.close()
        for path in self.cache.parent.iterdir():
            path.unlink()


def entry(name: str, **facts: object) -> Entry:
    """An entry whose title and address come from its name, an hour old."""
    given = {"url": f"{SITE}/{name.replace(' ', '-')}", "title": name, **facts}
    given.setdefault("published", NOW - timedelta(hours=1))
    return Entry(**given)  # type: ignore[arg-type]


def record_list(
    store: Store,
    entries: Sequence[Entry],
    source: str = "bao.example",
    section: str = "",
    at: datetime = NOW,
    fingerprint: str = "first",
) -> list[str]:
    """Let a list record_list these entries; gives their ids."""
    ids = [store.identities.identify(item.url, item.guid) for item in entries]
    known = store.entries.known_articles(ids, source, section)
    listed = [
        ListedEntry(
            article_id,
            item,
            fingerprint,
            is_new=article_id not in known or not known[article_id].listed,
            is_changed=article_id in known
            and known[article_id].fingerprint not in ("", fingerprint),
        )
        for article_id, item in zip(ids, entries, strict=True)
    ]
    store.entries.record_list(source, section, listed, at)
    return ids


def story(name: str, *paragraphs: str, **facts: object) -> Article:
    """An article whose title and address come from its name."""
    given = {
        "url": f"{SITE}/{name.replace(' ', '-')}",
        "title": name,
        "blocks": tuple(Paragraph(Inline(text)) for text in paragraphs),
        "source": "bao.example",
        **facts,
    }
    return Article(**given)  # type: ignore[arg-type]


def execute(path: Path, *statements: str) -> None:
    """Run statements on a file that no store has open."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def titles(store: Store, **query: object) -> list[str]:
    """The titles of a list."""
    rows = store.lists.rows(ListQuery(**query))  # type: ignore[arg-type]
    shown = [headline.title for headline in rows.slice(0, 1000)]
    assert rows.count() == len(shown)
    return shown


def hours_ago(count: float) -> datetime:
    """So many hours before `NOW`."""
    return NOW - timedelta(hours=count)


def found_titles(store: Store, query: str, limit: int = 50) -> list[str]:
    """The titles of the articles that a query matches, the best first."""
    return [hit.headline.title for hit in store.searches.find(query, limit)]


def saved_titles(store: Store) -> list[str]:
    """The titles of the saved articles."""
    return [headline.title for headline in store.lists.rows(ListQuery(saved=True)).slice(0, 100)]


def statements_of(store: Store, work: Callable[[], object]) -> list[str]:
    """The SQL statements that run during some work, with their values."""
    statements: list[str] = []
    store.database.connection.set_trace_callback(statements.append)
    work()
    store.database.connection.set_trace_callback(None)
    return statements


def calls_of(work: Callable[[], object]) -> int:
    """How often `execute` and `executemany` of sqlite3 are called during some work."""
    count = 0

    def count_call(_frame: object, event: str, function: object) -> None:
        nonlocal count
        if event == "c_call" and getattr(function, "__name__", "") in {"execute", "executemany"}:
            count += 1

    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
