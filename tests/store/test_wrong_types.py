"""Files with a value of another type than it should have, in any column and in any field of their JSON.

Each is a Problem, an empty result or a row left out; never an error of Python, here or where the result
is used.
"""

import json
import random
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hpreader.history import History
from hpreader.model import (
    Anchor,
    ArticleRef,
    ListQuery,
    ReadingProgress,
    Section,
    Source,
    Validators,
    Visit,
)
from hpreader.problems import Problem, ProblemError
from hpreader.store import KnownItem, Store
from hpreader.store.notes import (
    Failures,
    ListAddress,
    ListRhythm,
    Pause,
    RobotsFile,
    StaleProfileNote,
)
from hpreader.store.traces.traces import Traces
from hpreader.store.values.field_types import checks_of as uncached_checks_of
from tests.support.storeroom import NOW, SITE, Storeroom, entry, record_list, story

SOURCE = Source("bao.example", "Báo", SITE, (Section("", (f"{SITE}/feed",)),))
PROBLEM = Problem("status", SITE, status=503)
WRONG: Mapping[str, Sequence[object]] = {
    "TEXT": (b"\x00\xff", "", "{}", "5"),
    "INTEGER": ("x", b"\x00", 2**62, 0.5),
    "REAL": ("x", b"\x00"),
    "BLOB": ("x", 5, b"x"),
}
PLAIN: Sequence[object] = (None, 5, -1.5, True, "x", [], {}, ["x"], [None], {"is": "Nothing"}, {"is": 5}, 10**400,
                           {"is": "datetime", "at": 5}, {"is": "datetime", "at": "2026-01-01T00:00:00"})  # fmt: skip


checks_of = cache(uncached_checks_of)


def fill(room: Storeroom) -> tuple[str, str]:
    store = room.open()
    store.sources.put_all([SOURCE])
    ids = record_list(store, [entry("một", summary="Tóm tắt"), entry("hai", published=None)])
    store.articles.put(story("một", "Nội dung.", lede="Tóm tắt", section="A", published=NOW))
    store.marks.set_saved(ids[:1], NOW)
    store.marks.set_read(ids[1:], NOW)
    store.queue.add(f"{SITE}/ba", "Ba", NOW)
    store.progress.put(ids[0], ReadingProgress(Anchor(1, 2), 0.5), NOW)
    store.http_cache.put(f"{SITE}/feed", Validators("e", "m"), NOW)
    store.sources.put_check("bao.example", NOW, PROBLEM)
    store.images.put(f"{SITE}/a.jpg", (4, 3), b"jpeg", 10**6)
    store.images.put_problem(f"{SITE}/b.jpg", PROBLEM)
    store.view_preferences.put("theme", "dark")
    notes = store.notes
    notes.put_failed_prefetch(SITE, NOW)
    notes.put_robots(SITE, RobotsFile("", NOW))
    notes.put_stale_profile(SITE, StaleProfileNote("x", 2, SITE))
    notes.put_list_address("bao.example", "", ListAddress(SITE, "feed", NOW))
    notes.put_is_feed(SITE)
    notes.put_newest_edit(SITE, NOW)
    notes.put_pause(f"{SITE}/", Pause(SITE, NOW, 503, is_page=False))
    notes.put_failures(f"{SITE}/", Failures(1, 503, NOW))
    notes.put_rhythm(SITE, ListRhythm(NOW, NOW))
    notes.put_list_problems("bao.example", {"": PROBLEM})
    store.known_items.put(f"{SITE}/feed", [KnownItem(8, ids[0], NOW, 1, 2)], NOW)
    visit = Visit(ArticleRef(SITE, ids[0], "một"), at=NOW)
    store.trail.put(History((visit,), 0))
    room.close()
    return ids[0], ids[1]


