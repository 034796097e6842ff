"""What the user leaves in the store: marks, the reading trail, the queue, how lists are shown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.history import History
    from hpreader.model import ListQuery, Queued, Visit
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.store_pool import StorePool
    from hpreader.store import Store


class Marks:
    """Which articles are read and which are saved.

    Each method returns the ids of the articles that changed, so that it can be undone, and raises
    ProblemError where the disk reports an error.
    """

    def __init__(self, stores: StorePool, now: Clock) -> None:
        self._stores = stores
        self._now = now

    async def set_read(self, ids: Iterable[str], read: bool = True) -> tuple[str, ...]:
        """Mark articles as read or unread."""
        chosen = tuple(ids)
        now = self._now()

        def write(store: Store) -> tuple[str, ...]:
            changed = store.marks.set_read(chosen, read, now)
            with suppress(ProblemError):  # what is read again stays longer, if the disk allows
                for article_id in set(chosen).difference(changed) if read else ():
                    store.articles.mark_opened(article_id, now)
            return changed

        return await self._stores.run_in_writer(write)

    async def set_list_read(self, query: ListQuery) -> tuple[str, ...]:
        """Mark all articles of a list as read."""
        now = self._now()
        return await self._stores.run_in_writer(lambda store: store.marks.set_list_read(query, now))

    async def set_saved(self, ids: Iterable[str], saved: bool = True) -> tuple[str, ...]:
        """Save articles, or remove them from the saved ones."""
        chosen = tuple(ids)
        now = self._now()
        return await self._stores.run_in_writer(
            lambda store: store.marks.set_saved(chosen, saved, now)
        )


class Trail:
    """The reading trail: the visits of this session and of earlier ones."""

    def __init__(self, stores: StorePool) -> None:
        self._stores = stores

    def get(self) -> History[Visit]:
        """Return the stored trail, with none of its visits on the screen."""
        return self._stores.reader.trail.get().park()

    async def resume(self) -> History[Visit]:
        """Return the stored trail to be continued: a long one takes a tenth of a second."""
        return (await self._stores.run_in_writer(lambda store: store.trail.resume())).park()

    async def put(self, trail: History[Visit]) -> None:
        """Store the trail.

        Raises:
            ProblemError: the disk reported an error.
        """
        await self._stores.run_in_writer(lambda store: store.trail.put(trail))


class Queue:
    """The links that the next sync fetches, because there was no network when they were opened."""

    def __init__(self, stores: StorePool) -> None:
        self._stores = stores

    def get_all(self) -> tuple[Queued, ...]:
        """Return the links."""
        return self._stores.reader.queue.get_all()

    async def remove(self, url: str) -> None:
        """Remove a link.

        Raises:
            ProblemError: the disk reported an error.
        """
        await self._stores.run_in_writer(lambda store: store.queue.remove(url))


class ViewPreferences:
    """How lists are shown, by the name of the preference."""

    def __init__(self, stores: StorePool) -> None:
        self._stores = stores

    def get_all(self) -> Mapping[str, str]:
        """Return all preferences that were set."""
        return self._stores.reader.view_preferences.get_all()

    async def put(self, name: str, value: str) -> None:
        """Store a preference.

        Raises:
            ProblemError: the disk reported an error.
        """
        await self._stores.run_in_writer(lambda store: store.view_preferences.put(name, value))
