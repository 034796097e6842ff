"""Reads lists that no index has in their order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hpreader.store.lists.list_scan import GROUPS, read_groups
from hpreader.store.lists.list_select import BETWEEN, ListSelect

if TYPE_CHECKING:
    from hpreader.model import ListQuery
    from hpreader.store.database import Database
    from hpreader.store.lists.list_scan import ListScan, ScanCache
    from hpreader.store.sources import Sources

QUICK_ROWS: Final = 2_000
"""So many rows are read wholly within a frame."""


class ListScanner:
    """Reads the rows of one query, unless an index has them in their order."""

    def __init__(
        self,
        database: Database,
        query: ListQuery,
        sql: ListSelect,
        *,
        scans: ScanCache,
        sources: Sources,
    ) -> None:
        """Read nothing yet.

        Args:
            database: both files.
            query: the list.
            sql: its statements.
            scans: what was read before.
            sources: their titles order a list by source.
        """
        self._database = database
        self._query = query
        self._sql = sql
        self._scans = scans
        self._sources = sources
        self._of_all_days = replace(query, day=None)
        self._is_needed = bool(query.text or query.search) or query.order != "time"

    @property
    def takes_long(self) -> bool:
        """Whether the list has to be read, which takes longer than a frame."""
        if not self._is_needed or self._query.saved:
            return False
        if self._scans.given(self._of_all_days) is not None:
            return not self._scans.is_current(self._of_all_days)
        return self._database.run(self._count_listed) > QUICK_ROWS

    @property
    def is_whole(self) -> bool:
        """Whether all rows are read, and not only those near one of them."""
        given = self._scans.given(self._of_all_days)
        return given is None or given.is_whole

    def _count_listed(self) -> int:
        """The number of rows that have to be read; a search may read all that is listed."""
        values = {"source": "", "section": ""} if self._query.search else self._sql.values
        return self._database.number(
            "SELECT total FROM list_count WHERE source = :source AND section = :section", values
        )

    def get(self) -> ListScan | None:
        """The whole list if no index has it in its order; None if one has.

        The days of one list are selected from the same scan.
        """
        if not self._is_needed:
            return None
        query, values = self._query, self._sql.values
        # A search may contain days relative to today.
        today = self._database.now().date() if query.search else None
        key = (self._of_all_days, today, values.get("held"), values.get("held_unread"))
        found = self._scans.get(key, self.read)
        return found.of_day(query.day, self._read_day) if query.day else found

    def _read_day(self) -> list[int]:
        query = replace(self._query, text="", search="", unread=False)
        sql = ListSelect(self._database, query)
        return [row[0] for row in self._database.all(sql.select("p.number"), sql.values)]

    def read(self, begin: int | None = None, end: int | None = None) -> ListScan:
        """Read the rows of all days, or those between two times.

        Args:
            begin: the first time, as `sorted_at` stores it.
            end: the time after the last one.
        """
        sql, order = self._sql, self._query.order
        group = GROUPS[order].format(unread=sql.group_unread())
        columns = f"p.number, p.day, {sql.unread}, {group}"
        if sql.adds_held:  # the order of a compound SELECT is by its columns
            columns += ", p.sorted_at, p.id"
        rest, values = "", sql.values
        if begin is not None:
            rest, values = BETWEEN, {**values, "begin": begin, "end": end}
        rows = self._database.execute(
            f"{sql.select(columns, rest, of_day=False)} ORDER BY {sql.order()}", values
        )
        titles = self._sources.titles() if order == "source" else {}
        return read_groups(rows, order, titles)
