"""Single values of the user's data, each under a key of the table `userdata.fact`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.store.database import Database

_TRAIL: Final = "trail"
_IS_SET_UP: Final = "subscribed"
_SAVED_SEARCHES: Final = "searches"
_VIEW_PREFERENCES: Final = "looks"
"""The keys as files contain them since version 1; the key of the marks is in marks_revision.py."""
_RECENT_SEARCHES: Final = "recent searches"


class TrailPosition(NamedTuple):
    """The position in a stored trail, and which process stored it."""

    visit_index: int
    parked: bool
    writer: str
    """A random name that each process makes for itself."""
    turn: int = 0
    """Of several trails, the one that was stored last has the largest."""


class UserFacts:
    """Typed access to each key; the writing methods belong inside a transaction of the caller's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def trail_positions(self) -> dict[int, TrailPosition]:
        """The positions in the stored trails, by the numbers of these."""
        rows = self._database.all(
            "SELECT key, value FROM userdata.fact WHERE key = ? OR key GLOB ?",
            (_TRAIL, f"{_TRAIL} [0-9]*"),
        )
        return {int(key[len(_TRAIL) :] or 0): _position(value) for key, value in rows}

    def put_trail_position(self, number: int, position: TrailPosition) -> None:
        """Store the position in a trail."""
        self._put(_trail_key(number), json.dumps(position))

    def remove_trail_position(self, number: int) -> None:
        """Remove the position in a trail."""
        self._database.execute("DELETE FROM userdata.fact WHERE key = ?", (_trail_key(number),))

    def is_set_up(self) -> bool:
        """Whether the first run ended, so that the stored sources are the user's choice."""
        return self._get(_IS_SET_UP) is not None

    def put_is_set_up(self) -> None:
        """Store that the first run ended."""
        self._put(_IS_SET_UP, "true")

    def saved_searches(self) -> dict[str, str]:
        """The queries of the saved searches by their names."""
        return self._mapping(_SAVED_SEARCHES)

    def put_saved_searches(self, searches: Mapping[str, str]) -> None:
        """Store all saved searches."""
        self._put(_SAVED_SEARCHES, json.dumps(searches, ensure_ascii=False))

    def recent_searches(self) -> tuple[str, ...]:
        """The queries that were searched for last, the newest first."""
        return tuple(self._mapping(_RECENT_SEARCHES))

    def put_recent_searches(self, queries: Iterable[str]) -> None:
        """Store the queries that were searched for last."""
        value = json.dumps(dict.fromkeys(queries, ""), ensure_ascii=False)
        self._put(_RECENT_SEARCHES, value)

    def view_preferences(self) -> dict[str, str]:
        """The view preferences by their names."""
        return self._mapping(_VIEW_PREFERENCES)

    def put_view_preferences(self, preferences: Mapping[str, str]) -> None:
        """Store all view preferences."""
        self._put(_VIEW_PREFERENCES, json.dumps(preferences, ensure_ascii=False))

    def _get(self, key: str) -> str | None:
        row = self._database.one("SELECT value FROM userdata.fact WHERE key = ?", (key,))
        return str(row[0]) if row else None

    def _put(self, key: str, value: str) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO userdata.fact (key, value) VALUES (?, ?)", (key, value)
        )

    def _mapping(self, key: str) -> dict[str, str]:
        """A JSON object of strings; empty if the value is anything else."""
        try:
            value = json.loads(self._get(key) or "{}")
        except (ValueError, RecursionError):
            return {}
        if not isinstance(value, dict):
            return {}
        return {name: item for name, item in value.items() if isinstance(item, str)}


def _trail_key(number: int) -> str:
    """The key of a trail's position; the first trail has the one of files with a single trail."""
    return f"{_TRAIL} {number}" if number else _TRAIL


def _position(stored: str) -> TrailPosition:
    """A stored position; the end of the trail if it cannot be read."""
    try:
        visit_index, parked, writer, *turn = json.loads(stored)
        return TrailPosition(int(visit_index), bool(parked), str(writer), *map(int, turn[:1]))
    except (ValueError, TypeError, RecursionError):
        return TrailPosition(model.LONGEST_TRAIL, True, "")
