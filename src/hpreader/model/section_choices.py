"""What lists can be chosen: of a source, of a section of it, the shelf, a kept search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hpreader.i18n import _
from hpreader.model import ListQuery, SavedSearch, SourceState
from hpreader.model.lists import MUTED_SEARCH
from hpreader.problems import Problem
from hpreader.text import fold

CATCH_ALL = frozenset({"khac", "cac tin khac", "tin khac", "other", "others", "uncategorized"})
"""The folded names of sections for what has no other section; they come last."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line that can be chosen, and which headlines it shows then."""

    title: str
    source: str = ""
    section: str = ""
    saved: bool = False
    unread: int = 0
    problem: Problem | None = None
    search: str = ""
    """The query of a kept search, whose name is the title."""
    is_place: bool = False
    """The query is that of a followed place."""
    is_heading: bool = False
    """It cannot be chosen."""

    @property
    def indent(self) -> int:
        """Sections are indented below their source."""
        return 2 if self.section or self.search not in ("", MUTED_SEARCH) else 0

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
    hidden: int = 0,
    found: Mapping[str, int] = MappingProxyType({}),
) -> list[Choice]:
    """The lines, in their order.

    Args:
        sources: with their sections and counts.
        unread: of all, an article of several sources counted once.
        searches: those kept as sections, and those of followed places.
        hidden: how many articles rules hide; their line is there only where they hide some.
        found: how much of each of these searches is unread, by its name.
    """
    lines = [
        Choice(_("All news"), unread=unread),
        Choice(_("Saved"), saved=True),
    ]
    if hidden:
        lines.append(Choice(_("Hidden"), search=MUTED_SEARCH, unread=hidden))
    places = [kept for kept in searches if kept.is_place]
    others = [kept for kept in searches if not kept.is_place]
    if places:
        lines.append(Choice(_("My wards"), is_heading=True))
    lines += [
        Choice(kept.name, search=kept.query, unread=found.get(kept.name, 0), is_place=True)
        for kept in places
    ]
    for state in sources:
        name = state.source.name
        lines.append(
            Choice(state.source.title or name, name, unread=state.unread, problem=state.problem)
        )
        lines += [
            Choice(section.name, name, section.name, unread=section.unread, problem=section.problem)
            for section in sorted(state.sections, key=lambda one: fold(one.name) in CATCH_ALL)
            if section.name
        ]
    if others:
        lines.append(Choice(_("Searches"), is_heading=True))
    lines += [
        Choice(kept.name, search=kept.query, unread=found.get(kept.name, 0)) for kept in others
    ]
    return lines
