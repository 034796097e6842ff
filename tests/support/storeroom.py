"""Stores in a temporary directory, and what tests put into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hpreader.model import VIETNAM, Article, Entry, Inline, Paragraph
from hpreader.store import ListedEntry, Store

NOW = datetime(2026, 3, 7, 8, 0, tzinfo=VIETNAM)
SITE = "https://bao.example"


@dataclass
class Storeroom:
    """The two files, and a clock that stands still until it is moved."""

    directory: Path
    now: datetime = NOW
    _open: list[Store] = field(default_factory=list)

    @property
    def cache(self) -> Path:
        return self.directory / "cache" / "cache.sqlite3"

    @property
    def userdata(self) -> Path:
        return self.directory / "data" / "reader.sqlite3"

    def open(self) -> Store:
        store = Store.open(self.cache, self.userdata, now=lambda: self.now)
        self._open.append(store)
        return store

    def close(self) -> None:
        while self._open:
            self._open.pop().close()

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


def bring(
    store: Store,
    entries: Sequence[Entry],
    source: str = "bao.example",
    section: str = "",
    at: datetime = NOW,
    fingerprint: str = "first",
) -> list[str]:
    """Let a list bring these entries; gives their ids."""
    ids = [store.identities.identify(item.url, item.guid) for item in entries]
    known = store.entries.known_articles(ids)
    listed = [
        ListedEntry(
            article_id,
            item,
            fingerprint,
            is_new=article_id not in known or not known[article_id].listed,
            is_changed=article_id in known and known[article_id].fingerprint != fingerprint,
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
