"""Limiting the concurrent requests of each host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

_AT_A_TIME = 2
"""Local newspapers run on small servers; browsers take six."""


class HostLimiter:
    """Allows two requests at a time for each host, at most one of them a prefetch."""

    def __init__(self) -> None:
        self._all: dict[str, asyncio.Semaphore] = {}
        self._unasked: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def slot(self, host: str, *, unasked: bool) -> AsyncIterator[None]:
        """Wait for a free slot of the host; a prefetch leaves one for requests of the user."""
        async with AsyncExitStack() as stack:
            if unasked:
                alone = self._unasked.setdefault(host, asyncio.Semaphore(1))
                await stack.enter_async_context(alone)
            together = self._all.setdefault(host, asyncio.Semaphore(_AT_A_TIME))
            await stack.enter_async_context(together)
            yield
