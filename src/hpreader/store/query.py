"""The language of a search: words, "phrases", prefixes* and filters; any text at all is a query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from hpreader.store.words import WORD
from hpreader.text import clean, fold, has_marks, tone_key

_QUOTES: Final = str.maketrans("“”„‟«»", '""""""')
_FILTERS: Final = ("section", "source", "after", "before", "is")
_PART: Final = re.compile(
    rf'(?:(?P<filter>{"|".join(_FILTERS)}):)?(?:"(?P<quoted>[^"]*)"?(?P<star>\*?)|(?P<bare>[^\s"]+))',
    re.IGNORECASE,
)
_DAYS: Final = (
    re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?"),
    re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
)


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

    @property
    def is_empty(self) -> bool:
        """Does it ask for nothing at all?"""
        return self == Query(is_exact=self.is_exact)


def read_query(text: str) -> Query:
    """Read what somebody typed; what is no filter is words, nothing is an error."""
    searched: list[tuple[str, bool]] = []
    filters: dict[str, list[str]] = {name: [] for name in _FILTERS}
    for part in _PART.finditer(clean(text).translate(_QUOTES)):
        name, value = (part["filter"] or "").lower(), part["quoted"] or part["bare"] or ""
        if name and _is_meant(name, value):
            filters[name].append(value)
            continue
        is_prefix = bool(part["star"]) or value.endswith("*")
        searched.append((f"{name} {value}" if name else value, is_prefix))
    is_exact = any(has_marks(words) for words, _ in searched)
    terms = (_term(words, is_prefix, is_exact) for words, is_prefix in searched)
    return Query(
        terms=tuple(dict.fromkeys(term for term in terms if term.words)),
        is_exact=is_exact,
        sections=tuple(filters["section"]),
        sources=tuple(filters["source"]),
        after=max(filter(None, map(_day, filters["after"])), default=None),
        before=min(filter(None, map(_day, filters["before"])), default=None),
        unread="unread" in map(str.lower, filters["is"]),
        saved="saved" in map(str.lower, filters["is"]),
    )


def _is_meant(name: str, value: str) -> bool:
    if name == "is":
        return value.lower() in {"unread", "saved"}
    return bool(value) and (name in {"section", "source"} or _day(value) is not None)


def _term(words: str, is_prefix: bool, is_exact: bool) -> Term:
    key = tone_key(words) if is_exact else fold(tone_key(words))
    return Term(tuple(WORD.findall(key)), is_prefix)


def _day(text: str) -> date | None:
    for pattern in _DAYS:
        found = pattern.fullmatch(text)
        if found:
            try:
                return date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
            except ValueError:  # the 31st of February
                return None
    return None
