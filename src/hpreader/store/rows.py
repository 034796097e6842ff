"""Lists of headlines, read a window at a time from indexes that cover them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from hpreader import model
from hpreader.store.database import Database, Part, on_disk
from hpreader.store.records import HEADLINE_COLUMNS, headline_of
from hpreader.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.model import DayCount, Headline, ListQuery, Rows
    from hpreader.store.database import Row
    from hpreader.store.scan import Scan

_SHELF: Final = (
    "FROM article AS p WHERE p.saved = 1"
    " AND (:source = '' OR p.source = :source OR EXISTS"
    " (SELECT 1 FROM placement AS q WHERE q.id = p.id AND q.source = :source))"
    " AND (:section = '' OR EXISTS"
    " (SELECT 1 FROM json_each(p.sections) AS name WHERE name.value = :section))"
)
"""The saved articles are few, and need not stand in any list."""

_LISTED: Final = "FROM placement AS p WHERE p.source = :source AND p.section = :section"


class StoredRows:
    """A query's headlines; fulfils `model.Rows`."""

    def __init__(self, database: Database, query: ListQuery) -> None:
        self._database = database
        self._query = query
        self._descending = not query.oldest_first
        self._values: dict[str, Any] = {
            "source": query.source.encode("utf-8", "replace").decode(),  # as its owner wrote it
            "section": clean(query.section),
        }
        self._from = _SHELF if query.saved else _LISTED
        self._tally = "" if query.saved or query.day else "unread" if query.unread else "total"
        if query.unread:
            self._from += " AND p.read = 0" if query.saved else " AND p.unread = 1"
        if query.search:
            from hpreader.store.search import found_by  # noqa: PLC0415 - the first list has none

            self._from += f" AND p.number IN ({found_by(database, query.search, self._values)})"
            self._tally = ""
        for number, word in enumerate(fold(clean(query.text)).split()):
            self._from += (
                " AND instr((SELECT folded FROM article WHERE number = p.number),"
                f" :word{number}) > 0"
            )
            self._values[f"word{number}"] = word
            self._tally = ""
        self._is_narrow = bool(query.text or query.search)
        """Must all rows be looked at to know which are wanted?"""
        self._from_all_days = self._from
        if query.day:
            self._from += " AND p.day = :day"
            self._values["day"] = query.day.toordinal()

    @property
    def _unread(self) -> str:
        return "p.read = 0" if self._query.saved else "p.unread"

    def _scan(self) -> Scan | None:
        """The whole list, where no index has it in its order; its days are told apart after."""
        query = self._query
        if query.order == "time" and not self._is_narrow:
            return None
        from hpreader.store.scan import scan  # noqa: PLC0415 - the first list needs none

        # A search may be of days that are counted from today.
        key = (replace(query, day=None), self._database.now().date() if query.search else None)
        found = scan(self._database, key, self._read_all)
        return found.of_day(query.day) if query.day else found

    def _read_all(self) -> list[Row]:
        from hpreader.store.scan import GROUPS, in_order  # noqa: PLC0415 - see _scan

        group = GROUPS[self._query.order].format(unread=f"({self._unread})")
        rows = self._database.all(
            f"SELECT p.number, p.day, {self._unread}, {group} {self._from_all_days}"
            f" ORDER BY {self._order('p')}",
            self._values,
        )
        return in_order(self._database, self._query.order, rows)

    @on_disk
    def count(self) -> int:
        """How many rows there are."""
        if self._tally:
            return self._database.number(
                f"SELECT {self._tally} FROM tally WHERE source = :source AND section = :section",
                self._values,
            )
        if self._is_narrow and (found := self._scan()) is not None:
            return len(found.numbers)
        return self._database.number(f"SELECT count(*) {self._from}", self._values)

    @on_disk
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

    @on_disk
    def find(self, article_id: str) -> int | None:
        """At which row an article stands, if it does."""
        if (whole := self._scan()) is not None:
            number = self._database.number("SELECT number FROM article WHERE id = ?", (article_id,))
            return whole.numbers.index(number) if number in whole.numbers else None
        values = {**self._values, "wanted": article_id}
        row = self._database.one(
            f"SELECT p.sorted_at {self._from} AND p.id = :wanted",
            values,
        )
        if row is None:
            return None
        return self._database.number(
            f"SELECT count(*) {self._from} AND {self._beyond(above=True)}",
            {**values, "at": row[0]},
        )

    @on_disk
    def nearest_unread(self, row: int, step: int) -> int | None:
        """The nearest row below a row (`step` 1) or above it (-1) that is unread, if one is."""
        if (whole := self._scan()) is not None:
            flags = whole.unread
            found = flags.find(1, row + 1) if step > 0 else flags.rfind(1, 0, max(0, row))
            return found if found >= 0 else None
        standing = self._database.one(
            f"SELECT p.id, p.sorted_at {self._from} ORDER BY {self._order('p')} LIMIT 1 OFFSET :row",
            {**self._values, "row": row},
        )
        if standing is None:
            return None
        nearest = self._database.one(
            f"SELECT p.id {self._from} AND {self._unread} AND {self._beyond(above=step < 0)}"
            f" ORDER BY {self._order('p', upwards=step < 0)} LIMIT 1",
            {**self._values, "wanted": standing[0], "at": standing[1]},
        )
        return self.find(nearest[0]) if nearest is not None else None

    @on_disk
    def ids(self) -> tuple[str, ...]:
        """The ids of all rows."""
        return tuple(
            row[0] for row in self._database.all(f"SELECT p.id {self._from}", self._values)
        )

    @on_disk
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
        """The days from the top of the list on, with their numbers of rows; empty without any."""
        if self._query.order != "time" or self._query.day:
            return ()
        days = [(day.day, day.total) for day in self.days()]
        return days[::-1] if self._descending else days

    def _order(self, table: str, *, upwards: bool = False) -> str:
        if self._descending != upwards:
            return f"{table}.sorted_at DESC, {table}.id"
        return f"{table}.sorted_at, {table}.id DESC"

    def _beyond(self, *, above: bool) -> str:
        """Stands a row above the row of :at and :wanted, or else below it?"""
        newer, same = (">", "<") if self._descending == above else ("<", ">")
        return f"(p.sorted_at {newer} :at OR (p.sorted_at = :at AND p.id {same} :wanted))"