def reads(store: Store, ids: Sequence[str]) -> Iterator[object]:
    """All that can be read, each as a function."""
    rows = [store.lists.rows(query) for query in (
        ListQuery(), ListQuery("bao.example"), ListQuery(saved=True), ListQuery(unread=True), ListQuery(text="một"),
        ListQuery(order="source"), ListQuery(search="mot"), ListQuery(order="unread"),
    )]  # fmt: skip
    for one in rows:
        yield from (one.count, lambda one=one: one.slice(0, 9), one.ids, one.days)
        yield from (lambda one=one: one.find(ids[0]), lambda one=one: one.nearest_unread(0, 1))
    yield from (store.lists.counts, store.lists.without_page, store.cache.state)
    yield lambda: store.lists.newest_in_section("A", "", 5)
    for article_id in ids:
        yield lambda article_id=article_id: store.articles.get(article_id)
        yield lambda article_id=article_id: store.articles.headline(article_id)
        yield lambda article_id=article_id: store.entries.get(article_id)
    yield lambda: store.articles.get_by_url(f"{SITE}/một")
    yield lambda: store.articles.link_states([f"{SITE}/một", f"{SITE}/ba"])
    yield lambda: store.entries.known_articles(ids)
    yield lambda: store.identities.identify_all([f"{SITE}/một"])
    yield lambda: store.images.sizes([f"{SITE}/a.jpg", f"{SITE}/b.jpg"])
    yield lambda: store.images.get(f"{SITE}/a.jpg")
    yield lambda: store.known_items.get(f"{SITE}/feed", "bao.example", "")
    yield lambda: store.http_cache.get(f"{SITE}/feed")
    yield lambda: store.http_cache.stored_at(f"{SITE}/feed")
    yield lambda: store.searches.find("mot")
    yield lambda: store.searches.find("mot after:2026-01-01 is:unread")
    yield from (store.queue.get_all, store.trail.get, store.trail.resume)
    yield from (store.sources.get_all, store.sources.titles, store.sources.checks)
    yield lambda: store.sources.position("bao.example")
    yield lambda: store.progress.get(ids)
    yield store.view_preferences.get_all
    notes = store.notes
    yield from (notes.list_problems, notes.stale_profiles)
    for read in (notes.failed_prefetch, notes.robots, notes.stale_profile, notes.is_feed, notes.newest_edit,
                 notes.rhythm):  # fmt: skip
        yield lambda read=read: read(SITE)
    yield lambda: notes.pauses(f"{SITE}/")
    yield lambda: notes.failures(f"{SITE}/")
    yield lambda: notes.list_address("bao.example", "")


def writes(store: Store, ids: Sequence[str]) -> Iterator[object]:
    """What a sync and a reading do to rows that are there."""
    yield lambda: record_list(store, [entry("một", summary="Anders"), entry("hai")])
    yield lambda: store.articles.put(story("một", "Neu.", published=NOW))
    yield lambda: store.marks.set_read(ids, NOW)
    yield lambda: store.queue.add(f"{SITE}/ba", "Ba", NOW)
    yield lambda: store.progress.put(ids[0], ReadingProgress(Anchor(1, 2), 0.7), NOW)
    yield lambda: store.cache.prune(1)


def assert_conforms(value: Any) -> None:
    """Whether a result is made of values of the types that its classes say."""
    if is_dataclass(value):
        for name, check in checks_of(type(value)).items() if not _is_generic(value) else ():
            assert check(getattr(value, name)), (type(value).__name__, name, getattr(value, name))
        for field in fields(value):
            assert_conforms(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            assert_conforms(key)
            assert_conforms(item)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            assert_conforms(item)
    elif isinstance(value, datetime):
        assert value.tzinfo is not None


def _is_generic(value: object) -> bool:
    try:
        checks_of(type(value))
    except TypeError:
        return True
    return False


def survives(room: Storeroom, ids: Sequence[str]) -> None:
    with suppress(ProblemError):
        store = room.open()
        for read in reads(store, ids):
            with suppress(ProblemError):
                assert_conforms(read())
        for write in writes(store, ids):
            with suppress(ProblemError):
                write()
    room.close()


@pytest.fixture
def room(tmp_path: Path) -> Storeroom:
    return Storeroom(tmp_path, now=NOW + timedelta(minutes=1))


def columns(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as file:
        tables = file.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        ).fetchall()
        return [
            (table, column, kind)
            for (table,) in tables
            if "_fts" not in table and not table.startswith(("sqlite_", "fts"))
            for _, column, kind, *_ in file.execute(f"PRAGMA table_info({table})")
        ]


def copy(room: Storeroom, to: Path) -> Storeroom:
    for path in (room.cache, room.userdata):
        target = to / path.relative_to(room.directory)
        target.parent.mkdir(parents=True, exist_ok=True)
        for old in target.parent.iterdir():
            old.unlink()
        with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)
    return Storeroom(to, now=room.now)


