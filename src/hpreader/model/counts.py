"""The results of a search, and the counts of the days."""

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
    """The matched words in the title of the headline."""


class DayCount(NamedTuple):
    """How many articles were published on a day."""

    day: date
    total: int
    unread: int = 0
