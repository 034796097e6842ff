"""A window into a list of headlines: only the rows that are drawn are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from hpreader.model import Headline, ReadingProgress, Rows

WINDOW = 128
"""Rows read at once: more than the tallest screen shows, few enough to be read in a frame."""


class HeadlineWindow:
    """The rows of a list by number from 0, of which it keeps those around the last one read."""

    def __init__(
        self, rows: Rows, progress_of: Callable[[Iterable[str]], Mapping[str, ReadingProgress]]
    ) -> None:
        """Open a window.

        Args:
            rows: the list.
            progress_of: returns how far articles have been read, by their ids.
        """
        self._progress_of = progress_of
        self._progress: dict[str, ReadingProgress] = {}
        self._read: dict[int, Headline] = {}
        self.replace(rows)

    def replace(self, rows: Rows) -> None:
        """Read another list."""
        self.rows = rows
        self.count = rows.count()
        """The number of rows."""
        self.days: Sequence[tuple[date, int]] = rows.days_in_order()
        """The days in the order of the list with their numbers of rows; empty if not in order."""
        self._read.clear()

    def row(self, index: int) -> Headline | None:
        """A row by its number, None if there is none; its neighbours are read with it."""
        if not 0 <= index < self.count:
            return None
        if index not in self._read:
            start = max(0, index - WINDOW // 2)
            self._read = dict(enumerate(self._slice(start), start))
            opened = (line.id for line in self._read.values() if line.read)
            self._progress = dict(self._progress_of(opened))
        return self._read.get(index)

    def _slice(self, start: int) -> Sequence[Headline]:
        """The rows from a number on, by the numbers of the rows that are kept.

        What a sync or another process has stored since moves rows that are not read yet.
        """
        lines = self.rows.slice(start, start + WINDOW)
        kept = (row for row in self._read if start <= row < start + len(lines))
        row = next(kept, None)
        if row is None or lines[row - start].id == self._read[row].id:
            return lines
        now = self.rows.find(self._read[row].id)
        moved = start + now - row if now is not None else -1
        return self.rows.slice(moved, moved + WINDOW) if moved >= 0 else lines

    def find(self, article_id: str) -> int | None:
        """The row of an article, None if the list does not contain it."""
        return self.rows.find(article_id) if article_id else None

    def neighbour(self, index: int, step: int, *, unread: bool) -> Headline | None:
        """The nearest row in a direction, or the nearest unread one."""
        at = self.rows.nearest_unread(index, step) if unread else index + step
        return self.row(at) if at is not None else None

    def contains(self, article_id: str) -> bool:
        """Is an article among the rows that are kept?"""
        return any(line.id == article_id for line in self._read.values())

    def rows_of(self, article_id: str) -> Sequence[int]:
        """The kept rows of an article."""
        return [row for row, line in self._read.items() if line.id == article_id]

    def progress(self, article_id: str) -> ReadingProgress | None:
        """How far an article has been read, None if it was not opened."""
        return self._progress.get(article_id)

    def set_progress(self, article_id: str, reached: ReadingProgress) -> bool:
        """Keep how far an article has been read; false if that is known already."""
        before = self._progress.get(article_id)
        if before is not None and before.shown >= reached.shown:
            return False
        self._progress[article_id] = reached
        return True

    def update(self, headline: Headline) -> None:
        """Replace a headline by one with other marks."""
        if not headline.read:
            self._progress.pop(headline.id, None)
        elif headline.id not in self._progress:
            self._progress.update(self._progress_of([headline.id]))
        self._read |= dict.fromkeys(self.rows_of(headline.id), headline)
