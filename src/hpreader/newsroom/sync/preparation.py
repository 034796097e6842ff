"""What reading and storing new entries needs is imported while the servers are waited for."""

from __future__ import annotations

import asyncio
from typing import Final

AFTER: Final = 0.05
"""Seconds until it begins; the requests are sent first."""


class Preparation:
    """Imports these modules once, in a thread; who needs one before it is there imports it as ever."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin with it if that was not done yet: a list is requested of which nothing is stored."""
        if self._task is None:
            self._task = asyncio.create_task(_prepare())


async def _prepare() -> None:
    await asyncio.sleep(AFTER)
    await asyncio.to_thread(_import_modules)


def _import_modules() -> None:
    """Together they take some 100 ms of CPU time."""
    import hpreader.feed  # noqa: PLC0415 - see the module's docstring
    import hpreader.page  # noqa: PLC0415
    import hpreader.store.articles.replacement  # noqa: PLC0415
    import hpreader.store.rows.place_labels  # noqa: F401, PLC0415
