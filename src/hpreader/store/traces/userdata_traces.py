"""Counts and deletes the traces of reading in the user's data, by SQL on that file alone."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from hpreader import model
from hpreader.store.articles.edit_traces import unread_edit, unread_texts
from hpreader.store.values import codec
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from hpreader.model.traces import Trace

_MOST_ROWS: Final = 1 << 32
"""Rows of one trail, as in trail.py."""
_IS_TRAIL: Final = "(key = 'trail' OR key GLOB 'trail [0-9]*')"
_VIEWS: Final = "key IN ('searches', 'looks')"

_COUNTS: Final[Mapping[Trace, str]] = {
    "read": "SELECT count(*) FROM mark WHERE read_at >= :since",
    "progress": "SELECT count(*) FROM progress WHERE at >= :since",
    "queue": "SELECT count(*) FROM queue WHERE at >= :since",
    "saved": "SELECT count(*) FROM mark WHERE saved_at >= :since",
    "sources": "SELECT count(*) FROM source",
}
_DELETIONS: Final[Mapping[Trace, tuple[str, ...]]] = {
    "read": (
        "UPDATE mark SET read_at = NULL WHERE read_at >= :since",
        "DELETE FROM rule_action WHERE action <> 'save' AND at >= :since",
        "UPDATE account_item SET is_read = NULL, sends_read = 0",
    ),
    "progress": ("DELETE FROM progress WHERE at >= :since",),
    "searches": ("DELETE FROM fact WHERE key = 'recent searches'",),
    "queue": ("DELETE FROM queue WHERE at >= :since",),
    "saved": (
        "DELETE FROM shelf WHERE id IN (SELECT id FROM mark WHERE saved_at >= :since)",
        "DELETE FROM former_text WHERE id NOT IN (SELECT id FROM shelf)",
        "UPDATE mark SET saved_at = NULL WHERE saved_at >= :since",
        "DELETE FROM rule_action WHERE action = 'save' AND at >= :since",
        "UPDATE account_item SET is_saved = NULL, sends_saved = 0",
    ),
    "sources": (
        "DELETE FROM source",
        "DELETE FROM fact WHERE key = 'subscribed'",
        "DELETE FROM account_feed",
        "DELETE FROM account_item",
        "DELETE FROM account",
    ),
    "views": (
        f"DELETE FROM fact WHERE {_VIEWS}",
        "DELETE FROM story_split",
        "DELETE FROM fact WHERE key = 'splits'",
    ),
}
_LATER_TABLES: Final = ("rule_action", "account_item", "account_feed", "account")
"""Those that files of earlier versions lack. What both sides of an account agreed on is forgotten with the
marks, else the server would be told that the user took them back."""
_UNUSED_MARKS: Final = "DELETE FROM mark WHERE read_at IS NULL AND saved_at IS NULL"


class UserdataTraces:
    """The traces in an open file of user data; the caller opens and ends the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def counts(self, since: datetime | None = None) -> Mapping[Trace, int]:
        """How much there is of each kind, since some time where the kind has times.

        Raises:
            sqlite3.Error: the file cannot be read.
        """
        values = {"since": _seconds(since)}
        one = self._connection.execute
        found: dict[Trace, int] = {
            trace: one(sql, values if ":since" in sql else {}).fetchone()[0]
            for trace, sql in _COUNTS.items()
            if trace != "progress" or self._has("progress")
        }
        found["trail"] = sum(not keeps for _, keeps in self._visits(since))
        found["searches"] = len(self._mapping("recent searches"))
        found["views"] = len(self._mapping("searches")) + len(self._mapping("looks"))
        if self._has("story_split"):
            found["views"] += one("SELECT count(*) FROM story_split").fetchone()[0]
        return found

    def remove(self, traces: Collection[Trace], since: datetime | None = None) -> None:
        """Delete what there is of these kinds, since some time where the kind has times.

        Raises:
            sqlite3.Error: the file cannot be written.
        """
        values = {"since": _seconds(since)}
        run = self._connection.execute
        if "trail" in traces:
            remove_visits(self._connection, self._visits(since))
        for trace, statements in _DELETIONS.items():
            for sql in statements if trace in traces else ():
                if any(name in sql and not self._has(name) for name in _LATER_TABLES):
                    continue
                run(sql, values if ":since" in sql else {})
        if "read" in traces:
            self._forget_readings(since)
        run(_UNUSED_MARKS)
        if {"cache", "trail"}.issubset(traces) and since is None:
            # Hashes of addresses; without the cache they are needed by what the user keeps only.
            ids = "SELECT id FROM mark UNION SELECT id FROM shelf UNION SELECT id FROM progress"
            run(f"DELETE FROM alias WHERE id NOT IN ({ids})")
        if {"read", "saved"}.intersection(traces):
            # Another revision than the cache has: its copies of the marks are then made anew.
            run(
                "INSERT OR REPLACE INTO fact (key, value) VALUES ('marks', ?)",
                (os.urandom(8).hex(),),
            )

    def _forget_readings(self, since: datetime | None) -> None:
        """Keep of no former text of a saved article that it was read; those that cannot be read go."""
        run = self._connection.execute
        for article_id, texts in run("SELECT id, texts FROM former_text").fetchall():
            try:
                former = codec.compress(unread_texts(codec.inflate(texts), since))
            except codec.UnreadableError:
                run("DELETE FROM former_text WHERE id = ?", (article_id,))
            else:
                run("UPDATE former_text SET texts = ? WHERE id = ?", (former, article_id))
        for article_id, packed in run("SELECT id, headline FROM shelf").fetchall():
            try:
                known = codec.unpack_as(model.Headline, packed)
            except codec.UnreadableError:
                continue
            if known.edit is not None:
                headline = codec.pack(replace(known, edit=unread_edit(known.edit, since)))
                run("UPDATE shelf SET headline = ? WHERE id = ?", (headline, article_id))

    def _has(self, table: str) -> bool:
        """Whether the file has a table that those of earlier versions lack."""
        sql = "SELECT 1 FROM sqlite_schema WHERE name = ?"
        return self._connection.execute(sql, (table,)).fetchone() is not None

    def _visits(self, since: datetime | None) -> list[tuple[int, bool]]:
        """The rows of visits, and whether each was before that time and can be read."""
        rows = self._connection.execute("SELECT position, visit FROM visit ORDER BY position")
        return [(row, since is not None and _is_before(visit, since)) for row, visit in rows]

    def _mapping(self, key: str) -> Mapping[str, Any]:
        row = self._connection.execute("SELECT value FROM fact WHERE key = ?", (key,)).fetchone()
        try:
            value = json.loads(row[0]) if row else {}
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}


