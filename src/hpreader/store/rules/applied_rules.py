"""By which rules the articles of the cache are judged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.store.database import with_recovery

if TYPE_CHECKING:
    from hpreader.store.database import Database

_RULES: Final = "rules"
"""The kind of the note."""


class AppliedRules(NamedTuple):
    """By which rules the articles of the cache are judged."""

    stamp: str
    """Of the file as it was read: another file has another one."""
    fingerprint: str
    """Of the rules: others have another one."""
    ages: tuple[int, ...]
    """In seconds: where an article reaches one, rules may say something else of it."""
    at: int
    """The time up to which ages are judged, in seconds since 1970."""
    text: str
    """The file, which is used where a later one cannot be read."""


class AppliedRuleNote:
    """Keeps them in the cache, as a note."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def get(self) -> AppliedRules | None:
        """By which rules the whole cache is judged; None: by none ever."""
        row = self._database.one("SELECT value FROM note WHERE kind = ? AND key = ''", (_RULES,))
        try:
            stamp, fingerprint, ages, at, text = json.loads(row[0] if row else "[]")
            return AppliedRules(
                str(stamp), str(fingerprint), tuple(map(int, ages)), int(at), str(text)
            )
        except (ValueError, TypeError, RecursionError):
            return None

    @with_recovery
    def put(self, applied: AppliedRules) -> None:
        """Store by which rules the whole cache is judged."""
        with self._database.writing():
            self._database.execute(
                "INSERT OR REPLACE INTO note (kind, key, value, at) VALUES (?, '', ?, ?)",
                (_RULES, json.dumps(applied, ensure_ascii=False), applied.at),
            )
