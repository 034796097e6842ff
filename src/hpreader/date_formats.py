"""Dates as programs print them: JavaScript, Java, C, Go, .NET, ICU, compact ISO 8601, Unix time.

A line is taken apart into a time of day, the zone after it, a day of the week and the day; where
anything else remains, it is no such date. What has no zone is Vietnam's time.
"""

from __future__ import annotations

import re
import time as clock_time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from hpreader import time_zones
from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import VIETNAM

MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
YEARS: Final = range(1900, 2101)
_COMPACT_YEARS: Final = range(1990, 2101)
"""Eight digits of an earlier year are rather a telephone number ("19001122")."""

_UNIX = lazy_pattern(r"(\d{10})(?:\.\d{1,9})?|(\d{10})\d{3}|(\d{10})\d{6}")
_DOTNET = lazy_pattern(r"/Date\((\d{10,16})(?:[+-]\d{4})?\)/")
"""How .NET writes a date in JSON; the offset changes nothing."""
_UNIX_AHEAD: Final = 2 * 366 * 86_400
"""Seconds; a larger number is none of Unix time but an id or a telephone number."""

_COMPACT = lazy_pattern(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[Tt ]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:[.,]\d+)?|"
    r"[Tt ](?P<hour2>\d{2}):(?P<minute2>\d{2})(?::(?P<second2>\d{2}))?(?:[.,]\d+)?)?\s?(?P<zone>\D.*)?"
)
_CLOCK = lazy_pattern(
    r"(?<![\d:.+\u2212-])(?<!\w)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,:]\d{1,9})?)?(?![\d:])"
    r"(?:\s?(?P<half>[ap]\.?\s?m\b\.?|SA\b|CH\b))?",
    re.IGNORECASE,
)
_CLOCK_AFTER_T = lazy_pattern(
    r"(?<=\d)[Tt](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])(?P<half>)?"
)
_TIME_OF_DIGITS = lazy_pattern(r"^(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})(?!\d)")
_FULL_HOUR = lazy_pattern(r"(?<!\w)(\d{1,2})\s?(?:h|giờ)\s(?=ngày\b)", re.IGNORECASE)
"""As people write it: "10 giờ ngày 22 tháng 11 năm 2026"."""
_FULL_HALF_HOUR = lazy_pattern(r"(?<![\w:])(\d{1,2})\s?([ap]\.?m)\b", re.IGNORECASE)
"""As in "10am, 22 Nov 2026"."""
_APACHE = lazy_pattern(r"(/\d{4}):(?=\d{2}:\d{2})")
"""As in the logs of Apache: "22/Nov/2026:10:00:00 +0700"."""
_BRACKETS = lazy_pattern(r"\s*[(\[]([^()\[\]]{0,60})[)\]]\s*")
_WEEKDAY = lazy_pattern(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b(?:chủ nhật|cn|thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|t[2-7])\b"
    r"|\bth\s?[2-7](?=\s*,))[\s,]*",
    re.IGNORECASE,
)
_MONTH_NAMES: Final = (
    "một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai",
)  # fmt: skip
_MONTH_IN_WORDS = lazy_pattern(
    rf"\b(?:tháng|thg\.?)\s(?P<name>{'|'.join(reversed(_MONTH_NAMES))}|giêng|bẩy|chạp)\b",
    re.IGNORECASE,
)
_OTHER_NAMES: Final = {"giêng": "một", "bẩy": "bảy", "chạp": "mười hai"}
_NUMBERED_MONTH = lazy_pattern(r"\b(?:tháng|thg|th)\.?\s?(?P<number>\d{1,2})\b", re.IGNORECASE)
_FILLERS = lazy_pattern(r"\b(?:ngày|lúc|vào|at|on|năm|date|of|the)\b\s*:?|,", re.IGNORECASE)
_MONTH = r"(?P<name>" + "|".join(MONTHS) + r")[a-z]*\.?"
_DAYS: Final = tuple(
    lazy_pattern(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s/.-]*" + _MONTH + r"[\s/.-]*(?P<year>\d{4}|\d{2})",
        _MONTH + r"[\s/.-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(?P<year>\d{4})",
        r"(?P<year>\d{4})[\s/.-]*" + _MONTH + r"[\s/.-]*(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})",
        r"(?P<first>0?[1-9]|1[0-2])/(?P<second>1[3-9]|2\d|3[01])/(?P<year>\d{2})",
    )
)
_NUMERIC_DAY = lazy_pattern(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class DateParts:
    """The parts of a date: a day, and a time of day and zone where it has them."""

    day: date
    since_midnight: timedelta | None = None
    zone: tzinfo = VIETNAM

    def moment(self) -> datetime:
        """The aware moment; midnight where the date has no time of day."""
        midnight = datetime(self.day.year, self.day.month, self.day.day, tzinfo=self.zone)
        return midnight + (self.since_midnight or timedelta())


def read_program_date(line: str, *, month_first: bool = False) -> DateParts | None:
    """The parts of a date that a program printed; None where the line is anything else.

    Args:
        line: in NFC, with single blanks.
        month_first: whether 3/7/2026 is 7 March, as the other dates of the list show; without it,
            the month is first only where it cannot be the day.
    """
    return _compact(line) or _taken_apart(line, month_first=month_first)


def read_unix_time(line: str) -> DateParts | None:
    """The parts of Unix time in seconds, milliseconds or microseconds, from 2001 to two years ahead."""
    dotnet = _DOTNET.fullmatch(line)
    found = _UNIX.fullmatch(dotnet[1] if dotnet else line.removeprefix("@"))
    seconds = int(found[1] or found[2] or found[3]) if found else 0
    if not 1_000_000_000 <= seconds <= clock_time.time() + _UNIX_AHEAD:
        return None
    when = datetime.fromtimestamp(seconds, UTC)
    return DateParts(when.date(), when - when.replace(hour=0, minute=0, second=0), UTC)


def has_month_first(lines: Iterable[str]) -> bool | None:
    """Do these dates of one list, such as 11/22/2026, have the month first? None: nothing shows it."""
    shown = {order for line in lines for order in _orders_in(line)}
    return shown.pop() if len(shown) == 1 else None


def order_witnesses(lines: Iterable[str]) -> tuple[str, ...]:
    """Those of many dates that show the same to `has_month_first` as all of them."""
    found: dict[bool, str] = {}
    for line in lines:
        for order in _orders_in(line):
            found.setdefault(order, line)
        if len(found) > 1:
            break
    return tuple(found.values())


def _orders_in(line: str) -> Iterator[bool]:
    """What the numeric days in a line show: whether the month is first."""
    for first, second in _NUMERIC_DAY.findall(line[:120]) if "/" in line else ():
        one, two = int(first), int(second)
        if one <= 12 < two <= 31:
            yield True
        elif two <= 12 < one <= 31:
            yield False


def since_midnight(
    hour: str, minute: str, second: str | None, half: str | None
) -> timedelta | None:
    """A time of day; 24:00:00 is the end of the day and second 60 a leap second."""
    hours, minutes, seconds = int(hour), int(minute), int(second or 0)
    half = (half or "").upper().replace(".", "").replace(" ", "")
    if half in {"PM", "CH", "CHIỀU", "TỐI"} and hours < 12:
        hours += 12
    elif half in {"AM", "SA", "SÁNG"} and hours == 12:
        hours = 0
    if hours > 24 or minutes > 59 or seconds > 60 or (hours == 24 and (minutes or seconds)):
        return None
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _compact(line: str) -> DateParts | None:
    found = _COMPACT.fullmatch(line) if line[:8].isdecimal() else None
    if not found or int(found["year"]) not in _COMPACT_YEARS:
        return None
    day = calendar_day(found["year"], int(found["month"]), found["day"])
    hour = found["hour"] or found["hour2"]
    zone = time_zones.named(found["zone"]) if found["zone"] else VIETNAM
    if day is None or zone is None or (found["zone"] and not hour):
        return None
    if not hour:
        return DateParts(day)
    at = since_midnight(
        hour, found["minute"] or found["minute2"], found["second"] or found["second2"], None
    )
    return DateParts(day, at, zone) if at is not None else None


def _taken_apart(line: str, *, month_first: bool) -> DateParts | None:
    if not re.search(r"\d", line):
        return None
    hints: list[str] = []

    def keep_hint(found: re.Match[str]) -> str:
        hints.append(found[1])
        return " "

    line = _BRACKETS.sub(keep_hint, line).strip()
    line = _TIME_OF_DIGITS.sub(r"\1T\2:\3:\4", line)
    line = _APACHE.sub(r"\1 ", _FULL_HALF_HOUR.sub(r"\1:00 \2", line))
    line = _FULL_HOUR.sub(r"\1:00 ", line)
    clock = _CLOCK_AFTER_T.search(line) or _CLOCK.search(line)
    at: timedelta | None = None
    zone: tzinfo = VIETNAM
    rest = line
    if clock:
        at = since_midnight(clock["hour"], clock["minute"], clock["second"], clock["half"])
        after = line[clock.end() :].lstrip(" ,")
        named = time_zones.at_start(after)
        hinted = next((found for hint in hints if (found := time_zones.named(hint))), None)
        if at is None:
            return None
        zone = named[0] if named else hinted or VIETNAM
        rest = f"{line[: clock.start()]} {after[named[1] :] if named else after}"
    day = _day_in(rest, month_first=month_first)
    return DateParts(day, at, zone) if day else None


def _day_in(text: str, *, month_first: bool) -> date | None:
    text = _MONTH_IN_WORDS.sub(_numbered, _WEEKDAY.sub(" ", text))
    text = _NUMBERED_MONTH.sub(_english_name, text)
    text = " ".join(_FILLERS.sub(" ", text).split()).strip(" -–|.")
    for pattern in _DAYS:
        found = pattern.fullmatch(text)
        if found:
            return _day_of(found, month_first=month_first)
    return None


def _numbered(found: re.Match[str]) -> str:
    name = found["name"].lower()
    return f"tháng {_MONTH_NAMES.index(_OTHER_NAMES.get(name, name)) + 1}"


def _english_name(found: re.Match[str]) -> str:
    number = int(found["number"])
    names = list(MONTHS)
    return f" {names[number - 1]} " if 1 <= number <= 12 else found[0]


def _day_of(found: re.Match[str], *, month_first: bool) -> date | None:
    groups = found.groupdict()
    if groups.get("first"):
        one, two = int(groups["first"]), int(groups["second"])
        is_by_month = month_first or two > 12
        month, day = (one, two) if is_by_month else (two, one)
        return calendar_day(groups["year"], month, str(day))
    month = MONTHS[groups["name"].lower()] if groups.get("name") else int(groups["month"])
    return calendar_day(groups["year"], month, groups["day"])


def calendar_day(year: str, month: int, day: str) -> date | None:
    """A day; None where the calendar has none. Two digits of a year as POSIX `strptime` reads %y."""
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    try:
        return date(number, month, int(day)) if number in YEARS else None
    except ValueError:
        return None
