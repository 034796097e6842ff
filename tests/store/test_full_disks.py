"""Real disks without a free byte: everything can be read, and what has room is kept."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest

from hpreader.history import History
from hpreader.model import ArticleRef, ListQuery, Search, Visit
from hpreader.problems import ProblemError
from hpreader.store import MemoryCopies, Store
from tests.support.small_disk import SmallDisk, small_disk
from tests.support.storeroom import (
    NOW,
    Storeroom,
    entry,
    found_titles,
    record_list,
    saved_titles,
    story,
    titles,
)

LONG = "".join(map(chr, range(20_000, 40_000)))
TRAIL = History(
    (Visit(Search("bão"), "bão"), Visit(ArticleRef("https://bao.example/mot"), "một")), 1
)


@dataclass
class FullDisks:
    """The two files on disks of their own, with three articles of which one is saved."""

    room: Storeroom
    cache: SmallDisk
    userdata: SmallDisk
    ids: list[str]

    def fill(self, which: str) -> None:
        """Fill the disk of the `cache`, of the `userdata`, or `both`."""
        for name in ("cache", "userdata"):
            if which in (name, "both"):
                getattr(self, name).fill()

    def make_room(self) -> None:
        """Empty both disks again."""
        self.cache.make_room()
        self.userdata.make_room()


@pytest.fixture
def disks(tmp_path: Path) -> Iterator[FullDisks]:
    with small_disk(tmp_path / "cache") as cache, small_disk(tmp_path / "data") as userdata:
        room = Storeroom(tmp_path)
        store = room.open()
        ids = record_list(store, [entry("một"), entry("hai"), entry("ba")])
        store.articles.put(story("ba", "chữ trong bài"))
        store.marks.set_saved(ids[2:])
        room.close()
        yield FullDisks(room, cache, userdata, ids)
        room.close()


def read_all(store: Store, ids: list[str]) -> None:
    assert sorted(titles(store)) == ["ba", "hai", "một"]
    assert found_titles(store, "chữ") == ["ba"]
    assert saved_titles(store) == ["ba"]
    assert store.articles.get(ids[2]) is not None
    assert store.trail.get() == History()


def until_it_fails(*writes: Callable[[], object]) -> None:
    """Write; the log that a store has open may have a little room left."""
    for write in writes:
        write()


FULL = ["cache", "userdata", "both"]


@pytest.mark.parametrize("full", FULL)
def test_a_full_disk_can_be_read_and_is_named(disks: FullDisks, full: str) -> None:
    disks.fill(full)
    store = disks.room.open()
    read_all(store, disks.ids)
    named = {problem.subject for problem in store.notices}
    expected = {name: str(getattr(disks.room, name)) for name in ("cache", "userdata")}
    assert named == ({expected[full]} if full in expected else set(expected.values()))
    assert {problem.kind for problem in store.notices} == {"disk_full"}


@pytest.mark.parametrize("full", FULL)
def test_a_disk_that_fills_up_while_it_is_read_can_be_read_on(disks: FullDisks, full: str) -> None:
    store, other = disks.room.open(), disks.room.open()
    disks.fill(full)
    read_all(store, disks.ids)
    read_all(other, disks.ids)


@pytest.mark.parametrize("full", FULL)
def test_what_only_the_log_contains_is_read_from_a_full_disk(disks: FullDisks, full: str) -> None:
    store = disks.room.open()
    record_list(store, [entry("bốn")])
    store.marks.set_read(disks.ids[:1])
    folders = (disks.room.cache.parent, disks.room.userdata.parent)
    kept = [(path, path.read_bytes()) for folder in folders for path in folder.iterdir()]
    disks.room.close()
    for path, data in kept:  # as after a crash, without the index of the log
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        if not path.name.endswith("-shm"):
            path.write_bytes(data)
    disks.fill(full)
    store = disks.room.open()
    assert sorted(titles(store)) == ["ba", "bốn", "hai", "một"]
    assert sorted(titles(store, unread=True)) == ["ba", "bốn", "hai"]


@pytest.mark.parametrize("when", ["before", "while it is open"])
def test_with_a_full_cache_disk_marks_shelf_and_trail_are_kept(disks: FullDisks, when: str) -> None:
    room = disks.room
    copies = MemoryCopies()
    if when == "before":
        disks.fill("cache")
    store, other = (
        Store.open(room.cache, room.userdata, now=lambda: NOW, copies=copies) for _ in range(2)
    )
    disks.fill("cache")
    first, second, _ = disks.ids
    assert store.marks.set_read([first]) == (first,)
    assert store.marks.set_saved([second]) == (second,)
    store.trail.put(TRAIL)
    store.articles.put(story("một", LONG))
    for each in (store, other):
        assert sorted(titles(each, unread=True)) == ["ba", "hai"]
        assert sorted(saved_titles(each)) == ["ba", "hai"]
        assert each.articles.get(first) is not None
        assert [problem.reason for problem in each.notices] == ["cache"]
    store.close()
    other.close()
    copies.close()
    disks.fill("cache")
    store = room.open()
    assert sorted(titles(store, unread=True)) == ["ba", "hai"]
    disks.make_room()
    store = room.reopen()
    assert sorted(titles(store, unread=True)) == ["ba", "hai"]
    assert sorted(saved_titles(store)) == ["ba", "hai"]
    assert store.trail.get() == TRAIL
    assert store.articles.get(first) is None
    assert store.notices == ()


@pytest.mark.parametrize("when", ["before", "while it is open"])
@pytest.mark.parametrize("full", ["userdata", "both"])
def test_with_a_full_data_disk_one_reads_on_and_is_told_that_marks_are_not_kept(
    disks: FullDisks, when: str, full: str
) -> None:
    if when == "before":
        disks.fill(full)
    store = disks.room.open()
    disks.fill(full)
    for keep in (
        lambda: store.marks.set_read(disks.ids[:1]),
        lambda: store.marks.set_saved(disks.ids[:1]),
        lambda: store.trail.put(TRAIL),
        lambda: store.view_preferences.put("order", "oldest"),
    ):
        with pytest.raises(ProblemError) as caught:
            until_it_fails(keep, lambda: store.trail.put(LONG_TRAIL))
        problem = caught.value.problem
        assert (problem.kind, problem.subject) == ("disk_full", str(disks.room.userdata))
        assert problem.reason == "userdata"
    stored = store.articles.put_fetched(story("bốn", LONG), "https://khac.example/bon")
    assert store.articles.get(stored.id) is not None
    disks.make_room()
    assert store.marks.set_read(disks.ids[1:2]) == (disks.ids[1],)
    assert store.keeps_userdata
    store = disks.room.reopen()
    assert "hai" not in titles(store, unread=True)
    assert (store.articles.get(stored.id) is not None) is (full == "userdata")


@pytest.mark.parametrize("full", ["cache", "userdata", "both"])
def test_connections_of_several_threads_share_the_copies_of_full_disks(
    disks: FullDisks, full: str
) -> None:
    """One thread drops the copy, to try the disk again, while others open it."""
    copies = MemoryCopies()
    writer = disks.room.open(copies=copies)
    readers = [disks.room.open(copies=copies) for _ in range(3)]
    disks.fill(full)
    start = Barrier(4)

    def write() -> None:
        start.wait()
        for number in range(60):
            with suppress_full_userdata(disks):
                writer.trail.put(LONG_TRAIL)
            with suppress_full_userdata(disks):
                writer.marks.set_read(disks.ids[number % 3 :][:1])

    def read(store: Store) -> None:
        start.wait()
        for _ in range(60):
            assert sorted(titles(store)) == ["ba", "hai", "một"]
            store.articles.put(story("ba", LONG))

    with ThreadPoolExecutor(4) as threads:
        for work in [threads.submit(write), *(threads.submit(read, store) for store in readers)]:
            work.result()


@contextmanager
def suppress_full_userdata(disks: FullDisks) -> Iterator[None]:
    """Take the one answer that a change which cannot be kept may give."""
    try:
        yield
    except ProblemError as error:
        problem = error.problem
        facts = (problem.kind, problem.subject, problem.reason)
        assert facts == ("disk_full", str(disks.room.userdata), "userdata")


LONG_TRAIL = History(tuple(Visit(Search(LONG), f"{number}") for number in range(30)), 29)


def test_a_trail_that_could_not_be_stored_is_stored_wholly_the_next_time(
    disks: FullDisks,
) -> None:
    store = disks.room.open()
    store.trail.put(TRAIL)
    disks.fill("userdata")
    with pytest.raises(ProblemError, match="disk_full"):
        store.trail.put(LONG_TRAIL)
    assert store.trail.get().items == TRAIL.items
    disks.make_room()
    store.trail.put(LONG_TRAIL)
    assert disks.room.reopen().trail.get() == LONG_TRAIL


def test_a_store_that_must_not_forget_names_the_full_disk_of_the_cache(disks: FullDisks) -> None:
    room, copies = disks.room, MemoryCopies(may_replace_cache=False)
    store = Store.open(room.cache, room.userdata, now=lambda: NOW, copies=copies)
    disks.fill("cache")
    articles = [story(f"bài {number}", LONG) for number in range(20)]
    with pytest.raises(ProblemError) as caught:
        until_it_fails(*(partial(store.articles.put, article) for article in articles))
    assert caught.value.problem.subject == str(room.cache)
    assert caught.value.problem.kind == "disk_full"
    store.trail.put(TRAIL)
    store.close()
    disks.fill("cache")
    with pytest.raises(ProblemError, match="disk_full"):
        Store.open(room.cache, room.userdata, now=lambda: NOW, copies=copies)
    copies.close()
    disks.make_room()
    assert room.open().trail.get() == TRAIL


def test_a_missing_cache_is_begun_in_memory_on_a_full_disk(disks: FullDisks) -> None:
    disks.room.lose_cache()
    disks.fill("cache")
    store = disks.room.open()
    assert saved_titles(store) == ["ba"]
    assert store.lists.rows(ListQuery()).count() == 1
    assert store.articles.get(disks.ids[2]) is not None


def test_user_data_of_an_older_version_are_read_on_a_full_disk(disks: FullDisks) -> None:
    connection = sqlite3.connect(disks.room.userdata)
    connection.executescript(
        "DROP TABLE progress; DROP TABLE rule_action; DROP TABLE story_split; "
        "DROP TABLE account; DROP TABLE account_item; DROP TABLE account_feed; PRAGMA user_version = 1"
    )
    connection.close()
    before = disks.room.userdata.read_bytes()
    disks.fill("userdata")
    store = disks.room.open()
    read_all(store, disks.ids)
    assert disks.room.userdata.read_bytes() == before
    assert not [path for path in disks.room.userdata.parent.iterdir() if ".new-" in path.name]


@pytest.mark.parametrize("locked", ["cache", "userdata"])
def test_the_file_that_another_program_locks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: str
) -> None:
    monkeypatch.setattr("hpreader.store.files.migrations.BUSY_TIMEOUT", 0.0)
    room = Storeroom(tmp_path)
    store = room.open()
    (first,) = record_list(store, [entry("tin")])
    other = sqlite3.connect(getattr(room, locked), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ProblemError) as caught:
        store.marks.set_read([first])
    other.close()
    assert caught.value.problem.kind == "disk"
    assert caught.value.problem.subject == str(getattr(room, locked))
    assert store.marks.set_read([first]) == (first,)
    room.close()


def test_the_copies_of_a_closed_store_are_gone(disks: FullDisks) -> None:
    shutil.rmtree(disks.room.cache.parent / "nothing", ignore_errors=True)
    disks.fill("both")
    copies = MemoryCopies()
    store = Store.open(disks.room.cache, disks.room.userdata, now=lambda: NOW, copies=copies)
    address = copies.get(disks.room.cache)
    assert address is not None
    store.close()
    copies.close()
    empty = sqlite3.connect(address.address, uri=True)
    assert empty.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    empty.close()
