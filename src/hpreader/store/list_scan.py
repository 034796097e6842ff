"""Lists that no index has in their order: read wholly once, and kept while nothing changes."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hpreader.text import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from typing import Self

    from hpreader.store.database import Database, Row

GROUPS: Final = {
    "time": "''",
    "source": "(SELECT source FROM article WHERE number = p.number)",
    "section": "(SELECT section FROM article WHERE number = p.number)",
    "unread": "NOT {unread}",
}
"""The expressions by which a list is ordered before the time, by `ListQuery.order`."""


class ListScan(NamedTuple):
    """The rows of a list in its order, 17 bytes for each."""

    numbers: array[int]
    days: array[int]
    unread: bytearray

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """A scan of rows that begin with number, day and unread."""
        numbers, days, unread = array("q"), array("q"), bytearray()
        for number, day, is_unread, *_group in rows:
            numbers.append(number)
            days.append(day)
            unread.append(bool(is_unread))
        return cls(numbers, days, unread)

    def of_day(self, day: date) -> ListScan:
        """The rows of one day."""
        rows = zip(self.numbers, self.days, self.unread, strict=True)
        return ListScan.of(row for row in rows if row[1] == day.toordinal())

    def count_days(self) -> list[tuple[int, int, int]]:
        """Each day with its rows and its unread rows; the days of undated rows are negative."""
        total: Counter[int] = Counter(self.days)
        new = Counter(day for day, unread in zip(self.days, self.unread, strict=True) if unread)
        return [(day, total[day], new[day]) for day in sorted(total)]


class ScanCache:
    """The scan that was made last, for one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._key: tuple[object, ...] = ()
        self._scan: ListScan | None = None

    def get(self, key: tuple[object, ...], read: Callable[[], Iterable[Row]]) -> ListScan:
        """The scan of a list.

        Args:
            key: identifies the list.
            read: returns its rows; called unless the last scan is of this list and neither file
                was changed since.
        """
        key = (*key, *self._revision())
        if self._scan is None or self._key != key:
            self._scan = ListScan.of(read())
            self._key = key
        return self._scan

    def _revision(self) -> tuple[object, ...]:
        """Values of which one is different after any change of the files.

        `data_version` changes with the writes of other connections
        (https://www.sqlite.org/pragma.html#pragma_data_version), `total_changes` with those of
        this one.
        """
        database = self._database
        connection = database.connection
        versions = (database.number(f"PRAGMA {file}.data_version") for file in ("main", "userdata"))
        return (connection, connection.total_changes, *versions)


def sort_groups(rows: list[Row], order: str, titles: Mapping[str, str]) -> list[Row]:
    """Rows that end with their group, sorted by the groups; within a group the order stays.

    Args:
        rows: in the order of time.
        order: a key of `GROUPS`.
        titles: of the sources by name; names sort by the Vietnamese alphabet.
    """
    if order == "time":
        return rows
    groups = {row[-1] for row in rows}
    if order == "unread":
        ranks: dict[Any, int] = {group: group for group in groups}
    else:
        by_title = sorted(groups, key=lambda name: (sort_key(titles.get(name) or name), name))
        ranks = {name: rank for rank, name in enumerate(by_title)}
    return sorted(rows, key=lambda row: ranks[row[-1]])
