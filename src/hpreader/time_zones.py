"""Time zones by the names and offsets that sites write after a time of day.

Sources: RFC 822 §5.1, the tz database (https://www.iana.org/time-zones), Unicode CLDR's
`windowsZones.xml`, and the abbreviations that Java, Go and `date` print.
"""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final

ABBREVIATIONS: Final[dict[str, float]] = {
    "z": 0, "gmt": 0, "ut": 0, "utc": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1,
    "mez": 1, "wat": 1, "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "cat": 2, "sast": 2, "eest": 3,
    "msk": 3, "eat": 3, "trt": 3, "idt": 3, "irst": 3.5, "gst": 4, "msd": 4, "pkt": 5, "uzt": 5,
    "ist": 5.5, "npt": 5.75, "bdt": 6, "mmt": 6.5, "ict": 7, "wib": 7, "hovt": 7, "krat": 7,
    "novt": 7, "wita": 8, "sgt": 8, "myt": 8, "pht": 8, "hkt": 8, "awst": 8, "wit": 9, "jst": 9,
    "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "chst": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "brt": -3, "art": -3, "ndt": -2.5, "nst": -3.5, "adt": -3, "ast": -4, "clt": -4, "edt": -4,
    "est": -5, "cot": -5, "pet": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7,
    "pst": -8, "akdt": -8, "akst": -9, "hst": -10,
}  # fmt: skip
"""Offsets in hours. Of several zones of one abbreviation (BST, CST, IST) the one that feeds mean."""

NAMES: Final[dict[str, float | str]] = {
    "vietnam": 7, "viet nam": 7, "vietnam time": 7, "giờ việt nam": 7, "giờ đông dương": 7,
    "indochina time": 7, "se asia standard time": 7, "north asia standard time": 7,
    "n. central asia standard time": 7, "western indonesia time": 7, "central indonesia time": 8,
    "singapore standard time": 8, "singapore time": 8, "china standard time": 8,
    "taipei standard time": 8, "hong kong standard time": 8, "malaysia time": 8,
    "philippine standard time": 8, "w. australia standard time": 8,
    "australian western standard time": 8, "tokyo standard time": 9, "japan standard time": 9,
    "korea standard time": 9, "korean standard time": 9, "aus central standard time": 9.5,
    "e. australia standard time": 10, "myanmar standard time": 6.5, "myanmar time": 6.5,
    "bangladesh standard time": 6, "india standard time": 5.5, "sri lanka standard time": 5.5,
    "nepal standard time": 5.75, "west asia standard time": 5, "pakistan standard time": 5,
    "arabian standard time": 4, "gulf standard time": 4, "russian standard time": 3,
    "moscow standard time": 3, "arab standard time": 3, "turkey standard time": 3,
    "e. africa standard time": 3, "south africa standard time": 2, "greenwich standard time": 0,
    "greenwich mean time": 0, "coordinated universal time": 0, "universal time": 0,
    "british summer time": 1, "central european summer time": 2,
    "eastern european summer time": 3, "central european time": "Europe/Berlin",
    "e. south america standard time": -3, "argentina standard time": -3,
    "sa pacific standard time": -5, "hawaiian standard time": -10, "us mountain standard time": -7,
    "eastern daylight time": -4, "central daylight time": -5, "mountain daylight time": -6,
    "pacific daylight time": -7,
    "gmt standard time": "Europe/London", "w. europe standard time": "Europe/Berlin",
    "romance standard time": "Europe/Paris", "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw", "gtb standard time": "Europe/Bucharest",
    "e. europe standard time": "Europe/Chisinau", "fle standard time": "Europe/Kiev",
    "egypt standard time": "Africa/Cairo", "israel standard time": "Asia/Jerusalem",
    "iran standard time": "Asia/Tehran", "eastern standard time": "America/New_York",
    "central standard time": "America/Chicago", "mountain standard time": "America/Denver",
    "pacific standard time": "America/Los_Angeles", "atlantic standard time": "America/Halifax",
    "newfoundland standard time": "America/St_Johns", "alaskan standard time": "America/Anchorage",
    "aus eastern standard time": "Australia/Sydney",
    "cen. australia standard time": "Australia/Adelaide",
    "tasmania standard time": "Australia/Hobart", "new zealand standard time": "Pacific/Auckland",
}  # fmt: skip
"""Names of Windows and of browsers in lower case: hours, or the zone of the tz database."""

