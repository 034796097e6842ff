"""Links that were saved in another program, and what of its file cannot be taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from hpreader import urls
from hpreader.text import clean

Refusal = Literal["no_address", "not_web", "twice", "query", "program", "cut"]
"""Why a line of a file is not taken.

    no_address   it has no address
    not_web      its address is none of the Web (javascript:, file:, about:, …)
    twice        the same article is in the file before
    query        a search of newsboat, which is no feed
    program      a feed that a program makes (exec:, filter:)
    cut          it is beyond the number of links, or of letters in a line, that are read
"""

MOST_LINKS: Final = 200_000
"""Of one file; each takes about a kilobyte of memory and of the shelf."""
LONGEST_TITLE: Final = 500


@dataclass(frozen=True, slots=True)
class SavedLink:
    """One link of an export."""

    url: str
    title: str = ""
    labels: tuple[str, ...] = ()
    """Its folder, then its tags."""
    folders: tuple[str, ...] = ()
    """The folders around it, the outermost first."""
    at: datetime | None = None
    """When it was saved."""
    is_read: bool = False
    """Whether it was archived."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not taken."""

    text: str
    """Its title or address."""
    reason: Refusal


@dataclass(frozen=True, slots=True)
class SavedLinks:
    """All that an export contains."""

    links: tuple[SavedLink, ...] = ()
    refused: tuple[Refused, ...] = ()


class LinkCollection:
    """Collects the links of a file; each article once."""

    def __init__(self) -> None:
        self._links: dict[str, SavedLink] = {}
        self._refused: list[Refused] = []

    def add(
        self,
        url: str,
        title: str = "",
        *,
        folders: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        at: datetime | None = None,
        is_read: bool = False,
    ) -> None:
        """Add a link, or why it cannot be taken."""
        url, title = clean(url), clean(title)[:LONGEST_TITLE]
        key = urls.key(url)
        if not url:
            self.refuse(title, "no_address")
        elif not key:
            self.refuse(title or url, "not_web")
        elif key in self._links:
            self.refuse(title or url, "twice")
        elif len(self._links) >= MOST_LINKS:
            self.refuse(title or url, "cut")
        else:
            labels = dict.fromkeys(filter(None, map(clean, (*folders[-1:], *tags))))
            self._links[key] = SavedLink(
                url, "" if title == url else title, tuple(labels), folders, at, is_read
            )

    def refuse(self, text: str, reason: Refusal) -> None:
        """Add a line that cannot be taken."""
        self._refused.append(Refused(text, reason))

    def result(self) -> SavedLinks:
        """What was collected."""
        return SavedLinks(tuple(self._links.values()), tuple(self._refused))


def time_of(text: str) -> datetime | None:
    """A time as exports write it: ISO 8601, or seconds, milliseconds or microseconds since 1970 (UTC).

    A time without an offset is taken as UTC. None for what is no time.
    """
    text = text.strip()
    if re.fullmatch(r"\d{9,17}", text):
        seconds = int(text)
        while seconds >= 1 << 33:  # after the year 2242: of smaller units
            seconds //= 1000
        return datetime.fromtimestamp(seconds, UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
