"""A list that may be too long for the memory, read in windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from hpreader.model.lists import Headline
    from hpreader.model.stories import FoldedRow, Folding


class Folds(Protocol):
    """Which rows of a list are behind others."""

    def put(self, folding: Folding) -> None:
        """Leave out what is behind other rows, as it was when the value was made, until the next call."""
        ...

    def behind(self, article_id: str) -> FoldedRow | None:
        """What is behind the row of an article, if anything is."""
        ...

    @property
    def left_out(self) -> int:
        """How many articles of the list are behind the rows of others."""
        ...


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

    @property
    def held(self) -> Mapping[str, bool]:
        """The ids of the articles that are held, and whether they were unread when first held."""
        ...

    def hold_as(self, held: Mapping[str, bool]) -> None:
        """Hold what another list holds: the same list with other words, or in another order."""
        ...

    @property
    def folds(self) -> Folds:
        """What is behind the rows, where articles of one event are one row."""
        ...

    @property
    def takes_long(self) -> bool:
        """Whether the list must be read wholly before it is shown, which takes longer than a frame."""
        ...

    @property
    def is_whole(self) -> bool:
        """Whether these are all rows of the list, and not only those near one of them."""
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
