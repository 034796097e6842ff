"""One article of the cache as a value: its row, the lists that contain it, and what follows from both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from hpreader.store.values.timestamps import (
    DAY,
    day_number,
    seen_from_position,
    to_timestamp,
    undated_day,
    undated_position,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


HIDDEN: Final = "\x01"
"""In `placement` and the counts, before the source of lists of hidden articles: no source is called so."""


class ArticleRow(NamedTuple):
    """One row of the table `article`; the fields have the names of its columns."""

    number: int
    id: str
    url: str
    sorted_at: float
    """A whole number of seconds, except where the article has no date (`undated_position`)."""
    seen_at: int
    guid: str = ""
    source: str = ""
    sections: tuple[str, ...] = ()
    title: str = ""
    summary: str = ""
    published: int | None = None
    opened_at: int | None = None
    listed: bool = False
    cached: bool = False
    has_page: bool = False
    read: bool = False
    saved: bool = False
    words: int = 0
    has_entry: bool = False
    """Whether a list contained it, so that its last entry is stored."""
    content: int | None = None
    """The key of its texts, where there are any that are not in the row; see contents.py."""
    edited: str = ""
    """Its `model.Edit` as JSON, where its text was replaced by another one."""
    muted: str = ""
    """The name of the rule that hides it from lists and searches, unless it is saved."""
    kept: str = ""
    """The name of the rule that keeps it from being pruned."""
    tags: tuple[str, ...] = ()
    """Those that rules give it."""

    @property
    def is_hidden(self) -> bool:
        """Whether it is in no list but those of hidden articles. What the user saved is always shown."""
        return bool(self.muted) and not self.saved

    def with_sections(self, *names: str) -> ArticleRow:
        """The row with these sections added; empty names are dropped."""
        sections = tuple(dict.fromkeys((*self.sections, *filter(None, names))))
        return self if sections == self.sections else self._replace(sections=sections)

    def published_at(self, when: datetime | None, now: datetime) -> ArticleRow:
        """The row with a time of publication, if one is known.

        An article dated more than a day ahead (the site's clock is wrong) is sorted by the time
        when it was first seen; by its own date it would be the first of every list for ever.
        """
        if when is None:
            return self
        published = to_timestamp(when)
        if self.published == self.sorted_at == published:
            return self
        if published <= to_timestamp(now) + DAY:
            return self._replace(published=published, sorted_at=published)
        is_undated = self.published is None
        first_seen = seen_from_position(self.sorted_at) if is_undated else self.sorted_at
        return self._replace(published=published, sorted_at=first_seen)

    @property
    def day(self) -> int:
        """The day by which it is listed, as `date.toordinal` counts; negative without a date."""
        if self.published is None:
            return undated_day(self.sorted_at)
        return day_number(int(self.sorted_at))


class Placement(NamedTuple):
    """One row of the table `placement`, without the article's id and number."""

    source: str
    section: str
    sorted_at: float
    day: int
    unread: bool


class StoredArticle(NamedTuple):
    """An article's row and the lists of sources that contain it."""

    row: ArticleRow
    lists: frozenset[tuple[str, str]] = frozenset()
    """Pairs of a source and one of its sections; section "" is the whole source."""

    def in_lists(self, lists: Iterable[tuple[str, str]]) -> StoredArticle:
        """The article in these lists too, each with the list of its whole source."""
        added = frozenset(lists)
        whole = frozenset((source, "") for source, _ in added)
        return self._replace(lists=self.lists | added | whole)

    def placements(self) -> set[Placement]:
        """Its rows in all lists, those of all sources among them; none where no list contains it."""
        row = self.row
        if not row.listed or not self.lists:
            return set()
        lists = {("", ""), *self.lists, *(("", section) for _, section in self.lists)}
        facts = (row.sorted_at, row.day, not row.read)
        mark = HIDDEN if row.is_hidden else ""
        return {Placement(mark + source, section, *facts) for source, section in lists}

    def labels(self) -> set[tuple[str, str]]:
        """The names by which searches filter, as pairs of a kind (`source`, `section`, `tag`) and a name."""
        row = self.row
        sources = {row.source, *(source for source, _ in self.lists if row.listed)} - {""}
        names = {"source": sources, "section": row.sections, "tag": row.tags}
        return {(kind, name) for kind, found in names.items() for name in found}


class Verdicts(Protocol):
    """Decides by rules what is stored of articles."""

    def apply_all(
        self, changes: Sequence[tuple[StoredArticle | None, StoredArticle]]
    ) -> Sequence[tuple[StoredArticle | None, StoredArticle]]:
        """The changes of articles, with what follows from the rules."""
        ...

    def do_pending(self) -> None:
        """Do what rules want done once with articles that were stored, in the same transaction."""
        ...


def new_article(
    article_id: str, url: str, first_seen: datetime, *, read: bool = False, saved: bool = False
) -> StoredArticle:
    """An article that is not stored yet; it has no number."""
    at = to_timestamp(first_seen)
    row = ArticleRow(0, article_id, url, undated_position(at), at, read=read, saved=saved)
    return StoredArticle(row)
