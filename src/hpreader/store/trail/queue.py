"""Links that wait for the network."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store.database import with_recovery
from hpreader.store.values import codec
from hpreader.store.values.timestamps import from_timestamp, to_timestamp

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model import Queued
    from hpreader.store.database import Database


class LinkQueue:
    """The links in the user's data, in the order in which they were added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def get_all(self) -> tuple[Queued, ...]:
        """The links, the first added first."""
        rows = self._database.all("SELECT url, title, at FROM userdata.queue ORDER BY at, rowid")
        links = []
        for url, title, at in rows:
            with suppress(codec.UnreadableError):  # one unreadable link must not hide the others
                codec.check_cells((url, title), str, str)
                links.append(model.Queued(url, title, from_timestamp(at)))
        return tuple(links)

    @with_recovery
    def add(self, url: str, title: str, at: datetime) -> None:
        """Add a link; one that is in the queue stays where it is."""
        with self._database.writing_userdata():
            self._database.execute(
                "INSERT INTO userdata.queue (url, title, at) VALUES (?, ?, ?)"
                " ON CONFLICT (url) DO UPDATE SET title = excluded.title WHERE title = ''",
                (url, title, to_timestamp(at)),
            )

    @with_recovery
    def remove(self, url: str) -> None:
        """Remove a link, if it is there."""
        with self._database.writing():
            self._database.execute("DELETE FROM userdata.queue WHERE url = ?", (url,))
