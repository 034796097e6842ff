"""What a list consists of that no index has in its order: read once, kept while nothing changes."""

from __future__ import annotations

from array import array
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hpreader import model
from hpreader.store.userdata import titles_of
from hpreader.text import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Self

    from hpreader.model import DayCount
    from hpreader.store.database import Database, Row

GROUPS: Final = {
    "time": "''",
    "source": "(SELECT source FROM article WHERE number = p.number)",
    "section": "(SELECT section FROM article WHERE number = p.number)",
    "unread": "NOT {unread}",
}
"""By what a list is ordered before the time."""


class Scan(NamedTuple):
    """The rows of a list in its order: 17 bytes for each, whatever its words are."""

    numbers: array[int]
    days: array[int]
    unread: bytearray

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """Keep rows of (number, day, unread, …); what follows was needed for their order."""
        numbers, days, unread = array("q"), array("q"), bytearray()
        for number, day, is_unread, *_group in rows:
            numbers.append(number)
            days.append(day)
            unread.append(bool(is_unread))
        return cls(numbers, days, unread)

    def of_day(self, day: date) -> Scan:
        """The rows of one day."""
        rows = zip(self.numbers, self.days, self.unread, strict=True)
        return Scan.of(row for row in rows if row[1] == day.toordinal())

    def count_days(self) -> tuple[DayCount, ...]:
        """How many rows each day has, the oldest day first."""
        total: Counter[int] = Counter(self.days)
        new = Counter(day for day, unread in zip(self.days, self.unread, strict=True) if unread)
        return tuple(
            model.DayCount(date.fromordinal(day), total[day], new[day]) for day in sorted(total)
        )


def state_of(database: Database) -> tuple[object, ...]:
    """What is different as soon as anybody has changed one of the files.

    `data_version` tells of other connections (SQLite, "PRAGMA data_version"), the count of changes
    of this one.
    """
    connection = database.connection
    versions = (database.number(f"PRAGMA {schema}.data_version") for schema in ("main", "userdata"))
    return (connection, connection.total_changes, *versions)


def scan(database: Database, key: tuple[object, ...], read: Callable[[], list[Row]]) -> Scan:
    """The rows of a list: those read last, if they are the same ones, else what `read` gives."""
    key = (*key, *state_of(database))
    if database.scanned is None or database.scanned[0] != key:
        database.scanned = key, Scan.of(read())
    return database.scanned[1]


def in_order(database: Database, order: str, rows: list[Row]) -> list[Row]:
    """Rows (…, group) ordered by their groups, names as the Vietnamese alphabet has them."""
    if order == "time":
        return rows
    titles = titles_of(database) if order == "source" else {}
    places: dict[Any, int] = {}
    names = {row[-1] for row in rows}
    if order == "unread":
        places = {name: name for name in names}
    else:
        by_name = sorted(names, key=lambda name: (sort_key(titles.get(name) or name), name))
        places = {name: place for place, name in enumerate(by_name)}
    return sorted(rows, key=lambda row: places[row[-1]])
