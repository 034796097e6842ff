"""The newsroom's door: what `cli` and `ui` may ask."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hpreader import model
from hpreader.model import VIETNAM
from hpreader.newsroom.desk import Desk
from hpreader.newsroom.finding import Finding
from hpreader.newsroom.keeping import cached, shown
from hpreader.newsroom.streams import Streams
from hpreader.newsroom.subscribing import Subscribing
from hpreader.problems import ProblemError
from hpreader.text import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hpreader.config import Places, Settings
    from hpreader.history import History
    from hpreader.model import (
        Article,
        ArticleAt,
        CacheState,
        DayCount,
        Headline,
        HealthReport,
        LinkState,
        ListQuery,
        Queued,
        Reached,
        Rows,
        Source,
        SourceState,
        Visit,
    )
    from hpreader.newsroom.budget import Budget
    from hpreader.pictures.photo import Photo
    from hpreader.problems import Problem
    from hpreader.store import Store


def wall_clock() -> datetime:
    """The time now, in Vietnam."""
    return datetime.now(VIETNAM)


class Newsroom(Streams, Finding, Subscribing):
    """All that can be read, and all that can be done with it.

    The plain methods answer at once from the cache and are called on the event loop; coroutines
    keep something; the two streams yield events. Where a disk or a file cannot be used, they
    raise `ProblemError`; all other trouble comes as a value.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    def open(
        cls,
        places: Places,
        settings: Settings,
        *,
        offline: bool = False,
        now: Callable[[], datetime] = wall_clock,
        transport: Any = None,
    ) -> Newsroom:
        """Open the files; a first run subscribes to the catalogue's default sources.

        Args:
            places: where the files are.
            settings: the user's settings.
            offline: never touch the network.
            now: the clock.
            transport: an httpx transport instead of the real network (tests).

        Raises:
            ProblemError: the cache or the user data cannot be used.
        """
        desk = Desk(places, settings, now=now, offline=offline, transport=transport)
        if not desk.front.was_begun() and not desk.front.read_only:
            from hpreader.sites import catalogue  # noqa: PLC0415 - only a first run reads it

            desk.front.put_sources([source for source in catalogue() if source.default])
        return cls(desk)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What happened to the files while they were opened."""
        return self._desk.notices

    @property
    def offline(self) -> bool:
        """Was it asked never to touch the network?"""
        return self._desk.offline

    @property
    def budget(self) -> Budget:
        """What may be fetched ahead while this runs, and what was."""
        return self._desk.budget

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock."""
        return self._desk.now

    # --- from the cache, at once ---

    def rows(self, query: ListQuery) -> Rows:
        """The headlines of a query, read a window at a time."""
        return self._desk.front.rows(query)

    def days(self, query: ListQuery) -> tuple[DayCount, ...]:
        """How much each day brought, the query's own day left aside; oldest first."""
        return self._desk.front.days(query)

    def source_titles(self) -> Mapping[str, str]:
        """What the subscribed sources are called."""
        return self._desk.front.source_titles()

    def sources(self) -> tuple[SourceState, ...]:
        """The subscribed sources with their sections, counts and troubles."""
        front = self._desk.front
        counts, checks = front.counts(), front.checks()
        return tuple(
            _state_of(source, counts, *checks.get(source.name, (None, None)))
            for source in front.sources() or ()
        )

    def state(self) -> CacheState:
        """What the cache holds."""
        return self._desk.front.state()

    def peek(self, at: ArticleAt) -> Article | None:
        """The cached article, at once."""
        article = cached(self._desk, at)
        return shown(self._desk, article) if article is not None else None

    def headline(self, article_id: str) -> Headline | None:
        """What is known of an article, listed or not."""
        return self._desk.front.headline(article_id)

    def link_states(self, urls: Iterable[str]) -> Mapping[str, LinkState]:
        """Of each address: is the article here, was it read?"""
        return self._desk.front.link_states(urls)

    def identify(self, urls: Iterable[str]) -> Mapping[str, str]:
        """The id of the article at each address, met or not."""
        return self._desk.front.identify_all(urls)

    def trail(self) -> History[Visit]:
        """The reading trail as it was left, with nothing of it on the screen."""
        return self._desk.front.trail().park()

    def progress(self, ids: Iterable[str]) -> Mapping[str, Reached]:
        """How far articles were read; those that never were are left out."""
        return self._desk.front.progress(ids)

    def queue(self) -> tuple[Queued, ...]:
        """The links that wait for the network."""
        return self._desk.front.queue()

    def is_stale(self, minutes: int) -> bool:
        """Has some source not been asked within that time?"""
        checks = self._desk.front.checks()
        limit = self._desk.now() - timedelta(minutes=minutes)
        return any(
            source.name not in checks or checks[source.name][0] < limit
            for source in self._desk.front.sources() or ()
        )

    def doctor(self) -> HealthReport:
        """Where the files are, how large and how healthy (reads them wholly: not quick)."""
        from hpreader.newsroom.health import report  # noqa: PLC0415 - only doctor reads it

        return report(self._desk, self.state(), self.sources())

    # --- photos ---

    def picture_sizes(self, urls: Iterable[str]) -> Mapping[str, tuple[int, int] | Problem]:
        """Of the photos that are here, their pixels; of those that cannot be shown, why."""
        return self._desk.front.picture_sizes(urls)

    async def picture(self, url: str, *, origin: str) -> Photo | Problem:
        """A photo of the article at `origin` as a small JPEG, from the cache or fetched."""
        from hpreader.newsroom.picturing import picture  # noqa: PLC0415 - not for the first paint

        return await picture(self._desk, url, origin=origin)

    # --- what is kept ---

    async def mark_read(self, ids: Iterable[str], read: bool = True) -> tuple[str, ...]:
        """Mark articles read or unread; gives back those that changed, to undo by."""
        chosen = tuple(ids)
        now = self._desk.now()

        def mark(store: Store) -> tuple[str, ...]:
            changed = store.mark_read(chosen, read, now)
            with suppress(ProblemError):  # what is read again stays longer, if the disk allows
                for article_id in set(chosen).difference(changed) if read else ():
                    store.mark_opened(article_id, now)
            return changed

        return await self._desk.write(mark)

    async def mark_all_read(self, query: ListQuery) -> tuple[str, ...]:
        """Mark all headlines of a query read; gives back those that changed, to undo by."""
        now = self._desk.now()
        return await self._desk.write(lambda store: store.mark_all_read(query, now))

    async def save(self, ids: Iterable[str], saved: bool = True) -> tuple[str, ...]:
        """Put articles on the shelf or take them off; gives back those that changed."""
        chosen = tuple(ids)
        now = self._desk.now()
        return await self._desk.write(lambda store: store.save(chosen, saved, now))

    async def take_up_trail(self) -> History[Visit]:
        """The trail as it was left, to be gone on with: a long one takes a tenth of a second."""
        return (await self._desk.write(lambda store: store.take_up_trail())).park()

    async def keep_trail(self, trail: History[Visit]) -> None:
        """Keep the reading trail."""
        await self._desk.write(lambda store: store.put_trail(trail))

    async def keep_progress(self, article_id: str, reached: Reached) -> None:
        """Keep where an article was left."""
        now = self._desk.now()
        await self._desk.write(lambda store: store.put_progress(article_id, reached, now))

    async def unqueue(self, url: str) -> None:
        """Stop waiting for a link."""
        await self._desk.write(lambda store: store.dequeue(url))

    # --- the end ---

    async def close(self) -> None:
        """Close the network and the files."""
        await self._desk.close()


def _state_of(
    source: Source,
    counts: Mapping[tuple[str, str], tuple[int, int]],
    checked_at: datetime | None,
    problem: Problem | None,
) -> SourceState:
    named = [section.name for section in source.sections if section.name]
    others = {name for of, name in counts if of == source.name and name not in named and name}
    total, unread = counts.get((source.name, ""), (0, 0))
    sections = tuple(
        model.SectionState(name, *counts[source.name, name])
        for name in (*named, *sorted(others, key=sort_key))
        if (source.name, name) in counts
    )
    return model.SourceState(source, total, unread, sections, checked_at, problem)
