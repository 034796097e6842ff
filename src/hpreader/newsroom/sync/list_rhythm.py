"""How often a list has something new, and which of its validators can be relied on. Pure.

A feed may answer with status 200 and a fresh date of its own and yet contain the same entries for
months: its site has moved, or the section has been renamed. This is judged by the dates of its entries.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from heapq import nlargest
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hpreader import dates
from hpreader.model import Validators
from hpreader.store import ListRhythm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hpreader.model import Entry

SHORTEST_SILENCE: Final = timedelta(days=14)
"""No list is called frozen earlier: holidays, elections, a server's trouble."""

MEAN_GAPS: Final = 10
"""A silence of so many mean gaps between entries is unusual for a list …"""

LONGEST_GAPS: Final = 3
"""… and so is one of so many times its longest gap; both have to be exceeded."""

FEWEST_ENTRIES: Final = 3
"""Fewer dated entries show no rhythm."""

MOST_UNDATED: Final = 10
"""Where more than one entry in so many is undated, the dates of the others say little."""

MOST_AHEAD: Final = timedelta(days=1)
"""An entry dated further in the future says nothing about when the list was updated."""

MOST_DATES: Final = 20_000
"""Of a longer list, so many of its newest dates are enough to judge it."""

OLDEST_CHANGE: Final = datetime(1995, 1, 1, tzinfo=UTC)
"""No feed was changed before; servers without a clock send 1970 or 1980."""

RECHECK_ETAG: Final = timedelta(days=1)
"""After this time a list is asked for by its ETag, in case its Last-Modified never changes."""

RECHECK_WHOLE: Final = timedelta(days=7)
"""After this time a list without an ETag is fetched whole, for the same reason."""


class ListDates:
    """The dates of a list's entries, None for one without; of very many, only the newest ones."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._dated: list[datetime] = []
        self._count = self._undated = 0
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Add the date of an entry."""
        self.add_date(entry.published)

    def add_date(self, published: datetime | None) -> None:
        """Add the date of an entry, None where it has none."""
        self._count += 1
        if published is None:
            self._undated += 1
            return
        self._dated.append(published)
        if len(self._dated) > 2 * MOST_DATES:
            self._dated = nlargest(MOST_DATES, self._dated)

    @property
    def newest_first(self) -> list[datetime]:
        """The dates, at most `MOST_DATES`."""
        return nlargest(MOST_DATES, self._dated)

    @property
    def are_few(self) -> bool:
        """Has more than one entry in ten no date?"""
        return self._undated * MOST_UNDATED > self._count


def rhythm_of(listed: ListDates, now: datetime, last_modified: str = "") -> ListRhythm | None:
    """Return until when a list may be silent, None where its dates show no rhythm.

    Args:
        listed: the dates of its entries.
        now: the time of the fetch.
        last_modified: a reliable `Last-Modified`. Where it is old too, the whole site may rest; its list
            is watched for some time before it is called frozen.
    """
    if listed.are_few:
        return None  # one of the others may be of today
    times = sorted({date for date in listed.newest_first if date - now <= MOST_AHEAD})
    if len(times) < FEWEST_ENTRIES:
        return None
    gaps = [later - earlier for earlier, later in pairwise(times)]
    if len(gaps) > FEWEST_ENTRIES and gaps[0] == max(gaps):
        gaps = gaps[1:]  # one old entry that stays in the list
    mean = sum(gaps, timedelta()) / len(gaps)
    silence = max(SHORTEST_SILENCE, MEAN_GAPS * mean, LONGEST_GAPS * max(gaps))
    silent_until = times[-1] + silence
    modified = dates.parse(last_modified) if last_modified else None
    if modified is not None and now - modified > SHORTEST_SILENCE:
        silent_until = max(silent_until, now + SHORTEST_SILENCE)
    return ListRhythm(times[-1], silent_until)


def reliable_validators(found: Validators, listed: ListDates, now: datetime) -> Validators:
    """Return the validators of a list without a `Last-Modified` that cannot be right.

    It cannot be older than the newest entry, nor in the future, nor of a time before feeds.

    Args:
        found: those of the response.
        listed: the dates of the entries in the response.
        now: the time of the fetch.
    """
    if not found.last_modified:
        return found
    modified = dates.parse(found.last_modified)
    times = [date for date in listed.newest_first if date <= now]
    oldest = max((OLDEST_CHANGE, *times))
    if modified is None or not oldest <= modified <= now + MOST_AHEAD:
        return replace(found, last_modified="")
    return found


def validators_to_send(kept: Validators, kept_at: datetime, now: datetime) -> Validators | None:
    """Return with which validators a list is asked for.

    Args:
        kept: the stored ones.
        kept_at: when they were stored, or last confirmed by the ETag.
        now: the time of the request.
    """
    age = now - kept_at
    if not kept.last_modified or age < RECHECK_ETAG:
        return kept
    if kept.etag:
        return replace(kept, last_modified="")
    return kept if age < RECHECK_WHOLE else None
