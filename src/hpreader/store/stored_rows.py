"""The rows of one list of headlines, read a window at a time from indexes that cover them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hpreader import model
from hpreader.store.article_table import HEADLINE_COLUMNS, headline_of
from hpreader.store.database import with_recovery
from hpreader.store.list_scan import GROUPS, sort_groups
from hpreader.store.list_select import ListSelect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hpreader.model import DayCount, Headline, ListQuery
    from hpreader.store.database import Database, Row
    from hpreader.store.list_scan import ListScan, ScanCache
    from hpreader.store.sources import Sources


class StoredRows:
    """The headlines of a query; implements `model.Rows`. Only reads."""

    def __init__(
        self, database: Database, query: ListQuery, *, scans: ScanCache, sources: Sources
    ) -> None:
        """Prepare the statements.

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
        self._sql = ListSelect(database, query)
        self._is_narrow = bool(query.text or query.search)
        """Whether no index tells which rows match."""
        self._held: dict[str, bool] = {}
        """The articles that stay in the list whatever their marks are, and whether they were unread."""

    # --- articles that stay ---

    def hold(self, ids: Iterable[str] | None = None, *, absent: bool = False) -> None:
        """Keep articles in the list, whatever their marks will be; see `model.Rows`."""
        if self._sql.depends_on_marks or self._query.order == "unread":
            self._hold(ids, absent=absent)

    @with_recovery
    def _hold(self, ids: Iterable[str] | None, *, absent: bool) -> None:
        sql = self._sql
        if absent and ids is not None:
            rows = self._database.all_of(
                "SELECT id, NOT read FROM article WHERE id IN ({keys})", ids
            )
        elif ids is not None:
            one = sql.select(f"p.id, {sql.unread}", " AND p.id = :id")
            rows = [
                row
                for article_id in ids
                for row in self._database.all(one, {**sql.values, "id": article_id})
            ]
        else:
            rows = self._database.all(sql.select(f"p.id, {sql.unread}"), sql.values)
        for article_id, is_unread in rows:
            self._held[article_id] = self._held.get(article_id, False) or bool(is_unread)
        sql.hold(self._held)

    # --- rows ---

    @with_recovery
    def count(self) -> int:
        """How many rows there are."""
        sql, number = self._sql, self._database.number
        if sql.count_column:
            total = number(
                f"SELECT {sql.count_column} FROM list_count"
                " WHERE source = :source AND section = :section",
                sql.values,
            )
            held = number(sql.select_held("count(*)"), sql.values) if sql.adds_held else 0
            return total + held
        if self._is_narrow and (found := self._scan()) is not None:
            return len(found.numbers)
        return self._count("", sql.values)

    def _count(self, where: str, values: dict[str, Any]) -> int:
        counts = self._sql.select("count(*) AS total", where)
        return self._database.number(f"SELECT sum(total) FROM ({counts})", values)

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
        sql = self._sql
        columns = "p.number AS number, p.sorted_at AS row_at, p.id AS row_id"
        rows = self._database.all(
            f"WITH page AS MATERIALIZED ({sql.select(columns)}"
            f" ORDER BY {sql.order()} LIMIT :count OFFSET :start) SELECT {HEADLINE_COLUMNS}"
            f" FROM page JOIN article USING (number) ORDER BY {sql.order('article')}",
            {**sql.values, "count": max(0, stop - start), "start": start},
        )
        return [headline_of(row) for row in rows]

    @with_recovery
    def find(self, article_id: str) -> int | None:
        """The index of an article's row; None if the list does not contain it."""
        if (whole := self._scan()) is not None:
            number = self._database.number("SELECT number FROM article WHERE id = ?", (article_id,))
            return whole.numbers.index(number) if number in whole.numbers else None
        values = {**self._sql.values, "id": article_id}
        row = self._database.one(self._sql.select("p.sorted_at", " AND p.id = :id"), values)
        if row is None:
            return None
        return self._count(f" AND {self._sql.beyond(above=True)}", {**values, "at": row[0]})

    @with_recovery
    def nearest_unread(self, row: int, step: int) -> int | None:
        """The index of the nearest unread row below a row (`step` 1) or above it (-1), if any."""
        if (whole := self._scan()) is not None:
            flags = whole.unread
            found = flags.find(1, row + 1) if step > 0 else flags.rfind(1, 0, max(0, row))
            return found if found >= 0 else None
        sql = self._sql
        start = self._database.one(
            f"{sql.select('p.id, p.sorted_at')} ORDER BY {sql.order()} LIMIT 1 OFFSET :row",
            {**sql.values, "row": row},
        )
        if start is None:
            return None
        beyond = f" AND {sql.unread} AND {sql.beyond(above=step < 0)}"
        nearest = self._database.one(
            f"{sql.select('p.id, p.sorted_at', beyond)}"
            f" ORDER BY {sql.order(upwards=step < 0)} LIMIT 1",
            {**sql.values, "id": start[0], "at": start[1]},
        )
        return self.find(nearest[0]) if nearest is not None else None

    @with_recovery
    def ids(self) -> tuple[str, ...]:
        """The ids of all rows."""
        rows = self._database.all(self._sql.select("p.id"), self._sql.values)
        return tuple(row[0] for row in rows)

    @with_recovery
    def days(self) -> tuple[DayCount, ...]:
        """How many dated rows each day has, the oldest day first."""
        return tuple(
            model.DayCount(date.fromordinal(day), total, new)
            for day, total, new in self._count_days()
            if day > 0
        )

    def _count_days(self) -> list[tuple[int, int, int]]:
        """Each day with its rows and its unread rows; the days of undated rows are negative."""
        if self._is_narrow and (found := self._scan()) is not None:
            return found.count_days()
        sql = self._sql
        columns = f"p.day AS day, count(*) AS total, sum({sql.unread}) AS unread"
        rows = self._database.all(
            f"SELECT day, sum(total), sum(unread) FROM ({sql.select(columns, ' GROUP BY p.day')})"
            " GROUP BY day ORDER BY day",
            sql.values,
        )
        return [(day, total, new) for day, total, new in rows]

    def days_in_order(self) -> Sequence[tuple[date, int]]:
        """The days from the top of the list down, with their numbers of rows.

        The undated rows below those of the day when they were seen have the day `model.UNDATED`. Empty if the
        list is not ordered by time.
        """
        if self._query.order != "time" or self._query.day:
            return ()
        found = sorted(self._count_days(), key=lambda row: (abs(row[0]), row[0]))
        days = [
            (date.fromordinal(day) if day > 0 else model.UNDATED, total) for day, total, _ in found
        ]
        return days if self._query.oldest_first else days[::-1]

    # --- lists without an index ---

    def _scan(self) -> ListScan | None:
        """The whole list if no index has it in its order; None if one has.

        The days of one list are selected from the same scan.
        """
        query, values = self._query, self._sql.values
        if query.order == "time" and not self._is_narrow:
            return None
        # A search may contain days relative to today.
        today = self._database.now().date() if query.search else None
        key = (replace(query, day=None), today, values.get("held"), values.get("held_unread"))
        found = self._scans.get(key, self._read_all)
        return found.of_day(query.day) if query.day else found

    def _read_all(self) -> list[Row]:
        sql, order = self._sql, self._query.order
        group = GROUPS[order].format(unread=sql.group_unread())
        columns = f"p.number, p.day, {sql.unread}, p.sorted_at, p.id, {group}"
        rows = self._database.all(
            f"{sql.select(columns, of_day=False)} ORDER BY {sql.order()}", sql.values
        )
        titles = self._sources.titles() if order == "source" else {}
        return sort_groups(rows, order, titles)
