"""Servers that answer with errors again and again: they are left alone for some time, also by later runs.

A server that is overloaded gets no further requests after a few that it could not answer. After the
pause one address is tried; if that fails too, the next pause is twice as long.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hpreader.problems import Problem
from hpreader.store import Failures
from hpreader.urls import root

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool

MOST_FAILURES: Final = 4
"""After how many failed requests in a row a server is left alone: two addresses, each tried twice."""
MOST_OF_ANSWERING: Final = 8
"""The same for a server that has answered in this run: some of its addresses may be broken, and not it."""
MOST_AFTER_PAUSE: Final = 2
"""The same after a pause."""
FIRST_PAUSE: Final = timedelta(minutes=10)
LONGEST_PAUSE: Final = timedelta(hours=6)
JITTER: Final = 0.25
"""By up to this share pauses are longer, so that not all readers come back at once."""

OF_REQUEST: Final = frozenset({501, 505, 511})
"""Statuses of 500 and above that say nothing of the server's load (RFC 9110, section 15.6; RFC 6585)."""


@dataclass(slots=True)
class _Server:
    """What is known of one server."""

    failures: Failures | None
    """The last pause and how many there were one after another."""
    in_a_row: int = 0
    has_answered: bool = False
    is_saved: bool = True


class ServerFailures:
    """Counts the failures of servers, and says which are left alone."""

    def __init__(
        self, stores: StorePool, now: Clock, random_share: Callable[[], float] = random.random
    ) -> None:
        """Prepare it.

        Args:
            stores: contain the pauses between runs.
            now: the clock.
            random_share: returns a number from 0 to 1.
        """
        self._stores = stores
        self._now = now
        self._random_share = random_share
        self._servers: dict[str, _Server] = {}

    def check(self, url: str) -> Problem | None:
        """Return why an address must not be requested now, None where it may be."""
        failures = self._server(root(url)).failures
        now = self._now()
        if failures is None or not now < failures.until <= now + LONGEST_PAUSE * (1 + JITTER):
            return None
        return Problem(
            "status", url, status=failures.status, reason="left_alone", until=failures.until
        )

    def note(self, url: str, status: int) -> None:
        """Count a response; called before the next request to the server is sent."""
        server = self._server(root(url))
        if status < 500 or status in OF_REQUEST:
            server.in_a_row, server.has_answered = 0, True
            server.is_saved = server.is_saved and server.failures is None
            server.failures = None
            return
        server.in_a_row += 1
        most = MOST_OF_ANSWERING if server.has_answered else MOST_FAILURES
        if server.failures is not None:
            most = MOST_AFTER_PAUSE
        if server.in_a_row >= most and self.check(url) is None:
            times = server.failures.times + 1 if server.failures else 1
            server.failures = Failures(times, status, self._now() + self._pause(times))
            server.in_a_row, server.is_saved = 0, False

    async def save(self, url: str) -> None:
        """Store what changed about the server of an address.

        Raises:
            ProblemError: the disk reported an error.
        """
        host = root(url)
        server = self._servers.get(host)
        if server is None or server.is_saved:
            return
        server.is_saved, failures = True, server.failures
        await self._stores.run_in_writer(lambda store: store.notes.put_failures(host, failures))

    def _server(self, host: str) -> _Server:
        if host not in self._servers:
            self._servers[host] = _Server(self._stores.reader.notes.failures(host))
        return self._servers[host]

    def _pause(self, times: int) -> timedelta:
        doubled: int = 2 ** min(times - 1, 10)
        return min(FIRST_PAUSE * doubled, LONGEST_PAUSE) * (1 + JITTER * self._random_share())
