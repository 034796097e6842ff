"""A connection to the store in a thread of its own."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from hpreader.store import Store

T = TypeVar("T")


class StoreThread:
    """Runs work on a connection, one piece after the other; both are made when first needed."""

    def __init__(self, open_store: Callable[[], Store], name: str) -> None:
        """Make neither the thread nor the connection yet.

        Args:
            open_store: opens the connection.
            name: of the thread.
        """
        self._open = open_store
        self._name = f"hpreader-{name}"
        self._thread: Executor | None = None
        self._is_closed = False
        self.store: Store | None = None
        """The connection, once there is one."""
        self._lock = Lock()
        self._running: object = None
        """What identifies the work under way."""

    async def run(self, work: Callable[[Store], T]) -> T:
        """Run `work` after all work that was given before, also where the caller is cancelled.

        Raises:
            ProblemError: the disk reported an error.
        """
        return await self._run(object(), work)

    async def run_until_cancelled(self, work: Callable[[Store], T]) -> T:
        """Run `work`; cancelling the caller ends what the database does for it.

        Raises:
            ProblemError: the disk reported an error.
        """
        from asyncio import CancelledError  # noqa: PLC0415 - see _run

        token = object()
        try:
            return await self._run(token, work)
        except CancelledError:
            self._stop(token)
            raise

    async def _run(self, token: object, work: Callable[[Store], T]) -> T:
        import asyncio  # noqa: PLC0415 - commands that only read need no threads

        if self._is_closed:
            raise RuntimeError("the store is closed")
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - as above

            self._thread = ThreadPoolExecutor(1, thread_name_prefix=self._name)
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, token, work)

    def _do(self, token: object, work: Callable[[Store], T]) -> T:
        if self.store is None:
            self.store = self._open()
        with self._lock:
            self._running = token
        try:
            return work(self.store)
        finally:
            with self._lock:
                self._running = None

    def _stop(self, token: object | None = None) -> None:
        """End the work that is identified by `token`, or any, if it is under way."""
        with self._lock:
            is_running = self._running is not None and token in (None, self._running)
            if is_running and self.store is not None:
                self.store.searches.stop()

    def close(self, *, finish: bool) -> None:
        """End or finish the work under way, and close the connection."""
        self._is_closed = True
        if self._thread is None:
            return
        if not finish:
            self._stop()
        if self.store is not None:
            self._thread.submit(self.store.close)
        self._thread.shutdown()
