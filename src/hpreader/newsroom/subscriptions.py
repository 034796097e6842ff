"""The subscribed sources: their state, and how to subscribe and unsubscribe."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.model.list_names import distinct_names, list_key
from hpreader.text import sort_key
from hpreader.urls import host

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from hpreader.model import Source, SourceState
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.servers.site_logins import SiteLogins
    from hpreader.problems import Problem
    from hpreader.store import Store

    FindSource = Callable[[str, str, str], Awaitable[Source | Problem]]
    """Finds what to subscribe to at an address, and gives it a name and its list a section."""
    Also = Callable[[Store], None]


def _nothing(_store: Store) -> None:
    """Store nothing else."""


class Subscriptions:
    """The list of sources; coroutines raise ProblemError where the disk reports an error."""

    def __init__(
        self, stores: StorePool, now: Clock, find_source: FindSource, logins: SiteLogins
    ) -> None:
        """Prepare it.

        Args:
            stores: contain the sources.
            now: the clock.
            find_source: finds a source that is not in the catalogue, by the network.
            logins: where names and passwords in addresses are kept.
        """
        self._logins = logins
        self._stores = stores
        self._now = now
        self._find_source = find_source

    def get_all(self) -> tuple[Source, ...]:
        """Return the subscribed sources."""
        return self._stores.reader.sources.get_all() or ()

    def states(self) -> tuple[SourceState, ...]:
        """Return the subscribed sources with their sections, counts and problems."""
        counts = self._stores.reader.lists.counts()
        checks = self._stores.reader.sources.checks()
        problems = self._stores.reader.notes.list_problems()
        return tuple(
            _state_of(source, counts, problems, *checks.get(source.name, (None, None)))
            for source in self.get_all()
        )

    def titles(self) -> Mapping[str, str]:
        """Return the titles of the subscribed sources by their names."""
        return self._stores.reader.sources.titles()

    def told_title(self, name: str) -> str:
        """Return the title of a source beside its articles; empty where no other one is subscribed."""
        titles = self.titles()
        return titles.get(name, "") if len(titles) > 1 else ""

    def offered(self) -> tuple[Source, ...]:
        """Return the sources of the catalogue that are not subscribed."""
        from hpreader.sites import catalogue  # noqa: PLC0415 - seldom needed

        subscribed = {source.name for source in self.get_all()}
        return tuple(source for source in catalogue() if source.name not in subscribed)

    def is_stale(self, minutes: int) -> bool:
        """Was some source not fetched within this time?"""
        checks = self._stores.reader.sources.checks()
        limit = self._now() - timedelta(minutes=minutes)
        return any(
            source.name not in checks or checks[source.name][0] < limit for source in self.get_all()
        )

    async def add(self, url: str, name: str = "", section: str = "") -> Source | Problem:
        """Subscribe to a feed, to the feed found for any page of a site, or to a known source.

        The catalogue contains known sources, with all their sections, by their name, their title
        or the address of their front page; that needs no network. Where such a source is subscribed
        already, its page may have a list that the catalogue does not contain.
        Where the source is subscribed already, its lists are added to; another source of the same
        name is left alone, and the new one gets a number.

        Args:
            url: any address of the source, or its name; a name and password in it are kept apart.
            name: the name to give it; chosen by its address when empty.
            section: the name to give its list.
        """
        from hpreader.sites import catalogued  # noqa: PLC0415 - seldom needed

        kept = self._logins.snapshot()
        url = self._logins.take(url)
        known = None if section else catalogued(url)
        if known is not None and known in self.offered():
            found: Source | Problem = replace(known, name=name, title=name) if name else known
        else:
            found = await self._find_source(url, name, section)
        if isinstance(found, model.Source):
            found = await self.add_found(found, is_named=bool(name))
        else:
            self._logins.restore(kept)
        return found

    async def add_found(
        self, found: Source, *, is_named: bool = False, also: Also = _nothing
    ) -> Source:
        """Subscribe to a source that was found, or add its lists to the subscribed one of its site.

        Args:
            found: the source.
            is_named: whether the user gave it its name, so that its title is not the feed's.
            also: what else to store in the same transaction.
        """
        before = {source.name: source for source in self.get_all()}
        merged = _merged(tuple(before.values()), found, is_named=is_named)
        await self.put(merged, also=also)
        if merged.name in before:
            await self._fetch_renamed_again(before[merged.name], merged)
        return merged

    async def _fetch_renamed_again(self, before: Source, after: Source) -> None:
        """Forget the validators of renamed lists: their articles are to be listed by the new name."""
        former = {section.candidates: section.name for section in before.sections}
        renamed = [
            url
            for section in after.sections
            if former.get(section.candidates, section.name) != section.name
            for url in section.candidates
        ]
        now = self._now()
        for url in renamed:
            await self._stores.run_in_writer(partial(_forget_validators, url=url, now=now))

    async def put(self, source: Source, *, also: Also = _nothing) -> None:
        """Subscribe to a source, or replace the one with the same name; `also` as in `add_found`."""
        source = self.without_logins(source)
        await self._stores.run_in_writer(
            lambda store: store.sources.put(source, also=lambda: also(store))
        )

    def without_logins(self, source: Source) -> Source:
        """Return a source without the names and passwords in its addresses; they are kept apart.

        Raises:
            ProblemError: they cannot be written.
        """
        return self._logins.take_all(source)

    async def remove(self, name: str, *, also: Also = _nothing) -> bool:
        """Unsubscribe; what was read and saved stays. Was there such a source? `also` as in `add_found`."""
        source = self._named(name)
        was_there = await self._stores.run_in_writer(
            lambda store: store.sources.remove(name, also=lambda: also(store))
        )
        self._forget_logins(source)
        return was_there

    async def remove_for_undo(self, name: str) -> Callable[[], Awaitable[None]] | None:
        """Unsubscribe; returns what undoes it, None where there was no such source.

        The names and passwords that only this source used are removed too.
        """
        source = self._named(name)
        removed = await self._stores.run_in_writer(
            lambda store: store.sources.remove_for_undo(name)
        )
        forgotten = self._forget_logins(source)
        if removed is None:
            return None

        async def undo() -> None:
            self._logins.put_back(forgotten)
            await self._stores.run_in_writer(lambda store: store.sources.restore(removed))

        return undo

    def _named(self, name: str) -> Source | None:
        return next((one for one in self.get_all() if one.name == name), None)

    def _forget_logins(self, removed: Source | None) -> Mapping[str, tuple[str, str]]:
        return {} if removed is None else self._logins.forget(removed, self.get_all())


def _forget_validators(store: Store, url: str, now: datetime) -> None:
    store.http_cache.put(url, model.Validators(), now)


def site_name(url: str) -> str:
    """Return a site's name: its host without the `www.` that only some of its addresses have."""
    return host(url).removeprefix("www.")


