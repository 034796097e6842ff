"""The table of articles: its rows as values, and the tables that are derived from each row.

Derived from a row are its placements (the lists that contain the article) and its labels (the
names of sources and sections that a search can filter by).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.store import codec
from hpreader.store.timestamps import (
    DAY,
    day_number,
    from_timestamp,
    seen_from_position,
    to_timestamp,
    undated_day,
    undated_position,
)
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hpreader.model import Headline
    from hpreader.store.database import Database, Row


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
    fingerprint: str = ""
    listed: bool = False
    cached: bool = False
    has_page: bool = False
    read: bool = False
    saved: bool = False
    words: int = 0

    def with_sections(self, *names: str) -> ArticleRow:
        """The row with these sections added; empty names are dropped."""
        return self._replace(sections=tuple(dict.fromkeys((*self.sections, *filter(None, names)))))

    def published_at(self, when: datetime | None, now: datetime) -> ArticleRow:
        """The row with a time of publication, if one is known.

        An article dated more than a day ahead (the site's clock is wrong) is sorted by the time
        when it was first seen; by its own date it would be the first of every list for ever.
        """
        if when is None:
            return self
        published = to_timestamp(when)
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


_COLUMNS: Final = ArticleRow._fields
_LOAD: Final = f"SELECT {', '.join(_COLUMNS)} FROM article WHERE id = ?"
_SAVE: Final = (
    f"INSERT OR REPLACE INTO article ({', '.join(_COLUMNS)}, section, folded, day)"
    f" VALUES ({', '.join('?' * (len(_COLUMNS) + 3))})"
)
_SECTIONS: Final = _COLUMNS.index("sections")

HEADLINE_COLUMNS: Final = (
    "id, url, title, source, section, sections, published, summary, read, saved, cached, words"
)


def headline_of(row: Row) -> Headline:
    """The Headline of a row that begins with `HEADLINE_COLUMNS`.

    Raises:
        codec.UnreadableError: a value was not written by this program.
    """
    return model.Headline(
        id=row[0],
        url=row[1],
        title=row[2],
        source=row[3],
        section=row[4],
        sections=codec.load_names(row[5]),
        published=None if row[6] is None else from_timestamp(row[6]),
        summary=row[7],
        read=bool(row[8]),
        saved=bool(row[9]),
        cached=bool(row[10]),
        words=row[11],
    )


class ArticleTable:
    """Reads and writes rows of `article` with what is derived from them.

    The writing methods belong inside a transaction of the caller's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, article_id: str) -> ArticleRow | None:
        """The row of an article; None if the cache has none."""
        row = self._database.one(_LOAD, (article_id,))
        if row is None:
            return None
        values = dict(zip(_COLUMNS, row, strict=True))
        for flag in ("listed", "cached", "has_page", "read", "saved"):
            values[flag] = bool(values[flag])
        return ArticleRow(**{**values, "sections": codec.load_names(values["sections"])})

    def new_row(self, article_id: str, url: str, first_seen: datetime) -> ArticleRow:
        """A row, not yet stored, for an article without one; its marks are the user's."""
        at = to_timestamp(first_seen)
        marks = self._database.one(
            "SELECT read_at IS NOT NULL, saved_at IS NOT NULL FROM userdata.mark WHERE id = ?",
            (article_id,),
        )
        read, saved = marks or (0, 0)
        return ArticleRow(
            0, article_id, url, undated_position(at), at, read=bool(read), saved=bool(saved)
        )

    def save(self, row: ArticleRow, placements: Iterable[tuple[str, str]] = ()) -> ArticleRow:
        """Store a row and update what is derived from it.

        Args:
            row: the article.
            placements: pairs of a source and one of its sections ("" is the whole source) whose
                lists contain the article, in addition to those stored.

        Returns:
            The row with its number.
        """
        if not row.number:
            row = row._replace(number=self._free_number(row))
        values = list(row)
        values[_SECTIONS] = json.dumps(row.sections, ensure_ascii=False)
        section = row.sections[0] if row.sections else ""
        folded = fold(f"{row.title} {row.summary}")
        self._database.execute(_SAVE, (*values, section, folded, row.day))
        lists = self._save_placements(row, placements)
        sources = {row.source, *(source for source, _ in lists)} - {""}
        self._save_labels(
            row.number,
            {("source", name) for name in sources} | {("section", name) for name in row.sections},
        )
        return row

    def save_seen_at(self, row: ArticleRow) -> None:
        """Store only the time when a list last contained the article."""
        self._database.execute(
            "UPDATE article SET seen_at = ? WHERE number = ?", (row.seen_at, row.number)
        )

    def placements(self, article_id: str) -> set[tuple[str, str]]:
        """The sources and sections whose lists contain an article; section "" is the whole source."""
        rows = self._database.all(
            "SELECT source, section FROM placement WHERE id = ? AND source <> ''", (article_id,)
        )
        return {(source, section) for source, section in rows}

    def delete_placements(self, article_id: str) -> None:
        """Take an article out of all lists."""
        self._database.execute("DELETE FROM placement WHERE id = ?", (article_id,))

    def _free_number(self, row: ArticleRow) -> int:
        """A row number that is not used and grows with the time of the article.

        The full-text index returns its matches by row number, so the newest ones come without
        sorting. The number is the minute, which keeps the index small (it stores differences);
        articles of one minute are spread over the following numbers.
        """
        minute = max(1, int(row.sorted_at) // 60)
        for span in (1, 16, 256, 4096, 65_536):
            number = minute + int(row.id[-8:].encode().hex(), 16) % span
            if self._database.one("SELECT 1 FROM article WHERE number = ?", (number,)) is None:
                return number
        return self._database.number("SELECT max(number) FROM article") + 1

    def _save_labels(self, number: int, labels: set[tuple[str, str]]) -> None:
        """Make these pairs of a kind and a name the article's labels."""
        rows = self._database.all(
            "SELECT kind, name FROM article_label JOIN label ON label.id = article_label.label"
            " WHERE number = ?",
            (number,),
        )
        if set(rows) == labels:
            return
        self._database.execute("DELETE FROM article_label WHERE number = ?", (number,))
        for label in labels:
            self._database.execute("INSERT OR IGNORE INTO label (kind, name) VALUES (?, ?)", label)
            self._database.execute(
                "INSERT INTO article_label (label, number)"
                " SELECT id, ? FROM label WHERE kind = ? AND name = ?",
                (number, *label),
            )

    def _save_placements(
        self, row: ArticleRow, added: Iterable[tuple[str, str]]
    ) -> set[tuple[str, str]]:
        """Store the lists that contain an article; returns them as pairs of source and section."""
        before = set(
            self._database.all(
                "SELECT source, section, sorted_at, unread FROM placement WHERE id = ?", (row.id,)
            )
        )
        lists: set[tuple[str, str]] = set()
        if row.listed:
            stored = {(source, section) for source, section, _, _ in before if source}
            for source, section in stored | set(added):
                lists |= {("", ""), ("", section), (source, ""), (source, section)}
        after = {(*pair, row.sorted_at, int(not row.read)) for pair in lists}
        if before == after:
            return lists
        if before:
            self.delete_placements(row.id)
        self._database.execute_many(
            "INSERT INTO placement (source, section, sorted_at, unread, id, number, day)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(*values, row.id, row.number, row.day) for values in after],
        )
        return lists
