"""Stories: which articles report one event, as lists, views, commands and the brief show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from hpreader import model
from hpreader.store.stories.stories import read_reasons
from hpreader.store.values.timestamps import to_timestamp
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hpreader.model import Folding, Headline, ListQuery, Rows, Story, StoryReport
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.store import Store
    from hpreader.store.stories.stories import StoredLink, StoredMember
    from hpreader.store.stories.story_splits import Pair

RECENT_DAYS: Final = 31
"""For how many days back the reader looks for stories; `hpreader stories --date` for any day."""
_AROUND: Final = 4
"""Days before and after one whose articles may belong to its stories."""


class Stories:
    """Finds stories in the cache, and tells what is known of them.

    What only reads answers at once; coroutines write. Nothing is compared unless `update` is called, so a
    reader without stories does not pay for them.
    """

    def __init__(self, stores: StorePool, now: Clock) -> None:
        self._stores = stores
        self._now = now

    async def update(self, day: date | None = None) -> int:
        """Compare the articles that came or changed since the last call, off the event loop.

        Args:
            day: look at the days around this one; None looks at the last `RECENT_DAYS`.

        Returns:
            How many articles were compared, or are in stories that were made anew.

        Raises:
            ProblemError: the disk reported an error.
        """
        from hpreader.newsroom.stories.story_update import remake_after, update_chunk  # noqa: PLC0415 - rarely needed

        first, last = self._days_around(day)
        done = 0
        number = None if self._stores.reader.story_splits.are_applied() else 0
        while number is not None:  # they were restored or forgotten meanwhile
            number = await self._stores.run_in_writer(partial(remake_after, number=number))
            done += number is not None
        while count := await self._stores.run_in_writer(
            lambda store: update_chunk(store, first, last)
        ):
            done += count
        return done

    # --- reading ---

    def is_compared(self, day: date | None = None) -> bool:
        """Whether `update` has nothing left to do."""
        reader = self._stores.reader
        first, last = self._days_around(day)
        return reader.story_splits.are_applied() and reader.story_index.is_complete(first, last)

    def of_day(self, day: date, *, least: int = 2) -> tuple[Story, ...]:
        """The stories with an article of this day, the weightiest first; `update` comes before.

        Args:
            day: a day in Vietnam. Reports of other days are in its stories too.
            least: how many articles a story has at least; 1 also gives each listed article of the day that
                belongs to none, as a story of one.
        """
        members: dict[int, list[StoredMember]] = {}
        for member in self._stores.reader.stories.members_of_day(day.toordinal()):
            members.setdefault(member.story, []).append(member)
        found = [self._story(story) for story in members.values() if len(story) >= max(2, least)]
        if least <= 1:
            found += self._alone(
                day, {one.headline.id for part in members.values() for one in part}
            )
        return tuple(sorted(found, key=lambda one: (-one.weight, -one.reports[-1].at.timestamp())))

    def of_article(self, article_id: str) -> Story | None:
        """The story of an article; None if it is alone."""
        members = self._stores.reader.stories.members_beside(article_id)
        return self._story(members) if len(members) > 1 else None

    def find(self, name: str) -> Headline | None:
        """The headline of an article by its id, or by any address that it ever had."""
        reader = self._stores.reader
        found = reader.articles.headline(name)
        return found or reader.articles.headline(reader.identities.identify(name))

    def with_additions(self, story: Story) -> Story:
        """The story with what each report says that earlier ones do not, and how it writes its evidence.

        It reads their texts.
        """
        from hpreader.stories import additions  # noqa: PLC0415 - rarely needed

        texts = self._texts(report.headline.id for report in story.reports)
        reports = [
            _with_text(report, texts.get(report.headline.id, report.headline.summary))
            for report in story.reports
        ]
        # Of copies too: one that appeared later may have a paragraph more.
        found = additions([text for _, text in reports])
        return replace(
            story,
            reports=tuple(
                replace(report, adds=adds) for (report, _), adds in zip(reports, found, strict=True)
            ),
        )

    def _texts(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The texts of articles that were compared, by id."""
        reader = self._stores.reader
        numbers = reader.stories.numbers(article_ids)
        return {text.id: text.text for text in reader.story_index.texts(numbers.values())}

    def folding(
        self, query: ListQuery, held: Mapping[str, bool], kept: Collection[str] = ()
    ) -> Folding:
        """Which rows of a list are behind others; see `store.stories.Stories.folding`."""
        since = self._first_recent_day().toordinal()
        return self._stores.reader.stories.folding(query, since=since, held=held, kept=kept)

    def fold(self, rows: Rows, query: ListQuery, kept: Collection[str] = ()) -> None:
        """Let a list show the reports of one event as one row.

        Args:
            rows: the list.
            query: which list it is.
            kept: articles that stay rows of their own.
        """
        rows.folds.put(self.folding(query, rows.held, kept))

    def _days_around(self, day: date | None) -> tuple[int, int]:
        """The days whose articles are compared, as `date.toordinal` counts; see `update`."""
        first = day - timedelta(days=_AROUND) if day else self._first_recent_day()
        # What is stored later of a day after today is noted by the cache itself.
        last = day + timedelta(days=_AROUND) if day else date.max
        return first.toordinal(), last.toordinal()

    def _first_recent_day(self) -> date:
        return local(self._now()).date() - timedelta(days=RECENT_DAYS)

    def copies_of(self, article_id: str) -> tuple[str, ...]:
        """The other articles with the text of one, so that who read it has read them.

        A copy with a sentence more that has names or numbers of its own is none of these.
        """
        from hpreader.stories import additions  # noqa: PLC0415 - rarely needed

        copies = self._stores.reader.stories.copies([article_id])
        texts = self._texts([article_id, *copies]) if copies else {}
        own = texts.get(article_id, "")
        return tuple(one for one in copies if not additions((own, texts.get(one, "")))[1])

    # --- splits ---

    async def split(self, article_id: str) -> tuple[Pair, ...]:
        """Take an article out of its story, for good; returns what `join` takes to undo it.

        Raises:
            ProblemError: the disk reported an error.
        """

        def write(store: Store) -> tuple[Pair, ...]:
            others = [
                member.headline.id
                for member in store.stories.members_beside(article_id)
                if member.headline.id != article_id
            ]
            with store.database.writing_userdata():
                pairs = store.story_splits.put(
                    [(article_id, other) for other in others], to_timestamp(self._now())
                )
                _remake(store, {article_id, *others})
            return pairs

        return await self._stores.run_in_writer(write)

    async def join(self, pairs: Sequence[Pair]) -> tuple[str, ...]:
        """Take splits back; returns the ids of their articles.

        Raises:
            ProblemError: the disk reported an error.
        """

        def write(store: Store) -> tuple[str, ...]:
            ids = tuple(dict.fromkeys(one for pair in pairs for one in pair))
            with store.database.writing_userdata():
                store.story_splits.remove(pairs)
                _remake(store, set(ids))
            return ids

        return await self._stores.run_in_writer(write)

    def splits_of(self, article_id: str) -> tuple[Pair, ...]:
        """The splits that an article is in, for `join`."""
        return self._stores.reader.story_splits.of(article_id)

    # --- making values ---

    def _alone(self, day: date, known: Collection[str]) -> list[Story]:
        rows = self._stores.reader.lists.rows(model.ListQuery(day=day))
        return [
            model.Story((model.StoryReport(headline, headline.published or self._now()),))
            for headline in rows.slice(0, rows.count())
            if headline.id not in known
        ]

    def _story(self, members: Sequence[StoredMember]) -> Story:
        """A story of its articles, which are in the order of time."""
        numbers = {member.number: member.headline.id for member in members}
        links = self._stores.reader.stories.links(numbers)
        last_read = max((member.read_at or 0 for member in members), default=0)
        reports = tuple(
            _report(member, members[:at], numbers, links, last_read)
            for at, member in enumerate(members)
        )
        texts = sum(not report.copy_of for report in reports)
        papers = len({report.headline.source for report in reports})
        return model.Story(reports, texts + (papers - 1) / 2)


