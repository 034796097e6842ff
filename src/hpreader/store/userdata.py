"""The rest of the user's own data: the reading trail, the queue, the subscribed sources."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.history import History
from hpreader.problems import Problem, ProblemError
from hpreader.store import codec, records
from hpreader.store.database import Database, Part, on_disk
from hpreader.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from hpreader.model import Queued, Source, Visit


def fact_of(database: Database, key: str) -> str | None:
    """A small fact of the user's, as it was kept."""
    row = database.one("SELECT value FROM userdata.fact WHERE key = ?", (key,))
    return str(row[0]) if row else None


def keep_fact(database: Database, key: str, value: str) -> None:
    """Keep a small fact in place of the one of this key, within a transaction."""
    database.execute(
        "INSERT OR REPLACE INTO userdata.fact (key, value) VALUES (?, ?)", (key, value)
    )


def titles_of(database: Database) -> dict[str, str]:
    """The titles of the sources by their names, in the order of the sources."""
    return dict(
        database.all(
            "SELECT name, coalesce(json_extract(source, '$.title'), '') FROM userdata.source"
            " WHERE json_valid(source) ORDER BY position, name"
        )
    )


class UserData(Part):
    """The store's part that holds the trail, the queue and the sources."""

    _stored_trail: tuple[Visit, ...] = ()
    """The visits as this connection last stored them, beginning at row `_trail_start`."""
    _trail_start: int = 0
    _trail_fact: tuple[int, bool, str] | None = None
    """Index and parked as last stored, with the stamp that tells whose trail is stored."""
    _is_adopted = False
    """Is the stored trail another process's, to be gone on with under a stamp of our own?"""

    @on_disk
    def trail(self) -> History[Visit]:
        """The reading trail as it was left."""
        rows = self._database.all("SELECT visit FROM userdata.visit ORDER BY position")
        fact = fact_of(self._database, "trail")
        visits = [_visit(row[0]) for row in rows]
        items = tuple(filter(None, visits))
        if fact is None or not items:
            return History()
        index, parked = _place(fact)
        index -= visits[: max(0, index)].count(None)
        return History(items, min(max(index, 0), len(items) - 1), parked)

    @on_disk
    def take_up_trail(self) -> History[Visit]:
        """The reading trail as it was left, to be gone on with: what is in it is not written again."""
        trail = self.trail()
        fact = fact_of(self._database, "trail")
        row = self._database.one("SELECT min(position), max(position) FROM userdata.visit")
        first, last = row if row and row[0] is not None else (0, -1)
        if fact is not None and last - first + 1 == len(trail) > 0:
            index, parked = _place(fact)
            self._stored_trail, self._trail_start = trail.items, first
            self._trail_fact = (index, parked, str(json.loads(fact)[2]))
            self._is_adopted = True
        return trail

    @on_disk
    def put_trail(self, trail: History[Visit]) -> None:
        """Keep the trail, what lies ahead included; only the visits that changed are written."""
        trail = trail.keep_last(model.LONGEST_TRAIL)
        try:
            with self._database.writing():
                self._adopt(trail)
                self._keep_visits(trail.items)
                self._keep_place(trail)
        except BaseException:
            self._trail_fact = None  # rolled back: what is stored is no longer known here
            raise
        self._stored_trail = trail.items

    def _keep_visits(self, visits: Sequence[Visit]) -> None:
        before, start = self._stored_trail, self._trail_start
        self._database.connection.executemany(
            "INSERT OR REPLACE INTO userdata.visit (position, visit) VALUES (?, ?)",
            [
                (start + place, codec.dump(visit))
                for place, visit in enumerate(visits)
                if place >= len(before) or (before[place] is not visit and before[place] != visit)
            ],
        )
        if len(before) > len(visits):
            self._database.execute(
                "DELETE FROM userdata.visit WHERE position >= ?", (start + len(visits),)
            )

    def _adopt(self, trail: History[Visit]) -> None:
        """Begin from what is stored: nothing of it if another process stored it."""
        stored = fact_of(self._database, "trail")
        is_ours = self._trail_fact is not None and stored == json.dumps(self._trail_fact)
        if not is_ours:
            self._database.execute("DELETE FROM userdata.visit")
            self._stored_trail, self._trail_start, self._trail_fact = (), 0, None
            self._is_adopted = False
            return
        cut = _cut(self._stored_trail, trail.items)
        if cut:
            self._trail_start += cut
            self._stored_trail = self._stored_trail[cut:]
            self._database.execute(
                "DELETE FROM userdata.visit WHERE position < ?", (self._trail_start,)
            )

    def _keep_place(self, trail: History[Visit]) -> None:
        before = self._trail_fact
        stamp = before[2] if before and not self._is_adopted else os.urandom(8).hex()
        self._is_adopted = False
        fact = (trail.index, trail.parked, stamp)
        if fact != before:
            keep_fact(self._database, "trail", json.dumps(fact))
            self._trail_fact = fact

    # --- what waits for the network ---

    @on_disk
    def enqueue(self, url: str, title: str, at: datetime) -> None:
        """Let a link wait for the network; one that waits already keeps its place."""
        with self._database.writing():
            self._database.execute(
                "INSERT INTO userdata.queue (url, title, at) VALUES (?, ?, ?)"
                " ON CONFLICT (url) DO UPDATE SET title = excluded.title WHERE title = ''",
                (url, title, records.seconds(at)),
            )

    @on_disk
    def dequeue(self, url: str) -> None:
        """Let a link wait no longer."""
        with self._database.writing():
            self._database.execute("DELETE FROM userdata.queue WHERE url = ?", (url,))

    @on_disk
    def queue(self) -> tuple[Queued, ...]:
        """What waits for the network, the longest waiting first."""
        rows = self._database.all("SELECT url, title, at FROM userdata.queue ORDER BY at, rowid")
        queued = []
        for url, title, at in rows:
            with suppress(codec.UnreadableError):  # one link less, rather than none at all
                queued.append(model.Queued(url, title, records.moment(at)))
        return tuple(queued)

    # --- sources ---

    @on_disk
    def was_begun(self) -> bool:
        """Did a first run end, so that what is subscribed is what the user wants?"""
        return fact_of(self._database, "subscribed") is not None

    @on_disk
    def sources(self) -> tuple[Source, ...] | None:
        """The subscribed sources in the order they were added; None before the first run's end."""
        if not self.was_begun():
            return None
        rows = self._database.all("SELECT source FROM userdata.source ORDER BY position, name")
        try:
            return tuple(codec.load_as(model.Source, row[0]) for row in rows)
        except codec.UnreadableError as error:
            problem = Problem("data_broken", str(self._database.userdata), clean(str(error)))
            raise ProblemError(problem) from error

    @on_disk
    def source_titles(self) -> Mapping[str, str]:
        """What the subscribed sources are called, in their order.

        The database reads it out of the JSON: every list names them, and needs no more of them.
        """
        return titles_of(self._database)

    @on_disk
    def put_source(self, source: Source) -> None:
        """Subscribe to a source, or replace the one of this name in its place."""
        with self._database.writing():
            self._put_source(source)

    @on_disk
    def put_sources(self, sources: Sequence[Source]) -> None:
        """Subscribe to several sources at once; none ends the first run too."""
        with self._database.writing():
            keep_fact(self._database, "subscribed", "true")
            for source in sources:
                self._put_source(source)

    def _put_source(self, source: Source) -> None:
        keep_fact(self._database, "subscribed", "true")
        self._database.execute(
            "INSERT INTO userdata.source (name, position, source) VALUES"
            " (?, (SELECT coalesce(max(position), 0) + 1 FROM userdata.source), ?)"
            " ON CONFLICT (name) DO UPDATE SET source = excluded.source",
            (source.name, codec.dump(source)),
        )

    @on_disk
    def remove_source(self, name: str) -> bool:
        """Unsubscribe; its articles leave the lists, what is saved stays. Was there such a source?

        What its servers were asked is forgotten, so that adding it again brings its news again.
        """
        database = self._database
        with database.writing():
            row = database.one("SELECT source FROM userdata.source WHERE name = ?", (name,))
            if row is None:
                return False
            database.execute("DELETE FROM userdata.source WHERE name = ?", (name,))
            database.execute("DELETE FROM source_check WHERE name = ?", (name,))
            database.execute("DELETE FROM brought WHERE source = ?", (name,))
            with suppress(codec.UnreadableError):  # also what cannot be read can be removed
                for section in codec.load_as(model.Source, row[0]).sections:
                    for url in section.candidates:
                        database.execute("DELETE FROM response WHERE url = ?", (url,))
            _unlist(database, name)
            return True