TABLES = {
    "cache": ("article", "placement", "list_fingerprint", "list_count", "day_count", "label", "article_label",
              "content", "http_validator", "source_check", "note", "image"),
    "userdata": ("mark", "shelf", "alias", "visit", "queue", "source", "fact", "progress"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("which", "table"), [(which, table) for which, tables in TABLES.items() for table in tables]
)
def test_a_value_of_a_wrong_type_in_any_column_is_no_error_of_python(room, tmp_path, which, table):
    ids = fill(room)
    found = columns(getattr(room, which))
    assert {name for name, _, _ in found} >= set(TABLES[which])
    for column, kind in [(column, kind) for name, column, kind in found if name == table]:
        for value in WRONG.get(kind, ()):
            broken = copy(room, tmp_path / "copy")
            with closing(sqlite3.connect(getattr(broken, which))) as file, suppress(sqlite3.Error):
                where = f" WHERE rowid = (SELECT min(rowid) FROM {table})"
                file.execute(
                    f"UPDATE OR IGNORE {table} SET {column} = ?{where if _has_rowid(file, table) else ''}",
                    (value,),
                )
                file.commit()
            try:
                survives(broken, ids)
            except Exception as error:
                raise AssertionError((which, table, column, value)) from error


@pytest.mark.parametrize("value", ["[" * 100_000, "9" * 10_000], ids=["deep", "long number"])
def test_a_fact_that_python_cannot_read_is_no_error(room, tmp_path, value):
    ids = fill(room)
    broken = copy(room, tmp_path / "copy")
    with closing(sqlite3.connect(broken.userdata)) as file:
        file.execute("UPDATE fact SET value = ?", (value,))
        keys = ["searches", "recent searches", "looks", "trail 1"]
        file.executemany(
            "INSERT OR REPLACE INTO fact VALUES (?, ?)", [(key, value) for key in keys]
        )
        file.commit()
    survives(broken, ids)
    store = broken.open()
    assert (store.searches.recent(), store.searches.saved()) == ((), ())
    broken.close()
    Traces(broken.cache, broken.userdata).remove(["searches", "trail", "views"], NOW)


def _has_rowid(file: sqlite3.Connection, table: str) -> bool:
    try:
        file.execute(f"SELECT rowid FROM {table}")
    except sqlite3.Error:
        return False
    return True


def variants(text: str, random_: random.Random, count: int) -> Iterator[str]:
    """The JSON of a stored value with one of its parts replaced."""
    try:
        places = list(_places(json.loads(text), ()))
    except ValueError:  # no JSON, but a word
        places = [()]
    for path in random_.sample(places, min(count, len(places))):
        wrong = random_.choice(PLAIN)
        if not path:
            yield json.dumps(wrong)
            continue
        value = json.loads(text)
        inner = value
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = wrong
        yield json.dumps(value)


def _places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield path
    parts = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else ())
    )
    for step, part in parts:
        yield from _places(part, (*path, step))


@pytest.mark.parametrize(
    ("which", "table", "column"),
    [
        ("cache", "note", "value"),
        ("cache", "article", "sections"), ("cache", "source_check", "problem"), ("cache", "image", "problem"),
        ("userdata", "source", "source"), ("userdata", "visit", "visit"), ("userdata", "fact", "value"),
        ("userdata", "shelf", "article"), ("userdata", "shelf", "headline"),
    ],
)  # fmt: skip
def test_a_value_of_a_wrong_type_in_any_field_is_no_error_of_python(
    room, tmp_path, which, table, column
):
    ids = fill(room)
    random_ = random.Random(table + column)
    with closing(sqlite3.connect(getattr(room, which))) as file:
        known = {name for other, name, _ in columns(getattr(room, which)) if other == table}
        if column not in known:
            pytest.skip("no such column")
        stored = file.execute(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
        ).fetchall()
    for (value,) in stored:
        is_packed = isinstance(value, bytes)
        text = zlib.decompress(value).decode() if is_packed else value
        for changed in variants(text, random_, 6):
            broken = copy(room, tmp_path / "copy")
            with closing(sqlite3.connect(getattr(broken, which))) as file:
                new = zlib.compress(changed.encode()) if is_packed else changed
                file.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (new, value))
                file.commit()
            try:
                survives(broken, ids)
            except Exception as error:
                raise AssertionError((which, table, column, changed)) from error
