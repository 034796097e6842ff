"""What articles are compared by, to find those that report one event: kept with the keys that find candidates.

What is similar is decided by `hpreader.stories`; the newsroom brings both together. Methods that write belong
inside a transaction of the caller's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.store.database import with_recovery
from hpreader.store.rows.contents import unpacked
from hpreader.store.values import codec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hpreader.store.database import Database
    from hpreader.store.rows.identities import Identities

KEPT_DAYS: Final = 45
"""For how many days before the newest article the keys of articles are kept; what is asked for of an earlier
day is compared anew."""


class StoredText(NamedTuple):
    """What an article is compared by."""

    number: int
    id: str
    day: int
    """As `date.toordinal` counts; of an article without a date the day when it was first seen."""
    source: str
    title: str
    text: str
    """Lede and text of the body, the summary where there is no body."""
    links: tuple[str, ...]
    """The ids of the articles in its box of other news."""


class StoryIndex:
    """Stores features of articles, and finds articles by what they share."""

    def __init__(self, database: Database, *, identities: Identities) -> None:
        self._database = database
        self._identities = identities

    @with_recovery
    def pending(self, first: int, last: int, limit: int) -> tuple[int, ...]:
        """The numbers of articles of some days that were not compared as they are now, the newest first.

        The first call for some days reads which articles they have; later ones only what was stored since.

        Args:
            first: the first day, as `date.toordinal` counts.
            last: the last one.
            limit: how many at most.
        """
        one = "SELECT 1 FROM story_scan WHERE first <= ? AND last >= ?"
        if self._database.one(one, (first, last)) is None:
            with self._database.writing():
                self._scan(first, last)
        rows = self._database.all(
            "SELECT number FROM story_pending JOIN article USING (number)"
            " WHERE abs(day) BETWEEN ? AND ? ORDER BY number DESC LIMIT ?",
            (first, last, limit),
        )
        return tuple(number for (number,) in rows)

    @with_recovery
    def is_complete(self, first: int, last: int) -> bool:
        """Whether all articles of some days were compared as they are now; see `pending`."""
        row = self._database.one(
            "SELECT EXISTS (SELECT 1 FROM story_scan WHERE first <= :first AND last >= :last)"
            " AND NOT EXISTS (SELECT 1 FROM story_pending JOIN article USING (number)"
            " WHERE abs(day) BETWEEN :first AND :last)",
            {"first": first, "last": last},
        )
        return bool(row and row[0])

    def _scan(self, first: int, last: int) -> None:
        self._database.execute(
            "INSERT OR IGNORE INTO story_pending (number)"
            " SELECT a.number FROM article AS a INDEXED BY article_facts"
            " LEFT JOIN story_article AS s ON s.number = a.number"
            " WHERE abs(a.day) BETWEEN ? AND ? AND coalesce(s.stale, 1) = 1",
            (first, last),
        )
        self._database.execute(
            "DELETE FROM story_scan WHERE first >= ? AND last <= ?", (first, last)
        )
        self._database.execute("INSERT INTO story_scan (first, last) VALUES (?, ?)", (first, last))

    @with_recovery
    def texts(self, numbers: Iterable[int]) -> list[StoredText]:
        """What articles are compared by.

        Raises:
            codec.UnreadableError: some were not written by this program.
        """
        rows = self._database.all_of(
            "SELECT number, id, abs(day), source, title, summary, data FROM article"
            " LEFT JOIN content ON key = content WHERE number IN ({keys})",
            numbers,
        )
        found = []
        for number, article_id, day, source, title, summary, data in rows:
            codec.check_cells((article_id, source, title, summary), str, str, str, str)
            content = unpacked(data) if data is not None else None
            body = content is not None and content.article
            document = content.described(title, summary) if content is not None else None
            text = document.body if body and document is not None else summary
            links = _related_urls(content.article) if content is not None and body else ()
            ids = self._identities.identify_all(links) if links else {}
            found.append(
                StoredText(number, article_id, day, source, title, text, tuple(ids.values()))
            )
        return found

    @with_recovery
    def features(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """The features of articles that were compared, by number."""
        rows = self._database.all_of(
            "SELECT number, features FROM story_article WHERE number IN ({keys})", numbers
        )
        return dict(rows)

    def put(
        self, text: StoredText, features: bytes, keys: Iterable[int], old_keys: Iterable[int]
    ) -> None:
        """Store what an article is compared by.

        Args:
            text: the article.
            features: as the caller reads them again.
            keys: by which others find it.
            old_keys: those of its features before, which are deleted.
        """
        execute = self._database.execute_many
        number = text.number
        execute(
            "DELETE FROM story_key WHERE key = ? AND day = ? AND number = ?",
            [(key, day, number) for day in self._days_of(number) for key in old_keys],
        )
        self._database.execute("DELETE FROM story_pending WHERE number = ?", (number,))
        self._database.execute("DELETE FROM story_link WHERE first = ?", (number,))
        self._database.execute("DELETE FROM story_link WHERE second = ?", (number,))
        self._database.execute(
            "INSERT INTO story_article (number, id, source, day, added_at, features)"
            " SELECT number, id, source, abs(day), seen_at, ? FROM article WHERE number = ?"
            " ON CONFLICT (number) DO UPDATE SET day = excluded.day, source = excluded.source,"
            " stale = 0, features = excluded.features",
            (features, number),
        )
        execute(
            "INSERT OR IGNORE INTO story_key (key, day, number) VALUES (?, ?, ?)",
            sorted((key, text.day, number) for key in keys),
        )

    def _days_of(self, number: int) -> tuple[int, ...]:
        return tuple(
            day
            for (day,) in self._database.all(
                "SELECT day FROM story_article WHERE number = ?", (number,)
            )
        )

    @with_recovery
    def candidates(
        self, keys: Sequence[int], first: int, last: int, common: int
    ) -> tuple[Mapping[int, int], Mapping[int, list[int]]]:
        """The articles of some days that share keys.

        Args:
            keys: of an article.
            first: the first day.
            last: the last one.
            common: a key that more articles have tells none.

        Returns:
            How many articles have each key, up to `common` and one more; and the keys of each article
            that are not common.
        """
        counts: dict[int, int] = {}
        shared: dict[int, list[int]] = {}
        for key in keys:
            rows = self._database.all(
                "SELECT number FROM story_key WHERE key = ? AND day BETWEEN ? AND ? LIMIT ?",
                (key, first, last, common + 1),
            )
            counts[key] = len(rows)
            if len(rows) <= common:
                for (number,) in rows:
                    shared.setdefault(number, []).append(key)
        return counts, shared

    @with_recovery
    def count(self, first: int, last: int) -> int:
        """How many articles of some days were compared."""
        return self._database.number(
            "SELECT count(*) FROM story_article WHERE day BETWEEN ? AND ?", (first, last)
        )

    def remove_old_keys(self) -> None:
        """Delete the keys of articles that are older than `KEPT_DAYS`."""
        last = self._database.number("SELECT max(day) FROM story_article") - KEPT_DAYS
        oldest = self._database.number("SELECT min(day) FROM story_article WHERE stale = 0")
        if oldest and oldest < last:
            # They are compared anew if their day is asked for again.
            self._database.execute("UPDATE story_article SET stale = 1 WHERE day < ?", (last,))
            self._database.execute("UPDATE story_scan SET first = max(first, ?)", (last,))
            self._database.execute("DELETE FROM story_scan WHERE last < first")
            self._database.execute("DELETE FROM story_key WHERE day < ?", (last,))


def _related_urls(article: str) -> tuple[str, ...]:
    """The addresses in an article's own box of other news, of its JSON.

    Raises:
        codec.UnreadableError: the body was not written by this program.
    """
    try:
        whole = json.loads(article)
        if whole.get("related_from", "page") != "page":
            return ()
        return tuple(item["url"] for item in whole.get("related", ()) if item.get("url"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise codec.UnreadableError(str(error)) from error
