"""What a command is: its keys, its words, its condition and its function; the table is `commands.py`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from textual.binding import Binding, BindingType

from hpreader.i18n import N_

MOVING = N_("Moving")
READING = N_("Reading trail")
LINKS = N_("Other news and links")
ARTICLES = N_("Articles")
MARKS = N_("Marks")
FINDING = N_("Finding")
LISTS = N_("Lists")
LOOKS = N_("Looks")
PROGRAM = N_("Program")

GROUPS = (MOVING, READING, LINKS, ARTICLES, MARKS, FINDING, LISTS, LOOKS, PROGRAM)
"""The groups of the help, in their order there."""

Scope = Literal["", "pane", "headlines", "sections", "dates", "article"]
"""Where a command can be given: in one pane, in any pane, or everywhere on the screen (empty)."""

Target = TypeVar("Target")
"""What carries a command out: the controllers, or the pane that has the focus."""


def always(_target: object) -> bool:
    """The condition of commands that are possible at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Command(Generic[Target]):
    """One row of the table: something that a key does."""

    id: str
    """Its name in config.toml; rows of several panes may share it."""
    keys: str
    """Textual's names, separated by commas, so the comma itself is called `comma`."""
    title: str
    """A message id."""
    group: str
    run: Callable[[Target], Awaitable[None] | None]
    help: str = ""
    """A sentence more, where the title is not enough; a message id."""
    requires: Callable[[Target], bool] = always
    """Is the command possible now? If not, it is greyed and its key does nothing."""
    scope: Scope = ""
    hint: int = 0
    """Its position in the line of key hints, counted from 1; 0: it is not shown there."""
    title_now: Callable[[Target], str] | None = None
    """The title in the line of key hints, for commands that do several things."""
    number: int = 0
    """The digit, for the nine commands that are one in the help."""
    is_early: bool = False
    """Is it possible before all panes are there?"""
    textual_action: str = ""
    """The action by which Textual's App binds the same command itself."""

    @property
    def row(self) -> str:
        """What distinguishes it from all other rows of the table."""
        return f"{self.scope}.{self.id}" if self.scope else self.id

    @property
    def action(self) -> str:
        """The action of its key binding; the Screen carries it out."""
        return f"command({self.row!r})"


def bindings_of(rows: Iterable[Command[Any]]) -> list[BindingType]:
    """The key bindings of some rows; their words are message ids still."""
    return [
        Binding(row.keys, row.action, row.title, id=row.id, tooltip=row.help or row.title)
        for row in rows
    ]
