"""Dates as Vietnamese news sites, feeds and metadata write them.

Formats: ISO 8601 and RFC 3339 (also loosely spaced), RFC 822, "Thứ tư, 22/10/2025, 19:25 (GMT+7)"
and its kin, the US form that one CMS family puts into its metadata, and relative times. What has
no zone is Vietnam's time.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from hpreader import time_zones
from hpreader.date_formats import (
    MONTHS,
    YEARS,
    DateParts,
    calendar_day,
    has_month_first,
    order_witnesses,
    read_program_date,
    read_unix_time,
    since_midnight,
)
from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import VIETNAM
from hpreader.vietnam_time import local

__all__ = [
    "has_month_first",
    "is_relative",
    "order_witnesses",
    "parse",
    "parse_day",
    "parse_listed",
    "read_day",
]

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 120
"""No date line is longer; a longer text is prose that mentions a date."""

DIGIT = lazy_pattern(r"\d")
ISO = lazy_pattern(
    r"(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"(?:(?:\s*[Tt,]\s*|\s+(?:-\s+)?)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp][Mm])?\s*(?P<zone>[Zz]|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|GMT|UTC)?)?"
)
US = lazy_pattern(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}) "
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2}) (?P<half>[AP]M)"
)
MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
CLOCK = (
    r"(?:,?\s+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[+-]\d{2}:?\d{2}|(?:gmt|utc)[+-]\d{1,2}|[a-z]{1,4})?(?:\s*\(.*\))?)?"
)
RFC_822 = lazy_pattern(
    r"(?:[a-z]{3,9}\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+" + MONTH
    + r"[\s,-]+(?P<year>\d{4}|\d{2})" + CLOCK, re.IGNORECASE,
)  # fmt: skip
ENGLISH = lazy_pattern(
    r"(?:[a-z]{3,9}\.?,?\s+)?" + MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    + CLOCK, re.IGNORECASE,
)  # fmt: skip
USUAL = lazy_pattern(
    r"(?:[A-Z][a-z]{2}, )?(?P<day>\d{1,2}) (?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" (?P<year>\d{4}) (?P<clock>\d\d:\d\d:\d\d) (?P<zone>[+-]\d{4}|GMT)"
    r"|(?P<iso>\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d:\d\d)(?P<offset>[+-]\d\d:\d\d|Z)", re.ASCII,
)  # fmt: skip
"""The two forms of the dates in most feeds (RFC 2822, RFC 3339)."""

DAY = lazy_pattern(
    r"(?<!\d)(?P<day>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})(?!\d)"
)
DAY_IN_WORDS = lazy_pattern(
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s*,)?\s+(?:năm\s+)?(?P<year>\d{4})",
    re.IGNORECASE,
)
TIME = lazy_pattern(
    r"(?<!\d)(?P<hour>\d{1,2})\s?(?::|h|g|giờ)\s?(?P<minute>\d{2})(?:[:'](?P<second>\d{2}))?(?!\d)"
    r"\s*(?P<half>AM|PM|SA|CH|sáng|chiều|tối)?\b",
    re.IGNORECASE,
)
ZONE = lazy_pattern(
    r"(?:(?<=:\d\d)\s*(?=[+-]\d\d:?\d\d\b)|\(?(?:GMT|UTC))\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\)?"
)
BESIDE = lazy_pattern(
    r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật|cn|t[2-7]|ngày|lúc|vào|giờ|hôm|"
    r"cập\s+nhật|xuất\s+bản|đăng|thời\s+gian|print|on|at|posted|published|updated)\b",
    re.IGNORECASE,
)
OTHER_WORDS = 2
"""How many words beside a date ("Hà Nội, 06/07/2024") still make it a date line."""

MONTH_NAMES = (
    "một",
    "hai",
    "ba",
    "tư",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
    "mười",
    "mười một",
    "mười hai",
)
MONTH_NAME = lazy_pattern(
    rf"\btháng\s+({'|'.join(reversed(MONTH_NAMES))}|giêng|bẩy|chạp)\b", re.IGNORECASE
)
"""Months as WordPress' Vietnamese translation names them: "7 Tháng Bảy, 2025"."""
MONTH_FIRST = lazy_pattern(r"\btháng\s+(\d{1,2})\s+(\d{1,2}),\s+(?=\d{4}\b)", re.IGNORECASE)
SHORT_MONTH = lazy_pattern(r"\bth(\d{1,2})\b", re.IGNORECASE)
"""The same translation where a theme asks for months cut short: "Th5 12, 2025"."""
VIEWS = lazy_pattern(
    r"[-–|•,]?\s*(?:(?:số )?lượt (?:xem|đọc)|đã xem|views?)\s*:?\s*[\d.,]+|[-–|•,]?\s*[\d.,]+\s+(?:lượt (?:xem|đọc)|views)",
    re.IGNORECASE,
)

