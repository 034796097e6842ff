"""The days of a list, by which a row is found without counting all rows before it."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, ValuesView
from datetime import date
from functools import cached_property
from itertools import accumulate
from operator import neg
from typing import TYPE_CHECKING, NamedTuple, overload

from hpreader import model
from hpreader.store.values.codec import UnreadableError
from hpreader.store.values.timestamps import day_number, day_start, from_day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hpreader.model import DayCount

DayRow = tuple[int, int, int]
"""A day as `article.day` stores it, its number of rows, and how many of them are unread."""


class DaySpan(NamedTuple):
    """The rows between two midnights, in the order of time."""

    start: int
    """The number of rows before them in the list."""
    begin: int
    """The midnight at which the day begins, as `sorted_at` stores it."""
    end: int
    """The midnight at which it ends."""


class ListPart(NamedTuple):
    """A part of a list between two midnights."""

    begin: int
    end: int
    is_top: bool
    """Whether no rows of the list are above it."""
    is_end: bool
    """Whether no rows are below it."""


class DaysInOrder(Sequence[tuple[date, int]]):
    """Dated days with their numbers of rows, made when they are asked for: a list has thousands."""

    def __init__(self, days: array[int], totals: array[int]) -> None:
        """Create it from the days as `article.day` stores them."""
        self._days = days
        self._totals = totals

    def __len__(self) -> int:
        return len(self._days)

    @overload
    def __getitem__(self, index: int) -> tuple[date, int]: ...

    @overload
    def __getitem__(self, index: slice) -> DaysInOrder: ...

    def __getitem__(self, index: int | slice) -> tuple[date, int] | DaysInOrder:
        if isinstance(index, slice):
            return DaysInOrder(self._days[index], self._totals[index])
        return date.fromordinal(self._days[index]), self._totals[index]

    def __iter__(self) -> Iterator[tuple[date, int]]:
        return zip(map(date.fromordinal, self._days), self._totals, strict=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    def __hash__(self) -> int:
        return hash(tuple(self))


class DayTotals(Mapping[date, int]):
    """The numbers of rows by day, without an object for each of thousands of days."""

    def __init__(self, days: array[int], totals: array[int]) -> None:
        """Create it from the days as `article.day` stores them, the first day first."""
        self._days = days
        self._totals = totals

    def __getitem__(self, day: date) -> int:
        number = day.toordinal()
        at = bisect_left(self._days, number)
        if at == len(self._days) or self._days[at] != number:
            raise KeyError(day)
        return self._totals[at]

    def __iter__(self) -> Iterator[date]:
        return map(date.fromordinal, self._days)

    def __len__(self) -> int:
        return len(self._days)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, DayTotals):
            return (self._days, self._totals) == (other._days, other._totals)
        return super().__eq__(other)

    def __hash__(self) -> int:
        return hash((*self._days, *self._totals))

    def values(self) -> ValuesView[int]:
        """The numbers, in the order of the days."""
        return _Totals(self, self._totals)


class _Totals(ValuesView[int]):
    def __init__(self, mapping: DayTotals, totals: array[int]) -> None:
        super().__init__(mapping)
        self._totals = totals

    def __iter__(self) -> Iterator[int]:
        return iter(self._totals)


def days_without(days: Iterable[DayRow], behind: Sequence[tuple[int, bool]]) -> Iterable[DayRow]:
    """Days without some of their rows.

    Args:
        days: each day once.
        behind: the day of each row that does not count, and whether it is unread.
    """
    if not behind:
        return days
    total = Counter(day for day, _ in behind)
    unread = Counter(day for day, is_unread in behind if is_unread)
    return ((day, count - total[day], new - unread[day]) for day, count, new in days)


class ListDays:
    """How many rows a list has on each day, and between each two midnights.

    The rows of a span are those dated on its day, and those without a date that were seen on the
    next day: they are sorted right below the next day's (`timestamps.undated_position`).
    """

    def __init__(self, days: Iterable[DayRow], *, descending: bool) -> None:
        """Create it from days with their numbers of rows, the first day first.

        Args:
            days: each day once.
            descending: whether the newest rows come first.

        Raises:
            UnreadableError: a value was not written by this program.
        """
        self._sign = -1 if descending else 1
        # Thousands of tuples would make Python look for garbage during the start.
        self._days, self._totals, self._unread = array("q"), array("I"), array("I")
        try:
            for day, total, unread in days:
                self._days.append(day)
                self._totals.append(total)
                self._unread.append(unread)
            for day in (*self._days[:1], *self._days[-1:], int(0 not in self._days)):
                from_day_number(abs(day))  # the midnights of all of them are times then
        except (TypeError, OverflowError) as error:
            raise UnreadableError(str(error)) from error
        spans, totals = self._days, self._totals
        if self._days and self._days[0] < 0:
            counted = Counter[int]()
            for day, total in zip(self._days, self._totals, strict=True):
                counted[day if day > 0 else -day - 1] += total
            spans = array("q", sorted(counted))
            totals = array("I", map(counted.__getitem__, spans))
        self._keys = spans if self._sign > 0 else array("q", map(neg, reversed(spans)))
        self._starts = array("q", accumulate(totals[:: self._sign], initial=0))

    @property
    def totals(self) -> Mapping[date, int]:
        """The rows of each day; rows without a date are left out."""
        first = bisect_left(self._days, 1)
        return DayTotals(self._days[first:], self._totals[first:])

    @property
    def counts(self) -> tuple[DayCount, ...]:
        """The rows and unread rows of each day, the oldest day first; rows without a date are left out."""
        first = bisect_left(self._days, 1)
        columns = (column[first:] for column in (self._totals, self._unread))
        return tuple(map(model.DayCount, map(date.fromordinal, self._days[first:]), *columns))

    @cached_property
    def in_order(self) -> Sequence[tuple[date, int]]:
        """Each day with its rows in the order of the list; rows without a date have `model.UNDATED`."""
        if not self._days or self._days[0] > 0:
            return DaysInOrder(self._days[:: self._sign], self._totals[:: self._sign])
        rows = zip(self._days, self._totals, strict=True)
        days = [
            (date.fromordinal(day) if day > 0 else model.UNDATED, total)
            for day, total in sorted(rows, key=lambda row: (abs(row[0]), row[0]))
        ]
        return days[:: self._sign]

    @property
    def runs(self) -> Sequence[tuple[date, int]]:
        """The numbers of rows that follow one another, with their days, in the order of the list.

        The day of rows without a date is the one on which they were first seen.
        """
        found: Iterable[tuple[int, int]] = zip(self._days, self._totals, strict=True)
        if self._days and self._days[0] < 0:
            found = sorted(found, key=lambda row: (abs(row[0]), row[0]))
        runs = [(date.fromordinal(abs(day)), total) for day, total in found]
        return runs if self._sign > 0 else runs[::-1]

    @property
    def count(self) -> int:
        """The number of all rows."""
        return self._starts[-1]

    def at_row(self, row: int) -> DaySpan | None:
        """The span that contains a row; None if the list has no such row."""
        if not 0 <= row < self.count:
            return None
        return self._span(bisect_right(self._starts, row) - 1)

    def at_time(self, sorted_at: float) -> DaySpan:
        """The span that contains a time, with or without rows."""
        key = self._sign * day_number(math.floor(sorted_at))
        index = bisect_left(self._keys, key)
        if index < len(self._keys) and self._keys[index] == key:
            return self._span(index)
        return DaySpan(self._starts[index], *_bounds(self._sign * key))

    def around(self, row: int, reach: int) -> ListPart | None:
        """The whole days that contain a row and so many rows above and below it, if there is one."""
        first, last = (
            self.at_row(max(0, row - reach)),
            self.at_row(min(row + reach, self.count - 1)),
        )
        if first is None or last is None:
            return None
        return ListPart(
            min(first.begin, last.begin),
            max(first.end, last.end),
            is_top=first.start == 0,
            is_end=last == self._span(len(self._keys) - 1),
        )

    def _span(self, index: int) -> DaySpan:
        return DaySpan(self._starts[index], *_bounds(self._sign * self._keys[index]))


def _bounds(day: int) -> tuple[int, int]:
    return day_start(day), day_start(day + 1)
