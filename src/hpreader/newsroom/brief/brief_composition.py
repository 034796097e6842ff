"""Which news are in a brief, and in which parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from hpreader import model
from hpreader.model.brief import Brief, BriefEntry, BriefPart
from hpreader.model.section_choices import CATCH_ALL
from hpreader.newsroom.brief.story_parts import StoryParts
from hpreader.newsroom.brief.ward_notices import WardNotices
from hpreader.store.search.search_query import read_query
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hpreader.model import Headline
    from hpreader.model.brief import Period
    from hpreader.newsroom.newsroom import Newsroom


class PartSource(Protocol):
    """Something by which a brief is divided: followed words, sections."""

    def parts(self, period: Period, headlines: Sequence[Headline]) -> Iterable[BriefPart]:
        """The parts, in their order.

        Args:
            period: of the brief.
            headlines: of the period, newest first. A part may have others too. What an earlier part has
                is taken out of later ones by the caller.
        """
        ...


class FollowedWords:
    """A part for each followed place and each saved search, with what it finds in the period."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def parts(self, period: Period, headlines: Sequence[Headline]) -> Iterator[BriefPart]:  # noqa: ARG002 - of the protocol
        """The parts by the names of the searches.

        The days are a part of each query, with which a search takes a twentieth of the time in a cache of
        100,000 articles; articles without a date are not found then, and are in their sections.
        """
        days = f"after:{period.days[-1].isoformat()} before:{_after(period.day).isoformat()}"
        for saved in self._newsroom.searches.saved():
            if read_query(saved.query).is_empty:  # the days alone would find all articles
                continue
            rows = self._newsroom.lists.rows(model.ListQuery(search=f"{days} {saved.query}"))
            found = rows.slice(0, rows.count())
            entries = (BriefEntry(one) for one in found if period.contains(one.published))
            yield BriefPart("search", saved.name, tuple(entries))


class SectionParts:
    """A part for each section; sections of several sources with one name are one part."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def parts(self, period: Period, headlines: Sequence[Headline]) -> Iterator[BriefPart]:  # noqa: ARG002 - of the protocol
        """The parts in the order of the sources and their sections.

        An article without a section is in a part of its source's title. What has only a section for
        everything else comes last.
        """
        titles = self._newsroom.subscriptions.titles()
        order: dict[str, str] = {}
        for state in self._newsroom.subscriptions.states():
            for section in state.sections:
                if section.name:
                    order.setdefault(fold(section.name), section.name)
        found: dict[str, list[Headline]] = {name: [] for name in order}
        for headline in headlines:
            name = headline.section or titles.get(headline.source, headline.source)
            order.setdefault(fold(name), name)
            found.setdefault(fold(name), []).append(headline)
        for folded in sorted(found, key=lambda folded: folded in CATCH_ALL):
            yield BriefPart("section", order[folded], tuple(map(BriefEntry, found[folded])))


def part_sources(newsroom: Newsroom) -> tuple[PartSource, ...]:
    """By what briefs are divided, in this order."""
    return (
        WardNotices(newsroom),
        StoryParts(newsroom),
        FollowedWords(newsroom),
        SectionParts(newsroom),
    )


def compose_brief(newsroom: Newsroom, period: Period, section: str = "") -> Brief:
    """Return the brief of a period.

    Args:
        newsroom: has the headlines, the searches and the sections.
        period: when its news were published.
        section: only of this section, compared as lists compare it.
    """
    query = model.ListQuery(section=section)
    headlines = _of_period(newsroom, period, query)
    sources = part_sources(newsroom)
    if section:
        ids = {headline.id for headline in headlines}
        others = [_Only(one, ids) for one in sources if not isinstance(one, SectionParts)]
        sources = (*others, _OneSection(section))
    taken: set[str] = set()
    parts: list[BriefPart] = []
    for source in sources:
        for part in source.parts(period, headlines):
            entries = tuple(_without(part.entries, taken))
            if part.kind == "story":  # one report of which the others are elsewhere is no story
                entries = tuple(entry for entry in entries if entry.others)
            taken.update(one.id for entry in entries for one in entry.headlines)
            if entries:
                parts.append(replace(part, entries=entries))
    return Brief(period, tuple(parts))


class _Only:
    """Another source's parts with some articles only."""

    def __init__(self, source: PartSource, ids: set[str]) -> None:
        self._source = source
        self._ids = ids

    def parts(self, period: Period, headlines: Sequence[Headline]) -> Iterator[BriefPart]:
        for part in self._source.parts(period, headlines):
            kept = tuple(entry for entry in part.entries if entry.headline.id in self._ids)
            yield replace(part, entries=kept)


class _OneSection:
    """All articles as one part."""

    def __init__(self, name: str) -> None:
        self._name = name

    def parts(self, period: Period, headlines: Sequence[Headline]) -> Iterator[BriefPart]:  # noqa: ARG002 - of the protocol
        yield BriefPart("section", self._name, tuple(map(BriefEntry, headlines)))


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _of_period(newsroom: Newsroom, period: Period, query: model.ListQuery) -> tuple[Headline, ...]:
    """The headlines of a query that were published in a period, newest first.

    Those without a date count by the day on which they were first seen.
    """
    found = newsroom.lists.rows(query).of_days(period.days)
    return tuple(one for one in found if one.published is None or period.contains(one.published))


def _without(entries: Iterable[BriefEntry], taken: set[str]) -> Iterator[BriefEntry]:
    """The entries without the articles that an earlier part has."""
    for entry in entries:
        headlines = [one for one in entry.headlines if one.id not in taken]
        if headlines:
            yield replace(entry, headline=headlines[0], others=tuple(headlines[1:]))
