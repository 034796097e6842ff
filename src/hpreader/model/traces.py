"""What the program keeps about its user, by kinds that can be forgotten one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Trace = Literal[
    "trail", "read", "progress", "searches", "queue", "cache",
    "saved", "passwords", "sources", "views",
]  # fmt: skip
"""A kind of trace; also the words of `hpreader forget`.

    trail      the steps of the reading trail
    read       which articles were opened
    progress   how far each article was read, and its reading position
    searches   the last searches
    queue      the links that wait for the network
    cache      articles and images that can be fetched again
    saved      the saved articles, with their bodies
    passwords  names and passwords of closed feeds
    sources    the subscriptions, and the accounts that share them
    views      saved searches, how lists are shown, and which articles were parted from a story
"""

TRACES: Final[tuple[Trace, ...]] = (
    "trail", "read", "progress", "searches", "queue", "cache",
    "saved", "passwords", "sources", "views",
)  # fmt: skip
"""All kinds, in the order in which they are listed."""

OF_READING: Final[frozenset[Trace]] = frozenset(
    ("trail", "read", "progress", "searches", "queue", "cache")
)
"""What reading leaves behind without a decision of the user; the rest was put there on purpose."""

TIMELESS: Final[frozenset[Trace]] = frozenset(("passwords", "sources", "views"))
"""What has no time, so that the last hours of it cannot be told from the rest.

The last searches and the cache have none either; of these all is forgotten, as browsers do with their
caches.
"""


@dataclass(frozen=True, slots=True)
class TraceSize:
    """How much there is of one kind."""

    trace: Trace
    count: int
    """Steps, articles, searches, links, …; of the cache: files."""
    size: int = 0
    """Bytes, of the cache only."""
