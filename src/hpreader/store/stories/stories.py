"""Stories as they are stored: links between articles, the stories made of these, and how lists fold them.

What is similar is decided by `hpreader.stories`; the newsroom brings both together. Methods that write belong
inside a transaction of the caller's.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.store.database import with_recovery
from hpreader.store.rows.article_table import HEADLINE_COLUMNS, IS_SHOWN, headline_of
from hpreader.store.values.timestamps import from_day_number, from_timestamp, seen_from_position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from hpreader.model import FoldedRow, Folding, Headline, ListQuery, StoryReason
    from hpreader.store.database import Database

_MOST_NODES: Final = 500
"""Articles whose stories are made anew at once."""


class StoredLink(NamedTuple):
    """Two articles that have something in common."""

    first: int
    second: int
    score: float
    is_copy: bool
    reasons: str = ""
    """JSON."""


class StoredMember(NamedTuple):
    """An article of a story."""

    number: int
    story: int
    copy_of: int
    """The number of the first article with its text; 0 where no other has it."""
    added_at: int
    read_at: int | None
    at: datetime
    headline: Headline


class _Row(NamedTuple):
    """A row of a list that belongs to a story."""

    number: int
    id: str
    unread: int
    source: str


class Stories:
    """Stores and returns stories."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_links(self, links: Iterable[StoredLink]) -> None:
        """Store what articles have in common; the smaller number is the first one."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO story_link (first, second, score, is_copy, reasons)"
            " VALUES (?, ?, ?, ?, ?)",
            links,
        )

    @with_recovery
    def linked(self, numbers: Iterable[int], least: float) -> frozenset[int]:
        """Articles, those of their stories, and all that links of at least this score lead to."""
        found, edge = set(numbers), set(numbers)
        stories = self._database.all_of(
            "SELECT DISTINCT story FROM story_article WHERE story > 0 AND number IN ({keys})", edge
        )
        members = self._database.all_of(
            "SELECT number FROM story_article WHERE story > 0 AND story IN ({keys})",
            (story for (story,) in stories),
        )
        edge.update(number for (number,) in members)
        while edge and len(found) < _MOST_NODES:
            found |= edge
            rows = chain.from_iterable(
                self._database.all_of(
                    f"SELECT {other} FROM story_link WHERE score >= ? AND {one} IN ({{keys}})",
                    edge,
                    least,
                )
                for one, other in (("first", "second"), ("second", "first"))
            )
            edge = {number for (number,) in rows} - found
        return frozenset(found)

    @with_recovery
    def linked_after(self, number: int, limit: int) -> tuple[int, ...]:
        """The next articles that are linked with others, in the order of their row numbers."""
        rows = self._database.all(
            "SELECT number FROM story_article AS s WHERE number > ? AND ("
            "EXISTS (SELECT 1 FROM story_link WHERE first = s.number)"
            " OR EXISTS (SELECT 1 FROM story_link WHERE second = s.number))"
            " ORDER BY number LIMIT ?",
            (number, limit),
        )
        return tuple(found for (found,) in rows)

    @with_recovery
    def links(self, numbers: Collection[int]) -> list[StoredLink]:
        """The links between some articles."""
        rows = self._database.all_of(
            "SELECT first, second, score, is_copy, reasons FROM story_link WHERE first IN ({keys})",
            numbers,
        )
        known = frozenset(numbers)
        return [
            StoredLink._make(row)._replace(is_copy=bool(row[3])) for row in rows if row[1] in known
        ]

    @with_recovery
    def ids(self, numbers: Iterable[int]) -> dict[int, str]:
        """The ids of articles that were compared, by number."""
        sql = "SELECT number, id FROM story_article WHERE number IN ({keys})"
        return dict(self._database.all_of(sql, numbers))

    def put_stories(
        self,
        numbers: Iterable[int],
        stories: Iterable[Sequence[int]],
        copies: Iterable[Sequence[int]],
    ) -> None:
        """Store the stories of some articles; those in none are alone.

        Args:
            numbers: the articles.
            stories: the numbers of each story, the smallest first.
            copies: the numbers of those with one text, the smallest first.
        """
        self._database.all_of(
            "UPDATE story_article SET story = 0, copy_of = 0"
            " WHERE story > 0 AND number IN ({keys})",
            numbers,
        )
        for column, groups in (("story", stories), ("copy_of", copies)):
            self._database.execute_many(
                f"UPDATE story_article SET {column} = ? WHERE number = ?",
                [(group[0], number) for group in groups for number in group],
            )

    @with_recovery
    def members_of_day(self, day: int) -> list[StoredMember]:
        """The shown articles of all stories that have one on this day, in the order of time."""
        return self._members(
            "SELECT DISTINCT story FROM story_article INDEXED BY story_members"
            " WHERE story > 0 AND day = ?",
            day,
        )

    @with_recovery
    def members_beside(self, article_id: str) -> list[StoredMember]:
        """The shown articles of an article's story, with it, in the order of time; empty if it is alone."""
        return self._members(
            "SELECT story FROM story_article WHERE story > 0 AND number ="
            " (SELECT number FROM article WHERE id = ?)",
            article_id,
            asked=article_id,
        )

    def _members(self, stories: str, value: str | int, asked: str = "") -> list[StoredMember]:
        """The articles of stories without those that no list shows; `asked` is there in any case."""
        rows = self._database.all(
            f"SELECT {HEADLINE_COLUMNS}, number, story, copy_of, added_at, read_at, sorted_at, day"
            " FROM (SELECT number AS member, story, copy_of, added_at FROM story_article"
            f" WHERE story > 0 AND story IN ({stories})) CROSS JOIN article ON number = member"
            f" AND ({IS_SHOWN} OR id = ?)"
            " LEFT JOIN (SELECT id AS marked, read_at FROM userdata.mark) ON marked = id"
            " ORDER BY story, sorted_at, number",
            (value, asked),
        )
        return [
            StoredMember(
                number=row[-7],
                story=row[-6],
                copy_of=row[-5],
                added_at=row[-4],
                read_at=row[-3],
                at=_shown_time(row[-2], row[-1]),
                headline=headline_of(row),
            )
            for row in rows
        ]

    @with_recovery
    def copies(self, article_ids: Iterable[str]) -> tuple[str, ...]:
        """The ids of the other articles with the texts of some articles."""
        ids = tuple(article_ids)
        groups = self._database.all_of(
            "SELECT s.copy_of FROM article AS a JOIN story_article AS s ON s.number = a.number"
            " WHERE s.copy_of > 0 AND a.id IN ({keys})",
            ids,
        )
        found = self._database.all_of(
            "SELECT s.id FROM story_article AS first JOIN story_article AS s INDEXED BY story_members"
            " ON s.story = first.story AND s.copy_of = first.number"
            " WHERE s.story > 0 AND first.story > 0 AND first.number IN ({keys})",
            (group for (group,) in groups),
        )
        return tuple(one for (one,) in found if one not in ids)

    @with_recovery
    def folding(
        self, query: ListQuery, *, since: int, held: Collection[str], kept: Collection[str]
    ) -> Folding:
        """Which rows of a list are behind others: of each story and day the first report is shown.

        A row of one day never hides one of another day, so what is new today is among today's news; a later
        report never moves the row. Lists in another order than that of time, and what is looked for by
        words, are not folded.

        Args:
            query: the list.
            since: the first day, as `date.toordinal` counts.
            held: articles that are in the list whatever their marks are.
            kept: articles that stay rows of their own.
        """
        if query.order != "time" or query.text or query.search or query.saved:
            return model.Folding()
        rows = self._database.all(
            "SELECT s.story, p.day, p.number, p.id, p.unread, s.source"
            " FROM story_article AS s INDEXED BY story_members"
            " CROSS JOIN placement AS p INDEXED BY placement_article ON p.id = s.id"
            " WHERE s.story > 0 AND s.day >= ? AND p.source = ? AND p.section = ? AND p.day > 0"
            " ORDER BY s.story, p.day, p.sorted_at, p.id DESC",
            (since, query.source, query.section),
        )
        groups: dict[tuple[int, int], list[_Row]] = {}
        for story, day, *row in rows:
            one = _Row._make(row)
            is_in = one.unread or not query.unread or one.id in held
            if is_in and query.day in (None, from_day_number(day)):
                groups.setdefault((story, day), []).append(one)
        hidden: dict[int, tuple[int, bool]] = {}
        shown: dict[str, FoldedRow] = {}
        for (_, day), (first, *others) in groups.items():
            behind = [one for one in others if one.id not in kept]
            hidden.update((one.number, (day, bool(one.unread))) for one in behind)
            if behind:
                sources = dict.fromkeys(one.source for one in behind if one.source != first.source)
                unread = sum(one.unread for one in behind)
                shown[first.id] = model.FoldedRow(tuple(sources), len(behind), unread)
        return model.Folding(hidden, shown)

    @with_recovery
    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """The numbers of articles that were compared, by id."""
        rows = self._database.all_of(
            "SELECT a.id, a.number FROM article AS a JOIN story_article AS s ON s.number = a.number"
            " WHERE a.id IN ({keys})",
            ids,
        )
        return dict(rows)


def read_reasons(stored: str) -> tuple[StoryReason, ...]:
    """The reasons of a link; none where they cannot be read."""
    try:
        return tuple(
            model.StoryReason(kind, float(weight), tuple(map(str, values)))
            for kind, weight, values in json.loads(stored)
        )
    except (ValueError, TypeError, RecursionError):
        return ()


def _shown_time(sorted_at: float, day: int) -> datetime:
    return from_timestamp(int(sorted_at) if day > 0 else seen_from_position(sorted_at))