def _merged(subscribed: Sequence[Source], found: Source, *, is_named: bool) -> Source:
    """A source that was found, with the lists of the subscribed one of the same site and name."""
    name, number = found.name, 1
    while (known := next((one for one in subscribed if one.name == name), None)) is not None:
        if site_name(known.home) == site_name(found.home):
            return _with_lists(known, found, is_named=is_named)
        number += 1
        name = f"{found.name}-{number}"
    return replace(found, name=name)


def _with_lists(known: Source, found: Source, *, is_named: bool) -> Source:
    """A source with the lists of another that it lacks, each by a name of its own.

    Args:
        known: the source.
        found: the other one; the titles of its feeds name its lists.
        is_named: whether the user gave the other one a name, so that its title is not the feed's.
    """
    present = {list_key(url) for section in known.sections for url in section.candidates}
    new = [one for one in found.sections if present.isdisjoint(map(list_key, one.candidates))]
    if not new:
        return known
    if _is_catalogued(
        known
    ):  # a list without a name is a front page, as those of the catalogue are
        return replace(known, sections=(*known.sections, *new))
    sections, title = list(known.sections), known.title
    if len(sections) == 1 and not sections[0].name:
        # Until now it was the only list, and its feed's title the source's.
        sections[0] = replace(sections[0], name=title)
        title = title if title == known.name else site_name(known.home)
    title_of_new = "" if is_named else found.title
    labels = [one.name or title_of_new for one in new]
    taken = [section.name for section in sections]
    names = distinct_names(
        [label if label not in taken else "" for label in labels],
        [one.candidates[0] for one in new],
        taken,
    )
    named = (replace(one, name=name) for one, name in zip(new, names, strict=True))
    return replace(known, title=title, sections=(*sections, *named))


def _is_catalogued(source: Source) -> bool:
    """Is its list without a name a front page, whose articles name their own sections?"""
    from hpreader.sites import catalogue  # noqa: PLC0415 - seldom needed

    return any(source.name == one.name for one in catalogue())


def _state_of(
    source: Source,
    counts: Mapping[tuple[str, str], tuple[int, int]],
    problems: Mapping[tuple[str, str], Problem],
    checked_at: datetime | None,
    problem: Problem | None,
) -> SourceState:
    named = [section.name for section in source.sections if section.name]
    others = {name for of, name in counts if of == source.name and name not in named and name}
    total, unread = counts.get((source.name, ""), (0, 0))
    sections = tuple(
        model.SectionState(name, *counts[source.name, name], problems.get((source.name, name)))
        for name in (*named, *sorted(others, key=sort_key))
        if (source.name, name) in counts
    )
    of_lists = {
        section.name: problems[source.name, section.name]
        for section in source.sections
        if (source.name, section.name) in problems
    }
    return model.SourceState(source, total, unread, sections, checked_at, problem, of_lists)
