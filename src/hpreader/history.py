"""A back and forward history as an immutable value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class History(Generic[T]):
    """A linear history, as browsers have it: a new visit cuts what lay ahead.

    `items` are in the order of visiting; `index` is where the reader is, -1 before the first
    visit (or in front of all of them, after a restart: the first step *back* is then the last
    one that was on the screen, see `parked`).
    """

    items: tuple[T, ...] = ()
    index: int = -1
    parked: bool = False
    """Nothing of the history is on the screen: the current item is where *back* leads."""

    @property
    def current(self) -> T | None:
        """What is on the screen, if anything is."""
        return None if self.parked or self.index < 0 else self.items[self.index]

    @property
    def can_go_back(self) -> bool:
        """Is there something to go back to?"""
        return self.index > 0 or (self.parked and self.index >= 0)

    @property
    def can_go_forward(self) -> bool:
        """Is there something to go forward to?"""
        return self.index < len(self.items) - 1

    def visit(self, item: T) -> Self:
        """Go to something new; what lay ahead is cut."""
        return type(self)((*self.items[: self.index + 1], item), self.index + 1)

    def replace(self, item: T) -> Self:
        """Put an item in place of the current one; what lay ahead is cut."""
        if self.current is None:
            return self.visit(item)
        return type(self)((*self.items[: self.index], item), self.index)

    def back(self) -> Self:
        """One step back; the same history when there is none."""
        if self.parked and self.index >= 0:
            return type(self)(self.items, self.index)
        return self.jump(self.index - 1) if self.can_go_back else self

    def forward(self) -> Self:
        """One step forward; the same history when there is none."""
        return self.jump(self.index + 1) if self.can_go_forward else self

    def jump(self, index: int) -> Self:
        """Go to an item by its number, keeping both branches.

        Raises:
            IndexError: there is no such item.
        """
        if not 0 <= index < len(self.items):
            raise IndexError(index)
        return type(self)(self.items, index)

    def park(self) -> Self:
        """Leave the history where it is with nothing of it on the screen (a restart)."""
        return type(self)(self.items, self.index, parked=True)

    def update(self, change: Callable[[T], T]) -> Self:
        """Replace the current item, as when the reader scrolled in it."""
        if self.current is None:
            return self
        items = (*self.items[: self.index], change(self.current), *self.items[self.index + 1 :])
        return type(self)(items, self.index)

    def keep_last(self, count: int) -> Self:
        """Forget the oldest items beyond `count`, never the current one or what lies ahead."""
        cut = max(0, min(len(self.items) - count, self.index))
        return type(self)(self.items[cut:], self.index - cut, self.parked) if cut else self

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)
