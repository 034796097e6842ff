"""What the reader is at: the list that is shown, and the reading trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from hpreader import model
from hpreader.history import History

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.model import ListQuery, Visit

T = TypeVar("T")


class Observed(Generic[T]):
    """A value that tells its observers when it becomes another one."""

    def __init__(self, value: T) -> None:
        self.value = value
        self._observers: list[Callable[[T, T], None]] = []

    def observe(self, observer: Callable[[T, T], None]) -> None:
        """Call a function with the value before and after each change."""
        self._observers.append(observer)

    def set(self, value: T) -> None:
        """Replace the value; nothing happens when it is an equal one."""
        before, self.value = self.value, value
        if before != value:
            for observer in self._observers:
                observer(before, value)


class ReaderState:
    """The state that several controllers share; each observes what it has to show."""

    def __init__(self) -> None:
        self.queries: Observed[ListQuery] = Observed(model.ListQuery())
        self.histories: Observed[History[Visit]] = Observed(History())

    @property
    def query(self) -> ListQuery:
        """Which headlines are shown."""
        return self.queries.value

    @query.setter
    def query(self, query: ListQuery) -> None:
        self.queries.set(query)

    @property
    def history(self) -> History[Visit]:
        """The reading trail: an immutable value, so going back is assigning another one."""
        return self.histories.value

    @history.setter
    def history(self, history: History[Visit]) -> None:
        self.histories.set(history)
