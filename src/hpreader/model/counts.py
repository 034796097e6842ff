"""The results of a search, and the counts of the days."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from hpreader.model.lists import Headline
    from hpreader.model.text_run import Inline, Span


class Hit(NamedTuple):
    """A headline found by a search, with the words around the match."""

    headline: Headline
    snippet: Inline
    """The matched words are `strong` spans."""
    in_title: tuple[Span, ...] = ()
    """The matched words in the title of the headline."""


class SearchTerm(NamedTuple):
    """Words that a search finds next to each other; those of a prefix may end with more letters."""

    words: tuple[str, ...]
    is_prefix: bool = False


class SearchTerms(NamedTuple):
    """What a search looks for in a text."""

    terms: tuple[SearchTerm, ...]
    """The words as keys: those of `text.tone_key`, and of `text.fold` unless they are exact."""
    is_exact: bool
    """Whether diacritics count."""


class DayCount(NamedTuple):
    """How many articles were published on a day."""

    day: date
    total: int
    unread: int = 0
