"""What servers ask not to be asked for some time (`Retry-After`), remembered between runs.

Rules: RFC 9110, section 10.2.3, and RFC 6585, section 4. The address itself is left alone; for an
article's page, so are all pages of its host, except one that the user opens; all of a host is left alone where several
of its addresses ask for it. One list of a host that answers 429 does not stop its other lists
(https://github.com/FreshRSS/FreshRSS/issues/7870).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader.problems import Problem
from hpreader.store import Pause
from hpreader.urls import root

if TYPE_CHECKING:
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool

SEVERAL: Final = 2
"""How many addresses have to ask for a pause, so that it is one of the whole host."""


class ServerPauses:
    """Reads and stores the pauses; a page that the user opens is not stopped by them."""

    def __init__(self, stores: StorePool, now: Clock) -> None:
        self._stores = stores
        self._now = now

    def check(self, url: str, *, is_page: bool = False) -> Problem | None:
        """Return why an address must not be requested now, None where it may be.

        Args:
            url: the address.
            is_page: whether it is an article's page, and no list.
        """
        now = self._now()
        active = [one for one in self._stores.reader.notes.pauses(root(url)) if one.until > now]
        by_end = sorted(active, key=lambda pause: pause.until, reverse=True)
        decisive = [one for one in by_end if one.url == url or (is_page and one.is_page)]
        decisive += by_end[SEVERAL - 1 : SEVERAL]
        if not decisive:
            return None
        pause = max(decisive, key=lambda pause: pause.until)
        return Problem("status", url, status=pause.status, until=pause.until)

    async def note(self, url: str, problem: Problem, *, is_page: bool = False) -> None:
        """Remember the pause that a server asked for, if it did.

        Args:
            url: the requested address; a redirect from there may have led to the server.
            problem: the result of the request.
            is_page: whether it is an article's page.

        Raises:
            ProblemError: the disk reported an error.
        """
        if problem.until is None:
            return
        pause = Pause(url, problem.until, problem.status or 0, is_page)
        host = root(url)
        await self._stores.run_in_writer(lambda store: store.notes.put_pause(host, pause))
        if root(problem.subject) != host:
            other = pause._replace(url=problem.subject)
            await self._stores.run_in_writer(
                lambda store: store.notes.put_pause(root(problem.subject), other)
            )