def _visit(text: str) -> Visit | None:
    """A stored visit; None for one that cannot be read: a trail with a gap is better than none."""
    try:
        return codec.load_as(model.Visit, text)
    except codec.UnreadableError:
        return None


def _place(fact: str) -> tuple[int, bool]:
    """Index and parked as stored; the trail's end where that cannot be read."""
    try:
        index, parked, _ = json.loads(fact)
        return int(index), bool(parked)
    except (ValueError, TypeError):
        return model.LONGEST_TRAIL, True


def _cut(before: Sequence[Visit], after: Sequence[Visit]) -> int:
    """How many visits were forgotten at the beginning."""
    if not before or not after or before[0] is after[0] or before[0] == after[0]:
        return 0
    return next((place for place, visit in enumerate(before) if visit is after[0]), 0)


def _unlist(database: Database, source: str) -> None:
    """Take out of the lists what only this source brought."""
    ids = database.all(
        "SELECT id FROM placement WHERE source = ? AND section = ''", (source,)
    )  # fmt: skip
    for (article_id,) in ids:
        record = records.load(database, article_id)
        pairs = {pair for pair in records.pairs_of(database, article_id) if pair[0] != source}
        records.clear_places(database, article_id)
        if record:
            records.save(database, record._replace(listed=bool(pairs)), pairs)
