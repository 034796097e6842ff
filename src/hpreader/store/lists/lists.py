"""Lists of headlines, and their counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store.database import with_recovery
from hpreader.store.lists.stored_rows import StoredRows
from hpreader.store.rows.article_table import HEADLINE_COLUMNS, headline_of
from hpreader.store.rows.stored_article import HIDDEN
from hpreader.store.values import codec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from hpreader.model import DayCount, Headline, ListQuery
    from hpreader.store.database import Database
    from hpreader.store.lists.list_scan import ScanCache
    from hpreader.store.sources import Sources


class Lists:
    """Returns lists of headlines. All its methods only read."""

    def __init__(self, database: Database, *, sources: Sources, scans: ScanCache) -> None:
        self._database = database
        self._sources = sources
        self._scans = scans

    def rows(self, query: ListQuery) -> StoredRows:
        """The headlines of a query: those that lists contain, or all saved ones."""
        return StoredRows(self._database, query, scans=self._scans, sources=self._sources)

    def days(self, query: ListQuery) -> tuple[DayCount, ...]:
        """The numbers of headlines by day, oldest first; the query's own day is ignored."""
        return self.rows(replace(query, day=None)).days()

    def day_totals(self, query: ListQuery) -> Mapping[date, int]:
        """The numbers of headlines by day; the query's own day is ignored."""
        return self.rows(replace(query, day=None)).day_totals()

    @with_recovery
    def counts(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """All and unread headlines by source and section; "" means all sources, or all sections."""
        rows = self._database.all(
            "SELECT source, section, total, unread FROM list_count WHERE total > 0"
            f" AND substr(source, 1, 1) <> '{HIDDEN}'"
        )
        for row in rows:
            codec.check_cells(row, str, str, int, int)
        return {(source, section): (total, unread) for source, section, total, unread in rows}

    @with_recovery
    def hidden_count(self) -> int:
        """How many listed articles rules hide."""
        return self._database.number(
            "SELECT total FROM list_count WHERE source = ? AND section = ''", (HIDDEN,)
        )

    @with_recovery
    def newest_in_section(
        self, section: str, source: str, limit: int, exclude_id: str = ""
    ) -> tuple[Headline, ...]:
        """The newest headlines of a section, without one article."""
        found = self.rows(model.ListQuery(source, section)).slice(0, limit + 1)
        return tuple(headline for headline in found if headline.id != exclude_id)[:limit]

    @with_recovery
    def without_page(self, source: str = "", limit: int = 100) -> Sequence[Headline]:
        """The newest listed articles of a source whose own page was not read yet."""
        rows = self._database.all(
            "WITH page AS MATERIALIZED (SELECT p.number AS number FROM placement AS p"
            " CROSS JOIN article USING (number) WHERE p.source = :source AND p.section = ''"
            " AND has_page = 0 ORDER BY p.sorted_at DESC, p.id LIMIT :limit)"
            f" SELECT {HEADLINE_COLUMNS} FROM page JOIN article USING (number)"
            " ORDER BY sorted_at DESC, id",
            {"source": source, "limit": limit},
        )
        return [headline_of(row) for row in rows]
