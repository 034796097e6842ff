"""Lists that take long to read: read on one connection, shown on another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.store.database import with_recovery

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.model import ListQuery
    from hpreader.store.database import Database
    from hpreader.store.lists.list_scan import ListScan, ScanCache
    from hpreader.store.lists.lists import Lists


class LongLists:
    """Reads lists that no index has in their order, and takes what another connection read."""

    def __init__(self, database: Database, *, lists: Lists, scans: ScanCache) -> None:
        self._database = database
        self._lists = lists
        self._scans = scans

    # --- on the connection that reads ---

    def read(self, query: ListQuery, held: Mapping[str, bool]) -> ListScan:
        """Read a list wholly.

        Args:
            query: the list.
            held: the articles that stay in it; see `model.Rows.held`.
        """
        rows = self._lists.rows(replace(query, day=None))
        rows.hold_as(held)
        return rows.read()

    @with_recovery
    def read_near(
        self, query: ListQuery, held: Mapping[str, bool], article_id: str, least: int, reach: int
    ) -> ListScan | None:
        """Read what a filter by words leaves of a part of a list.

        Args:
            query: the list.
            held: the articles that stay in it.
            article_id: the article around which to read; if the list does not contain it, the part
                begins at the top.
            least: how many rows above and below the article are to be found.
            reach: through how many rows to look in both directions.

        Returns:
            The rows; None where there are fewer, or the list is not one of words in order of time.
        """
        if not query.text or query.search or query.order != "time":
            return None
        base = self._lists.rows(replace(query, text="", day=None))
        rows = self._lists.rows(replace(query, day=None))
        for one in (base, rows):
            one.hold_as(held)
        middle = base.find(article_id) if rows.contains(article_id) else 0
        part = base.span(middle or 0, reach)
        if part is None:
            return None
        scan = rows.read(part.begin, part.end)
        number = self._database.number("SELECT number FROM article WHERE id = ?", (article_id,))
        at = scan.find(number) or 0
        is_enough = (part.is_top or at >= least) and (
            part.is_end or len(scan.numbers) - at >= least
        )
        scan.is_whole = part.is_top and part.is_end
        return scan if is_enough else None

    # --- on the connection that shows ---

    @with_recovery
    def revision(self) -> tuple[object, ...]:
        """Values of which one is different after any change of the files."""
        return self._scans.revision()

    def give(self, query: ListQuery, scan: ListScan, revision: tuple[object, ...]) -> None:
        """Show a list as another connection read it, until another one is given.

        Args:
            query: the list.
            scan: its rows.
            revision: `revision` of this connection before the other one read.
        """
        self._scans.give(replace(query, day=None), scan, revision)

    @with_recovery
    def note_marks(self, query: ListQuery, ids: Iterable[str]) -> None:
        """Take the marks of some articles into the list that was given."""
        scan = self._scans.given(replace(query, day=None))
        if scan is not None:
            rows = self._database.all_of(
                "SELECT number, day, NOT read FROM article WHERE id IN ({keys})", ids
            )
            for number, day, unread in rows:
                scan.mark(number, day, is_unread=bool(unread))
