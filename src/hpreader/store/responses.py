"""What is remembered of servers: validators, how the last sync of a source went, small facts."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.problems import Problem
from hpreader.store import codec, records
from hpreader.store.database import Part, on_disk, on_disk_once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.model import CacheState, Validators

Check = tuple[datetime, Problem | None]
"""When a source was last asked, and what was wrong with it then."""


class Responses(Part):
    """The store's part that remembers servers."""

    @on_disk
    def validators(self, url: str) -> Validators | None:
        """What the server gave with the last answer from an address."""
        row = self._database.one("SELECT etag, last_modified FROM response WHERE url = ?", (url,))
        return model.Validators(*row) if row else None

    @on_disk_once
    def put_validators(self, url: str, validators: Validators, at: datetime) -> None:
        """Keep what the server gave; nothing is kept where it gave nothing."""
        with self._database.writing():
            if validators == model.Validators():
                self._database.execute("DELETE FROM response WHERE url = ?", (url,))
                return
            self._database.execute(
                "INSERT OR REPLACE INTO response (url, etag, last_modified, at)"
                " VALUES (?, ?, ?, ?)",
                (url, validators.etag, validators.last_modified, records.seconds(at)),
            )

    @on_disk_once
    def put_source_check(self, name: str, at: datetime, problem: Problem | None) -> None:
        """Note that a source was asked, and what was wrong if something was."""
        with self._database.writing():
            asked_at = records.seconds(at)
            self._database.execute(
                "INSERT INTO source_check (name, at, problem, worked_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET at = excluded.at, problem = excluded.problem,"
                " worked_at = coalesce(excluded.worked_at, worked_at)",
                (
                    name,
                    asked_at,
                    codec.dump(problem) if problem else None,
                    None if problem else asked_at,
                ),
            )

    @on_disk
    def checks(self) -> Mapping[str, Check]:
        """The last check of each source."""
        rows = self._database.all("SELECT name, at, problem FROM source_check")
        return {name: _check(at, problem) for name, at, problem in rows}

    @on_disk
    def source_check(self, name: str) -> Check | None:
        """The last check of one source."""
        row = self._database.one("SELECT at, problem FROM source_check WHERE name = ?", (name,))
        return _check(*row) if row else None

    @on_disk
    def get_note(self, key: str) -> object:
        """A small fact that was put under a key, None if there is none."""
        row = self._database.one("SELECT value FROM note WHERE key = ?", (f"note {key}",))
        return codec.load_plain(row[0]) if row else None

    @on_disk
    def notes(self, kind: str) -> Mapping[str, object]:
        """All small facts whose keys begin with a word, by the rest of their keys."""
        start = f"note {kind} "
        rows = self._database.all(
            "SELECT substr(key, ?), value FROM note WHERE key > ? AND key < ? ORDER BY key",
            (len(start) + 1, start, f"note {kind}!"),  # "!" comes after the space
        )
        return {key: codec.load_plain(value) for key, value in rows}

    @on_disk
    def put_note(self, key: str, value: object) -> None:
        """Keep a small fact (anything JSON can say) in the cache; None forgets it."""
        with self._database.writing():
            if value is None:
                self._database.execute("DELETE FROM note WHERE key = ?", (f"note {key}",))
            else:
                self._database.execute(
                    "INSERT OR REPLACE INTO note (key, value, at) VALUES (?, ?, ?)",
                    (
                        f"note {key}",
                        json.dumps(value, ensure_ascii=False),
                        records.seconds(self._database.now()),
                    ),
                )

    @property
    def unwritable(self) -> str:
        """The file that cannot be written, "" where both can."""
        return str(self._database.read_only or "")

    @on_disk
    def state(self) -> CacheState:
        """How much is here, how large and how old it is, and what waits for the network."""
        number = self._database.number
        synced_at = self._database.one("SELECT max(worked_at) FROM source_check")
        cache = self._database.cache
        sizes = [
            path.stat().st_size
            for path in (cache, cache.with_name(f"{cache.name}-wal"))
            if path.exists()
        ]
        return model.CacheState(
            articles=number("SELECT total FROM tally WHERE source = '' AND section = ''"),
            bodies=number("SELECT count(*) FROM article WHERE cached = 1"),
            size=sum(sizes),
            synced_at=records.moment(synced_at[0]) if synced_at else None,
            queued=number("SELECT count(*) FROM userdata.queue"),
        )


def _check(at: int, problem: str | None) -> Check:
    when = records.moment(at)
    assert when is not None, "the column is NOT NULL"
    return when, codec.load_as(Problem, problem) if problem else None
