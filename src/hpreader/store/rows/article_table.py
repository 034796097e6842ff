"""The table of articles, with the tables that are derived from each row.

Derived from a row are its placements (the lists that contain the article) and its labels (the
names of sources and sections that a search can filter by).
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hpreader import model
from hpreader.store.rows.placements import PlacedArticle, Placements
from hpreader.store.rows.stored_article import HIDDEN, ArticleRow, StoredArticle, new_article
from hpreader.store.values import codec
from hpreader.store.values.timestamps import from_timestamp
from hpreader.text import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from datetime import datetime

    from hpreader.model import Headline
    from hpreader.store.database import Database, Row
    from hpreader.store.rows.stored_article import Verdicts

    Label = tuple[str, str]
    """A kind (`source`, `section`, `place`, `notice`) and a name."""

_COLUMNS: Final = ArticleRow._fields
_LOAD: Final = f"SELECT {', '.join(_COLUMNS)} FROM article WHERE id IN ({{keys}})"
_SAVE: Final = (
    f"INSERT OR REPLACE INTO article ({', '.join(_COLUMNS)}, section, folded, day)"
    f" VALUES ({', '.join('?' * (len(_COLUMNS) + 3))})"
)
_NAMES: Final = tuple(map(_COLUMNS.index, ("sections", "tags")))
_GUID: Final = _COLUMNS.index("guid")
_URL: Final = _COLUMNS.index("url")
_TEXTS: Final = tuple(
    map(_COLUMNS.index, ("url", "guid", "source", "title", "summary", "muted", "kept", "edited"))
)
_FLAGS: Final = tuple(
    map(_COLUMNS.index, ("listed", "cached", "has_page", "read", "saved", "has_entry"))
)
_SPANS: Final = (1, 16, 256, 4096, 65_536)
"""Over how many following row numbers the articles of one minute are spread; see `_number`."""

HEADLINE_COLUMNS: Final = (
    "id, url, title, source, section, sections, published, summary, read, saved, cached, words,"
    " muted, tags, edited"
)

IS_SHOWN: Final = "(listed = 1 AND (muted = '' OR saved = 1))"
"""Whether lists show an article: one contains it, and no rule hides it, or the user saved it."""


_HEADLINE_TYPES: Final = (str,) * 6
"""Those of the columns before `published`, which may be empty."""


def headline_of(row: Row) -> Headline:
    """The Headline of a row that begins with `HEADLINE_COLUMNS`.

    Raises:
        codec.UnreadableError: a value was not written by this program.
    """
    codec.check_cells(row, *_HEADLINE_TYPES)
    codec.check_cells(row[7:15], str, int, int, int, int, str, str, str)
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
        muted=row[12],
        tags=codec.load_names(row[13]),
        edit=codec.load_as(model.Edit, row[14]) if row[14] else None,
    )


@lru_cache(512)
def folded_text(title: str, summary: str) -> str:
    """Title and summary of an article without case and diacritics, as they are stored.

    Rules and the row need it one after the other, for each article of a list.
    """
    return fold_words(f"{title} {summary}")


class ArticleTable:
    """Reads and writes rows of `article` with what is derived from them.

    The writing methods belong inside a transaction of the caller's. They take what was loaded
    before and run one statement for many articles.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._placements = Placements(database)
        self.verdicts: Verdicts | None = None
        """Decide by rules what is stored of an article; None: what it had remains."""

    # --- reading ---

    def load(self, article_id: str) -> StoredArticle | None:
        """One article; None if the cache has none of this id."""
        return self.load_all((article_id,)).get(article_id)

    def load_all(self, ids: Iterable[str]) -> dict[str, StoredArticle]:
        """Those of the articles that are stored, by id."""
        rows = [_row(values) for values in self._database.all_of(_LOAD, ids)]
        lists = defaultdict(set)
        for article_id, source, section in self._database.all_of(
            "SELECT id, source, section FROM placement WHERE id IN ({keys})"
            f" AND source NOT IN ('', '{HIDDEN}')",
            (row.id for row in rows if row.listed),
        ):
            lists[article_id].add((source.removeprefix(HIDDEN), section))
        return {row.id: StoredArticle(row, frozenset(lists[row.id])) for row in rows}

    def new_articles(
        self, addresses: Mapping[str, str], first_seen: Mapping[str, datetime]
    ) -> dict[str, StoredArticle]:
        """Articles that are not stored yet; their marks are the user's.

        Args:
            addresses: their addresses by id.
            first_seen: the times when they were first seen, by id.
        """
        marks = {
            article_id: {"read": bool(read), "saved": bool(saved)}
            for article_id, read, saved in self._database.all_of(
                "SELECT id, read_at IS NOT NULL, saved_at IS NOT NULL FROM userdata.mark"
                " WHERE id IN ({keys})",
                addresses,
            )
        }
        return {
            article_id: new_article(
                article_id, url, first_seen[article_id], **marks.get(article_id, {})
            )
            for article_id, url in addresses.items()
        }

    def new(self, article_id: str, url: str, first_seen: datetime) -> StoredArticle:
        """One article that is not stored yet."""
        return self.new_articles({article_id: url}, {article_id: first_seen})[article_id]

    # --- writing ---

    def save(self, before: StoredArticle | None, after: StoredArticle) -> StoredArticle:
        """`save_all` for one article."""
        return self.save_all([(before, after)])[0]

    def save_all(
        self, changes: Sequence[tuple[StoredArticle | None, StoredArticle]]
    ) -> list[StoredArticle]:
        """Store articles and what is derived from them.

        Args:
            changes: each article as it was loaded (None: it was not stored) and as it is now.

        Returns:
            The articles as they are now, with their numbers.
        """
        if self.verdicts is not None:
            changes = self.verdicts.apply_all(changes)
        numbers = self._free_numbers([after.row for before, after in changes if before is None])
        numbered = [
            (
                before,
                after._replace(
                    row=after.row._replace(number=numbers.get(after.row.id, after.row.number))
                ),
            )
            for before, after in changes
        ]
        seen: defaultdict[int, list[int]] = defaultdict(list)
        rows = []
        for before, after in numbered:
            if before is None or before.row != after.row._replace(seen_at=before.row.seen_at):
                rows.append(after.row)
            elif before.row != after.row:
                seen[after.row.seen_at].append(after.row.number)
        # In the order of their numbers the pages of the table are filled best.
        self._database.execute_many(_SAVE, map(_values, sorted(rows)))
        for at, unchanged in seen.items():
            self._database.all_of(
                "UPDATE article SET seen_at = ? WHERE number IN ({keys})", unchanged, at
            )
        self._save_placements(numbered)
        self._save_labels(numbered)
        return [after for _, after in numbered]

    def remove_all(self, articles: Sequence[StoredArticle]) -> None:
        """Delete articles with all that is derived from their rows, and their fingerprints."""
        gone = [(article, article._replace(row=_unlabelled(article.row))) for article in articles]
        self._save_placements(gone)
        self._save_labels(gone)
        numbers = [article.row.number for article in articles]
        for table in ("list_fingerprint", "article"):
            self._database.all_of(f"DELETE FROM {table} WHERE number IN ({{keys}})", numbers)

    def _free_numbers(self, rows: Sequence[ArticleRow]) -> dict[str, int]:
        """Row numbers that are not used and grow with the times of the articles, by id.

        The full-text index returns its matches by row number, so the newest ones come without
        sorting. The number is the minute, which keeps the index small (it stores differences);
        articles of one minute are spread over the following numbers.
        """
        found: dict[str, int] = {}
        for span in _SPANS:
            wanted = {row.id: _number(row, span) for row in rows if row.id not in found}
            if not wanted:
                return found
            taken = {
                number
                for (number,) in self._database.all_of(
                    "SELECT number FROM article WHERE number IN ({keys})", wanted.values()
                )
            }.union(found.values())
            for article_id, number in wanted.items():
                if number not in taken:
                    taken.add(number)
                    found[article_id] = number
        last = max(self._database.number("SELECT max(number) FROM article"), *found.values(), 0)
        for place, row in enumerate((row for row in rows if row.id not in found), start=1):
            found[row.id] = last + place
        return found

    def _save_labels(self, changes: Iterable[tuple[StoredArticle | None, StoredArticle]]) -> None:
        """Update the labels that follow from the rows of articles."""
        self.change_labels(
            (after.row.number, before.labels() if before else set(), after.labels())
            for before, after in changes
        )

    def change_labels(self, changes: Iterable[tuple[int, Set[Label], Set[Label]]]) -> None:
        """Replace labels of articles.

        Args:
            changes: row numbers, each with labels that the article had, and those that are in their place.
        """
        added, removed = set(), set()
        for number, old, new in changes:
            added |= {(*label, number) for label in new - old}
            removed |= {(*label, number) for label in old - new}
        if not added and not removed:
            return
        database = self._database
        names = {(kind, name) for kind, name, _ in added}
        names -= set(database.all("SELECT kind, name FROM label"))
        database.execute_many("INSERT INTO label (kind, name) VALUES (?, ?)", sorted(names))
        labels = {
            (kind, name): label
            for label, kind, name in database.all("SELECT id, kind, name FROM label")
        }
        for sql, rows in (
            ("DELETE FROM article_label WHERE label = ? AND number = ?", removed),
            ("INSERT OR REPLACE INTO article_label (label, number) VALUES (?, ?)", added),
        ):
            database.execute_many(
                sql,
                sorted(
                    (labels[kind, name], number)
                    for kind, name, number in rows
                    if (kind, name) in labels
                ),
            )

    def _save_placements(
        self, changes: Iterable[tuple[StoredArticle | None, StoredArticle]]
    ) -> None:
        """Update the placements of articles."""
        added, removed = [], []
        for before, after in changes:
            old, new = before.placements() if before else set(), after.placements()
            article_id, number = after.row.id, after.row.number
            added += [PlacedArticle(one, article_id, number) for one in new - old]
            removed += [PlacedArticle(one, article_id, number) for one in old - new]
        self._placements.change(added, removed)


