"""The nouns of stories: one event, reported by several articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hpreader.model.lists import Headline

ReasonKind = Literal["copy", "title", "names", "numbers", "text", "link"]
"""Equal text; syllables of the titles; names; numbers; passages; one names the other as other news."""


@dataclass(frozen=True, slots=True)
class StoryReason:
    """Evidence that two articles report one event."""

    kind: ReasonKind
    weight: float
    """0 to 1: the share of doubt that it removes."""
    values: tuple[str, ...] = ()
    """What both have, without marks and case, the rarest first."""
    written: tuple[str, ...] = ()
    """The same as the article writes them; empty where its text was not read."""


@dataclass(frozen=True, slots=True)
class StoryReport:
    """One article of a story."""

    headline: Headline
    at: datetime
    """When it was published, or first seen where that is not known."""
    copy_of: str = ""
    """The id of the first article with the same text; empty for one with a text of its own."""
    is_new: bool = False
    """Whether it came after the user last read an article of this story, and was not read."""
    beside: str = ""
    """The id of the article that it is most like, which `reasons` compare it with."""
    score: float = 0.0
    """How sure it is that both report one event, 0 to 1."""
    reasons: tuple[StoryReason, ...] = ()
    adds: tuple[str, ...] = ()
    """Sentences with names or numbers that earlier reports lack; see `newsroom.stories.with_additions`."""


@dataclass(frozen=True, slots=True)
class Story:
    """One event: its reports, the first one first."""

    reports: tuple[StoryReport, ...]
    weight: float = 1.0
    """The number of different texts, and a half more for each further paper."""

    @property
    def id(self) -> str:
        """The id of its first article; another one where an earlier report is found."""
        return self.reports[0].headline.id

    @property
    def title(self) -> str:
        """The title of its first article."""
        return self.reports[0].headline.title


@dataclass(frozen=True, slots=True)
class FoldedRow:
    """The articles of one story that a list shows as one row."""

    sources: tuple[str, ...]
    """The sources of those behind it, without its own, each once."""
    count: int
    """How many are behind it."""
    unread: int
    """How many of these are unread."""


@dataclass(frozen=True, slots=True)
class Folding:
    """Which rows of a list are behind others; a value, so that rows do not move until it is made anew."""

    hidden: Mapping[int, tuple[int, bool]] = field(default_factory=dict)
    """The numbers of the rows that are not shown, with their days and whether they are unread."""
    rows: Mapping[str, FoldedRow] = field(default_factory=dict)
    """What is behind a row, by the id of its article."""
