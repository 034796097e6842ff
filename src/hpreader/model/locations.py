"""What can be opened, positions within it, and the steps of the reading trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hpreader.model.references import Anchor, ArticleRef

if TYPE_CHECKING:
    from datetime import date, datetime

    from hpreader.model.lists import ListQuery

LONGEST_TRAIL = 5_000
"""How many steps of the reading trail are kept; the oldest give way."""


@dataclass(frozen=True, slots=True)
class Front:
    """All headlines, newest first."""


@dataclass(frozen=True, slots=True)
class SectionOf:
    """The headlines of a source, or of one section of it."""

    source: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The headlines of one day in Vietnam."""

    day: date


@dataclass(frozen=True, slots=True)
class SavedShelf:
    """The saved articles."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a query finds."""

    query: str


@dataclass(frozen=True, slots=True)
class BriefUntil:
    """The brief of the hours up to a time; see `model/brief.py`."""

    until: datetime


Location = Front | SectionOf | Day | ArticleRef | SavedShelf | Search | BriefUntil


FINISHED = 0.995
"""From this share on, an article counts as read to its end: rounding may leave out the last line."""


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How far an article was read."""

    anchor: Anchor
    shown: float
    """The share of the text that was on the screen at some time, 0 to 1; the other news below
    it do not count."""

    @property
    def is_finished(self) -> bool:
        """Was its last line on the screen?"""
        return self.shown >= FINISHED


@dataclass(frozen=True, slots=True)
class ListPosition:
    """A position in the headlines: the list, and the headline under the cursor."""

    query: ListQuery
    selected: str = ""
    """The id of the headline."""
    row: int = 0
    """Its row, counted from 0, used when it is no longer in the list."""
    above: int = 0
    """How many rows of the list were visible above it, as older versions wrote it."""
    line: int = -1
    """The line of the pane on which its row began, counted from 0; -1 if that is not known."""


_TOP: Final = Anchor()


@dataclass(frozen=True, slots=True)
class Visit:
    """One step of the reading trail: what was open, and the position at the top of the screen."""

    location: Location
    title: str = ""
    source: str = ""
    anchor: Anchor = _TOP
    focus: int | None = None
    """Which link of the article had the focus, counted from 0 in reading order."""
    progress: float = 0.0
    """The share of the article that had been shown, 0 to 1."""
    at: datetime | None = None
    followed: bool = False
    """Whether a link of the step before led here, rather than a list."""
    headlines: ListPosition | None = None
    """The headlines that were opened, or that were shown beside the article."""
