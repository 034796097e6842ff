"""The language of queries; any text is a query.

Every word must occur as a whole word, `"…"` is a phrase, `duong*` a prefix; one diacritic or đ
anywhere in the words makes all of them exact. The filters are `section:` `source:` `after:`
(inclusive) `before:` (exclusive) `tag:` `place:` `is:unread` `is:saved` `is:muted`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from hpreader.text import WORD, clean, fold, has_marks, tone_key

if TYPE_CHECKING:
    from datetime import date, datetime

_QUOTES: Final = str.maketrans("“”„‟«»", '""""""')
_FILTERS: Final = ("section", "source", "tag", "place", "after", "before", "is")
_PART: Final = re.compile(
    rf"(?:(?P<filter>{'|'.join(_FILTERS)}):)?"
    r'(?:"(?P<quoted>[^"]*)(?P<end>"?)(?P<star>\*?)|(?P<bare>[^\s"]+))',
    re.IGNORECASE,
)
Mistake = Literal["date", "is"]
"""An invalid value of a filter: no date, or none of `unread`, `saved` and `muted`."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words next to each other; the last word of a prefix may have more letters."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; if `is_exact`, words are compared with their diacritics."""

    terms: tuple[Term, ...] = ()
    is_exact: bool = False
    sections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    after: date | None = None
    """Inclusive."""
    before: date | None = None
    """Exclusive."""
    unread: bool = False
    saved: bool = False
    muted: bool = False
    """Whether only what rules hide is found; else nothing of it is."""
    tags: tuple[str, ...] = ()
    mistakes: tuple[tuple[Mistake, str], ...] = ()
    """Invalid filters, as they were typed; they are searched for as words."""

    @property
    def is_empty(self) -> bool:
        """Whether it has neither words nor filters."""
        return self == Query(is_exact=self.is_exact, mistakes=self.mistakes)

    @property
    def phrase(self) -> Term | None:
        """All its words in the order in which they were typed; None for less than two."""
        words = tuple(word for term in self.terms for word in term.words)
        return Term(words, self.terms[-1].is_prefix) if len(words) > 1 else None


def read_query(text: str, now: datetime | None = None, *, typing: bool = False) -> Query:
    """Parse a query; whatever is no valid filter is words, so nothing is an error.

    Args:
        text: any text.
        now: the time that `yesterday` and a day without a year refer to, aware.
        typing: whether the user may type on, so that the last word is a prefix.
    """
    is_open = typing and bool(text[-1:].strip())  # no blank ended the last word yet
    text = clean(text).translate(_QUOTES)
    words: list[tuple[str, bool]] = []
    filters: dict[str, list[str]] = {name: [] for name in _FILTERS}
    mistakes: list[tuple[Mistake, str]] = []
    for part in _PART.finditer(text):
        name, value = (part["filter"] or "").lower(), part["quoted"] or part["bare"] or ""
        if name and _is_valid(name, value, now):
            filters[name].append(value)
            continue
        is_unfinished = is_open and part.end() == len(text) and not part["end"]
        if name and value and not is_unfinished:
            mistakes.append(("is" if name == "is" else "date", part[0]))
        is_prefix = bool(part["star"]) or value.endswith("*") or is_unfinished
        words.append((f"{name} {value}" if name else value, is_prefix))
    is_exact = any(has_marks(term) for term, _ in words)
    terms = (_term(term, is_prefix, is_exact) for term, is_prefix in words)
    after, before = ([_day(value, now) for value in filters[name]] for name in ("after", "before"))
    return Query(
        terms=tuple(dict.fromkeys(term for term in terms if term.words)),
        is_exact=is_exact,
        sections=tuple(filters["section"]),
        sources=tuple(filters["source"]),
        places=tuple(filters["place"]),
        after=max(filter(None, after), default=None),
        before=min(filter(None, before), default=None),
        unread="unread" in map(str.lower, filters["is"]),
        saved="saved" in map(str.lower, filters["is"]),
        muted="muted" in map(str.lower, filters["is"]),
        tags=tuple(filters["tag"]),
        mistakes=tuple(mistakes),
    )


def _is_valid(name: str, value: str, now: datetime | None) -> bool:
    if name == "is":
        return value.lower() in {"unread", "saved", "muted"}
    is_name = name in {"section", "source", "tag", "place"}
    return bool(value) and (is_name or _day(value, now) is not None)


def _term(words: str, is_prefix: bool, is_exact: bool) -> Term:
    key = tone_key(words) if is_exact else fold(tone_key(words))
    return Term(tuple(WORD.findall(key)), is_prefix)


def _day(text: str, now: datetime | None) -> date | None:
    """The first day of a year, month or day."""
    from hpreader.dates import read_day  # noqa: PLC0415 - few queries have a date

    return read_day(text, now, is_span=True)
