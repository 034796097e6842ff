"""The events of one sync."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from hpreader.model import Progress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from hpreader.model import SyncEvent


class SyncEvents:
    """Collects the events of works that run at once, and counts their steps."""

    def __init__(self) -> None:
        self._events: asyncio.Queue[SyncEvent | None] = asyncio.Queue()
        self._steps = 0
        self._steps_done = 0

    def put(self, event: SyncEvent) -> None:
        """Add an event."""
        self._events.put_nowait(event)

    def add_steps(self, count: int) -> None:
        """Announce steps that will be done."""
        self._steps += count

    def step_begun(self, subject: str) -> None:
        """Report that a step is begun.

        Args:
            subject: the address of the step, or its source and section.
        """
        self.put(Progress(self._steps_done, self._steps, subject))

    def step_done(self, subject: str) -> None:
        """Report that a step is done.

        Args:
            subject: the address of the step, or its source and section.
        """
        self._steps_done += 1
        self.put(Progress(self._steps_done, self._steps, subject))

    async def of(self, work: Coroutine[Any, Any, None]) -> AsyncIterator[SyncEvent]:
        """Run a coroutine and yield its events; leaving the loop early cancels it cleanly."""
        task = asyncio.create_task(work)
        task.add_done_callback(lambda _: self._events.put_nowait(None))
        try:
            while (event := await self._events.get()) is not None:
                yield event
            await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
