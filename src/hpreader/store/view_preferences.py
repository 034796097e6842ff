"""How the user wants lists to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.store.database import with_recovery

if TYPE_CHECKING:
    from hpreader.store.database import Database
    from hpreader.store.user_facts import UserFacts


class ViewPreferences:
    """Names and values, in the user's data; what they mean is decided in `ui`."""

    def __init__(self, database: Database, *, facts: UserFacts) -> None:
        self._database = database
        self._facts = facts

    @with_recovery
    def get_all(self) -> dict[str, str]:
        """The stored values by name."""
        return self._facts.view_preferences()

    @with_recovery
    def put(self, name: str, value: str) -> None:
        """Store a value, in place of the one of this name."""
        with self._database.writing_userdata():
            preferences = self._facts.view_preferences()
            self._facts.put_view_preferences({**preferences, name: value})
