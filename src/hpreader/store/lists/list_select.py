"""The SQL of one list of headlines: its filters, its order, and the articles held in it."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from hpreader.store.lists.list_days import days_without
from hpreader.store.rows.stored_article import HIDDEN
from hpreader.store.values.timestamps import day_start
from hpreader.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.model import FoldedRow, Folding, ListQuery
    from hpreader.store.database import Database
    from hpreader.store.lists.list_days import DayRow

_SAVED: Final = (
    "(:source = '' OR p.source = :source OR EXISTS"
    " (SELECT 1 FROM placement AS q WHERE q.id = p.id AND q.source = :source))"
    " AND (:section = '' OR EXISTS"
    " (SELECT 1 FROM json_each(p.sections) AS name WHERE name.value = :section))"
)
"""Saved articles are few, and need not be in any source's list."""

MOST_WORDS: Final = 100
"""Different words of a filter; a condition is made of each, and SQLite takes 1,000."""

BETWEEN: Final = " AND p.sorted_at >= :begin AND p.sorted_at < :end"
"""The condition that a row is between two times."""

DAY_PARAMETERS: Final = ("source", "section", "day", "held", "folded")
"""The parameters of `ListSelect.select_days`, besides those of searches and words."""

_LISTED: Final = "p.source = :source AND p.section = :section"


def _is_of_muted(search: str) -> bool:
    from hpreader.store.search.search_query import read_query  # noqa: PLC0415 - few lists are of a search

    return read_query(search).muted


