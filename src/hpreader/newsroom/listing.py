"""Fetch one source's lists: which address answers, what changed since, what is on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hpreader.dates import day_of
from hpreader.model import Article, Entry, Section, Source, SourceSynced, Validators
from hpreader.newsroom.assembling import assemble
from hpreader.newsroom.deciding import decide
from hpreader.newsroom.desk import side_by_side
from hpreader.newsroom.gathering import entry_body
from hpreader.newsroom.keeping import signed
from hpreader.newsroom.parsing import read_list
from hpreader.newsroom.wordpress import API_RELATION, edit_times, with_rest
from hpreader.problems import Problem
from hpreader.store import Listed, Store
from hpreader.urls import key, may_follow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hpreader.newsroom.desk import Desk

MOST_FEED_PAGES = 50
"""How far back `since` goes at the most: 500 articles at WordPress' ten a page."""


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What one section's list brought: articles that are new or changed, or a problem."""

    fresh: tuple[Listed, ...] = ()
    problem: Problem | None = None

    @property
    def is_lost(self) -> bool:
        """Did nothing come? Of a broken feed, what could be read was kept."""
        return self.problem is not None and self.problem.kind != "feed_broken"


async def sync_lists(desk: Desk, source: Source, since: date | None = None) -> SourceSynced:
    """Fetch all lists of a source, keep what they bring and say how it went.

    The lists come side by side but are kept in the source's order, so that of an article in
    several sections the same one is named first each time.

    Raises:
        ProblemError: the disk said no.
    """
    first, *others = source.sections
    answers = [await _fetch_section(desk, source, first, since)]
    if isinstance(answers[0], Problem) and answers[0].is_network:
        answers *= len(source.sections)  # the others are on the same server
    else:
        answers += await side_by_side(
            _fetch_section(desk, source, section, since) for section in others
        )
    results = [
        await _keep_section(desk, source, section, answer)
        for section, answer in zip(source.sections, answers, strict=True)
    ]
    problem = overall_problem([result.problem for result in results])
    await desk.write(lambda store: store.put_source_check(source.name, desk.now(), problem))
    fresh = {item.id: item for result in results for item in result.fresh}
    new = sum(item.is_new for item in fresh.values())
    failed = all(result.is_lost for result in results)
    return SourceSynced(
        source.name,
        "failed" if failed else "new" if fresh else "unchanged",
        new=new,
        changed=len(fresh) - new,
        problem=problem,
    )


def overall_problem(problems: Sequence[Problem | None]) -> Problem | None:
    """What to report of a source: a section that is not there is no news while others are."""
    troubles = [problem for problem in problems if problem is not None]
    if len(troubles) < len(problems):
        troubles = [trouble for trouble in troubles if trouble.kind not in ("status", "not_feed")]
    return troubles[0] if troubles else None


@dataclass(frozen=True, slots=True)
class _List:
    """What one address gave."""

    url: str
    entries: tuple[Entry, ...]
    validators: Validators
    api_root: str
    """The root of the site's REST API, empty when the site is not WordPress."""
    problem: Problem | None
    """Set where the list was cut or not well-formed."""


async def _fetch_section(
    desk: Desk, source: Source, section: Section, since: date | None
) -> _List | Problem | None:
    """Ask the candidates in order, the one that answered last time first; None: unchanged."""
    note = f"answers {source.name} {section.name}"
    remembered = desk.front.get_note(note)
    problem = Problem("no_feed", source.home)
    for url in sorted(section.candidates, key=lambda url: url != remembered):
        answer = await _fetch_list(desk, url, None if since else desk.front.validators(url))
        if not isinstance(answer, Problem):
            if url != remembered:
                await desk.write(lambda store, url=url: store.put_note(note, url))  # type: ignore[misc]
            if answer is not None and since is not None:
                return replace(answer, entries=await _older(desk, url, answer.entries, since))
            return answer
        problem = answer
        if problem.is_network:
            break  # the others are on the same server
    return problem


