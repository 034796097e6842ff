"""Notices what other processes do to the files: a sync by cron, marks in a second window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hpreader.newsroom.connections.store_pool import StorePool


class OutsideChanges:
    """Looks at the files from time to time."""

    def __init__(self, stores: StorePool) -> None:
        self._stores = stores

    async def take(self) -> bool:
        """Return whether another process changed what is shown since the last call.

        It asks the connection that writes, for which the writes of this process are its own.

        Raises:
            ProblemError: the disk reported an error.
        """
        return await self._stores.run_in_writer(lambda store: store.outside_changes.take())
