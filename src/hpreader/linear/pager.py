"""Items that are shown a page at a time, each in lines of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Items = Callable[[int, int], Sequence[Sequence[str]]]
    """The lines of each item from a number up to another one, counted from 0."""


class Pager:
    """Where in its items a view is; the items are read when they are shown."""

    def __init__(self, items: Items, count: Callable[[], int], height: int, most: int) -> None:
        """Begin at the first item.

        Args:
            items: reads items.
            count: tells how many there are.
            height: how many lines a page may have, 0 for any number; a longer item has its own page.
            most: how many items a page may have.
        """
        self._items = items
        self._count = count
        self._height = height
        self._most = most
        self.first = 0
        """The first item of the page, counted from 0."""
        self.end = 0
        """The item after the last one of the page."""

    @property
    def count(self) -> int:
        """How many items there are."""
        return self._count()

    @property
    def has_next(self) -> bool:
        """Are there items after the page?"""
        return self.end < self.count

    @property
    def has_previous(self) -> bool:
        """Are there items before the page?"""
        return self.first > 0

    def page(self, first: int | None = None) -> list[str]:
        """The lines of the page that begins with an item, of the same page by default."""
        if first is not None:
            self.first = max(0, min(first, self.count - 1))
        items = self._items(self.first, self.first + self._most)
        taken = self._fitting(items)
        self.end = self.first + taken
        return [line for item in items[:taken] for line in item]

    def next(self) -> list[str]:
        """The lines of the next page."""
        return self.page(self.end)

    def previous(self) -> list[str]:
        """The lines of the page that ends before this one."""
        return self.page(self._start_before(self.first))

    def last(self) -> list[str]:
        """The lines of the page that ends with the last item."""
        return self.page(self._start_before(self.count))

    def _start_before(self, end: int) -> int:
        """The first item of a page that ends before an item."""
        start = max(0, end - self._most)
        items = self._items(start, end)
        return end - self._fitting(items[::-1])

    def _fitting(self, items: Sequence[Sequence[str]]) -> int:
        """How many of the first items have room on a page."""
        lines = 0
        for number, item in enumerate(items):
            lines += len(item)
            if self._height and lines > self._height:
                return max(1, number)
        return len(items)
