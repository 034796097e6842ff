"""The reading trail: the visits of the user's history, and the position in it."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.history import History
from hpreader.store.database import with_recovery
from hpreader.store.trail.trail_merge import merge_trails
from hpreader.store.user_facts import TrailPosition
from hpreader.store.values import codec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import Visit
    from hpreader.store.database import Database
    from hpreader.store.user_facts import UserFacts


_MOST_ROWS: Final = 1 << 32
"""Rows of one trail: trail number N has the positions from N times this on."""


class _StoredTrail(NamedTuple):
    """A trail as the file contains it."""

    history: History[Visit]
    position: TrailPosition
    first_row: int
    is_whole: bool
    """Whether all its visits could be read."""


class Trail:
    """Stores the trail in the user's data; only visits that changed are written.

    Each process has a trail of its own in the file, so trails of readers that run at the same time
    are never mixed. The next process merges them (`merge_trails`) and replaces those that it
    merged. One whose trail was replaced stores it anew the next time.
    """

    def __init__(self, database: Database, *, facts: UserFacts) -> None:
        self._database = database
        self._facts = facts
        self._number = 0
        """The number of this object's trail."""
        self._stored: tuple[Visit, ...] | None = ()
        """The visits as this object last stored them, the first at row `_first_row`; None if unknown."""
        self._first_row = 0
        self._position: TrailPosition | None = None
        """The position as this object last stored it; None if it stored none."""
        self._resumed: dict[int, TrailPosition] = {}
        """The trails that are contained in the one that was resumed, until `put` replaces them."""

    @with_recovery
    def get(self) -> History[Visit]:
        """The stored trail; visits that cannot be read are left out."""
        return merge_trails([trail.history for _, trail in self._read()])

    @with_recovery
    def resume(self) -> History[Visit]:
        """The stored trail, to be continued by this object: `put` writes only what changes in it.

        Only reads; the next `put` must be called on the same object.
        """
        trails = self._read()
        self._position = None
        self._resumed = {number: trail.position for number, trail in trails}
        if len(trails) == 1 and trails[0][1].is_whole:
            self._number, only = trails[0]
            self._stored, self._position = only.history.items, only.position
            self._first_row = only.first_row
        return merge_trails([trail.history for _, trail in trails])

    def _read(self) -> list[tuple[int, _StoredTrail]]:
        """The stored trails with their numbers; the one that was stored last is at the end."""
        found: dict[int, list[tuple[int, Visit | None]]] = {}
        for row, visit in self._database.all(
            "SELECT position, visit FROM userdata.visit ORDER BY position"
        ):
            found.setdefault(row // _MOST_ROWS, []).append((row, _load(visit)))
        positions = self._facts.trail_positions()
        trails = [
            (number, trail)
            for number, position in positions.items()
            if (trail := _stored_trail(found.get(number, []), position)) is not None
        ]
        return sorted(trails, key=lambda numbered: numbered[1].position.turn)

    @with_recovery
    def put(self, trail: History[Visit]) -> None:
        """Store the trail with its forward part; the oldest visits beyond the limit are dropped."""
        trail = trail.keep_last(model.LONGEST_TRAIL)
        try:
            with self._database.writing_userdata():
                positions = self._facts.trail_positions()
                if self._position is None or positions.get(self._number) != self._position:
                    self._begin(positions)
                if self._stored is None:
                    self._remove_rows(self._number)
                    self._stored, self._first_row = (), self._number * _MOST_ROWS
                before = self._drop_old_rows(self._stored, trail)
                self._write_visits(before, trail.items)
                position = self._write_position(trail, positions)
        except BaseException:
            self._stored = None  # rolled back: the stored rows are no longer known
            raise
        self._stored, self._position, self._resumed = trail.items, position, {}

    def _begin(self, positions: dict[int, TrailPosition]) -> None:
        """Begin a new trail in the file, in place of those that are contained in it."""
        for number, position in self._resumed.items():
            if positions.get(number) == position:  # no other process took it or went on with it
                del positions[number]
                self._remove_rows(number)
                self._facts.remove_trail_position(number)
        self._number = next(number for number in itertools.count() if number not in positions)
        self._position = self._stored = None

    def _remove_rows(self, number: int) -> None:
        self._database.execute(
            "DELETE FROM userdata.visit WHERE position >= ? AND position < ?",
            (number * _MOST_ROWS, (number + 1) * _MOST_ROWS),
        )

    def _drop_old_rows(self, before: tuple[Visit, ...], trail: History[Visit]) -> tuple[Visit, ...]:
        """Delete the visits before the trail's first one; returns those that remain stored."""
        dropped = _dropped(before, trail.items)
        if dropped:
            self._first_row += dropped
            self._database.execute(
                "DELETE FROM userdata.visit WHERE position >= ? AND position < ?",
                (self._number * _MOST_ROWS, self._first_row),
            )
        return before[dropped:]

    def _write_visits(self, before: Sequence[Visit], visits: Sequence[Visit]) -> None:
        first = self._first_row
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
                "DELETE FROM userdata.visit WHERE position >= ? AND position < ?",
                (first + len(visits), first + len(before)),
            )

    def _write_position(
        self, trail: History[Visit], positions: dict[int, TrailPosition]
    ) -> TrailPosition:
        before = self._position
        writer = before.writer if before and not self._resumed else os.urandom(8).hex()
        turn = before.turn if before else 0
        others = (other.turn for number, other in positions.items() if number != self._number)
        turn = max(turn, 1 + max(others, default=-1))
        position = TrailPosition(trail.index, trail.parked, writer, turn)
        if position != before:
            self._facts.put_trail_position(self._number, position)
        return position


def _stored_trail(
    rows: Sequence[tuple[int, Visit | None]], position: TrailPosition
) -> _StoredTrail | None:
    """A trail of rows with their visits, where these can be read; None without any."""
    items = tuple(visit for _, visit in rows if visit is not None)
    if not items:
        return None
    unreadable = [visit for _, visit in rows[: max(0, position.visit_index)] if visit is None]
    index = min(max(position.visit_index - len(unreadable), 0), len(items) - 1)
    history = History(items, index, position.parked)
    first, last = rows[0][0], rows[-1][0]
    return _StoredTrail(history, position, first, last - first + 1 == len(items))


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
