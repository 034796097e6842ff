"""What can be chosen in the sections pane: a source, a section of it, the shelf, a kept search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hpreader.i18n import _
from hpreader.model import ListQuery, SavedSearch, SourceState
from hpreader.problems import Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the pane, and which headlines it shows when it is chosen."""

    title: str
    source: str = ""
    section: str = ""
    saved: bool = False
    unread: int = 0
    problem: Problem | None = None
    search: str = ""
    """The query of a kept search, whose name is the title."""
    is_heading: bool = False
    """It cannot be chosen."""

    @property
    def indent(self) -> int:
        """Sections are indented below their source."""
        return 2 if self.section or self.search else 0

    def is_of(self, query: ListQuery) -> bool:
        """Is this what the headlines show?"""
        return not self.is_heading and self.place == (
            query.source, query.section, query.saved, query.search,
        )  # fmt: skip

    @property
    def place(self) -> tuple[str, str, bool, str]:
        """What tells it from the other lines."""
        return (self.source, self.section, self.saved, self.search)


def choices(
    sources: Sequence[SourceState],
    unread: int,
    searches: Sequence[SavedSearch] = (),
    found: Mapping[str, int] = MappingProxyType({}),
) -> list[Choice]:
    """The lines of the pane.

    Args:
        sources: with their sections and counts.
        unread: of all, an article of several sources counted once.
        searches: those kept as sections.
        found: how much of each of these is unread, by its name.
    """
    lines = [
        Choice(_("All news"), unread=unread),
        Choice(_("Saved"), saved=True),
    ]
    for state in sources:
        name = state.source.name
        lines.append(
            Choice(state.source.title or name, name, unread=state.unread, problem=state.problem)
        )
        lines += [
            Choice(section.name, name, section.name, unread=section.unread, problem=section.problem)
            for section in state.sections
            if section.name
        ]
    if searches:
        lines.append(Choice(_("Searches"), is_heading=True))
    lines += [
        Choice(kept.name, search=kept.query, unread=found.get(kept.name, 0)) for kept in searches
    ]
    return lines
