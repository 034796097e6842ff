"""A row of the article table as a value, and the places in the lists that follow from it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.model import VIETNAM
from hpreader.store import codec
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hpreader.model import Headline
    from hpreader.store.database import Database, Row

_DAY: Final = 86_400
_OFFSET: Final = 7 * 3600
_EPOCH_DAY: Final = 719_163
"""`date(1970, 1, 1).toordinal()`."""


class Record(NamedTuple):
    """What the article table holds of one article; the names are those of its columns."""

    number: int
    id: str
    url: str
    sorted_at: int
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

    def with_sections(self, *names: str) -> Record:
        """Also in these sections."""
        return self._replace(sections=tuple(dict.fromkeys((*self.sections, *filter(None, names)))))

    def published_at(self, when: datetime | None, now: datetime) -> Record:
        """With a time of publication, where one is known.

        News from the future (a site's wrong clock) is sorted by when it was seen: it would stand
        on top for ever.
        """
        if when is None:
            return self
        published = seconds(when)
        has_come = published <= seconds(now) + _DAY
        return self._replace(
            published=published, sorted_at=published if has_come else self.sorted_at
        )


_COLUMNS: Final = Record._fields
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
    """A Headline from `HEADLINE_COLUMNS`."""
    return model.Headline(
        id=row[0],
        url=row[1],
        title=row[2],
        source=row[3],
        section=row[4],
        sections=codec.load_names(row[5]),
        published=moment(row[6]),
        summary=row[7],
        read=bool(row[8]),
        saved=bool(row[9]),
        cached=bool(row[10]),
        words=row[11],
    )


def seconds(when: datetime) -> int:
    """A time as it is stored."""
    return int(when.timestamp())


def moment(stored: int | None) -> datetime | None:
    """A stored time as an aware datetime."""
    try:
        return None if stored is None else datetime.fromtimestamp(stored, VIETNAM)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise codec.UnreadableError(str(error)) from error


def day_number(stored: int) -> int:
    """The day in Vietnam, as `date.toordinal` counts."""
    return (stored + _OFFSET) // _DAY + _EPOCH_DAY


def load(database: Database, article_id: str) -> Record | None:
    """What is known of an article."""
    row = database.one(_LOAD, (article_id,))
    if row is None:
        return None
    values = dict(zip(_COLUMNS, row, strict=True))
    for flag in ("listed", "cached", "has_page", "read", "saved"):
        values[flag] = bool(values[flag])
    return Record(**{**values, "sections": codec.load_names(values["sections"])})


def new_record(database: Database, article_id: str, url: str, first_seen: datetime) -> Record:
    """A record for an article met for the first time, with the marks that the user gave it."""
    at = seconds(first_seen)
    marks = database.one(
        "SELECT read_at IS NOT NULL, saved_at IS NOT NULL FROM userdata.mark WHERE id = ?",
        (article_id,),
    )
    read, saved = marks or (0, 0)
    return Record(0, article_id, url, at, at, read=bool(read), saved=bool(saved))


def save(database: Database, record: Record, pairs: Iterable[tuple[str, str]] = ()) -> Record:
    """Store a record and put it in its places; gives it back with its number.

    Args:
        database: the store's.
        record: the article.
        pairs: sources and sections that bring it, beside those already known.
    """
    if not record.number:
        record = record._replace(number=_free_number(database, record))
    values = list(record)
    values[_SECTIONS] = json.dumps(record.sections, ensure_ascii=False)
    section = record.sections[0] if record.sections else ""
    folded = fold(f"{record.title} {record.summary}")
    database.execute(_SAVE, (*values, section, folded, day_number(record.sorted_at)))
    places = _place(database, record, pairs)
    sources = {record.source, *(source for source, _ in places)} - {""}
    _name(
        database,
        record.number,
        {("source", name) for name in sources} | {("section", name) for name in record.sections},
    )
    return record


def touch(database: Database, record: Record) -> None:
    """Store of a record only when it was seen."""
    database.execute(
        "UPDATE article SET seen_at = ? WHERE number = ?", (record.seen_at, record.number)
    )


def _free_number(database: Database, record: Record) -> int:
    """A row number that grows with the time of the news.

    The full-text index gives its matches by row number, so the newest ones come without sorting.
    Minutes keep the index small, which stores differences; many articles of one minute spread out.
    """
    minute = max(1, record.sorted_at // 60)
    for span in (1, 16, 256, 4096, 65_536):
        number = minute + int(record.id[-8:].encode().hex(), 16) % span
        if database.one("SELECT 1 FROM article WHERE number = ?", (number,)) is None:
            return number
    return database.number("SELECT max(number) FROM article") + 1


def pairs_of(database: Database, article_id: str) -> set[tuple[str, str]]:
    """The sources, and their sections, in which an article stands ('' is the whole source)."""
    rows = database.all(
        "SELECT source, section FROM placement WHERE id = ? AND source <> ''", (article_id,)
    )
    return {(source, section) for source, section in rows}


def _name(database: Database, number: int, names: set[tuple[str, str]]) -> None:
    """Let an article be found by these kinds of names, and by no others."""
    rows = database.all(
        "SELECT kind, name.name FROM naming JOIN name ON name.id = naming.name WHERE number = ?",
        (number,),
    )
    if set(rows) == names:
        return
    database.execute("DELETE FROM naming WHERE number = ?", (number,))
    for name in names:
        database.execute("INSERT OR IGNORE INTO name (kind, name) VALUES (?, ?)", name)
        database.execute(
            "INSERT INTO naming (name, number) SELECT id, ? FROM name WHERE kind = ? AND name = ?",
            (number, *name),
        )


def _place(
    database: Database, record: Record, pairs: Iterable[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Make an article's places in the lists those that it should have; gives them."""
    before = set(
        database.all(
            "SELECT source, section, sorted_at, unread FROM placement WHERE id = ?", (record.id,)
        )
    )
    places: set[tuple[str, str]] = set()
    if record.listed:
        known = {(source, section) for source, section, _, _ in before if source}
        for source, section in known | set(pairs):
            places |= {("", ""), ("", section), (source, ""), (source, section)}
    after = {(*place, record.sorted_at, int(not record.read)) for place in places}
    if before == after:
        return places
    if before:
        database.execute("DELETE FROM placement WHERE id = ?", (record.id,))
    day = day_number(record.sorted_at)
    database.connection.executemany(
        "INSERT INTO placement (source, section, sorted_at, unread, id, number, day)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(*place, record.id, record.number, day) for place in after],
    )
    return places


def clear_places(database: Database, article_id: str) -> None:
    """Take an article out of all lists."""
    database.execute("DELETE FROM placement WHERE id = ?", (article_id,))