def _row(values: Row) -> ArticleRow:
    """The row of the values of `_COLUMNS`.

    Raises:
        codec.UnreadableError: a value was not written by this program.
    """
    cells = list(values)
    for flag in _FLAGS:
        cells[flag] = bool(cells[flag])
    for names in _NAMES:
        cells[names] = codec.load_names(cells[names])
    if cells[_GUID] is None:
        cells[_GUID] = cells[_URL]
    codec.check_cells([cells[at] for at in _TEXTS], *[str] * len(_TEXTS))
    return ArticleRow._make(cells)


def _values(row: ArticleRow) -> tuple[object, ...]:
    """The parameters of `_SAVE`."""
    values: list[object] = list(row)
    for names in _NAMES:
        values[names] = _names_json(row[names])
    if row.guid == row.url:
        values[_GUID] = None
    section = row.sections[0] if row.sections else ""
    return (*values, section, folded_text(row.title, row.summary), row.day)


@lru_cache(512)
def _names_json(names: tuple[str, ...]) -> str:
    """Names as they are stored; most articles have the sections of others."""
    return json.dumps(names, ensure_ascii=False)


def _number(row: ArticleRow, span: int) -> int:
    """The minute of an article, and up to `span` more by its id."""
    minute = max(1, int(row.sorted_at) // 60)
    return minute + int(row.id[-8:].encode().hex(), 16) % span


def _unlabelled(row: ArticleRow) -> ArticleRow:
    """A row from which no placement and no label follows."""
    return row._replace(listed=False, source="", sections=(), tags=())
