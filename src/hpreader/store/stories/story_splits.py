"""Which articles the user says report two different events: pairs of ids, in the user's data.

The cache's stories are made with them. A random revision, stored in both files with each change of a pair, is
the same in both exactly if they were: splits may be restored or forgotten while the cache stays.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from hpreader.store.database import with_recovery

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hpreader.store.database import Database

_KEY: Final = "splits"
"""The key in `userdata.fact`, and the kind in the cache's `note`."""

Pair = tuple[str, str]
"""The ids of two articles."""


class StorySplits:
    """Stores and returns the pairs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def among(self, ids: Collection[str]) -> frozenset[frozenset[str]]:
        """The pairs whose first article is one of some articles."""
        rows = self._database.all_of(
            "SELECT first, second FROM userdata.story_split WHERE first IN ({keys})", ids
        )
        return frozenset(frozenset(pair) for pair in rows)

    @with_recovery
    def put(self, pairs: Iterable[Pair], at: int) -> tuple[Pair, ...]:
        """Store that pairs of articles report different events; returns those that are new.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        with self._database.writing_userdata():
            wanted = {_ordered(pair) for pair in pairs}
            known = self.among({first for first, _ in wanted})
            new = sorted(pair for pair in wanted if frozenset(pair) not in known)
            self._database.execute_many(
                "INSERT INTO userdata.story_split (first, second, at) VALUES (?, ?, ?)",
                [(*pair, at) for pair in new],
            )
            self._renew_revision()
            return tuple(new)

    @with_recovery
    def remove(self, pairs: Iterable[Pair]) -> None:
        """Take splits back.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        with self._database.writing_userdata():
            self._database.execute_many(
                "DELETE FROM userdata.story_split WHERE first = ? AND second = ?",
                [_ordered(pair) for pair in pairs],
            )
            self._renew_revision()

    @with_recovery
    def of(self, article_id: str) -> tuple[Pair, ...]:
        """The pairs that an article is in."""
        rows = self._database.all(
            "SELECT first, second FROM userdata.story_split WHERE first = :id"
            " UNION SELECT first, second FROM userdata.story_split WHERE second = :id",
            {"id": article_id},
        )
        return tuple((first, second) for first, second in rows)

    # --- the stories of the cache -----------------------------------------------------------------

    @with_recovery
    def are_applied(self) -> bool:
        """Whether the stories of the cache were made with these splits."""
        row = self._database.one(
            "SELECT (SELECT value FROM userdata.fact WHERE key = :key)"
            " IS (SELECT value FROM note WHERE kind = :key AND key = '')",
            {"key": _KEY},
        )
        return bool(row and row[0])

    @with_recovery
    def note_applied(self) -> None:
        """Store that the stories of the cache were made with these splits."""
        with self._database.writing():
            self._database.execute("DELETE FROM note WHERE kind = ? AND key = ''", (_KEY,))
            self._database.execute(
                "INSERT INTO note (kind, key, value, at)"
                " SELECT key, '', value, 0 FROM userdata.fact WHERE key = ?",
                (_KEY,),
            )

    def _renew_revision(self) -> None:
        is_applied = self.are_applied()
        self._database.execute(
            "INSERT OR REPLACE INTO userdata.fact (key, value) VALUES (?, ?)",
            (_KEY, os.urandom(8).hex()),
        )
        if is_applied:  # the caller makes the stories of the pairs anew
            self.note_applied()


def _ordered(pair: Pair) -> Pair:
    return min(pair), max(pair)