AGO = lazy_pattern(
    r"(?:(?:cập nhật|đăng|updated|posted|published)\s*:?\s+)?(?:(?:khoảng|gần|hơn|about|over)\s+)?(?:cách đây\s+)?(?P<count>\d{1,4}|một vài|vài|mấy|một|a few|an|a)\s*"
    r"(?P<unit>giây|phút|giờ|tiếng|ngày|tuần|tháng|năm|seconds?|mins?|minutes?|hours?|days?|weeks?|months?|years?|h|p|ph|')"
    r"(?:\s+(?:trước|ago))?",
    re.IGNORECASE,
)
AGO_BESIDE = lazy_pattern(
    rf"\b(?:{AGO.pattern.removesuffix('?')})".replace("?P<count>", "").replace("?P<unit>", ""),
    re.IGNORECASE,
)
"""The same beside a date: "2 giờ trước 14:30 7/7/2025"."""
UNITS: dict[str, timedelta] = {
    "giây": timedelta(seconds=1), "second": timedelta(seconds=1),
    "phút": timedelta(minutes=1), "min": timedelta(minutes=1), "minute": timedelta(minutes=1),
    "giờ": timedelta(hours=1), "tiếng": timedelta(hours=1), "hour": timedelta(hours=1),
    "ngày": timedelta(days=1), "day": timedelta(days=1),
    "tuần": timedelta(days=7), "week": timedelta(days=7),
}  # fmt: skip
SHORT_UNITS = {"h": "giờ", "p": "phút", "ph": "phút", "'": "phút"}
FEW = {"vài": 3, "một vài": 3, "mấy": 3, "a few": 3}
MONTHS_IN = {"tháng": 1, "month": 1, "năm": 12, "year": 12}
DAYS_BACK = {"hôm nay": 0, "today": 0, "hôm qua": 1, "yesterday": 1, "hôm kia": 2}
BARE_DAYS_BACK = {"hom nay": 0, "hom qua": 1, "hom kia": 2}
"""The Vietnamese ones as they are typed without diacritics."""
USER_DAYS = (
    lazy_pattern(
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
        r"|(?P<day_>\d{1,2})[-/.](?P<month_>\d{1,2})(?:[-/.](?P<year_>\d{4}))?"
    ),
    lazy_pattern(
        r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2}))?|(?P<month_>\d{1,2})[-/.](?P<year_>\d{4})"
    ),
)
"""A day, and a month or a year, in the order of ISO 8601 or in the Vietnamese order."""
JUST_NOW = {"vừa xong", "mới đây", "vừa mới", "just now"}


def parse(text: str, now: datetime | None = None) -> datetime | None:
    """The aware moment that a text names, None when it is not a date.

    Args:
        text: a date line, nothing else ("2 giờ trước" and "hôm qua" count from `now`).
        now: the aware present, the clock's when not given.
    """
    reading = _read(text, now)
    return reading.moment() if reading else None


def parse_day(text: str, now: datetime | None = None) -> datetime | date | None:
    """As `parse`, but a plain date where the text names only a day."""
    reading = _read(text, now)
    if reading is None:
        return None
    return reading.day if reading.since_midnight is None else reading.moment()


