"""Fetch one source's lists: which address answers, what changed since, what is on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hpreader.model import Section, Source, SourceSynced
from hpreader.newsroom.articles.article_fetch import body_of
from hpreader.newsroom.store_pool import side_by_side
from hpreader.newsroom.sync.backfill import with_older
from hpreader.newsroom.sync.edits import keep_edits
from hpreader.newsroom.sync.entry_diff import decide
from hpreader.newsroom.sync.list_fetch import Answer, ask_section
from hpreader.newsroom.wordpress.rest_api import with_rest
from hpreader.problems import Problem
from hpreader.store import Listed, Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hpreader.newsroom.robots_policy import Permission
    from hpreader.newsroom.store_pool import Desk


NOT_THERE = ("status", "not_feed", "no_feed")
"""Troubles of a section that may simply not be there (any more)."""


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What one section's list brought: articles that are new or changed, or a problem."""

    fresh: tuple[Listed, ...] = ()
    problem: Problem | None = None

    @property
    def is_lost(self) -> bool:
        """Did nothing come? Of a broken feed, what could be read was kept."""
        return self.problem is not None and self.problem.kind != "feed_broken"


async def sync_lists(
    desk: Desk,
    source: Source,
    permission: Permission,
    just_come: set[str],
    since: date | None = None,
) -> SourceSynced:
    """Fetch all lists of a source, keep what they bring and say how it went.

    The lists come side by side but are kept in the source's order, so that of an article in
    several sections the same one is named first each time.

    Args:
        desk: the newsroom's desk.
        source: the source.
        permission: what robots.txt allows.
        just_come: the ids that are new in this sync; those that this source brings are added.
        since: how far back to ask for older news, None for what the lists hold.

    Raises:
        ProblemError: the disk said no.
    """
    first, *others = source.sections
    answers = [await _ask(desk, source, first, since, permission)]
    if isinstance(answers[0], Problem) and answers[0].is_network:
        answers *= len(source.sections)  # the others are on the same server
    else:
        answers += await side_by_side(
            _ask(desk, source, section, since, permission) for section in others
        )
    lists = [answer for answer in answers if isinstance(answer, Answer) and answer.api_root]
    one_of_each = {answer.api_root: answer for answer in reversed(lists)}.values()
    edited = [item for answer in one_of_each for item in await keep_edits(desk, answer)]
    results = [
        await _keep_section(desk, source, section, answer, just_come)
        for section, answer in zip(source.sections, answers, strict=True)
    ]
    problem = overall_problem([result.problem for result in results])
    await desk.write(lambda store: store.put_source_check(source.name, desk.now(), problem))
    fresh = {item.id: item for item in edited}
    fresh |= {item.id: item for result in results for item in result.fresh}
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
        troubles = [trouble for trouble in troubles if trouble.kind not in NOT_THERE]
    return troubles[0] if troubles else None


async def _ask(
    desk: Desk, source: Source, section: Section, since: date | None, permission: Permission
) -> Answer | Problem | None:
    """What a section's list gives, with what it gave before where that is wanted too."""
    answer = await ask_section(desk, source, section, permission, afresh=since is not None)
    if isinstance(answer, Answer) and since is not None:
        entries = await with_older(desk, section, answer, since, permission)
        return replace(answer, entries=entries)
    return answer


async def _keep_section(
    desk: Desk,
    source: Source,
    section: Section,
    answer: Answer | Problem | None,
    just_come: set[str],
) -> SectionResult:
    if isinstance(answer, Problem):
        return SectionResult(problem=answer)
    if answer is None:
        return SectionResult()
    fresh = await _keep(desk, source, section, answer, just_come)
    if answer.problem is None:
        await desk.write(
            lambda store: store.put_validators(answer.url, answer.validators, desk.now())
        )
    return SectionResult(fresh, answer.problem)


async def _keep(
    desk: Desk, source: Source, section: Section, answer: Answer, just_come: set[str]
) -> tuple[Listed, ...]:
    """Decide what is new or changed and keep it, with the bodies that the list brought."""
    decided = await desk.write(
        lambda store: decide(
            answer.entries,
            identify=store.identify,
            known=lambda ids: store.fingerprints(ids, source.name, section.name),
            only=source.only,
            just_come=just_come,
        )
    )
    fresh = [item for item in decided if item.is_new or item.is_changed]
    if answer.api_root and fresh:
        better = await with_rest(desk, answer.api_root, [item.entry for item in fresh])
        fresh = [
            Listed(item.id, entry, item.fingerprint, item.is_new, item.is_changed)
            for item, entry in zip(fresh, better, strict=True)
        ]
    bodies = {item.id: await body_of(desk, item, source.name) for item in fresh}
    by_id = {item.id: item for item in fresh}
    listed = [by_id.get(item.id, item) for item in decided]

    def keep(store: Store) -> tuple[Listed, ...]:
        # What another source brought while these were decided may have given one of them its id.
        named = {item.id: _named(store, item) for item in listed}
        store.record_listing(source.name, section.name, list(named.values()), desk.now())
        for decided_id, item in named.items():
            body = bodies.get(decided_id)
            if item.is_changed and item.entry.sections:
                names = (*item.entry.sections, section.name)
                store.set_sections(item.id, [name for name in names if name])
            if body is not None and _belongs(store, item.id, source):
                store.put_article(replace(body, id=item.id), listed=True)
        just_come.update(item.id for item in named.values() if item.is_new)
        return tuple(named[item.id] for item in fresh)

    return await desk.write(keep)


def _named(store: Store, item: Listed) -> Listed:
    """An entry under the id that it has by now."""
    article_id = store.identify(item.entry.url, item.entry.guid)
    return Listed(article_id, item.entry, item.fingerprint, item.is_new, item.is_changed)


def _belongs(store: Store, article_id: str, source: Source) -> bool:
    """Is an article this source's, and its body not another one's?"""
    headline = store.headline(article_id)
    return headline is not None and headline.source == source.name
