"""Lists of headlines, read a window at a time from indexes that cover them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from hpreader import model
from hpreader.store.database import Database, Part, on_disk
from hpreader.store.records import HEADLINE_COLUMNS, headline_of
from hpreader.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hpreader.model import DayCount, Headline, ListQuery, Rows
    from hpreader.store.database import Row
    from hpreader.store.scan import Scan

_SHELF: Final = (
    "(:source = '' OR p.source = :source OR EXISTS"
    " (SELECT 1 FROM placement AS q WHERE q.id = p.id AND q.source = :source))"
    " AND (:section = '' OR EXISTS"
    " (SELECT 1 FROM json_each(p.sections) AS name WHERE name.value = :section))"
)
"""The saved articles are few, and need not stand in any list."""

_LISTED: Final = "p.source = :source AND p.section = :section"


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
        table, place = ("article", _SHELF) if query.saved else ("placement", _LISTED)
        marks = ["p.saved = 1"] if query.saved else []
        self._tally = "" if query.saved or query.day else "unread" if query.unread else "total"
        if query.unread:
            marks.append("p.read = 0" if query.saved else "p.unread = 1")
        if query.search:
            from hpreader.store.search import found_by  # noqa: PLC0415 - the first list has none

            marks.append(f"p.number IN ({found_by(database, query.search, self._values)})")
            self._tally = ""
        words = ""
        for number, word in enumerate(fold(clean(query.text)).split()):
            words += (
                " AND instr((SELECT folded FROM article WHERE number = p.number),"
                f" :word{number}) > 0"
            )
            self._values[f"word{number}"] = word
            self._tally = ""
        self._is_narrow = bool(query.text or query.search)
        """Must all rows be looked at to know which are wanted?"""
        self._held: dict[str, bool] = {}
        """The articles that stay in the list whatever their marks are, and whether they were unread."""
        self._from = f"FROM {table} AS p WHERE {' AND '.join([place, *marks])}{words}"
        # Left to itself, SQLite looks through the whole list for those that are held.
        table += " AS p" if query.saved else " AS p INDEXED BY placement_article"
        given = f"FROM json_each(:held) AS held CROSS JOIN {table} WHERE p.id = held.value"
        self._from_held = f"{given} AND {place} AND NOT ({' AND '.join(marks)}){words}"
        """The rows that are in the list only because they are held."""
        self._is_of_marks = bool(marks)
        self._of_day = ""
        if query.day:
            self._of_day = " AND p.day = :day"
            self._values["day"] = query.day.toordinal()

    @property
    def _unread(self) -> str:
        return "p.read = 0" if self._query.saved else "p.unread"

    def hold(self, ids: Iterable[str] | None = None, *, absent: bool = False) -> None:
        """Keep articles in the list, whatever their marks will be."""
        if self._is_of_marks or self._query.order == "unread":
            self._hold(ids, absent=absent)

    @on_disk
    def _hold(self, ids: Iterable[str] | None, *, absent: bool) -> None:
        if absent and ids is not None:
            sql = "SELECT id, NOT read FROM article WHERE id IN ({keys})"
            rows = self._database.all_of(sql, ids)
        elif ids is not None:
            sought = self._select(f"p.id, {self._unread}", " AND p.id = :wanted")
            rows = [
                row
                for article_id in ids
                for row in self._database.all(sought, {**self._values, "wanted": article_id})
            ]
        else:
            rows = self._database.all(self._select(f"p.id, {self._unread}"), self._values)
        for article_id, is_unread in rows:
            self._held[article_id] = self._held.get(article_id, False) or bool(is_unread)
        self._values["held"] = json.dumps(list(self._held))
        was_unread = [article_id for article_id, is_unread in self._held.items() if is_unread]
        self._values["held_unread"] = json.dumps(was_unread)

    def _select(self, columns: str, rest: str = "", *, of_day: bool = True) -> str:
        """A SELECT of the rows, which may be ordered by what is among the columns."""
        day = self._of_day if of_day else ""
        parts = [self._from, self._from_held] if self._holds else [self._from]
        return " UNION ALL ".join(f"SELECT {columns} {part}{day}{rest}" for part in parts)

    @property
    def _holds(self) -> bool:
        return self._is_of_marks and bool(self._held)

    def _scan(self) -> Scan | None:
        """The whole list, where no index has it in its order; its days are told apart after."""
        query = self._query
        if query.order == "time" and not self._is_narrow:
            return None
        from hpreader.store.scan import scan  # noqa: PLC0415 - the first list needs none

        # A search may be of days that are counted from today.
        today = self._database.now().date() if query.search else None
        held = (self._values.get("held"), self._values.get("held_unread"))
        key = (replace(query, day=None), today, *held)
        found = scan(self._database, key, self._read_all)
        return found.of_day(query.day) if query.day else found

    def _read_all(self) -> list[Row]:
        from hpreader.store.scan import GROUPS, in_order  # noqa: PLC0415 - see _scan

        unread = f"({self._unread})"
        if self._held:
            unread = f"({unread} OR p.id IN (SELECT value FROM json_each(:held_unread)))"
        group = GROUPS[self._query.order].format(unread=unread)
        columns = f"p.number, p.day, {self._unread}, p.sorted_at, p.id, {group}"
        rows = self._database.all(
            f"{self._select(columns, of_day=False)} ORDER BY {self._order('p')}", self._values
        )
        return in_order(self._database, self._query.order, rows)

    @on_disk
    def count(self) -> int:
        """How many rows there are."""
        if self._tally:
            tally = f"SELECT {self._tally} FROM tally WHERE source = :source AND section = :section"
            held = f"SELECT count(*) {self._from_held}{self._of_day}"
            return self._database.number(tally, self._values) + (
                self._database.number(held, self._values) if self._holds else 0
            )
        if self._is_narrow and (found := self._scan()) is not None:
            return len(found.numbers)
        return self._count("", self._values)

    def _count(self, where: str, values: dict[str, Any]) -> int:
        counts = self._select("count(*) AS total", where)
        return self._database.number(f"SELECT sum(total) FROM ({counts})", values)

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
        columns = "p.number AS number, p.sorted_at AS row_at, p.id AS row_id"
        rows = self._database.all(
            f"WITH page AS MATERIALIZED ({self._select(columns)}"
            f" ORDER BY {order} LIMIT :count OFFSET :start) SELECT {HEADLINE_COLUMNS} FROM page"
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
        row = self._database.one(self._select("p.sorted_at", " AND p.id = :wanted"), values)
        if row is None:
            return None
        return self._count(f" AND {self._beyond(above=True)}", {**values, "at": row[0]})

    @on_disk
    def nearest_unread(self, row: int, step: int) -> int | None:
        """The nearest row below a row (`step` 1) or above it (-1) that is unread, if one is."""
        if (whole := self._scan()) is not None:
            flags = whole.unread
            found = flags.find(1, row + 1) if step > 0 else flags.rfind(1, 0, max(0, row))
            return found if found >= 0 else None
        standing = self._database.one(
            f"{self._select('p.id, p.sorted_at')} ORDER BY {self._order('p')} LIMIT 1 OFFSET :row",
            {**self._values, "row": row},
        )
        if standing is None:
            return None
        beyond = f" AND {self._unread} AND {self._beyond(above=step < 0)}"
        nearest = self._database.one(
            f"{self._select('p.id, p.sorted_at', beyond)}"
            f" ORDER BY {self._order('p', upwards=step < 0)} LIMIT 1",
            {**self._values, "wanted": standing[0], "at": standing[1]},
        )
        return self.find(nearest[0]) if nearest is not None else None

    @on_disk
    def ids(self) -> tuple[str, ...]:
        """The ids of all rows."""
        return tuple(row[0] for row in self._database.all(self._select("p.id"), self._values))

    @on_disk
    def days(self) -> tuple[DayCount, ...]:
        """How many rows each day has, the oldest day first."""
        if self._is_narrow and (found := self._scan()) is not None:
            return found.count_days()
        columns = f"p.day AS day, count(*) AS total, sum({self._unread}) AS unread"
        rows = self._database.all(
            f"SELECT day, sum(total), sum(unread) FROM ({self._select(columns, ' GROUP BY p.day')})"
            " GROUP BY day ORDER BY day",
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