class Lists(Part):
    """The store's part that answers with lists and counts."""

    def rows(self, query: ListQuery) -> Rows:
        """The headlines of a query; only those that lists brought, or the whole shelf."""
        return StoredRows(self._database, query)

    def days(self, query: ListQuery) -> tuple[DayCount, ...]:
        """How much each day brought, the oldest first; the query's own day is left aside."""
        return StoredRows(self._database, replace(query, day=None)).days()

    @on_disk
    def counts(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """All and unread headlines by source and section; '' stands for all of them."""
        rows = self._database.all(
            "SELECT source, section, total, unread FROM tally WHERE total > 0"
        )
        return {(source, section): (total, unread) for source, section, total, unread in rows}

    @on_disk
    def newest_in(
        self, section: str, source: str, limit: int, exclude_id: str = ""
    ) -> tuple[Headline, ...]:
        """The newest headlines of a section, one article left out."""
        found = StoredRows(self._database, model.ListQuery(source, section)).slice(0, limit + 1)
        return tuple(headline for headline in found if headline.id != exclude_id)[:limit]

    @on_disk
    def listed_without_page(self, source: str = "", limit: int = 100) -> Sequence[Headline]:
        """The newest listed articles of a source whose own page was not read yet."""
        rows = self._database.all(
            f"SELECT {HEADLINE_COLUMNS} FROM article WHERE listed = 1 AND has_page = 0"
            " AND (:source = '' OR EXISTS (SELECT 1 FROM placement AS p WHERE p.id = article.id"
            " AND p.source = :source)) ORDER BY sorted_at DESC, id LIMIT :limit",
            {"source": source, "limit": limit},
        )
        return [headline_of(row) for row in rows]
