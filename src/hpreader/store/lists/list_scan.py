"""Lists that no index has in their order: read wholly once, and kept while nothing changes."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import compress, islice
from typing import TYPE_CHECKING, Any, Final

from hpreader.store.values.codec import UnreadableError, check_cells
from hpreader.text import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from hpreader.model import ListQuery
    from hpreader.store.database import Database, Row
    from hpreader.store.lists.list_days import DayRow, ListDays

GROUPS: Final = {
    "time": "''",
    "source": "(SELECT source FROM article WHERE number = p.number)",
    "section": "(SELECT section FROM article WHERE number = p.number)",
    "unread": "NOT {unread}",
}
"""The expressions by which a list is ordered before the time, by `ListQuery.order`."""


_SLICE: Final = 5_000
"""Rows that are added at once; no other thread of Python runs meanwhile."""


class ListScan:
    """The rows of a list in its order, 5 bytes for each, and their numbers by day."""

    def __init__(self) -> None:
        self.numbers = array("i")
        self.unread = bytearray()
        self.is_whole = True
        """Whether these are all rows of the list, and not only those near one of them."""
        self._totals: Counter[int] = Counter()
        self._new: Counter[int] = Counter()
        self._of_day: tuple[date | None, ListScan | None] = (None, None)

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows that begin with number, day and unread."""
        numbers, days, unread, *_ = zip(*rows, strict=True)
        self._add_numbers(numbers)
        self.unread.extend(map(bool, unread))
        self._totals.update(days)
        self._new.update(compress(days, unread))

    def extend(self, other: ListScan) -> None:
        """Add the rows of another scan below these."""
        self._add_numbers(other.numbers)
        self.unread.extend(other.unread)
        self._totals.update(other._totals)
        self._new.update(other._new)

    def _add_numbers(self, numbers: Sequence[int] | array[int]) -> None:
        try:
            self.numbers.extend(array(self.numbers.typecode, numbers))
        except OverflowError:  # they are minutes since 1970, or follow the largest of these
            self.numbers = array("q", self.numbers)
            self.numbers.extend(array("q", numbers))

    def count_days(self) -> list[DayRow]:
        """Each day with its rows and its unread rows; the days of undated rows are negative."""
        return [(day, self._totals[day], self._new[day]) for day in sorted(self._totals)]

    def of_day(self, day: date, read: Callable[[], Iterable[int]]) -> ListScan:
        """The rows of one day.

        Args:
            day: the day.
            read: returns the row numbers of all articles of that day in the list without its filters.
        """
        if self._of_day[1] is None or self._of_day[0] != day:
            wanted, chosen = set(read()), ListScan()
            rows = zip(self.numbers, self.unread, strict=True)
            found = [(number, day.toordinal(), flag) for number, flag in rows if number in wanted]
            if found:
                chosen.add(found)
            self._of_day = day, chosen
        assert self._of_day[1] is not None
        return self._of_day[1]

    def find(self, number: int) -> int | None:
        """The row of an article by its row number in the table of articles, if it is here."""
        try:
            return self.numbers.index(number)
        except ValueError:
            return None

    def nearest_unread(self, row: int, step: int) -> int | None:
        """The nearest unread row below a row (`step` 1) or above it (-1), if there is one."""
        flags = self.unread
        found = flags.find(1, row + 1) if step > 0 else flags.rfind(1, 0, max(0, row))
        return found if found >= 0 else None

    def mark(self, number: int, day: int, *, is_unread: bool) -> None:
        """Note whether an article is unread now, by its row number and day."""
        row = self.find(number)
        if row is not None and self.unread[row] != is_unread:
            self.unread[row] = is_unread
            self._new[day] += 1 if is_unread else -1
            self._of_day = (None, None)


class ScanCache:
    """The scan and the counts by day that were read last, for one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._key: tuple[object, ...] = ()
        self._scan: ListScan | None = None
        self._days_key: tuple[object, ...] = ()
        self._days: ListDays | None = None
        self._given_for: ListQuery | None = None
        self._given: ListScan | None = None
        self._given_at: tuple[object, ...] = ()

    def get(self, key: tuple[object, ...], read: Callable[[], ListScan]) -> ListScan:
        """The scan of a list.

        Args:
            key: identifies the list; its query, without a day, comes first.
            read: returns the scan; called unless one of this list was given, or the last scan is of
                this list and neither file was changed since.
        """
        if self._given is not None and key[0] == self._given_for:
            return self._given
        key = (*key, *self.revision())
        if self._scan is None or self._key != key:
            self._scan = read()
            self._key = key
        return self._scan

    def days(self, key: tuple[object, ...], read: Callable[[], ListDays]) -> ListDays:
        """The days of a list, kept as `get` keeps its rows."""
        key = (*key, *self.revision())
        if self._days is None or self._days_key != key:
            self._days = read()
            self._days_key = key
        return self._days

    def given(self, query: ListQuery) -> ListScan | None:
        """The scan that was given of a list, if one was."""
        return self._given if query == self._given_for else None

    def is_current(self, query: ListQuery) -> bool:
        """Whether a whole scan of a list was given, and neither file was changed since."""
        given = self.given(query)
        return given is not None and given.is_whole and self._given_at == self.revision()

    def give(self, query: ListQuery, scan: ListScan, revision: tuple[object, ...]) -> None:
        """Keep a scan that another connection made, until one of another list is given.

        Args:
            query: the list, without a day.
            scan: its rows; they are used also when the files are changed later.
            revision: what `revision` returned before the scan was begun.
        """
        self._given_for, self._given, self._given_at = query, scan, revision
        self._scan, self._key = None, ()

    def revision(self) -> tuple[object, ...]:
        """Values of which one is different after any change of the files.

        `data_version` changes with the writes of other connections
        (https://www.sqlite.org/pragma.html#pragma_data_version), `total_changes` with those of
        this one.
        """
        database = self._database
        connection = database.connection
        versions = (database.number(f"PRAGMA {file}.data_version") for file in ("main", "userdata"))
        return (connection, connection.total_changes, *versions)


def read_groups(rows: Iterable[Row], order: str, titles: Mapping[str, str]) -> ListScan:
    """The scan of rows that end with their group, the groups one after the other.

    Args:
        rows: number, day, unread and group, in the order of time, which they keep in their group;
            what else is in them is ignored.
        order: a key of `GROUPS`.
        titles: of the sources by name; names sort by the Vietnamese alphabet.

    Raises:
        UnreadableError: a value was not written by this program.
    """
    groups: dict[Any, ListScan] = {}
    try:
        if order == "time":
            groups[""] = ListScan()
            for part in _parts(rows):
                groups[""].add(part)
        else:
            _add_by_group(rows, groups)
    except (TypeError, OverflowError) as error:
        raise UnreadableError(str(error)) from error
    if order in ("time", "unread"):
        names = sorted(groups)
    else:
        check_cells(groups, *[str] * len(groups))
        names = sorted(groups, key=lambda name: (sort_key(titles.get(name) or name), name))
    whole = groups.pop(names[0]) if names else ListScan()
    for name in names[1:]:
        whole.extend(groups.pop(name))
    return whole


def _parts(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    rows = iter(rows)
    while part := list(islice(rows, _SLICE)):
        yield part


def _add_by_group(rows: Iterable[Row], groups: dict[Any, ListScan]) -> None:
    for part in _parts(rows):
        by_group: dict[Any, list[Row]] = {}
        for row in part:
            by_group.setdefault(row[3], []).append(row)
        for group, found in by_group.items():
            groups.setdefault(group, ListScan()).add(found)