class ListSelect:
    """Statements over the rows of a query, with the table of rows as `p`, and their parameters."""

    def __init__(self, database: Database, query: ListQuery) -> None:
        """Build the parts of the statements; at most the names of labels are read."""
        self._query = query
        self.descending = not query.oldest_first
        """Whether the newest rows come first."""
        self.values: dict[str, Any] = {
            # Not cleaned: names of sources are stored as the user wrote them.
            "source": query.source.encode("utf-8", "replace").decode(),
            "section": clean(query.section),
        }
        self.unread = "p.read = 0" if query.saved else "p.unread = 1"
        """The condition of unread rows; as it is in the index of unread rows."""
        self.count_column = (
            "" if query.saved or query.day else "unread" if query.unread else "total"
        )
        """The column of `list_count` with the number of rows that are not held; "" without one."""
        if query.search and _is_of_muted(query.search):
            self.values["source"] = HIDDEN + self.values["source"]
        marks = self._mark_conditions(database)
        self.depends_on_marks = bool(marks)
        """Whether an article may leave the list when its marks change."""
        self._has_held = False
        self._left_out = ""
        """The condition that a row is not behind another one."""
        self._build(marks, self._word_conditions())
        self._day = ""
        if query.day:
            self._day = f"{BETWEEN} AND p.day = :day"
            day = query.day.toordinal()
            self.values |= {"day": day, "begin": day_start(day), "end": day_start(day + 1)}

    def _mark_conditions(self, database: Database) -> list[str]:
        query = self._query
        marks = ["p.saved = 1"] if query.saved else []
        if query.unread:
            marks.append(self.unread)
        if query.search:
            from hpreader.store.search.full_text import select_numbers  # noqa: PLC0415 - rarely needed

            marks.append(f"p.number IN ({select_numbers(database, query.search, self.values)})")
            self.count_column = ""
        return marks

    def _word_conditions(self) -> str:
        words = ""
        different = dict.fromkeys(fold(clean(self._query.text)).split())
        for number, word in enumerate(islice(different, MOST_WORDS)):
            words += (
                " AND instr((SELECT folded FROM article WHERE number = p.number),"
                f" :word{number}) > 0"
            )
            self.values[f"word{number}"] = word
            self.count_column = ""
        return words

    def _build(self, marks: list[str], words: str) -> None:
        saved = self._query.saved
        table, place = ("article", _SAVED) if saved else ("placement", _LISTED)
        self._from = f"FROM {table} AS p WHERE {' AND '.join([place, *marks])}{words}"
        # Without INDEXED BY, SQLite reads the whole list to find the held articles.
        table += " AS p" if saved else " AS p INDEXED BY placement_article"
        held = f"FROM json_each(:held) AS held CROSS JOIN {table} WHERE p.id = held.value"
        self._from_held = f"{held} AND {place} AND NOT ({' AND '.join(marks)}){words}"
        """The rows that are in the list only because they are held."""

    def hold(self, held: Mapping[str, bool]) -> None:
        """Keep articles in the list whatever their marks are.

        Args:
            held: their ids, and whether they were unread when they were first held.
        """
        self._has_held = bool(held)
        self.values["held"] = json.dumps(list(held))
        was_unread = [article_id for article_id, is_unread in held.items() if is_unread]
        self.values["held_unread"] = json.dumps(was_unread)

    def fold(self, numbers: Iterable[int]) -> None:
        """Leave rows out, by their numbers, and no others."""
        folded = sorted(numbers)
        if not folded:
            self.values.pop("folded", None)
            self._left_out = ""
            return
        self.values["folded"] = json.dumps(folded)
        self._left_out = " AND p.number NOT IN (SELECT value FROM json_each(:folded))"

    def behind(self, database: Database) -> list[tuple[int, bool]]:
        """Day and unread mark of the rows that `list_count` counts for this list and that are left out."""
        if not self._left_out:
            return []
        rows = database.all(
            "SELECT p.day, p.unread FROM json_each(:folded) AS f"
            " CROSS JOIN placement AS p INDEXED BY placement_article"
            " ON p.id = (SELECT id FROM article WHERE number = f.value)"
            f" WHERE {_LISTED}",
            self.values,
        )
        return [(day, bool(unread)) for day, unread in rows if unread or not self._query.unread]

    def day_rows(self, database: Database, select: str) -> Iterable[DayRow]:
        """The days as a SELECT counts them (`select_days`), without the rows that are left out."""
        behind = self.behind(database) if self.count_column else ()
        return days_without(database.execute(select, self.values), behind)

    @property
    def adds_held(self) -> bool:
        """Whether rows are in the list only because they are held."""
        return self.depends_on_marks and self._has_held

    def select(self, columns: str, rest: str = "", *, of_day: bool = True) -> str:
        """A SELECT of the rows; it can be ordered by expressions among its columns.

        Args:
            columns: the result columns.
            rest: more conditions, beginning with AND, or a GROUP BY.
            of_day: whether only the rows of the query's day are selected.
        """
        day = (self._day if of_day else "") + self._left_out
        parts = [self._from, self._from_held] if self.adds_held else [self._from]
        return " UNION ALL ".join(f"SELECT {columns} {part}{day}{rest}" for part in parts)

    def select_held(self, columns: str) -> str:
        """A SELECT of the rows that are in the list only because they are held."""
        return f"SELECT {columns} {self._from_held}{self._day}{self._left_out}"

    def group_unread(self) -> str:
        """The expression by which the order "unread" groups; held articles stay in their group."""
        if not self._has_held:
            return f"({self.unread})"
        held, was_unread = (
            f"p.id IN (SELECT value FROM json_each(:{name}))" for name in ("held", "held_unread")
        )
        return f"(CASE WHEN {held} THEN {was_unread} ELSE {self.unread} END)"

    def order(self, table: str = "p", *, upwards: bool = False) -> str:
        """The terms of ORDER BY for the order of time; `upwards` reverses it."""
        if self.descending != upwards:
            return f"{table}.sorted_at DESC, {table}.id"
        return f"{table}.sorted_at, {table}.id DESC"

    def beyond(self, *, above: bool) -> str:
        """The condition that a row is above (or below) the row with the values :at and :id."""
        newer, same = (">", "<") if self.descending == above else ("<", ">")
        # The first comparison is the one for which SQLite seeks in an index.
        return f"p.sorted_at {newer}= :at AND (p.sorted_at {newer} :at OR p.id {same} :id)"

    def from_span(self) -> str:
        """The condition that a row is in the span of :begin and :end or below it in the list."""
        return " AND p.sorted_at < :end" if self.descending else " AND p.sorted_at >= :begin"

    def select_days(self) -> str:
        """A SELECT of each day with its rows and its unread rows, the first day first."""
        if not self.count_column:
            counts = f"p.day AS day, count(*) AS total, sum({self.unread}) AS unread"
            days = self.select(counts, " GROUP BY p.day")
        else:
            days = (
                f"SELECT day, {self.count_column} AS total, unread FROM day_count"
                f" WHERE source = :source AND section = :section AND {self.count_column} > 0"
            )
            if not self.adds_held:
                return f"{days} ORDER BY day"
            days = f"{days} UNION ALL {self.select_held('p.day, 1, 0')}"
        return f"SELECT day, sum(total), sum(unread) FROM ({days}) GROUP BY day ORDER BY day"


class ListFolds:
    """What is behind the rows of a list; implements `model.rows.Folds`."""

    def __init__(self, sql: ListSelect) -> None:
        self._sql = sql
        self._folding: Folding | None = None

    def put(self, folding: Folding) -> None:
        """Leave out what is behind other rows, as it was when the value was made."""
        self._folding = folding
        self._sql.fold(folding.hidden)

    def behind(self, article_id: str) -> FoldedRow | None:
        """What is behind the row of an article, if anything is."""
        return self._folding.rows.get(article_id) if self._folding is not None else None

    @property
    def left_out(self) -> int:
        """How many articles of the list are behind the rows of others."""
        return len(self._folding.hidden) if self._folding is not None else 0
