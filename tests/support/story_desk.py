"""A newsroom over the made-up reports of `story_pairs.py`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hpreader.config import Paths, Settings
from hpreader.model import VIETNAM, ListQuery, Section, Source
from hpreader.newsroom import Newsroom
from hpreader.store import Store
from tests.support.story_pairs import Labelled, made_up_reports, put_reports, url_of

PAPERS = {"bao-cang": "Báo Cảng", "tin-song": "Tin Sông", "nhip-pho": "Nhịp Phố"}


class StoryDesk:
    """Files with reports in them, and the newsrooms that are opened over them."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.time = datetime(2026, 3, 13, 23, 0, tzinfo=VIETNAM)
        self._rooms: list[Newsroom] = []

    @classmethod
    def within(cls, directory: Path) -> StoryDesk:
        """A desk whose files are in a directory."""
        names = ("config.toml", "reader.sqlite3", "cache.sqlite3")
        return cls(Paths(*(directory / name for name in names)))

    def put(self, *articles: Labelled) -> None:
        """Store articles, and subscribe to the three papers."""
        with Store.open(self.paths.cache, self.paths.data, now=lambda: self.time) as store:
            sources = [
                Source(name, title, f"https://{name}.example/", (Section("Xã hội"),))
                for name, title in PAPERS.items()
            ]
            store.sources.put_all(sources)
            put_reports(store, articles)

    def open(self, settings: Settings | None = None) -> Newsroom:
        """A newsroom without a network."""
        room = Newsroom.open(
            self.paths, settings or Settings(), offline=True, now=lambda: self.time
        )
        self._rooms.append(room)
        return room

    def close(self) -> None:
        """Close all newsrooms."""
        while self._rooms:
            self._rooms.pop().close_files()


def event(name: str) -> list[Labelled]:
    """The reports of one event, the first one first."""
    return [one for one in made_up_reports() if one.event == name]


def id_of(room: Newsroom, one: Labelled) -> str:
    """The id of an article in the cache."""
    rows = room.lists.rows(ListQuery())
    return next(line.id for line in rows.slice(0, 200) if line.url == url_of(one))