def parse_listed(
    text: str, *, month_first: bool | None = None, now: datetime | None = None
) -> datetime | None:
    """As `parse`, for a date in a list made by a program: Unix time is read too.

    Args:
        text: the date.
        month_first: the order of 3/7/2026, as the other dates of the list show (`has_month_first`);
            None where nothing shows it.
        now: the aware present, the clock's when not given.
    """
    if month_first is None and (moment := _usual(text)):
        return moment
    line = _line_of(text)
    found: DateParts | None = None
    if len(line) <= LONGEST:
        found = read_unix_time(line)
        if found is None and month_first is not None:
            found = read_program_date(line, month_first=month_first)
    found = found or _read(line, now)
    return found.moment() if found else None


def read_day(text: str, now: datetime | None = None, *, is_span: bool = False) -> date | None:
    """The day that a user names in a search or on the command line, None when it is none.

    `2026-11-22`, `22/11/2026`, `22/11` (of this year), `today`, `hôm-qua`, `hom-qua`, `3-days-ago`,
    and whatever `parse_day` reads.

    Args:
        text: what was typed.
        now: the aware present, the clock's when not given.
        is_span: a month (`11/2026`) and a year are allowed; the day is their first one.
    """
    present = local(now) if now else datetime.now(VIETNAM)
    for pattern in USER_DAYS if is_span else USER_DAYS[:1]:
        found = pattern.fullmatch(text)
        if found:
            parts = {name.rstrip("_"): part for name, part in found.groupdict().items() if part}
            numbers = (parts.get("year", present.year), parts.get("month", 1), parts.get("day", 1))
            try:
                return date(*map(int, numbers))
            except ValueError:  # the 31st of February
                return None
    words = " ".join(text.replace("-", " ").split())
    if (back := BARE_DAYS_BACK.get(words.lower())) is not None:
        return present.date() - timedelta(days=back)
    parsed = parse_day(text, present) or parse_day(words, present)
    return parsed.date() if isinstance(parsed, datetime) else parsed


def is_relative(text: str) -> bool:
    """Does a date line count from the present ("2 giờ trước", "hôm qua"), so that it grows old?"""
    line = _line_of(text)
    return len(line) <= LONGEST and not any(reader(line) for reader in _READERS)


def _usual(text: str) -> datetime | None:
    """The moment of a date in one of the usual forms; None where the other readers are to read it."""
    found = USUAL.fullmatch(text)
    if found is None:
        return None
    if found["iso"]:
        day, clock = found["iso"], found["time"]
    else:
        month = MONTHS[found["name"].lower()]
        day, clock = f"{found['year']}-{month:02}-{int(found['day']):02}", found["clock"]
    zone = _zone(found["offset"] or found["zone"])
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:  # also 24:00:00 and a leap second, which are times
        return None
    return moment.replace(tzinfo=zone) if zone and moment.year in YEARS else None


@functools.lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo | None:
    return time_zones.named(name)


def _line_of(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text[: 2 * LONGEST]).split())


def _read(text: str, now: datetime | None) -> DateParts | None:
    line = _line_of(text)
    if not line or len(line) > LONGEST:
        return None
    if DIGIT.search(line):  # no other date is without one, and most lines of a page are
        for reader in _READERS:
            reading = reader(line)
            if reading:
                return reading
    present = local(now) if now else datetime.now(VIETNAM)
    try:
        return _relative(line.strip("()., ").lower(), present)
    except (OverflowError, ValueError):  # "9999 năm trước" lies before the calendar
        return None


def _iso(line: str) -> DateParts | None:
    found = ISO.fullmatch(line)
    return _reading(found, int(found["month"])) if found else None


def _us(line: str) -> DateParts | None:
    found = US.fullmatch(line)
    if not found or not 1 <= int(found["hour"]) <= 12 or int(found["month"]) > 12:
        return None
    return _reading(found, int(found["month"]))


