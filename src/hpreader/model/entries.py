"""The items of lists, before they are compared with the stored ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.problems import Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, a REST response or a section page."""

    url: str
    """Resolved and canonical."""
    title: str
    guid: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    byline: str = ""
    sections: tuple[str, ...] = ()
    """Only true sections: WordPress mixes tags into RSS `<category>`, so a feed gives none."""
    body_html: str = ""
    """`content:encoded` or `content.rendered`."""
    has_all_pages: bool = False
    """Whether `body_html` holds a paged post whole (REST) or perhaps its page 1 only (a feed)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one list address gave."""

    entries: tuple[Entry, ...]
    title: str = ""
    home: str = ""
    problem: Problem | None = None
    """Set where the list was cut or not well-formed and the entries are what could be saved."""
