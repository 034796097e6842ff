"""The reading trail: the visits of the user's history, and the position in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.history import History
from hpreader.store import codec
from hpreader.store.database import with_recovery
from hpreader.store.user_facts import TrailPosition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import Visit
    from hpreader.store.database import Database
    from hpreader.store.user_facts import UserFacts


class Trail:
    """Stores the trail in the user's data; only visits that changed are written.

    Each process stores a trail under a random name of its own. A process that finds another's
    trail replaces it wholly, so trails of two processes are never mixed.
    """

    def __init__(self, database: Database, *, facts: UserFacts) -> None:
        self._database = database
        self._facts = facts
        self._stored: tuple[Visit, ...] = ()
        """The visits as this object last stored them, the first at row `_first_row`."""
        self._first_row = 0
        self._position: TrailPosition | None = None
        """The position as this object last stored it; None if it stored none."""
        self._is_resumed = False
        """Whether the stored trail is another process's, to be continued under a new name."""

    @with_recovery
    def get(self) -> History[Visit]:
        """The stored trail; visits that cannot be read are left out."""
        rows = self._database.all("SELECT visit FROM userdata.visit ORDER BY position")
        position = self._facts.trail_position()
        visits = [_load(row[0]) for row in rows]
        items = tuple(filter(None, visits))
        if position is None or not items:
            return History()
        index = position.visit_index - visits[: max(0, position.visit_index)].count(None)
        return History(items, min(max(index, 0), len(items) - 1), position.parked)

    @with_recovery
    def resume(self) -> History[Visit]:
        """The stored trail, to be continued by this object: `put` writes only what changes in it.

        Only reads; the next `put` must be called on the same object.
        """
        trail = self.get()
        position = self._facts.trail_position()
        row = self._database.one("SELECT min(position), max(position) FROM userdata.visit")
        first, last = row if row and row[0] is not None else (0, -1)
        if position is not None and last - first + 1 == len(trail) > 0:
            self._stored, self._first_row, self._position = trail.items, first, position
            self._is_resumed = True
        return trail

    @with_recovery
    def put(self, trail: History[Visit]) -> None:
        """Store the trail with its forward part; the oldest visits beyond the limit are dropped."""
        trail = trail.keep_last(model.LONGEST_TRAIL)
        try:
            with self._database.writing():
                self._drop_old_rows(trail)
                self._write_visits(trail.items)
                self._write_position(trail)
        except BaseException:
            self._position = None  # rolled back: the stored rows are no longer known
            raise
        self._stored = trail.items

    def _drop_old_rows(self, trail: History[Visit]) -> None:
        """Delete the visits before the trail's first one; all of them if another process wrote them."""
        if self._position is None or self._facts.trail_position() != self._position:
            self._database.execute("DELETE FROM userdata.visit")
            self._stored, self._first_row, self._position = (), 0, None
            self._is_resumed = False
            return
        dropped = _dropped(self._stored, trail.items)
        if dropped:
            self._first_row += dropped
            self._stored = self._stored[dropped:]
            self._database.execute(
                "DELETE FROM userdata.visit WHERE position < ?", (self._first_row,)
            )

    def _write_visits(self, visits: Sequence[Visit]) -> None:
        before, first = self._stored, self._first_row
        self._database.execute_many(
            "INSERT OR REPLACE INTO userdata.visit (position, visit) VALUES (?, ?)",
            [
                (first + offset, codec.dump(visit))
                for offset, visit in enumerate(visits)
                if offset >= len(before)
                or (before[offset] is not visit and before[offset] != visit)
            ],
        )
        if len(before) > len(visits):
            self._database.execute(
                "DELETE FROM userdata.visit WHERE position >= ?", (first + len(visits),)
            )

    def _write_position(self, trail: History[Visit]) -> None:
        before = self._position
        writer = before.writer if before and not self._is_resumed else os.urandom(8).hex()
        self._is_resumed = False
        position = TrailPosition(trail.index, trail.parked, writer)
        if position != before:
            self._facts.put_trail_position(position)
            self._position = position


def _load(text: str) -> Visit | None:
    """A stored visit; None if it cannot be read: a trail with a gap is better than none."""
    try:
        return codec.load_as(model.Visit, text)
    except codec.UnreadableError:
        return None


def _dropped(before: Sequence[Visit], after: Sequence[Visit]) -> int:
    """How many visits were dropped at the beginning."""
    if not before or not after or before[0] is after[0] or before[0] == after[0]:
        return 0
    return next((index for index, visit in enumerate(before) if visit is after[0]), 0)
