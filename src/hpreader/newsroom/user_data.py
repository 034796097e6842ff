"""What the user leaves in the store: marks, the reading trail, the queue, how lists are shown."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.history import History
    from hpreader.model import ListQuery, Queued, Visit
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.imported_articles import ImportedArticles
    from hpreader.store import Store


class Marks:
    """Which articles are read and which are saved.

    Each method returns the ids of the articles that changed, so that it can be undone, and raises
    ProblemError where the disk reports an error.
    """

    def __init__(self, stores: StorePool, now: Clock) -> None:
        self._stores = stores
        self._now = now

    async def set_read(self, ids: Iterable[str], read: bool = True) -> Sequence[str]:
        """Mark articles as read or unread."""
        chosen = ids if isinstance(ids, Sequence) else tuple(ids)
        now = self._now()

        def write(store: Store) -> Sequence[str]:
            changed = store.marks.set_read(chosen, read, now)
            with suppress(ProblemError):  # what is read again stays longer, if the disk allows
                for article_id in set(chosen).difference(changed) if read else ():
                    store.articles.mark_opened(article_id, now)
            return changed

        return await self._stores.run_in_writer(write)

    async def set_list_read(self, query: ListQuery) -> Sequence[str]:
        """Mark all articles of a list as read."""
        now = self._now()
        return await self._stores.run_in_writer(lambda store: store.marks.set_list_read(query, now))

    async def set_saved(self, ids: Iterable[str], saved: bool = True) -> Sequence[str]:
        """Save articles, or remove them from the saved ones."""
        chosen = tuple(ids)
        now = self._now()
        return await self._stores.run_in_writer(
            lambda store: store.marks.set_saved(chosen, saved, now)
        )

    @cached_property
    def imported(self) -> ImportedArticles:
        """The marks of other programs."""
        from hpreader.newsroom.imported_articles import ImportedArticles  # noqa: PLC0415 - seldom needed

        return ImportedArticles(self._stores)


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


_WORDS: Final = ("off", "on")
_SWITCH: Final = {"off": False, "on": True}


class ViewPreferences:
    """How lists are shown, by the name of the preference."""

    def __init__(self, stores: StorePool, *, folds_stories: bool = False) -> None:
        """Make it; `folds_stories` is what config.toml says."""
        self._stores = stores
        self.stories_setting = folds_stories
        """What config.toml says now."""

    @cached_property
    def folds_stories(self) -> bool:
        """Whether lists show the reports of one event as one row.

        By the last choice in the reader, which holds until config.toml says something else than when it
        was made; else as config.toml says.
        """
        kept = self.get_all()
        setting = _SWITCH.get(kept.get("stories_setting", ""), self.stories_setting)
        chosen = _SWITCH.get(kept.get("stories", "")) if setting == self.stories_setting else None
        return self.stories_setting if chosen is None else chosen

    async def keep_stories(self, *, is_on: bool) -> None:
        """Store the choice for stories, with what config.toml says at the time.

        Raises:
            ProblemError: the disk reported an error.
        """
        await self.put("stories", _WORDS[is_on])
        await self.put("stories_setting", _WORDS[self.stories_setting])

    def get_all(self) -> Mapping[str, str]:
        """Return all preferences that were set."""
        return self._stores.reader.view_preferences.get_all()

    async def put(self, name: str, value: str) -> None:
        """Store a preference.

        Raises:
            ProblemError: the disk reported an error.
        """
        await self._stores.run_in_writer(lambda store: store.view_preferences.put(name, value))
