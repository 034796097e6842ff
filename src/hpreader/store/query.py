"""The language of a search: words, "phrases", prefixes* and filters; any text at all is a query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from hpreader.dates import parse_day
from hpreader.store.words import WORD
from hpreader.text import clean, fold, has_marks, tone_key

_QUOTES: Final = str.maketrans("“”„‟«»", '""""""')
_FILTERS: Final = ("section", "source", "after", "before", "is")
_PART: Final = re.compile(
    rf"(?:(?P<filter>{'|'.join(_FILTERS)}):)?"
    r'(?:"(?P<quoted>[^"]*)(?P<end>"?)(?P<star>\*?)|(?P<bare>[^\s"]+))',
    re.IGNORECASE,
)
_DAYS: Final = (
    re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?"),
    re.compile(r"(?:(?P<day>\d{1,2})[-/.])?(?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
)
"""A year, a month or a day, in the order of ISO 8601 or in that of Vietnam."""
_DAY_OF_YEAR: Final = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})")

Mistake = Literal["date", "is"]
"""What a filter was given that it does not know: no date, or neither `unread` nor `saved`."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand next to each other; of a prefix, the last one goes on."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for; `is_exact` says that marks count."""

    terms: tuple[Term, ...] = ()
    is_exact: bool = False
    sections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    after: date | None = None
    """Inclusive."""
    before: date | None = None
    """Exclusive."""
    unread: bool = False
    saved: bool = False
    mistakes: tuple[tuple[Mistake, str], ...] = ()
    """Filters that mean nothing, as they were typed; they were taken for words."""

    @property
    def is_empty(self) -> bool:
        """Does it ask for nothing at all?"""
        return self == Query(is_exact=self.is_exact, mistakes=self.mistakes)

    @property
    def phrase(self) -> Term | None:
        """All its words as they were typed one after the other; None for less than two."""
        words = tuple(word for term in self.terms for word in term.words)
        return Term(words, self.terms[-1].is_prefix) if len(words) > 1 else None


def read_query(text: str, now: datetime | None = None, *, typing: bool = False) -> Query:
    """Read what somebody typed; what is no filter is words, nothing is an error.

    Args:
        text: anything.
        now: what `yesterday` and a day without its year are counted from, aware.
        typing: more may come, so the last word may go on.
    """
    is_open = typing and bool(text[-1:].strip())  # nothing follows the last word yet
    text = clean(text).translate(_QUOTES)
    searched: list[tuple[str, bool]] = []
    filters: dict[str, list[str]] = {name: [] for name in _FILTERS}
    mistakes: list[tuple[Mistake, str]] = []
    for part in _PART.finditer(text):
        name, value = (part["filter"] or "").lower(), part["quoted"] or part["bare"] or ""
        if name and _is_meant(name, value, now):
            filters[name].append(value)
            continue
        goes_on = is_open and part.end() == len(text) and not part["end"]
        if name and value and not goes_on:
            mistakes.append(("is" if name == "is" else "date", part[0]))
        is_prefix = bool(part["star"]) or value.endswith("*") or goes_on
        searched.append((f"{name} {value}" if name else value, is_prefix))
    is_exact = any(has_marks(words) for words, _ in searched)
    terms = (_term(words, is_prefix, is_exact) for words, is_prefix in searched)
    after, before = ([_day(value, now) for value in filters[name]] for name in ("after", "before"))
    return Query(
        terms=tuple(dict.fromkeys(term for term in terms if term.words)),
        is_exact=is_exact,
        sections=tuple(filters["section"]),
        sources=tuple(filters["source"]),
        after=max(filter(None, after), default=None),
        before=min(filter(None, before), default=None),
        unread="unread" in map(str.lower, filters["is"]),
        saved="saved" in map(str.lower, filters["is"]),
        mistakes=tuple(mistakes),
    )


def _is_meant(name: str, value: str, now: datetime | None) -> bool:
    if name == "is":
        return value.lower() in {"unread", "saved"}
    return bool(value) and (name in {"section", "source"} or _day(value, now) is not None)


def _term(words: str, is_prefix: bool, is_exact: bool) -> Term:
    key = tone_key(words) if is_exact else fold(tone_key(words))
    return Term(tuple(WORD.findall(key)), is_prefix)


def _day(text: str, now: datetime | None) -> date | None:
    """The first day of what is named: `2026`, `11/2026`, `22/11`, `hôm qua`, `3-days-ago`."""
    for pattern in (*_DAYS, _DAY_OF_YEAR):
        found = pattern.fullmatch(text)
        if found:
            parts = found.groupdict()
            year = parts.get("year") or (now.year if now else None)
            try:
                return date(int(year or 0), int(parts["month"] or 1), int(parts["day"] or 1))
            except ValueError:  # the 31st of February
                return None
    named = parse_day(text, now) or parse_day(text.replace("-", " "), now)
    return named.date() if isinstance(named, datetime) else named
