"""A list that may be too long for the memory, read in windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from hpreader.model.lists import Headline


class Rows(Protocol):
    """A list of headlines read a window at a time, so a million rows cost what forty do.

    It is a view, not a snapshot: what is stored later is there at the next call. Only articles that
    are held stay in it when their marks change.
    """

    def hold(self, ids: Iterable[str] | None = None, *, absent: bool = False) -> None:
        """Keep articles in the list where they are, whatever their marks will be.

        Call it before the marks change; where marks decide neither about the rows nor about their
        order it does nothing.

        Args:
            ids: which of the rows, all of them by default.
            absent: put these articles back too when their marks have changed already.
        """
        ...

    def count(self) -> int:
        """How many rows there are."""
        ...

    def slice(self, start: int, stop: int) -> Sequence[Headline]:
        """The rows from `start` up to `stop`, fewer at the end."""
        ...

    def find(self, article_id: str) -> int | None:
        """The row of an article, counted from 0; None if it is not in the list."""
        ...

    def nearest_unread(self, row: int, step: int) -> int | None:
        """The nearest row below a row (`step` 1) or above it (-1) that is unread, if one is."""
        ...

    def days_in_order(self) -> Sequence[tuple[date, int]]:
        """The days of the list from its top on, with their numbers of rows.

        Empty where it has no days to tell apart: in another order, or of a single day.
        """
        ...
