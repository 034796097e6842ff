"""Lets a disk become full at every write: of each piece of work, with a page more of room each time.

Whatever was acknowledged is there when there is room again, the files are whole, and the only problem
is that the disk is full.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hpreader.history import History
from hpreader.model import Anchor, ReadingProgress, Search, Visit
from hpreader.model.traces import OF_READING
from hpreader.problems import ProblemError
from hpreader.store import Store
from hpreader.store.traces.traces import Traces
from tests.support.small_disk import SmallDisk, small_disk
from tests.support.storeroom import NOW, SITE, Storeroom, entry, record_list, story
from tests.torture.matrix import Line

PAGE = 4_096
ALLOWED = {"disk_full", "disk_read_only"}

Work = Callable[[Store, list[str]], object]


def mark_read(store: Store, ids: list[str]) -> None:
    store.marks.set_read(ids)


def save(store: Store, ids: list[str]) -> None:
    store.marks.set_saved(ids)


def put_trail(store: Store, ids: list[str]) -> None:
    visits = tuple(
        Visit(Search(f"{one} {n}" * 20), "x" * 500, at=NOW) for one in ids for n in range(20)
    )
    store.trail.put(History(visits, 1))


def put_progress(store: Store, ids: list[str]) -> None:
    for one in ids:
        store.progress.put(one, ReadingProgress(Anchor(1, 2), 0.5), NOW)


def store_article(store: Store, _ids: list[str]) -> None:
    store.articles.put(
        story("một", "Nội dung dài. " * 3_000, lede="Tóm tắt", section="A", published=NOW)
    )


def store_list(store: Store, _ids: list[str]) -> None:
    record_list(store, [entry(f"moi-{number}", summary="Dài " * 100) for number in range(30)])


def keep_search(store: Store, _ids: list[str]) -> None:
    store.searches.save("tên", "câu " * 2_000)
    store.searches.remember("câu " * 2_000)


def store_image(store: Store, _ids: list[str]) -> None:
    store.images.put(f"{SITE}/a.jpg", (4, 3), b"x" * 60_000, 10**6)


WORKS: dict[str, Work] = {
    "marks": mark_read, "saved articles": save, "trail": put_trail, "progress": put_progress,
    "article": store_article, "list": store_list, "searches": keep_search, "image": store_image,
}  # fmt: skip


class FullDisks:
    """Two small disks with the two files on them."""

    def __init__(self, folder: Path, cache: SmallDisk, data: SmallDisk) -> None:
        self._room = Storeroom(folder)
        self._disks = {"cache": cache, "data": data}
        store = self._room.open()
        self._ids = record_list(
            store, [entry(name, summary="Tóm tắt") for name in ("một", "hai", "ba")]
        )
        store.articles.put(story("một", "Nội dung.", lede="Tóm tắt", published=NOW))
        store.marks.set_saved(self._ids[:1])
        store.marks.set_read(self._ids[2:])
        self._room.close()
        self._copies = folder / "copies"
        shutil.copytree(cache.path, self._copies / "cache")
        shutil.copytree(data.path, self._copies / "data")

    def attempt(self, work: Work, which: str, pages: int) -> str:
        """Do some work with so many pages of room; returns what was wrong."""
        self._begin_anew()
        disk = self._disks[which]
        disk.fill()
        with (disk.path / "filler").open("rb+") as filler:
            filler.truncate(max(0, filler.seek(0, 2) - pages * PAGE))
        done = False
        try:
            store = Store.open(self._room.cache, self._room.userdata, now=lambda: NOW)
            try:
                work(store, self._ids[:2])
                done = store.keeps_userdata
            finally:
                store.close()
        except ProblemError as error:
            if error.problem.kind not in ALLOWED:
                return f"{pages} pages of {which}: {error}"
        disk.make_room()
        return self._wrong(work, done) and f"{pages} pages of {which}: {self._wrong(work, done)}"

    def attempt_to_forget(self, which: str, pages: int) -> str:
        """`attempt` for `hpreader forget`, which may be done or not, but loses nothing else."""
        self._begin_anew()
        disk = self._disks[which]
        disk.fill()
        with (disk.path / "filler").open("rb+") as filler:
            filler.truncate(max(0, filler.seek(0, 2) - pages * PAGE))
        try:
            Traces(self._room.cache, self._room.userdata).remove(OF_READING)
        except ProblemError as error:
            if error.problem.kind not in ALLOWED:
                return f"{pages} pages of {which}: {error}"
        disk.make_room()
        return self._wrong(lambda *_: None, is_done=False)

    def _begin_anew(self) -> None:
        for name, disk in self._disks.items():
            disk.make_room()
            for path in disk.path.iterdir():
                path.unlink()
            for path in (self._copies / name).iterdir():
                shutil.copy(path, disk.path)

    def _wrong(self, work: Work, is_done: bool) -> str:
        for path in (self._room.userdata, self._room.cache):
            if path.exists():
                with closing(sqlite3.connect(path)) as file:
                    found = file.execute("PRAGMA integrity_check(1)").fetchone()[0]
                if found != "ok":
                    return f"{path.name}: {found}"
        with Store.open(
            self._room.cache, self._room.userdata, now=lambda: datetime.now(UTC)
        ) as store:
            marks = dict(store.database.all("SELECT id, saved_at IS NOT NULL FROM userdata.mark"))
            if marks.get(self._ids[0]) != 1:
                return "a saved article was lost"
            read = {
                row[0] for row in store.database.all("SELECT id FROM userdata.mark WHERE read_at")
            }
            if work is mark_read and is_done and not read.issuperset(self._ids[:2]):
                return "an acknowledged mark was lost"
            if work is put_progress and is_done and len(store.progress.get(self._ids[:2])) < 2:
                return "acknowledged progress was lost"
            if work is put_trail and is_done and not len(store.trail.get()):
                return "an acknowledged trail was lost"
        return ""


def run(seconds: float) -> list[Line]:
    """Try all work with 0, 1, 2 … pages of room, as many as some seconds allow, but all once."""
    lines = [Line(f"full disk: {name}") for name in (*WORKS, "forget")]
    with tempfile.TemporaryDirectory(prefix="hpreader-disks-") as name:
        folder = Path(name)
        try:
            with small_disk(folder / "cache", 3) as cache, small_disk(folder / "data", 3) as data:
                _fill_up(FullDisks(folder, cache, data), lines, seconds)
        except pytest.skip.Exception as reason:
            return [Line("full disk: not allowed here", notes=[str(reason)])]
    return lines


def _fill_up(disks: FullDisks, lines: list[Line], seconds: float) -> None:
    ends_at = time.monotonic() + seconds
    for pages in sorted(range(64), key=lambda number: f"{number:06b}"[::-1]):  # 0, 32, 16, 48, 8, …
        for which in ("cache", "data"):
            for line, work in zip(lines, (*WORKS.values(), None), strict=True):
                started = time.monotonic()
                try:
                    failure = (
                        disks.attempt(work, which, pages)
                        if work
                        else disks.attempt_to_forget(which, pages)
                    )
                except Exception as error:  # noqa: BLE001 - it is what is looked for
                    failure = f"{pages} pages of {which}: {type(error).__name__}: {error}"
                line.count(time.monotonic() - started, failure)
        if time.monotonic() > ends_at:
            return
