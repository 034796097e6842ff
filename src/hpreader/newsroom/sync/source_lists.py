"""Fetch and store one source's lists: which address answers, what changed since, what is on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hpreader.model import Section, Source, SourceSynced
from hpreader.newsroom.sync.concurrency import run_all
from hpreader.newsroom.sync.list_fetch import ListResponse, is_missing
from hpreader.problems import Problem
from hpreader.store import IdTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from hpreader.model.events import SyncStatus
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.sync.backfill import Backfill
    from hpreader.newsroom.sync.edits import EditSync
    from hpreader.newsroom.sync.entry_storage import EntryStorage
    from hpreader.newsroom.sync.list_fetch import ListFetcher
    from hpreader.newsroom.sync.sync_events import SyncEvents
    from hpreader.store import ListedEntry, Store


def _subject(source: Source, section: Section) -> str:
    """What a step of a sync is called: the source and the section."""
    title = source.title or source.name
    return f"{title} \u2219 {section.name}" if section.name else title


@dataclass(frozen=True, slots=True)
class SectionResult:
    """The problem of one section's list."""

    problem: Problem | None = None

    @property
    def has_failed(self) -> bool:
        """Was nothing stored? Of a broken feed, what could be parsed was."""
        return self.problem is not None and self.problem.kind not in {"feed_broken", "frozen"}

    @property
    def is_frozen(self) -> bool:
        """Does the list answer without anything new for unusually long?"""
        return self.problem is not None and self.problem.kind == "frozen"


class SourceLists:
    """Synchronises the lists of sources, one source per call."""

    def __init__(
        self,
        lists: ListFetcher,
        backfill: Backfill,
        edits: EditSync,
        storage: EntryStorage,
        stores: StorePool,
        now: Clock,
        events: SyncEvents,
    ) -> None:
        self._lists = lists
        self._backfill = backfill
        self._edits = edits
        self._storage = storage
        self._stores = stores
        self._now = now
        self._events = events

    @property
    def new_count(self) -> int:
        """How many articles are new in this sync; those that rules hide are not counted."""
        return len(self._storage.new_ids) - self._storage.hidden_count

    @property
    def new_names(self) -> Sequence[str]:
        """The ids of these articles, where the sync is to name them."""
        return self._storage.new_names

    async def sync(self, source: Source, since: date | None = None) -> SourceSynced:
        """Fetch all lists of a source and store them; returns the result.

        The lists are fetched concurrently but stored in the source's order, so that of an article
        in several sections the same one is the first each time.

        Args:
            source: the source.
            since: up to which day to fetch older entries, None for what the lists contain.

        Raises:
            ProblemError: the disk reported an error.
        """
        responses = await self._fetch_all(source, since)
        edited = await self._sync_edits(responses)
        fresh = IdTable()  # 1: new, 0: changed
        for item in edited:
            fresh.put(item.id, int(item.is_new))
        results = [
            await self._store(source, section, response, fresh)
            for section, response in zip(source.sections, responses, strict=True)
        ]
        problem = overall_problem([result.problem for result in results])
        now = self._now()
        await self._stores.run_in_writer(
            lambda store: _write_check(store, source, results, problem, now)
        )
        new = fresh.total()
        return SourceSynced(
            source.name,
            _status(results, has_fresh=bool(fresh)),
            new=new,
            changed=len(fresh) - new,
            problem=problem,
        )

    async def _fetch_all(
        self, source: Source, since: date | None
    ) -> list[ListResponse | Problem | None]:
        first, *others = source.sections
        response = await self._fetch(source, first, since)
        if isinstance(response, Problem) and response.is_network:
            answers = (
                self._unreached(source, first, section, response, since) for section in others
            )
        else:
            answers = (self._fetch(source, section, since) for section in others)
        return [response, *await run_all(answers)]

    async def _unreached(
        self, source: Source, first: Section, section: Section, problem: Problem, since: date | None
    ) -> ListResponse | Problem | None:
        """The list of a section, where the server of the first one is not reached; mostly they have the same."""
        if self._lists.account_of(first) != self._lists.account_of(section):
            return await self._fetch(source, section, since)
        self._events.step_done(_subject(source, section))
        return problem

    async def _fetch(
        self, source: Source, section: Section, since: date | None
    ) -> ListResponse | Problem | None:
        """A section's list, with its older entries up to a day if there is one."""
        subject = _subject(source, section)
        self._events.step_begun(subject)
        response = await self._lists.fetch_section(source, section, since=since)
        is_own = not self._lists.account_of(section)  # else its server has the older ones
        if isinstance(response, ListResponse) and since is not None and is_own:
            entries = await self._backfill.entries(section, response, since)
            response = replace(response, entries=entries)
        self._events.step_done(subject)
        return response

    async def _sync_edits(
        self, responses: Sequence[ListResponse | Problem | None]
    ) -> list[ListedEntry]:
        """The edits on each site with a REST API, asked once whatever number of lists it has."""
        with_api = [one for one in responses if isinstance(one, ListResponse) and one.api_root]
        by_api = {response.api_root: response for response in reversed(with_api)}
        return [item for response in by_api.values() for item in await self._edits.run(response)]

    async def _store(
        self,
        source: Source,
        section: Section,
        response: ListResponse | Problem | None,
        fresh: IdTable,
    ) -> SectionResult:
        if isinstance(response, Problem):
            return SectionResult(response)
        if response is None:
            return SectionResult()
        known = response.items.known if response.items else ()
        if known and response.entries:  # if the rest is not stored, an edit may be undone unnoticed
            now = self._now()
            await self._stores.run_in_writer(
                lambda store: store.known_items.put(response.url, (), now)
            )
        items = await self._storage.store(source, section, response, fresh)
        is_whole = response.problem is None or response.problem.kind == "frozen"
        now = self._now()

        def write(store: Store) -> None:
            if response.kind == "feed":
                store.known_items.touch((item.article_id for item in known), now)
                store.known_items.put(response.url, (*known, *items), now)
            if is_whole:
                store.http_cache.put(response.url, response.validators, now)

        await self._stores.run_in_writer(write)
        return SectionResult(response.problem)


def overall_problem(problems: Sequence[Problem | None]) -> Problem | None:
    """Return the problem of a source: a missing section is none while others exist.

    A list that has stopped is the problem where there is no other.
    """
    found = [problem for problem in problems if problem is not None]
    if len(found) < len(problems):
        found = [problem for problem in found if not is_missing(problem)]
    found.sort(key=lambda problem: problem.kind == "frozen")
    return found[0] if found else None


def _status(results: Sequence[SectionResult], *, has_fresh: bool) -> SyncStatus:
    if all(result.has_failed for result in results):
        is_gone = all(result.problem and result.problem.kind == "gone" for result in results)
        return "gone" if is_gone else "failed"
    if all(result.has_failed or result.is_frozen for result in results):
        return "frozen"
    return "new" if has_fresh else "unchanged"


def _write_check(
    store: Store,
    source: Source,
    results: Sequence[SectionResult],
    problem: Problem | None,
    now: datetime,
) -> None:
    """Store the problems of a source and of its lists; without a network there is none of a list."""
    store.sources.put_check(source.name, now, problem)
    of_lists = {
        section.name: result.problem
        for section, result in zip(source.sections, results, strict=True)
        if result.problem is not None
    }
    if not any(one.is_network for one in of_lists.values()):
        shown = {name: one for name, one in of_lists.items() if not is_missing(one)}
        store.notes.put_list_problems(source.name, shown)