_WITHOUT_DATABASE: Final[dict[str, float]] = {
    "asia/ho_chi_minh": 7, "asia/saigon": 7, "asia/hanoi": 7, "asia/bangkok": 7,
    "asia/phnom_penh": 7, "asia/vientiane": 7, "asia/jakarta": 7, "asia/singapore": 8,
    "asia/kuala_lumpur": 8, "asia/shanghai": 8, "asia/hong_kong": 8, "asia/taipei": 8,
    "asia/manila": 8, "asia/tokyo": 9, "asia/seoul": 9, "etc/utc": 0, "etc/gmt": 0,
}  # fmt: skip
"""Zones without summer time, also for systems that have no tz database (Windows)."""

_AREAS: Final = (
    "africa|america|antarctica|arctic|asia|atlantic|australia|brazil|canada|etc|europe|indian|"
    "pacific|us"
)
_OFFSET = re.compile(
    r"(?:(?P<name>[a-z]{1,5})\s?)?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2})(?::?\d{2})?)?(?!\d)",
    re.IGNORECASE,
)
_THREE_DIGITS = re.compile(r"(?P<sign>[+-])(?P<hours>\d)(?P<minutes>\d{2})(?!\d)")
_AREA = re.compile(rf"(?:{_AREAS})(?:/[a-z0-9_+-]+){{1,2}}", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{1,5}\b(?![/.])", re.IGNORECASE)
_IGNORED = re.compile(r"\s*(?:[+-]\d{1,4}\b|m=[+-][\d.]+|[A-Za-z]{1,5}\b(?!/))")
"""What Go prints after the offset: the zone again, and the monotonic clock."""


def named(name: str) -> tzinfo | None:
    """The zone of a whole text: an offset, an abbreviation or a name; None where it is none."""
    found = at_start(name.strip())
    return found[0] if found and found[1] == len(name.strip()) else None


def at_start(text: str) -> tuple[tzinfo, int] | None:
    """The zone with which a text begins, and how many letters name it; None where none does."""
    text = text.replace("\u2212", "-")
    for reader in (_by_offset, _by_name, _by_area, _by_abbreviation):
        found = reader(text)
        if found:
            return found
    return None


def shift(hours: float) -> tzinfo:
    """The zone so many hours east of Greenwich."""
    return timezone(timedelta(hours=hours))


def _by_offset(text: str) -> tuple[tzinfo, int] | None:
    found = _OFFSET.match(text)
    digits = _THREE_DIGITS.match(text)
    found = digits or found
    if not found:
        return None
    size = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    if size >= timedelta(days=1):
        return None
    zone = timezone(-size if found["sign"] == "-" else size)
    name = "" if digits else (found["name"] or "").lower()
    own = ABBREVIATIONS.get(name)
    if name and own is None:
        return None
    if own and zone.utcoffset(None) != timedelta(hours=own):  # "EST+5" may mean either sign
        return None
    end = found.end()
    while ignored := _IGNORED.match(text, end):
        if _is_month_or_day(ignored[0].strip()):
            break
        end = ignored.end()
    return zone, end


def _by_name(text: str) -> tuple[tzinfo, int] | None:
    lowered = text[:40].lower()
    for name in sorted((name for name in NAMES if lowered.startswith(name)), key=len, reverse=True):
        value = NAMES[name]
        zone = _of_database(value) if isinstance(value, str) else shift(value)
        return (zone, len(name)) if zone else None
    return None


def _by_area(text: str) -> tuple[tzinfo, int] | None:
    found = _AREA.match(text)
    zone = _of_database(found[0]) if found else None
    return (zone, found.end()) if found and zone else None


def _by_abbreviation(text: str) -> tuple[tzinfo, int] | None:
    found = _WORD.match(text)
    hours = ABBREVIATIONS.get(found[0].lower()) if found else None
    return (shift(hours), found.end()) if found and hours is not None else None


@lru_cache(maxsize=64)
def _of_database(name: str) -> tzinfo | None:
    fixed = _WITHOUT_DATABASE.get(name.lower())
    if fixed is not None:
        return shift(fixed)
    from zoneinfo import ZoneInfo, available_timezones  # noqa: PLC0415 - rarely needed

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # its own error is a KeyError
        known = {zone.lower(): zone for zone in available_timezones()}
        return ZoneInfo(known[name.lower()]) if name.lower() in known else None


def _is_month_or_day(word: str) -> bool:
    return word[:3].lower() in {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "th", "thg", "cn",
    }  # fmt: skip
