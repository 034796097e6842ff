"""Photos that were looked at, within bounds of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hpreader.problems import Problem
from hpreader.store import codec, records
from hpreader.store.database import Part, on_disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.store.database import Database

FAILURE_KEPT: Final = timedelta(days=1)
"""After that a photo that could not be shown is asked for again."""

_ROOM: Final = 0.9
"""How full the photos' share may be after pruning, so that not each photo prunes."""

Size = tuple[int, int]


class Pictures(Part):
    """The store's part that keeps photos."""

    @on_disk
    def picture_sizes(self, urls: Iterable[str]) -> Mapping[str, Size | Problem]:
        """Of the photos that are here, their pixels; of those that cannot be shown, why."""
        rows = self._database.all_of(
            "SELECT url, width, height, problem FROM picture"
            " WHERE (problem IS NULL OR at > ?) AND url IN ({keys})",
            urls,
            records.seconds(self._database.now() - FAILURE_KEPT),
        )
        return {
            url: codec.load_as(Problem, problem) if problem else (width, height)
            for url, width, height, problem in rows
        }

    @on_disk
    def picture(self, url: str) -> tuple[Size, bytes] | None:
        """A photo's pixels and its data, None where it is not here."""
        row = self._database.one(
            "SELECT width, height, data FROM picture WHERE url = ? AND problem IS NULL", (url,)
        )
        return ((row[0], row[1]), bytes(row[2])) if row else None

    @on_disk
    def put_picture(self, url: str, size: Size, data: bytes, max_bytes: int) -> None:
        """Keep a photo; those that were longest not drawn make room for it."""
        with self._database.writing():
            _keep(self._database, url, size, data, None)
            _make_room(self._database, max_bytes)

    @on_disk
    def put_picture_problem(self, url: str, problem: Problem) -> None:
        """Remember why a photo cannot be shown."""
        with self._database.writing():
            _keep(self._database, url, (0, 0), None, problem)

    @on_disk
    def mark_picture_seen(self, url: str) -> None:
        """It was drawn again, so it stays longer."""
        with self._database.writing():
            self._database.execute(
                "UPDATE picture SET seen_at = ? WHERE url = ?",
                (records.seconds(self._database.now()), url),
            )

    @on_disk
    def picture_state(self) -> tuple[int, int]:
        """How many photos are here, and their bytes."""
        count, size = self._database.one(
            "SELECT count(data), coalesce(sum(length), 0) FROM picture"
        ) or (0, 0)
        return int(count), int(size)


def _keep(
    database: Database, url: str, size: Size, data: bytes | None, problem: Problem | None
) -> None:
    now = records.seconds(database.now())
    database.execute(
        "INSERT OR REPLACE INTO picture"
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


def _make_room(database: Database, max_bytes: int) -> None:
    """Forget photos, longest unseen first, where there are too many."""
    used = database.number("SELECT sum(length) FROM picture")
    if used <= max_bytes:
        return
    rows = database.all("SELECT number, length FROM picture ORDER BY seen_at, number")
    for number, length in rows:
        if used <= max_bytes * _ROOM:
            return
        database.execute("DELETE FROM picture WHERE number = ?", (number,))
        used -= length