def _english(line: str) -> DateParts | None:
    found = RFC_822.fullmatch(line) or ENGLISH.fullmatch(line)
    return _reading(found, MONTHS[found["name"].lower()]) if found else None


def _vietnamese(line: str) -> DateParts | None:
    line = VIEWS.sub(" ", MONTH_NAME.sub(_month_number, line))
    line = SHORT_MONTH.sub(r"tháng \1", line)
    line = MONTH_FIRST.sub(r"\2 tháng \1, ", line)
    day = DAY_IN_WORDS.search(line) or DAY.search(line)
    if not day:
        return None
    rest = f"{line[: day.start()]} {line[day.end() :]}"
    zone = ZONE.search(rest)
    if zone:
        rest = f"{rest[: zone.start()]} {rest[zone.end() :]}"
    clock = TIME.search(rest)
    if clock:
        rest = f"{rest[: clock.start()]} {rest[clock.end() :]}"
    rest = AGO_BESIDE.sub(" ", rest)
    others = re.findall(r"[^\W_]+", BESIDE.sub(" ", rest))
    if len(others) > OTHER_WORDS or any(word.isdigit() for word in others):
        return None
    moment = _time(clock) if clock else None
    if clock and moment is None:
        return None
    when = calendar_day(day["year"], int(day["month"]), day["day"])
    return DateParts(when, moment, _offset(zone) if zone else VIETNAM) if when else None


def _month_number(found: re.Match[str]) -> str:
    name = {"giêng": "một", "bẩy": "bảy", "chạp": "mười hai"}.get(
        found[1].lower(), found[1].lower()
    )
    return f"tháng {MONTH_NAMES.index(name) + 1}"


_READERS: tuple[Callable[[str], DateParts | None], ...] = (
    _iso,
    _us,
    _english,
    read_program_date,
    _vietnamese,
)


def _reading(found: re.Match[str], month: int) -> DateParts | None:
    day = calendar_day(found["year"], month, found["day"])
    if day is None or found["hour"] is None:
        return DateParts(day) if day else None
    moment = _time(found)
    name = found.groupdict().get("zone") or ""
    zone = time_zones.named(name) if name else VIETNAM
    return DateParts(day, moment, zone) if moment is not None and zone else None


def _time(found: re.Match[str]) -> timedelta | None:
    return since_midnight(found["hour"], found["minute"], found["second"], found["half"])


def _offset(found: re.Match[str]) -> tzinfo:
    minutes = found["minutes"] or "00"
    return time_zones.named(f"{found['sign']}{found['hours']}:{minutes}") or VIETNAM


def _relative(line: str, now: datetime) -> DateParts | None:
    if line in JUST_NOW:
        return DateParts(now.date(), _time_of(now))
    found = AGO.fullmatch(line)
    if found:
        if not line.endswith(("trước", "ago")) and not line.startswith("cách đây"):
            return None
        return _before(now, found["count"], found["unit"].lower())
    clock = TIME.search(line)
    words = line.replace(clock[0], "") if clock else line
    back = DAYS_BACK.get(" ".join(BESIDE_CLOCK.sub(" ", words).split()))
    if back is None or (clock and _time(clock) is None):
        return None
    return DateParts(now.date() - timedelta(days=back), _time(clock) if clock else None)


def _time_of(moment: datetime) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)


BESIDE_CLOCK = lazy_pattern(r"\b(?:lúc|vào|at)\b|[,.\-–|]")


def _before(now: datetime, count: str, unit: str) -> DateParts:
    number = int(count) if count.isdigit() else FEW.get(count.lower(), 1)
    unit = SHORT_UNITS.get(unit, unit)
    name = unit if unit in UNITS or unit in MONTHS_IN else unit.removesuffix("s")
    if name in UNITS:
        moment = now - number * UNITS[name]
        exact = UNITS[name] < timedelta(days=1)
        return DateParts(moment.date(), _time_of(moment) if exact else None)
    years, month = divmod(now.year * 12 + now.month - 1 - number * MONTHS_IN[name], 12)
    return DateParts(date(years, month + 1, min(now.day, 28)))
