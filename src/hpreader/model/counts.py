"""What is told beside the lists: what a search found, and what each day brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from hpreader.model.article import Inline, Span
    from hpreader.model.lists import Headline


class Hit(NamedTuple):
    """A headline found by a search, with the words around the match."""

    headline: Headline
    snippet: Inline
    """The matched words are `strong` spans."""
    in_title: tuple[Span, ...] = ()
    """Where matched words stand in the headline's title."""


class DayCount(NamedTuple):
    """How much a day brought."""

    day: date
    total: int
    unread: int = 0
