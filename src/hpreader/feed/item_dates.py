"""The dates of a feed's items, read in the order of day and month that the feed as a whole shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, Final

from hpreader import dates
from hpreader.text import clean

FIRST_YEAR: Final = 1971
"""An earlier date is that of a program without a clock (Unix time 0), not of a feed's item."""
FARTHEST: Final = timedelta(days=366)
"""A date farther ahead is unknown: nobody announces an event so early, but placeholders do."""

_KEYS: Final = ("published", "created", "updated")


class ItemDates:
    """Reads the dates of one feed."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Prepare it.

        Args:
            texts: the texts of all dates in the feed; 3/7/2026 is read as they show.
        """
        self._month_first = dates.has_month_first(texts)
        self._latest = datetime.now(UTC) + FARTHEST

    @classmethod
    def of_items(cls, items: Iterable[Mapping[str, Any]], others: Iterable[str] = ()) -> ItemDates:
        """For the items of a feed as feedparser gives them, and further dates of the same feed."""
        texts = (str(item[key]) for item in items for key in _KEYS if key in item)
        return cls(chain(texts, others))

    def read(self, text: str) -> datetime | None:
        """The moment that a text names; None where it is no date, or one that cannot be."""
        text = clean(text)
        found = dates.parse_listed(text, month_first=self._month_first) if text else None
        if found is None or found.year < FIRST_YEAR or found > self._latest:
            return None
        return found
