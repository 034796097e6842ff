"""Dates and times of day in Vietnamese words."""

from __future__ import annotations

import re
from datetime import date

from hpreader.speech.numerals import integer_words

_DAY_WORDS = r"ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|rạng sáng"
_DAY_BEFORE = re.compile(rf"(?:{_DAY_WORDS})\s*$", re.IGNORECASE)
_DATE_BEFORE = re.compile(
    rf"(?:{_DAY_WORDS}|thứ \w+|chủ nhật|lễ|dịp|từ|đến|trước|sau|nay|\()\s*,?\s*\(?$", re.IGNORECASE
)
"""What comes before a day and a month; without it `1/3` is a fraction."""
_MONTH_BEFORE = re.compile(r"tháng\s*$", re.IGNORECASE)

_OF_YEAR = re.compile(
    r"\b((?:quý|kỳ|kì|đợt|khóa|khoá|số) \w+)/(?=(?:19|20)\d{2}(?![\w/]))", re.IGNORECASE
)
"""`quý 2/2026` is of a year and no month."""
_ISO = re.compile(r"(?<![\w/-])(\d{4})-(\d{2})-(\d{2})(?![\w/-])")
_FULL = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\w/])")
_AFTER_RANGE = re.compile(r"(?<=\d[-–])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/])")
_MONTH = re.compile(r"(?<![\w/.,-])(\d{1,2})/(\d{4})(?![\w/])")
_DAY = re.compile(r"(?<![\w/.,])(\d{1,2})/(\d{1,2})(?![\w/]|[.,]\d)")
_CLOCK = re.compile(r"(?<![\w.,:])(\d{1,2})\s?[hg](?:(\d{2})(?:['’p])?)?(?!\w)")
_COLONS = re.compile(r"(?<![\w.,:])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\w:])")
_ROUND_THE_CLOCK = ("24", "7")


def dates_spoken(text: str) -> str:
    """A text with its dates in words."""
    text = _OF_YEAR.sub(r"\1 năm ", text)
    text = _ISO.sub(lambda found: _full(found, found[3], found[2], found[1]), text)
    text = _FULL.sub(lambda found: _full(found, found[1], found[3], found[4]), text)
    text = _AFTER_RANGE.sub(lambda found: _full(found, *found.groups()), text)
    text = _MONTH.sub(_month, text)
    return _DAY.sub(_day, text)


def times_spoken(text: str) -> str:
    """A text with its times of day in words."""
    text = _CLOCK.sub(lambda found: _time(found, found[1], found[2]), text)
    return _COLONS.sub(lambda found: _time(found, *found.groups()), text)


def _before(found: re.Match[str]) -> str:
    """The last letters before a match."""
    return found.string[max(0, found.start() - 24) : found.start()]


def _full(found: re.Match[str], day: str, month: str, year: str) -> str:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return found[0]
    return f"{_day_words(found, day, month)} năm {integer_words(int(year))}"


def _day_words(found: re.Match[str], day: str, month: str) -> str:
    """A day and a month, behind the word for a day unless it is there."""
    lead = "" if _DAY_BEFORE.search(_before(found)) else "ngày "
    return f"{lead}{integer_words(int(day))} tháng {month_words(int(month))}"


def month_words(month: int) -> str:
    """The name of a month after "tháng"."""
    return "tư" if month == 4 else integer_words(month)


def _month(found: re.Match[str]) -> str:
    month, year = int(found[1]), int(found[2])
    if not 1 <= month <= 12 or not 1800 <= year <= 2200:
        return found[0]
    lead = "" if _MONTH_BEFORE.search(_before(found)) else "tháng "
    return f"{lead}{month_words(month)} năm {integer_words(year)}"


def _day(found: re.Match[str]) -> str:
    """A day and a month: where a word before it tells so, or where it can be no proper fraction."""
    day, month = int(found[1]), int(found[2])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return found[0]
    is_told = _DATE_BEFORE.search(_before(found)) is not None
    is_after_range = _before(found)[-1:] in {"-", "–"}
    is_improper = day > month and found.groups() != _ROUND_THE_CLOCK
    if is_told or is_after_range or is_improper:
        return _day_words(found, found[1], found[2])
    return found[0]


def _time(found: re.Match[str], hour: str, minute: str | None, second: str | None = None) -> str:
    if int(hour) > 24 or int(minute or 0) > 59 or int(second or 0) > 59:
        return found[0]
    words = f"{integer_words(int(hour))} giờ"
    if minute and int(minute):
        words += f" {integer_words(int(minute))} phút"
    if second and int(second):
        words += f" {integer_words(int(second))} giây"
    return words