async def _fetch_list(
    desk: Desk, url: str, validators: Validators | None = None
) -> _List | Problem | None:
    """Fetch one list; None: unchanged."""
    from hpreader.fetch import NotModified  # noqa: PLC0415 - see Desk.fetcher

    answer = await desk.fetcher.get(url, validators, want="feed")
    if isinstance(answer, NotModified):
        return None
    if isinstance(answer, Problem):
        return answer
    listing = await read_list(desk, answer)
    if isinstance(listing, Problem):
        return listing
    # A public list may not lead into the reader's own network.
    entries = tuple(entry for entry in listing.entries if may_follow(entry.url, url))
    api_root = answer.links.get(API_RELATION, "")
    return _List(url, entries, answer.validators, api_root, listing.problem)


async def _older(
    desk: Desk, url: str, entries: tuple[Entry, ...], since: date
) -> tuple[Entry, ...]:
    """The entries with those of further feed pages (WordPress' `paged`), back to a day."""
    for number in range(2, MOST_FEED_PAGES + 1):
        dates = [day_of(entry.published) for entry in entries if entry.published]
        if not dates or min(dates) < since:
            break
        page = await _fetch_list(desk, f"{url}{'&' if '?' in url else '?'}paged={number}")
        before = {entry.url for entry in entries}
        older = page.entries if isinstance(page, _List) else ()
        if all(entry.url in before for entry in older):
            break  # the end, or a site that does not know `paged` and gives the same again
        entries += tuple(entry for entry in older if entry.url not in before)
    return entries


async def _keep_section(
    desk: Desk, source: Source, section: Section, answer: _List | Problem | None
) -> SectionResult:
    if isinstance(answer, Problem):
        return SectionResult(problem=answer)
    if answer is None:
        return SectionResult()
    fresh = await _keep(desk, source, section, answer.entries, answer.api_root)
    if answer.problem is None:
        await desk.write(
            lambda store: store.put_validators(answer.url, answer.validators, desk.now())
        )
    return SectionResult(fresh, answer.problem)


async def _keep(
    desk: Desk, source: Source, section: Section, entries: tuple[Entry, ...], api_root: str
) -> tuple[Listed, ...]:
    """Decide what is new or changed and keep it, with the bodies that the list brought."""
    decided = await desk.write(
        lambda store: decide(
            entries,
            identify=store.identify,
            known=lambda ids: store.fingerprints(ids, source.name, section.name),
            only=source.only,
        )
    )
    if api_root:
        decided = await _with_edits(desk, api_root, decided)
    fresh = {item.id: item for item in decided if item.is_new or item.is_changed}
    if api_root and fresh:
        better = await with_rest(desk, api_root, [item.entry for item in fresh.values()])
        fresh = {
            item.id: Listed(item.id, entry, item.fingerprint, item.is_new, item.is_changed)
            for item, entry in zip(fresh.values(), better, strict=True)
        }
    bodies = [body for item in fresh.values() if (body := await _body_of(desk, source, item))]
    listed = [fresh.get(item.id, item) for item in decided]

    def keep(store: Store) -> None:
        store.record_listing(source.name, section.name, listed, desk.now())
        for item in fresh.values():
            if item.is_changed and item.entry.sections:
                names = (*item.entry.sections, section.name)
                store.set_sections(item.id, [name for name in names if name])
        for body in bodies:
            store.put_article(body, listed=True)

    await desk.write(keep)
    return tuple(fresh.values())


async def _with_edits(desk: Desk, api_root: str, decided: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """Also call changed what the API says was edited though the list shows nothing of it.

    A feed has page 1 of a paged post only, and no true sections: one small request tells.
    """
    known = {
        item.id: entry.updated
        for item in decided
        if not (item.is_new or item.is_changed)
        and (entry := desk.front.entry_of(item.id)) is not None
        and entry.updated is not None
    }
    times = await edit_times(desk, api_root, [i.entry for i in decided if i.id in known])
    return tuple(
        replace(item, is_changed=True)
        if item.id in known and times.get(key(item.entry.url), known[item.id]) != known[item.id]
        else item
        for item in decided
    )


async def _body_of(desk: Desk, source: Source, item: Listed) -> Article | None:
    """The article as far as the list alone holds it, None where it holds a summary only."""
    body = await entry_body(desk, item.entry)
    if body is None or len(body.plain_text()) < len(item.entry.summary):
        return None
    article = assemble(entry=item.entry, entry_body=body)
    return signed(desk, article, article_id=item.id, source=source.name)
