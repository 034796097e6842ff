"""What every view is: something with a title and pages, whose items may be chosen by number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hpreader.linear.pager import Pager

    Choose = Callable[[int], Awaitable[None]]
    """Does what the number (from 1) of an item stands for."""


class View(Protocol):
    """A list, an article, or a menu."""

    @property
    def title(self) -> str:
        """The sentence before the first page; empty for none."""
        ...

    @property
    def pages(self) -> Pager:
        """Its pages."""
        ...

    @property
    def prompt(self) -> str:
        """Where one is, and what can be done."""
        ...

    @property
    def numbers(self) -> int:
        """How many things can be chosen, by the numbers from 1."""
        ...

    @property
    def choose(self) -> Choose:
        """Does what a number stands for."""
        ...


class LineIO(Protocol):
    """The terminal, or the pipes, by which the user is spoken to."""

    @property
    def columns(self) -> int:
        """The width of a line in cells; 0 where lines may have any."""
        ...

    @property
    def rows(self) -> int:
        """How many lines are seen at once; 0 where nobody has to wait for Enter."""
        ...

    def say(self, line: str) -> None:
        """Print one line."""
        ...

    async def ask(self, prompt: str) -> str | None:
        """The next line of the user; None at the end of the input."""
        ...
