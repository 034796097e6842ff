"""Single values of the user's data, each under a key of the table `userdata.fact`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.store.database import Database

_TRAIL: Final = "trail"
_IS_SET_UP: Final = "subscribed"
_SAVED_SEARCHES: Final = "searches"
_VIEW_PREFERENCES: Final = "looks"
"""The keys as files contain them since version 1; the key of the marks is in marks_revision.py."""


class TrailPosition(NamedTuple):
    """The position in the stored trail, and which process stored it."""

    visit_index: int
    parked: bool
    writer: str
    """A random name that each process makes for itself."""


class UserFacts:
    """Typed access to each key; the writing methods belong inside a transaction of the caller's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def trail_position(self) -> TrailPosition | None:
        """The position in the stored trail; its end if the value cannot be read."""
        stored = self._get(_TRAIL)
        if stored is None:
            return None
        try:
            visit_index, parked, writer = json.loads(stored)
            return TrailPosition(int(visit_index), bool(parked), str(writer))
        except (ValueError, TypeError):
            return TrailPosition(model.LONGEST_TRAIL, True, "")

    def put_trail_position(self, position: TrailPosition) -> None:
        """Store the position in the trail."""
        self._put(_TRAIL, json.dumps(position))

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
        except ValueError:
            return {}
        if not isinstance(value, dict):
            return {}
        return {name: item for name, item in value.items() if isinstance(item, str)}