def _report(
    member: StoredMember,
    earlier: Sequence[StoredMember],
    ids: Mapping[int, str],
    links: Sequence[StoredLink],
    last_read: int,
) -> StoryReport:
    """One article of a story, with why it is there."""
    before = {one.number for one in earlier}
    pairs = [
        (link, link.first if link.second == member.number else link.second)
        for link in links
        if member.number in (link.first, link.second)
    ]
    # Where no earlier one is like it, a later one is what links it with them.
    near = [pair for pair in pairs if pair[1] in before] or (pairs if earlier else [])
    link, other = max(near, key=lambda pair: pair[0].score, default=(None, 0))
    first_copy = next(
        (one for one in earlier if member.copy_of and one.copy_of == member.copy_of), None
    )
    return model.StoryReport(
        headline=member.headline,
        at=member.at,
        copy_of=first_copy.headline.id if first_copy is not None else "",
        is_new=bool(last_read) and not member.headline.read and member.added_at > last_read,
        beside=ids.get(other, ""),
        score=link.score if link is not None else 0.0,
        reasons=read_reasons(link.reasons) if link is not None else (),
    )


def _with_text(report: StoryReport, text: str) -> tuple[StoryReport, str]:
    """A report whose evidence is written as in its text, and that text."""
    from hpreader.stories import written_values  # noqa: PLC0415 - rarely needed

    written = written_values(report.headline.title, text) if report.reasons else {}
    reasons = tuple(
        replace(reason, written=tuple(written.get(value, value) for value in reason.values))
        for reason in report.reasons
    )
    return replace(report, reasons=reasons), text


def _remake(store: Store, ids: Collection[str]) -> None:
    from hpreader.newsroom.stories.story_update import remake_stories  # noqa: PLC0415 - rarely needed

    remake_stories(store, set(store.stories.numbers(ids).values()))