def remove_visits(connection: sqlite3.Connection, visits: Sequence[tuple[int, bool]]) -> None:
    """Delete visits, and move the positions in their trails.

    Args:
        connection: to the user's data, in a transaction of the caller's.
        visits: all rows in their order, and whether each is kept.
    """
    kept: dict[int, list[bool]] = {}
    for row, keeps in visits:
        kept.setdefault(row // _MOST_ROWS, []).append(keeps)
    run = connection.execute
    for row, keeps in visits:
        if not keeps:
            run("DELETE FROM visit WHERE position = ?", (row,))
    for key, value in run(f"SELECT key, value FROM fact WHERE {_IS_TRAIL}").fetchall():
        rows = kept.get(int(key.removeprefix("trail") or 0), [])
        if not any(rows):
            run("DELETE FROM fact WHERE key = ?", (key,))
        elif not all(rows):
            run("UPDATE fact SET value = ? WHERE key = ?", (_moved(value, rows), key))


def _seconds(since: datetime | None) -> int:
    """The time as the file has it; before all times for None."""
    return to_timestamp(since) if since is not None else -(1 << 62)


def _is_before(visit: str, since: datetime) -> bool:
    """Whether a visit was before some time; not if that cannot be known."""
    try:
        at = codec.load_as(model.Visit, visit).at
    except codec.UnreadableError:
        return False
    return at is not None and at < since


def _moved(position: str, keeps: list[bool]) -> str:
    """A position in a trail, after the visits that are not kept were deleted."""
    try:
        index, *rest = json.loads(position)
        return json.dumps([max(0, sum(keeps[: int(index) + 1]) - 1), *rest])
    except (ValueError, TypeError, RecursionError):
        return position  # it cannot be read: the end of the trail is shown
