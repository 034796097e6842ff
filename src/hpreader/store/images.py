"""Images of articles, in the cache, with a limit of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hpreader.problems import Problem
from hpreader.store.database import with_recovery
from hpreader.store.values import codec
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.store.database import Database, Row

FAILURE_KEPT: Final = timedelta(days=1)
"""How long an image that could not be shown is not fetched again."""

_FILL_AFTER_PRUNING: Final = 0.9
"""Images are deleted down to this share of the limit, so that not each new image deletes some."""

Size = tuple[int, int]
"""Width and height in pixels."""


class Images:
    """Stores images as they are drawn (small JPEGs), or the problem of those without one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- reading ---

    @with_recovery
    def sizes(self, urls: Iterable[str]) -> Mapping[str, Size | Problem]:
        """The sizes of the stored images; for those that cannot be shown, the problem."""
        rows = self._database.all_of(
            "SELECT url, width, height, problem FROM image"
            " WHERE (problem IS NULL OR at > ?) AND url IN ({keys})",
            urls,
            to_timestamp(self._database.now() - FAILURE_KEPT),
        )
        return {row[0]: _size(row) for row in rows}

    @with_recovery
    def get(self, url: str) -> tuple[Size, bytes] | None:
        """The size and the JPEG data of an image; None if it is not stored."""
        row = self._database.one(
            "SELECT width, height, data FROM image WHERE url = ? AND problem IS NULL", (url,)
        )
        if row is None:
            return None
        codec.check_cells(row, int, int, bytes)
        return (row[0], row[1]), row[2]

    @with_recovery
    def usage(self) -> tuple[int, int]:
        """The number of stored images, and their bytes."""
        count, size = self._database.one(
            "SELECT count(data), coalesce(sum(length), 0) FROM image"
        ) or (0, 0)
        return int(count), int(size)

    # --- writing ---

    @with_recovery
    def put(self, url: str, size: Size, data: bytes, max_bytes: int) -> None:
        """Store an image; if all images exceed `max_bytes`, those not drawn longest are deleted."""
        with self._database.writing():
            self._put(url, size, data, None)
            self._prune(max_bytes)

    @with_recovery
    def put_problem(self, url: str, problem: Problem) -> None:
        """Store why an image cannot be shown."""
        with self._database.writing():
            self._put(url, (0, 0), None, problem)

    @with_recovery
    def mark_seen(self, url: str) -> None:
        """Store that an image was drawn now, which keeps it longer."""
        with self._database.writing():
            self._database.execute(
                "UPDATE image SET seen_at = ? WHERE url = ?",
                (to_timestamp(self._database.now()), url),
            )

    def _put(self, url: str, size: Size, data: bytes | None, problem: Problem | None) -> None:
        now = to_timestamp(self._database.now())
        self._database.execute(
            "INSERT OR REPLACE INTO image"
            " (url, width, height, at, seen_at, problem, length, data)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                url,
                *size,
                now,
                now,
                codec.dump(problem) if problem else None,
                len(data) if data else 0,
                data,
            ),
        )

    def _prune(self, max_bytes: int) -> None:
        used = self._database.number("SELECT sum(length) FROM image")
        if used <= max_bytes:
            return
        rows = self._database.all("SELECT number, length FROM image ORDER BY seen_at, number")
        for number, length in rows:
            if used <= max_bytes * _FILL_AFTER_PRUNING:
                return
            self._database.execute("DELETE FROM image WHERE number = ?", (number,))
            used -= length


def _size(row: Row) -> Size | Problem:
    """What a row with the address, the width, the height and the problem of an image says.

    Raises:
        codec.UnreadableError: a value was not written by this program.
    """
    _, width, height, problem = row
    if problem:
        return codec.load_as(Problem, problem)
    codec.check_cells((width, height), int, int)
    return width, height
