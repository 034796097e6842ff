"""The rows of one list of headlines, read a window at a time from indexes that cover them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hpreader.store.database import with_recovery
from hpreader.store.lists.list_days import ListDays
from hpreader.store.lists.list_scanner import ListScanner
from hpreader.store.lists.list_select import BETWEEN, DAY_PARAMETERS, ListFolds, ListSelect
from hpreader.store.rows.article_table import HEADLINE_COLUMNS, headline_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hpreader.model import DayCount, Headline, ListQuery
    from hpreader.store.database import Database
    from hpreader.store.lists.list_days import ListPart
    from hpreader.store.lists.list_scan import ListScan, ScanCache
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
        self._sql = ListSelect(database, query)
        self._is_narrow = bool(query.text or query.search)
        """Whether no index tells which rows match."""
        self._scanner = ListScanner(database, query, self._sql, scans=scans, sources=sources)
        self.folds = ListFolds(self._sql)
        self._held: dict[str, bool] = {}
        """The articles that stay in the list whatever their marks are, and whether they were unread."""

    # --- articles that stay ---

    def hold(self, ids: Iterable[str] | None = None, *, absent: bool = False) -> None:
        """Keep articles in the list, whatever their marks will be; see `model.Rows`."""
        if self._sql.depends_on_marks or self._query.order == "unread":
            self._hold(ids, absent=absent)

    @property
    def held(self) -> Mapping[str, bool]:
        """The articles that are held, and whether they were unread when they were first held."""
        return self._held

    def hold_as(self, held: Mapping[str, bool]) -> None:
        """Hold what another list holds, as it holds it; see `model.Rows`."""
        if self._sql.depends_on_marks or self._query.order == "unread":
            self._held = {**held}
            self._sql.hold(self._held)

    @with_recovery
    def _hold(self, ids: Iterable[str] | None, *, absent: bool) -> None:
        sql = self._sql
        if absent and ids is not None:
            rows = self._database.all_of(
                "SELECT id, NOT read FROM article WHERE id IN ({keys})", ids
            )
        elif ids is not None:
            one = sql.select(f"p.id, {sql.unread}", " AND p.id = :id")
            found = (self._database.all(one, {**sql.values, "id": each}) for each in ids)
            rows = [row for part in found for row in part]
        else:
            rows = self._database.all(sql.select(f"p.id, {sql.unread}"), sql.values)
        for article_id, is_unread in rows:
            self._held.setdefault(article_id, bool(is_unread))
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
            return total + held - len(sql.behind(self._database))
        if self._is_narrow and (found := self._scanner.get()) is not None:
            return len(found.numbers)
        return self._count("", sql.values)

    @with_recovery
    def count_only(self) -> int:
        """`count` of a list of which nothing else is read."""
        return self._count("", self._sql.values)

    def _count(self, where: str, values: dict[str, Any]) -> int:
        counts = self._sql.select("count(*) AS total", where)
        return self._database.number(f"SELECT sum(total) FROM ({counts})", values)

    @with_recovery
    def slice(self, start: int, stop: int) -> Sequence[Headline]:
        """The rows from `start` up to `stop`, fewer at the end."""
        start = max(0, start)
        if (whole := self._scanner.get()) is not None:
            numbers = whole.numbers[start : max(start, stop)]
            select = f"SELECT {HEADLINE_COLUMNS}, number FROM article WHERE number IN ({{keys}})"
            found = self._database.all_of(select, numbers)
            by_number = {row[-1]: headline_of(row) for row in found}
            return [by_number[number] for number in numbers if number in by_number]
        sql = self._sql
        columns = "p.number AS number, p.sorted_at AS row_at, p.id AS row_id"
        page, values = self._from_row(start, columns)
        rows = self._database.all(
            f"WITH page AS MATERIALIZED ({page}) SELECT {HEADLINE_COLUMNS}"
            f" FROM page JOIN article USING (number) ORDER BY {sql.order('article')}",
            {**values, "count": max(0, stop - start)},
        )
        return [headline_of(row) for row in rows]

    def _from_row(self, row: int, columns: str) -> tuple[str, dict[str, Any]]:
        """A SELECT of :count rows from a row on, and its other parameters.

        Where the days of the list are counted, SQLite goes to the row's day by an index and skips
        only rows of this day.
        """
        sql = self._sql
        rest, values = "", {**sql.values, "start": row}
        if (days := self._days()) is not None and (span := days.at_row(row)) is not None:
            rest = sql.from_span()
            values |= {"begin": span.begin, "end": span.end, "start": row - span.start}
        return (
            f"{sql.select(columns, rest)} ORDER BY {sql.order()} LIMIT :count OFFSET :start",
            values,
        )

    def _days(self) -> ListDays | None:
        """The days of a list whose rows are counted by day; None of another one."""
        return self._list_days() if self._sql.count_column else None

    @with_recovery
    def find(self, article_id: str) -> int | None:
        """The index of an article's row; None if the list does not contain it."""
        if (whole := self._scanner.get()) is not None:
            number = self._database.number("SELECT number FROM article WHERE id = ?", (article_id,))
            return whole.find(number)
        values = {**self._sql.values, "id": article_id}
        row = self._database.one(self._sql.select("p.sorted_at", " AND p.id = :id"), values)
        if row is None:
            return None
        before, rest = 0, f" AND {self._sql.beyond(above=True)}"
        values |= {"at": row[0]}
        if (days := self._days()) is not None:
            span = days.at_time(row[0])
            before, rest = span.start, BETWEEN + rest
            values |= {"begin": span.begin, "end": span.end}
        return before + self._count(rest, values)

    @with_recovery
    def contains(self, article_id: str) -> bool:
        """Whether an article is in the list, which takes no longer in a long one."""
        values = {**self._sql.values, "id": article_id}
        return self._database.one(self._sql.select("1", " AND p.id = :id"), values) is not None

    @with_recovery
    def span(self, row: int, reach: int) -> ListPart | None:
        """The days that contain a row and so many rows above and below it.

        None if there is no such row, or the rows are not counted by day.
        """
        days = self._days()
        return days.around(row, reach) if days is not None else None

    @with_recovery
    def nearest_unread(self, row: int, step: int) -> int | None:
        """The index of the nearest unread row below a row (`step` 1) or above it (-1), if any."""
        if (whole := self._scanner.get()) is not None:
            return whole.nearest_unread(row, step)
        sql = self._sql
        select, values = self._from_row(row, "p.id, p.sorted_at")
        start = self._database.one(select, {**values, "count": 1})
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

    def copy_into(self, table: str) -> None:
        """Insert the numbers and ids of all rows into a table with these columns, in their order."""
        sql = self._sql
        rows = f"{sql.select('p.number, p.id')} ORDER BY {sql.order()}"
        self._database.execute(f"INSERT INTO {table} (number, id) {rows}", sql.values)

    @with_recovery
    def days(self) -> tuple[DayCount, ...]:
        """How many dated rows each day has, the oldest day first."""
        return self._list_days().counts

    @with_recovery
    def day_totals(self) -> Mapping[date, int]:
        """How many dated rows each day has."""
        return self._list_days().totals

    @with_recovery
    def days_in_order(self) -> Sequence[tuple[date, int]]:
        """The days from the top of the list down, with their numbers of rows.

        The undated rows below those of the day when they were seen have the day `model.UNDATED`. Empty if the
        list is not ordered by time.
        """
        if self._query.order != "time" or self._query.day:
            return ()
        return self._list_days().in_order

    @with_recovery
    def of_days(self, days: Collection[date]) -> Sequence[Headline]:
        """The rows of some days, of a list of all days by time; without a date: of the day they were seen."""
        found: list[Headline] = []
        start = 0
        for day, total in self._list_days().runs:
            if day in days:
                found += self.slice(start, start + total)
            start += total
        return found

    def _list_days(self) -> ListDays:
        sql = self._sql
        if self._is_narrow and (found := self._scanner.get()) is not None:
            return ListDays(found.count_days(), descending=sql.descending)
        select, values = sql.select_days(), sql.values
        key = (select, sql.descending, *(values.get(name) for name in DAY_PARAMETERS))
        return self._scans.days(
            key,
            lambda: ListDays(sql.day_rows(self._database, select), descending=sql.descending),
        )

    # --- lists without an index ---

    @property
    def takes_long(self) -> bool:
        """Whether the list has to be read wholly, which takes longer than a frame; see `model.Rows`."""
        return self._scanner.takes_long

    @property
    def is_whole(self) -> bool:
        """Whether all rows are read, and not only those near one of them."""
        return self._scanner.is_whole

    @with_recovery
    def read(self, begin: int | None = None, end: int | None = None) -> ListScan:
        """Read the list wholly, or what is between two times, as `sorted_at` stores them."""
        return self._scanner.read(begin, end)
