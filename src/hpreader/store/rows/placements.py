"""The lists that contain each article, with the numbers of articles of each list and of its days.

The numbers are written with the placements, by one statement for each list and day that changes:
triggers take as long as all other writing of a sync.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hpreader.store.database import Database
    from hpreader.store.rows.stored_article import Placement

_UNREAD_INDEX: Final = "CREATE INDEX placement_unread ON placement (source, section, sorted_at DESC, id) WHERE unread = 1"
"""As in the schema."""


class PlacedArticle(NamedTuple):
    """A row of `placement`."""

    placement: Placement
    id: str
    number: int


class Placements:
    """Writes placements; its methods belong inside a transaction of the caller's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self, added: Iterable[PlacedArticle], removed: Iterable[PlacedArticle]) -> None:
        """Add and remove placements; those added are not stored, or are removed too."""
        total: Counter[tuple[str, str, int]] = Counter()
        unread: Counter[tuple[str, str, int]] = Counter()
        gone, new = [], []
        for one, article_id, _ in removed:
            gone.append((one.source, one.section, one.sorted_at, article_id))
            total[one.source, one.section, one.day] -= 1
            unread[one.source, one.section, one.day] -= one.unread
        for one, article_id, number in added:
            new.append((*one, article_id, number))
            total[one.source, one.section, one.day] += 1
            unread[one.source, one.section, one.day] += one.unread
        self._database.execute_many(
            "DELETE FROM placement WHERE source = ? AND section = ? AND sorted_at = ? AND id = ?",
            gone,
        )
        new.sort(key=lambda values: (values[0], values[1], -values[2], values[5]))
        self._database.execute_many(
            "INSERT OR REPLACE INTO placement (source, section, sorted_at, day, unread, id, number)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            new,
        )
        self._count(total, unread)

    def mark(self, ids: Iterable[str], *, is_unread: bool) -> None:
        """Note of some articles whether they are unread."""
        ids = list(ids)
        rows = self._database.all_of(
            "SELECT source, section, day FROM placement INDEXED BY placement_article"
            " WHERE unread <> ? AND id IN ({keys})",
            ids,
            is_unread,
        )
        self._database.all_of(
            "UPDATE placement INDEXED BY placement_article SET unread = ?"
            " WHERE unread <> ? AND id IN ({keys})",
            ids,
            is_unread,
            is_unread,
        )
        changes = Counter(rows)
        if not is_unread:
            changes = Counter({key: -count for key, count in changes.items()})
        self._count(Counter(), changes)

    def mark_chosen(self, ids: str, *, is_unread: bool) -> None:
        """Note of many articles whether they are unread, by few statements.

        Args:
            ids: a SELECT of their ids.
            is_unread: what holds for them from now on.
        """
        execute, changed = self._database.execute, f"unread <> {int(is_unread)} AND id IN ({ids})"
        execute(
            "CREATE TEMP TABLE changed_day AS SELECT source, section, day,"
            f" {'' if is_unread else '-'}count(*) AS unread"
            f" FROM placement INDEXED BY placement_article WHERE {changed} GROUP BY source, section, day"
        )
        execute(
            f"UPDATE placement INDEXED BY placement_article SET unread = {int(is_unread)} WHERE {changed}"
        )
        execute(
            "UPDATE day_count SET unread = day_count.unread + changed.unread FROM changed_day AS changed"
            " WHERE changed.source = day_count.source AND changed.section = day_count.section"
            " AND changed.day = day_count.day"
        )
        execute(
            "UPDATE list_count SET unread = list_count.unread + changed.unread FROM"
            " (SELECT source, section, sum(unread) AS unread FROM changed_day GROUP BY source, section)"
            " AS changed WHERE changed.source = list_count.source AND changed.section = list_count.section"
        )
        execute("DROP TABLE changed_day")

    def mark_most(self, numbers: str, *, is_unread: bool) -> None:
        """As `mark_chosen`, for a large part of all articles: all placements are read, each once.

        Args:
            numbers: a SELECT of the articles' numbers.
            is_unread: what holds for them from now on.
        """
        # An index is made anew in a small part of the time in which a large part of it is changed.
        self._database.execute("DROP INDEX placement_unread")
        self._database.execute(
            "UPDATE placement NOT INDEXED SET unread = ? WHERE unread <> ?"
            f" AND number IN ({numbers})",
            (is_unread, is_unread),
        )
        self._database.execute(_UNREAD_INDEX)
        self.count_unread()

    def count_unread(self) -> None:
        """Count what is unread in all lists and days anew."""
        database = self._database
        database.execute("UPDATE day_count SET unread = 0 WHERE unread <> 0")
        # List by list, because sorting all rows by list and day takes ten times as long.
        for one in database.all("SELECT source, section FROM list_count"):
            database.execute(
                "INSERT INTO day_count (source, section, day, total, unread)"
                " SELECT source, section, day, 0, count(*) FROM placement"
                " WHERE source = ? AND section = ? AND unread = 1 GROUP BY day"
                " ON CONFLICT (source, section, day) DO UPDATE SET unread = excluded.unread",
                one,
            )
        database.execute(
            "UPDATE list_count SET unread = (SELECT coalesce(sum(unread), 0) FROM day_count AS d"
            " WHERE d.source = list_count.source AND d.section = list_count.section)"
        )

    def _count(
        self, total: Counter[tuple[str, str, int]], unread: Counter[tuple[str, str, int]]
    ) -> None:
        """Add to the numbers of days, and of their lists."""
        days = {key: (total[key], unread[key]) for key in total.keys() | unread.keys()}
        lists: dict[tuple[str, str], tuple[int, int]] = {}
        for (source, section, _), (count, new) in days.items():
            before = lists.get((source, section), (0, 0))
            lists[source, section] = (before[0] + count, before[1] + new)
        self._database.execute_many(
            "INSERT INTO day_count (source, section, day, total, unread) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (source, section, day)"
            " DO UPDATE SET total = total + excluded.total, unread = unread + excluded.unread",
            sorted((*key, *counts) for key, counts in days.items() if any(counts)),
        )
        self._database.execute_many(
            "INSERT INTO list_count (source, section, total, unread) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (source, section)"
            " DO UPDATE SET total = total + excluded.total, unread = unread + excluded.unread",
            sorted((*key, *counts) for key, counts in lists.items() if any(counts)),
        )
