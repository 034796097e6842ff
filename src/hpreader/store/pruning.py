"""Keeping the cache within its bounds: by size, and by when a thing was last seen or opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from hpreader.store import records
from hpreader.store.database import Database, Part, on_disk
from hpreader.store.words import TABLES, remove_document

KEPT_UNSEEN: Final = timedelta(days=365)
"""What was neither brought by a list nor opened for so long goes, even where there is room."""

NOTES_KEPT: Final = timedelta(days=1)
_PASSING_NOTES: Final = ("tried", "robots")
"""The newsroom's notes of what was tried in vain, and of what sites allow."""

_ROOM: Final = 0.9
"""How full the cache may be after it was pruned, so that not each sync prunes."""
_BATCH: Final = 200
"""Articles for one transaction: other processes wait no longer than that takes."""
_MERGED_PAGES: Final = 500
_MERGES: Final = 50
"""Two megabytes for one transaction and a hundred for one pruning; the next one goes on."""

_GOES: Final = (
    "FROM article LEFT JOIN body USING (number)"
    " WHERE saved = 0 AND (read = 1 OR listed = 0)"
    " AND max(seen_at, coalesce(opened_at, 0))"
)
"""Saved articles stay, and what lists brought and nobody has read."""


class Pruning(Part):
    """The store's part that throws away."""

    @on_disk
    def prune(self, max_bytes: int) -> int:
        """Forget what was longest neither seen nor opened; gives how many articles went.

        How old the news is plays no part. Saved and unread articles stay, whatever their size.

        Raises:
            ProblemError: disk_full, disk_read_only, disk.
        """
        database = self._database
        oldest = records.seconds(database.now() - KEPT_UNSEEN)
        _forget_notes(database)
        gone = _remove(database, _unseen_since(database, oldest))
        for _ in range(3):  # how much an article takes is only estimated
            used = _used(database)
            if used <= max_bytes:
                break
            removed = _remove(database, _oldest(database, used - int(max_bytes * _ROOM), used))
            gone += removed
            if not removed:
                break
            _give_back(database)
        if gone:
            _give_back(database)
        return gone

    @on_disk
    def health(self) -> dict[str, str]:
        """What SQLite says of each whole file, `ok` or what is wrong; not quick."""
        database = self._database
        return {
            str(database.cache): database.check("main"),
            str(database.userdata): database.check("userdata"),
        }


def _forget_notes(database: Database) -> None:
    """Forget what was noted of single addresses and sites, which are without number."""
    oldest = records.seconds(database.now() - NOTES_KEPT)
    with database.writing():
        for kind in _PASSING_NOTES:
            database.execute(
                "DELETE FROM note WHERE key > ? AND key < ? AND at < ?",
                (f"note {kind} ", f"note {kind}!", oldest),  # "!" comes after the space
            )


def _used(database: Database) -> int:
    """The bytes in use but for notes and photos: none goes because an article goes."""
    pages = database.number("PRAGMA main.page_count") - database.number(
        "PRAGMA main.freelist_count"
    )
    notes = database.number(
        "SELECT sum(length(CAST(key AS BLOB)) + length(CAST(value AS BLOB))) FROM note"
    )
    photos = database.number("SELECT sum(length) FROM picture")
    return pages * database.number("PRAGMA main.page_size") - notes - photos


def _unseen_since(database: Database, oldest: int) -> list[int]:
    return [row[0] for row in database.all(f"SELECT number {_GOES} < ?", (oldest,))]


def _oldest(database: Database, wanted: int, used: int) -> list[int]:
    """Those to throw away for so many bytes; each is taken to need its body's share of all."""
    shares = database.one("SELECT coalesce(sum(length(article)), 0), count(*) FROM body")
    lengths, _ = shares or (0, 0)
    entries = database.number("SELECT coalesce(sum(length(entry)), 0) FROM entry")
    share = used / max(1, lengths + entries)
    found: list[int] = []
    rows = database.execute(
        "SELECT number, coalesce(length(article), 0) + coalesce((SELECT length(entry) FROM entry"
        f" WHERE entry.number = article.number), 0) {_GOES} >= 0"
        " ORDER BY max(seen_at, coalesce(opened_at, 0)), sorted_at"
    )
    for number, length in rows:
        if wanted <= 0:
            break
        found.append(number)
        wanted -= max(1, int(length * share))
    return found


def _remove(database: Database, numbers: list[int]) -> int:
    for start in range(0, len(numbers), _BATCH):
        with database.writing():
            for number in numbers[start : start + _BATCH]:
                remove_document(database, number)
                for table in ("placement", "brought"):
                    database.execute(
                        f"DELETE FROM {table} WHERE id = (SELECT id FROM article WHERE number = ?)",
                        (number,),
                    )
                for table in ("body", "entry", "naming", "article"):
                    database.execute(f"DELETE FROM {table} WHERE number = ?", (number,))
    return len(numbers)


def _give_back(database: Database) -> None:
    """Let the index forget for good, and the file shrink."""
    for table in TABLES:
        pages = -_MERGED_PAGES  # negative begins a merge of the whole index, positive goes on
        for _ in range(_MERGES):
            before = database.connection.total_changes
            with database.writing():
                database.execute(
                    f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,)
                )
            if database.connection.total_changes - before < 2:  # what FTS5 says when it is done
                break
            pages = _MERGED_PAGES
    # A page a step, and execute() makes one step of a statement without columns.
    database.connection.executescript("PRAGMA main.incremental_vacuum")
