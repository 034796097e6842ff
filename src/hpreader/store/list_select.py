"""The SQL of one list of headlines: its filters, its order, and the articles held in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from hpreader.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.model import ListQuery
    from hpreader.store.database import Database

_SAVED: Final = (
    "(:source = '' OR p.source = :source OR EXISTS"
    " (SELECT 1 FROM placement AS q WHERE q.id = p.id AND q.source = :source))"
    " AND (:section = '' OR EXISTS"
    " (SELECT 1 FROM json_each(p.sections) AS name WHERE name.value = :section))"
)
"""Saved articles are few, and need not be in any source's list."""

_LISTED: Final = "p.source = :source AND p.section = :section"


class ListSelect:
    """Statements over the rows of a query, with the table of rows as `p`, and their parameters."""

    def __init__(self, database: Database, query: ListQuery) -> None:
        """Build the parts of the statements; at most the names of labels are read."""
        self._query = query
        self._descending = not query.oldest_first
        self.values: dict[str, Any] = {
            # Not cleaned: names of sources are stored as the user wrote them.
            "source": query.source.encode("utf-8", "replace").decode(),
            "section": clean(query.section),
        }
        self.unread = "p.read = 0" if query.saved else "p.unread"
        """The expression that is true for unread rows."""
        self.count_column = (
            "" if query.saved or query.day else "unread" if query.unread else "total"
        )
        """The column of `list_count` with the number of rows that are not held; "" without one."""
        marks = self._mark_conditions(database)
        self.depends_on_marks = bool(marks)
        """Whether an article may leave the list when its marks change."""
        self._has_held = False
        self._build(marks, self._word_conditions())
        self._day = ""
        if query.day:
            self._day = " AND p.day = :day"
            self.values["day"] = query.day.toordinal()

    def _mark_conditions(self, database: Database) -> list[str]:
        query = self._query
        marks = ["p.saved = 1"] if query.saved else []
        if query.unread:
            marks.append("p.read = 0" if query.saved else "p.unread = 1")
        if query.search:
            from hpreader.store.full_text import select_numbers  # noqa: PLC0415 - rarely needed

            marks.append(f"p.number IN ({select_numbers(database, query.search, self.values)})")
            self.count_column = ""
        return marks

    def _word_conditions(self) -> str:
        words = ""
        for number, word in enumerate(fold(clean(self._query.text)).split()):
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
        day = self._day if of_day else ""
        parts = [self._from, self._from_held] if self.adds_held else [self._from]
        return " UNION ALL ".join(f"SELECT {columns} {part}{day}{rest}" for part in parts)

    def select_held(self, columns: str) -> str:
        """A SELECT of the rows that are in the list only because they are held."""
        return f"SELECT {columns} {self._from_held}{self._day}"

    def group_unread(self) -> str:
        """The expression by which the order "unread" groups; held articles stay in their group."""
        if not self._has_held:
            return f"({self.unread})"
        return f"({self.unread} OR p.id IN (SELECT value FROM json_each(:held_unread)))"

    def order(self, table: str = "p", *, upwards: bool = False) -> str:
        """The terms of ORDER BY for the order of time; `upwards` reverses it."""
        if self._descending != upwards:
            return f"{table}.sorted_at DESC, {table}.id"
        return f"{table}.sorted_at, {table}.id DESC"

    def beyond(self, *, above: bool) -> str:
        """The condition that a row is above (or below) the row with the values :at and :id."""
        newer, same = (">", "<") if self._descending == above else ("<", ">")
        return f"(p.sorted_at {newer} :at OR (p.sorted_at = :at AND p.id {same} :id))"
