"""Which addresses of lists work: each of them is requested once, the hosts concurrently."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.model import AddressHealth
from hpreader.model.list_names import list_key
from hpreader.newsroom.sync.list_fetch import ListResponse, is_missing
from hpreader.newsroom.sync.list_rhythm import rhythm_of
from hpreader.problems import Problem
from hpreader.urls import root

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from hpreader.model import Source
    from hpreader.model.health import AddressState
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.sync.list_fetch import ListFetcher

REFUSING: Final = frozenset({401, 403, 406, 429, 451})
"""Statuses of servers that do not serve a program (RFC 9110, RFC 6585, RFC 7725)."""

_GONE: Final = 410


class _Candidate(NamedTuple):
    source: str
    section: str
    url: str


class AddressCheck:
    """Requests lists; stores none of them."""

    def __init__(self, lists: ListFetcher, now: Clock) -> None:
        self._lists = lists
        self._now = now

    async def run(self, sources: Sequence[Source]) -> AsyncIterator[AddressHealth]:
        """Yield what each address answers, as the answers come; a host has one request at a time."""
        by_host: defaultdict[str, dict[str, _Candidate]] = defaultdict(dict)
        for source in sources:
            for section in source.sections:
                for url in section.candidates:
                    candidate = _Candidate(source.name, section.name, url)
                    by_host[root(url)].setdefault(url, candidate)
        results: asyncio.Queue[AddressHealth] = asyncio.Queue()
        tasks = [
            asyncio.create_task(self._check_host(tuple(group.values()), results))
            for group in by_host.values()
        ]
        try:
            for _ in range(sum(map(len, by_host.values()))):
                yield await results.get()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _check_host(
        self, candidates: Sequence[_Candidate], results: asyncio.Queue[AddressHealth]
    ) -> None:
        for candidate in candidates:
            results.put_nowait(await self._check(candidate))

    async def _check(self, candidate: _Candidate) -> AddressHealth:
        response = await self._lists.fetch(candidate.url)
        if isinstance(response, ListResponse):
            return self._health(candidate, response)
        problem = response or Problem("empty", candidate.url)
        return AddressHealth(*candidate, _state_of(problem), problem=problem)

    def _health(self, candidate: _Candidate, response: ListResponse) -> AddressHealth:
        now = self._now()
        rhythm = rhythm_of(response.dates, now)
        final = response.fetched.url
        moved_to = final if list_key(final) != list_key(candidate.url) else ""
        state: AddressState = "moved" if moved_to else "alive"
        if rhythm is not None and rhythm.silent_until < now:
            state = "frozen"
        times = response.dates.newest_first
        return AddressHealth(
            *candidate,
            state,
            entries=len(response.entries),
            newest=max((time for time in times if time <= now), default=None),
            moved_to=moved_to,
            problem=response.problem,
        )


def _state_of(problem: Problem) -> AddressState:
    if problem.kind in {"robots", "needs_script", "login_wall"} or problem.status in REFUSING:
        return "refused"
    if is_missing(problem) or problem.status == _GONE:
        return "missing"
    return "unreachable" if problem.is_network or problem.kind in {"status", "tls"} else "missing"
