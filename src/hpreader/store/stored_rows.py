"""The rows of one list of headlines, read a window at a time from indexes that cover them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from hpreader import model
from hpreader.store.article_table import HEADLINE_COLUMNS, headline_of
from hpreader.store.database import with_recovery
from hpreader.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import DayCount, Headline, ListQuery
    from hpreader.store.database import Database, Row
    from hpreader.store.list_scan import ListScan, ScanCache
    from hpreader.store.sources import Sources

_SAVED: Final = (
    "FROM article AS p WHERE p.saved = 1"
    " AND (:source = '' OR p.source = :source OR EXISTS"
    " (SELECT 1 FROM placement AS q WHERE q.id = p.id AND q.source = :source))"
    " AND (:section = '' OR EXISTS"
    " (SELECT 1 FROM json_each(p.sections) AS name WHERE name.value = :section))"
)
"""Saved articles are few, and need not be in any source's list."""

_LISTED: Final = "FROM placement AS p WHERE p.source = :source AND p.section = :section"


class StoredRows:
    """The headlines of a query; implements `model.Rows`. Only reads."""

    def __init__(
        self, database: Database, query: ListQuery, *, scans: ScanCache, sources: Sources
    ) -> None:
        """Build the statements; nothing is read yet.

        Args:
            database: both files.
            query: the list and its filters.
            scans: the list that was read wholly last.
            sources: their titles order a list by source.
        """
        self._database = database
        self._query = query
        self._scans = scans
        self._sources = sources
        self._descending = not query.oldest_first
        self._values: dict[str, Any] = {
            "source": query.source.encode(
                "utf-8", "replace"
            ).decode(),  # stored as the user wrote it
            "section": clean(query.section),
        }
        self._from = _SAVED if query.saved else _LISTED
        self._count_column = (
            "" if query.saved or query.day else "unread" if query.unread else "total"
        )
        if query.unread:
            self._from += " AND p.read = 0" if query.saved else " AND p.unread = 1"
        if query.search:
            from hpreader.store.full_text import select_numbers  # noqa: PLC0415 - rarely needed

            numbers = select_numbers(database, query.search, self._values)
            self._from += f" AND p.number IN ({numbers})"
            self._count_column = ""
        for number, word in enumerate(fold(clean(query.text)).split()):
            self._from += (
                " AND instr((SELECT folded FROM article WHERE number = p.number),"
                f" :word{number}) > 0"
            )
            self._values[f"word{number}"] = word
            self._count_column = ""
        self._is_narrow = bool(query.text or query.search)
        """Whether no index tells which rows match."""
        self._from_all_days = self._from
        if query.day:
            self._from += " AND p.day = :day"
            self._values["day"] = query.day.toordinal()

    @property
    def _unread(self) -> str:
        return "p.read = 0" if self._query.saved else "p.unread"

    def _scan(self) -> ListScan | None:
        """The whole list if no index has it in its order; None if one has.

        The days of one list are selected from the same scan.
        """
        query = self._query
        if query.order == "time" and not self._is_narrow:
            return None
        # A search may contain days relative to today.
        key = (replace(query, day=None), self._database.now().date() if query.search else None)
        found = self._scans.get(key, self._read_all)
        return found.of_day(query.day) if query.day else found

    def _read_all(self) -> list[Row]:
        from hpreader.store.list_scan import GROUPS, sort_groups  # noqa: PLC0415 - rarely needed

        group = GROUPS[self._query.order].format(unread=f"({self._unread})")
        rows = self._database.all(
            f"SELECT p.number, p.day, {self._unread}, {group} {self._from_all_days}"
            f" ORDER BY {self._order('p')}",
            self._values,
        )
        titles = self._sources.titles() if self._query.order == "source" else {}
        return sort_groups(rows, self._query.order, titles)

    @with_recovery
    def count(self) -> int:
        """How many rows there are."""
        if self._count_column:
            return self._database.number(
                f"SELECT {self._count_column} FROM list_count WHERE source = :source AND section = :section",
                self._values,
            )
        if self._is_narrow and (found := self._scan()) is not None:
            return len(found.numbers)
        return self._database.number(f"SELECT count(*) {self._from}", self._values)

    @with_recovery
    def slice(self, start: int, stop: int) -> Sequence[Headline]:
        """The rows from `start` up to `stop`, fewer at the end."""
        start = max(0, start)
        if (whole := self._scan()) is not None:
            numbers = whole.numbers[start : max(start, stop)]
            found = self._database.all_of(
                f"SELECT {HEADLINE_COLUMNS}, number FROM article WHERE number IN ({{keys}})",
                numbers,
            )
            by_number = {row[-1]: headline_of(row) for row in found}
            return [by_number[number] for number in numbers if number in by_number]
        order = self._order("p")
        rows = self._database.all(
            f"WITH page AS MATERIALIZED (SELECT p.number AS number {self._from} ORDER BY {order}"
            f" LIMIT :count OFFSET :start) SELECT {HEADLINE_COLUMNS} FROM page"
            f" JOIN article USING (number) ORDER BY {self._order('article')}",
            {**self._values, "count": max(0, stop - start), "start": start},
        )
        return [headline_of(row) for row in rows]

    @with_recovery
    def find(self, article_id: str) -> int | None:
        """The index of an article's row; None if the list does not contain it."""
        if (whole := self._scan()) is not None:
            number = self._database.number("SELECT number FROM article WHERE id = ?", (article_id,))
            return whole.numbers.index(number) if number in whole.numbers else None
        values = {**self._values, "id": article_id}
        row = self._database.one(
            f"SELECT p.sorted_at {self._from} AND p.id = :id",
            values,
        )
        if row is None:
            return None
        return self._database.number(
            f"SELECT count(*) {self._from} AND {self._beyond(above=True)}",
            {**values, "at": row[0]},
        )

    @with_recovery
    def nearest_unread(self, row: int, step: int) -> int | None:
        """The index of the nearest unread row below a row (`step` 1) or above it (-1), if any."""
        if (whole := self._scan()) is not None:
            flags = whole.unread
            found = flags.find(1, row + 1) if step > 0 else flags.rfind(1, 0, max(0, row))
            return found if found >= 0 else None
        start = self._database.one(
            f"SELECT p.id, p.sorted_at {self._from} ORDER BY {self._order('p')} LIMIT 1 OFFSET :row",
            {**self._values, "row": row},
        )
        if start is None:
            return None
        nearest = self._database.one(
            f"SELECT p.id {self._from} AND {self._unread} AND {self._beyond(above=step < 0)}"
            f" ORDER BY {self._order('p', upwards=step < 0)} LIMIT 1",
            {**self._values, "id": start[0], "at": start[1]},
        )
        return self.find(nearest[0]) if nearest is not None else None

    @with_recovery
    def ids(self) -> tuple[str, ...]:
        """The ids of all rows."""
        return tuple(
            row[0] for row in self._database.all(f"SELECT p.id {self._from}", self._values)
        )

    @with_recovery
    def days(self) -> tuple[DayCount, ...]:
        """How many rows each day has, the oldest day first."""
        if self._is_narrow and (found := self._scan()) is not None:
            return found.count_days()
        rows = self._database.all(
            f"SELECT p.day, count(*), sum({self._unread}) {self._from} GROUP BY p.day ORDER BY p.day",
            self._values,
        )
        return tuple(model.DayCount(date.fromordinal(day), total, new) for day, total, new in rows)

    def days_in_order(self) -> Sequence[tuple[date, int]]:
        """The days from the top of the list down, with their numbers of rows.

        Empty if the list is not ordered by time.
        """
        if self._query.order != "time" or self._query.day:
            return ()
        days = [(day.day, day.total) for day in self.days()]
        return days[::-1] if self._descending else days

    def _order(self, table: str, *, upwards: bool = False) -> str:
        if self._descending != upwards:
            return f"{table}.sorted_at DESC, {table}.id"
        return f"{table}.sorted_at, {table}.id DESC"

    def _beyond(self, *, above: bool) -> str:
        """The condition that a row is above (or below) the row with the values :at and :id."""
        newer, same = (">", "<") if self._descending == above else ("<", ">")
        return f"(p.sorted_at {newer} :at OR (p.sorted_at = :at AND p.id {same} :id))"
