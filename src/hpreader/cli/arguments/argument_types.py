"""Checks of the values of arguments, for argparse's `type`."""

from __future__ import annotations

import argparse
import re
from datetime import date, timedelta

from hpreader.i18n import _

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_ARTICLE = re.compile(r"[0-9a-f]{12}|https?://\S+")
"""The id or the address of an article."""


def parse_trace(text: str) -> str:
    """What `forget` deletes: a kind of trace of reading, or the id or address of an article."""
    from hpreader.model.traces import TRACES  # noqa: PLC0415 - only this command needs it

    if text in {*TRACES, "everything"} or _ARTICLE.fullmatch(text):
        return text
    words = _("there is no “{text}”; there are {names}")
    names = ", ".join((*TRACES, "everything"))
    raise argparse.ArgumentTypeError(words.format(text=text, names=names))


def parse_span(text: str) -> timedelta:
    """A length of time: 30m, 2h, 7d, 4w."""
    number, unit = text[:-1], text[-1:].lower()
    if unit in _UNITS and number.isascii() and number.isdigit() and 0 < len(number) < 6:
        return timedelta(**{_UNITS[unit]: int(number)})
    raise argparse.ArgumentTypeError(
        _("“{text}” is not a span like 30m, 2h, 7d or 4w").format(text=text)
    )


def parse_day(text: str) -> date:
    """A day, in the forms that people write."""
    return _checked_day(text, is_span=False)


def parse_coming_day(text: str) -> date:
    """A day of which one asks what will be: also tomorrow, and without a year not one long past."""
    from hpreader.dates import read_day  # noqa: PLC0415 - see `_checked_day`
    from hpreader.text import fold  # noqa: PLC0415 - see `_checked_day`

    today = read_day("today")
    assert today is not None
    if fold(text.replace("-", " ")) in {"tomorrow", "ngay mai", "mai"}:
        return today + timedelta(days=1)
    day = parse_day(text)
    has_year = str(day.year) in text
    if has_year or day > today - timedelta(days=180) or (day.month, day.day) == (2, 29):
        return day
    return day.replace(year=day.year + 1)


def parse_first_day(text: str) -> date:
    """The first day of a span: also a month, or a number of days ago."""
    return _checked_day(text, is_span=True)


def _checked_day(text: str, *, is_span: bool) -> date:
    from hpreader.dates import read_day  # noqa: PLC0415 - most commands read no date

    if (day := read_day(text, is_span=is_span)) is not None:
        return day
    words = _("“{text}” is not a day like 2026-01-31, 31/1/2026 or yesterday")
    raise argparse.ArgumentTypeError(words.format(text=text))


def parse_port(text: str) -> int:
    """A port of TCP."""
    if text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65_536:
        return int(text)
    raise argparse.ArgumentTypeError(_("“{text}” is not a port, from 0 to 65535").format(text=text))


def parse_ip_address(text: str) -> str:
    """An IP address, or `localhost`."""
    import ipaddress  # noqa: PLC0415 - only this option needs it

    if text == "localhost":
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(text.removeprefix("[").removesuffix("]")))
    except ValueError:
        words = _("“{text}” is not an IP address like 127.0.0.1 or ::1")
        raise argparse.ArgumentTypeError(words.format(text=text)) from None


def parse_positive(text: str) -> int:
    """A number above 0."""
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(_("“{text}” is not a number above 0").format(text=text))
