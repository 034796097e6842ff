"""The nouns of lists: headlines as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from hpreader.model.text_changes import Edit


@dataclass(frozen=True, slots=True)
class Headline:
    """A row of a list: the facts of an article that are shown without opening it."""

    id: str
    url: str
    title: str
    source: str
    section: str = ""
    sections: tuple[str, ...] = ()
    published: datetime | None = None
    summary: str = ""
    read: bool = False
    saved: bool = False
    cached: bool = False
    """Whether the body is here."""
    words: int = 0
    """Length of the body in words (Vietnamese syllables), 0 while it is not here."""
    muted: str = ""
    """The name of the rule that hides it from lists and searches, unless it is saved."""
    tags: tuple[str, ...] = ()
    """Those that rules give it."""
    edit: Edit | None = None
    """That its text was edited since it was first fetched."""

    @property
    def told_edit(self) -> Edit | None:
        """The edit for which it is unread again; None for one that was never read or is read."""
        edit = self.edit
        return (
            edit if edit is not None and edit.changes and edit.was_read and not self.read else None
        )


MUTED_SEARCH: Final = "is:muted"
"""The search for what rules hide: a list of it is one of hidden articles."""

Order = Literal["time", "source", "section", "unread"]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which headlines, and in which order (newest first unless `oldest_first`)."""

    source: str = ""
    section: str = ""
    day: date | None = None
    unread: bool = False
    saved: bool = False
    text: str = ""
    """Keep titles and summaries with these words, compared without marks."""
    oldest_first: bool = False
    order: Order = "time"
    """By source or section in the order of their names, unread ones first; then by time."""
    search: str = ""
    """Keep what this search finds, in the language of searches."""


LinkState = Literal["cached", "missing", "read", "passed"]
"""Of an article that something links to: its body is here, is not here, or was opened before;
`passed` is one through which the reader came, so that following the link goes round in a loop."""
