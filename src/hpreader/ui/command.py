"""What a command is: its keys, its words, its condition and its function; the table is `commands.py`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from textual.binding import Binding, BindingType

from hpreader.i18n import N_, _

MOVING = N_("Moving")
READING = N_("Reading trail")
LINKS = N_("Other news and links")
ARTICLES = N_("Articles")
MARKS = N_("Marks")
FINDING = N_("Finding")
LISTS = N_("Lists")
LOOKS = N_("Looks")
OWN = N_("Your own commands")
PROGRAM = N_("Program")

GROUPS = (MOVING, READING, LINKS, ARTICLES, MARKS, FINDING, LISTS, OWN, LOOKS, PROGRAM)
"""The groups of the help, in their order there."""

Scope = Literal["", "pane", "headlines", "sections", "dates", "article"]
"""Where a command can be given: in one pane, in any pane, or everywhere on the screen (empty)."""

Target = TypeVar("Target")
"""What carries a command out: the controllers, or the pane that has the focus."""


class Condition(NamedTuple, Generic[Target]):
    """What has to be true for a command to be possible, and the sentence for when it is not."""

    is_met: Callable[[Target], bool]
    reason: Callable[[Target], str] | str = ""
    """The sentence; a message id, or a function that returns the translated sentence."""

    def __call__(self, target: Target) -> bool:
        """Is the command possible now?"""
        return self.is_met(target)

    def why_not(self, target: Target) -> str:
        """Why it is not possible."""
        return _(self.reason) if isinstance(self.reason, str) else self.reason(target)


def _is_always(_target: object) -> bool:
    return True


ALWAYS: Condition[Any] = Condition(_is_always)
"""The condition of commands that are possible at any time."""


class Command(NamedTuple, Generic[Target]):
    """One row of the table: something that a key does.

    It and its condition are tuples, because making frozen dataclasses would take two milliseconds of every
    start.
    """

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
    requires: Condition[Target] = ALWAYS
    """Is the command possible now? If not, it is greyed, and its key tells why."""
    scope: Scope = ""
    hint: int = 0
    """Its position in the line of key hints, counted from 1; 0: it is not shown there."""
    title_now: Callable[[Target], str] | None = None
    """The title in the line of key hints, for commands that do several things; empty: not there now."""
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


class UserBindings(NamedTuple):
    """What config.toml changes in the table: other keys, and the user's own commands as rows."""

    keys: Mapping[str, str] = MappingProxyType({})
    """The keys from config.toml, by the ids of commands."""
    rows: Mapping[str, Command[Any]] = MappingProxyType({})
    """The user's own commands, by row; help and palette show them too."""


def bindings_of(rows: Iterable[Command[Any]]) -> list[BindingType]:
    """The key bindings of some rows; their words are message ids still."""
    return [
        Binding(row.keys, row.action, row.title, id=row.id, tooltip=row.help or row.title)
        for row in rows
        if row.keys
    ]
