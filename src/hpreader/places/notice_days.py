"""The days that a notice is for, read out of Vietnamese prose, with the hours beside them.

Read: "ngày 12/12", "ngày 3-12-2026", "12 tháng 12", "12-14/12", "từ ngày 3/12 đến hết ngày 5/12", "thứ Bảy (5/12)", "thứ Bảy
tuần này", "Chủ nhật tuần tới", "ngày mai", "tối nay", and "từ 8h đến 16h30", "7 giờ - 11 giờ". Not read: years alone,
months alone, and days of the lunar calendar ("mùng 3 Tết", "rằm tháng Giêng").
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.places.notices import speaks_of_notices
from hpreader.text import tone_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LONGEST_AHEAD: Final = timedelta(days=200)
"""School years are announced half a year ahead."""
_LONGEST_SPAN: Final = timedelta(days=120)
"""A longer span of two days is two days that have nothing to do with each other."""


class Span(NamedTuple):
    """Days that follow each other, with the hours of a day where the text tells them."""

    first: date
    last: date
    hours: tuple[str, ...] = ()
    """Such as `8:00–16:30`, where the text tells them; each once, in its order."""


def notice_spans(
    title: str,
    texts: Sequence[str],
    published: date,
    is_near: Callable[[str], bool] = lambda _text: False,
) -> tuple[Span, ...]:
    """The days that a notice is for, the first one first.

    Counted are the days in the title and the teaser, and those in sentences that speak of the matter, give hours, or
    are a heading of a day. Where a followed place is named in a sentence with days, or below the heading of
    a day (in a table: in a cell behind that of the day), only such days count. Days before the notice was published are
    none; that of its publication is one only where there is no later one, or hours are told.

    Args:
        title: of the notice.
        texts: teaser and body, with a newline between paragraphs and cells.
        published: the day when it was published.
        is_near: whether a text names a followed place.
    """
    reading = _Reading(published, is_near)
    for number, line in enumerate("\n".join((title, *texts)).split("\n")):
        reading.add(line, is_head=number < 2)
    near = [span for span, is_for_place in reading.found if is_for_place]
    return _merged(near or [span for span, _ in reading.found], published)


class _Reading:
    """What was read of a notice so far, line by line."""

    def __init__(self, published: date, is_near: Callable[[str], bool]) -> None:
        self.found: list[tuple[Span, bool]] = []
        """Days with their hours, and whether they are those of a followed place."""
        self._published = published
        self._is_near = is_near
        self._heading: tuple[Span, ...] = ()
        self._hours: tuple[str, ...] = ()
        self._clock = ""

    def add(self, line: str, *, is_head: bool) -> None:
        """Read a paragraph, a heading or a cell of a table."""
        key = tone_key(line)
        spans = tuple(_spans(key, self._published))
        if spans and len(line) < _HEADING:
            self._heading, self._hours, self._clock = spans, _hours(key), ""
        elif clock := _ONE_CLOCK.fullmatch(key):
            time = f"{int(clock[1])}:{clock[2] or '00'}"
            self._hours = (f"{self._clock}–{time}",) if self._clock else ()
            self._clock = "" if self._clock else time
        elif len(line) < _HEADING and (hours := _hours(key)):
            self._hours = hours
        for sentence in _SENTENCE.split(line):
            self._add_sentence(sentence, is_head=is_head, is_whole=sentence == line)

    def _add_sentence(self, sentence: str, *, is_head: bool, is_whole: bool) -> None:
        key = tone_key(sentence)
        hours = _hours(key)
        spans = tuple(_spans(key, self._published))
        is_near = self._is_near(sentence)
        if spans:
            speaks = is_head or hours or speaks_of_notices(key)
            if speaks or is_near or (is_whole and len(sentence) < _HEADING):
                # The days of a title with many places are those of all of them.
                is_for_place = is_near and not is_head
                self.found += [(span._replace(hours=hours), is_for_place) for span in spans]
        elif is_near and self._heading and not is_head:
            hours = hours or self._hours
            self.found += [
                (span._replace(hours=hours or span.hours), True) for span in self._heading
            ]


def _merged(spans: Sequence[Span], published: date) -> tuple[Span, ...]:
    """The spans from a day on, each once with all its hours; without those that a longer one contains."""
    future = [
        span
        for span in spans
        if span.last >= published and span.first <= published + _LONGEST_AHEAD
    ]
    if any(span.last > published for span in future):
        future = [span for span in future if span.last > published or span.hours]
    hours: dict[tuple[date, date], dict[str, None]] = {}
    for span in sorted(future, key=lambda span: span[:2]):
        hours.setdefault(span[:2], {}).update(dict.fromkeys(span.hours))
    return tuple(
        Span(first, last, tuple(times))
        for (first, last), times in hours.items()
        if times
        or not any(
            begin <= first and last <= end for begin, end in hours if (begin, end) != (first, last)
        )
    )


# --- days -------------------------------------------------------------------------------------

_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=\D)")
_WEEKDAYS: Final = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3,
    "sáu": 4, "6": 4, "bảy": 5, "bẩy": 5, "7": 5,
}  # fmt: skip
_DAY: Final = r"(?<![\d/,.-])(?P<day>\d{1,2})"
_MONTH: Final = r"(?P<month>\d{1,2})"
_YEAR: Final = r"(?:\s?(?:/|-|\.|năm)\s?(?P<year>20\d\d))?(?![\d/]|[.,-]\d)"
_RANGE: Final = r"(?:\s?(?:-|–|,|và|đến|đến hết|đến ngày|tới|đến hết ngày)\s?(?P<day2>\d{1,2}))?"


@cache
def _day_pattern() -> re.Pattern[str]:
    before = (
        r"(?P<before>ngày |hôm |sáng |trưa |chiều |tối |đêm |từ |đến |hết |trước |vào |và |lúc |nhật,? |(?:hai|ba|tư|năm|sáu|bảy),? |"
        r"[(–-] ?|^)"
    )
    text = (
        rf"{before}?{_DAY}{_RANGE}\s?(?P<sign>/|-|\.| tháng )\s?{_MONTH}{_YEAR}"
        r"|(?:thứ (?P<weekday>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(?P<sunday>chủ nhật))"
        r" (?:tuần )?(?P<week>này|tới|sau)(?!\w)"
        r"|(?P<tomorrow>(?:ngày|sáng|trưa|chiều|tối|đêm) mai)(?!\w)|(?P<after>ngày kia)(?!\w)"
        r"|(?P<weekend>cuối tuần (?P<which>này|tới|sau))(?!\w)"
        r"|(?P<today>hôm nay|(?:sáng|trưa|chiều|tối|đêm) nay)(?!\w)"
    )
    return re.compile(text)


_BETWEEN: Final = re.compile(
    r"[^.;]{0,18}(?:đến|tới|-|–)\s*(?:\d{1,2} ?(?:h|giờ|g) ?\d{0,2}(?: phút)? )?(?:hết |cuối )?(?:ngày )?"
)
"""What makes two days one span, where the first stands behind "từ"."""


def _spans(text: str, published: date) -> Iterator[Span]:
    """The days in a text, in the spelling of `tone_key`, in its order."""
    pending: tuple[Span, int] | None = None
    for match in _day_pattern().finditer(text):
        span = _span(match, published)
        if span is None:
            continue
        if pending is not None:
            first, end = pending
            between = text[end : match.start("day") if match["day"] else match.start()]
            is_span = _BETWEEN.fullmatch(between)
            if is_span and timedelta() < span.last - first.first <= _LONGEST_SPAN:
                yield Span(first.first, span.last)
                pending = None
                continue
            yield first
        pending = span, match.end()
    if pending is not None:
        yield pending[0]


def _span(match: re.Match[str], published: date) -> Span | None:
    """The days of one match; None if there are no such days, or it is a number of another kind."""
    if match["day"] is None:
        day = _relative_day(match, published)
        return Span(day, day + timedelta(days=1) if match["weekend"] else day)
    is_sure = bool(match["before"] or match["year"] or match["day2"]) or match["sign"] == " tháng "
    if not is_sure or (match["sign"] == "." and (match["before"] or "") != "ngày "):
        return None
    year = int(match["year"]) if match["year"] else None
    last = _date(int(match["day2"] or match["day"]), int(match["month"]), year, published)
    first = _date(int(match["day"]), int(match["month"]), year, published)
    if first is None or last is None or first > last:
        return None
    return Span(first, last)


def _date(day: int, month: int, year: int | None, published: date) -> date | None:
    """A day; without a year the one nearest to the publication."""
    years = [year] if year is not None else [published.year + step for step in (-1, 0, 1)]
    found = []
    for one in years:
        try:
            found.append(date(one, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - published), default=None)


def _relative_day(match: re.Match[str], published: date) -> date:
    if match["today"]:
        return published
    if match["tomorrow"]:
        return published + timedelta(days=1)
    if match["after"]:
        return published + timedelta(days=2)
    if match["weekend"]:
        weekday, week = 5, match["which"]
    else:
        weekday = 6 if match["sunday"] else _WEEKDAYS[match["weekday"]]
        week = match["week"]
    monday = published - timedelta(days=published.weekday())
    return monday + timedelta(days=weekday + (7 if week in _NEXT else 0))


_NEXT: Final = ("tới", "sau")

# --- hours ------------------------------------------------------------------------------------

_HEADING: Final = 60
"""A shorter line with a day is a heading, or a cell of a table."""
_CLOCK: Final = r"(\d{1,2})\s?(?:h|giờ|g|:)\s?(\d{2})?(?:\s?phút)?"
_ONE_CLOCK: Final = re.compile(_CLOCK.replace("(\\d{2})?", "(\\d{2})?(?::\\d{2})?"))
_HOURS: Final = re.compile(
    rf"(?<!\d){_CLOCK}(?: (?:ngày )?\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?)?\s?(?:-|–|đến|tới)\s?(?:khoảng )?{_CLOCK}(?!\d)"
)


def _hours(text: str) -> tuple[str, ...]:
    """The times of day with "đến" or a dash between two of them."""
    found = []
    for match in _HOURS.finditer(text):
        hour, minute, hour2, minute2 = (int(part or 0) for part in match.groups())
        if hour < 24 and hour2 <= 24 and minute < 60 and minute2 < 60:
            found.append(f"{hour}:{minute:02}–{hour2}:{minute2:02}")
    return tuple(found)
