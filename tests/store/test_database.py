import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from hpreader.history import History
from hpreader.model import ListQuery, Search, Visit
from hpreader.problems import Problem, ProblemError
from hpreader.store import ListedEntry
from hpreader.store.files import files, migrations
from tests.support.program import unmeasured
from tests.support.storeroom import (
    NOW,
    SITE,
    Storeroom,
    entry,
    execute,
    record_list,
    story,
)


def spoil(path: Path) -> None:
    """Overwrite all but the first page."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))


def test_a_cache_that_breaks_while_it_is_open_is_replaced(room):
    store = room.open()
    saved, _ = record_list(store, [entry("giữ"), entry("tin")])
    store.marks.set_saved([saved])
    room.close()
    schema = room.cache.read_bytes()
    store = room.open()
    store.database.execute("SELECT count(*) FROM sqlite_schema")
    spoil(room.cache)
    change_counter = schema[:24] + b"\xff\xff\xff\xff"
    with room.cache.open("r+b") as file:
        file.write(change_counter)
    store.database.execute("PRAGMA main.cache_size = 0")
    store.database.execute("PRAGMA main.shrink_memory")
    rows = store.lists.rows(ListQuery())
    assert [headline.title for headline in rows.slice(0, 10)] == ["giữ"]
    assert [notice.kind for notice in store.notices] == ["cache_renewed"]
    assert record_list(store, [entry("tin")])


def test_another_connection_opens_the_new_cache(room):
    store, other = room.open(), room.open()
    record_list(store, [entry("tin")])
    assert other.lists.rows(ListQuery()).count() == 1
    files.move_aside(room.cache)
    assert store.lists.rows(ListQuery()).count() == 0
    record_list(store, [entry("một"), entry("hai")])
    assert other.lists.rows(ListQuery()).count() == 2


def test_a_cache_deleted_while_it_is_open_is_replaced(room):
    store = room.open()
    record_list(store, [entry("tin")])
    shutil.rmtree(room.cache.parent)
    assert store.lists.rows(ListQuery()).count() == 0
    record_list(store, [entry("mới")])
    assert room.reopen().lists.rows(ListQuery()).count() == 1


@pytest.mark.parametrize(
    ("damage", "look"),
    [
        ("UPDATE note SET value = '{'", lambda store, _: store.notes.is_feed(SITE)),
        (
            "UPDATE article SET sections = '{'",
            lambda store, _: store.lists.rows(ListQuery()).slice(0, 9),
        ),
        (
            "UPDATE article SET sections = '[5]'",
            lambda store, article: store.articles.headline(article),
        ),
        (
            "UPDATE article SET sections = '[,]'",
            lambda store, _: store.lists.rows(ListQuery(section="A", saved=True)).count(),
        ),
        (
            "UPDATE article SET sections = '['",
            lambda store, _: store.searches.find("section:A tin"),
        ),
        (
            "UPDATE article SET published = 'x'",
            lambda store, article: store.articles.headline(article),
        ),
        ("UPDATE source_check SET problem = '{'", lambda store, _: store.sources.checks()),
        (
            "UPDATE source_check SET problem = '[]'",
            lambda store, _: store.sources.checks(),
        ),
        (
            """UPDATE source_check SET problem = '{"is":"Problem","kind":"tineout"}'""",
            lambda store, _: store.sources.checks(),
        ),
        ("UPDATE content SET data = x'00'", lambda store, _: store.searches.find("tin")),
    ],
)
def test_a_cache_with_invalid_values_is_replaced(room, damage, look):
    store = room.open()
    (first,) = record_list(store, [entry("tin", byline="An")], section="A")
    store.marks.set_saved([first])
    store.notes.put_is_feed(SITE)
    store.sources.put_check("bao.example", NOW, Problem("timeout", "x"))
    room.close()
    execute(room.cache, damage)
    store = room.open()
    look(store, first)
    assert [notice.kind for notice in store.notices] == ["cache_renewed"]
    assert [headline.title for headline in store.lists.rows(ListQuery()).slice(0, 9)] == ["tin"]


@pytest.mark.parametrize("value", ["'{'", "x'00'", "5"])
def test_an_invalid_body_or_entry_counts_as_absent(room, value):
    store = room.open()
    (first,) = record_list(store, [entry("tin")])
    store.articles.put(story("tin", "x"))
    room.close()
    execute(room.cache, f"UPDATE content SET data = {value}")
    store = room.open()
    assert store.articles.get(first) is store.entries.get(first) is None
    assert store.notices == ()


def test_an_invalid_byte_of_a_text_is_replaced_by_one_character(room):
    store = room.open()
    (first,) = record_list(store, [entry("tin")])
    room.close()
    execute(room.cache, "UPDATE article SET title = CAST(x'74ff6e' AS TEXT)")
    assert room.open().articles.headline(first).title == "t\ufffdn"


def break_cache(room: Storeroom) -> None:
    execute(room.cache, "UPDATE article SET sections = '{'")


def test_entries_compared_with_a_broken_cache_are_not_stored_in_its_replacement(room):
    store = room.open()
    (first,) = record_list(store, [entry("tin")])
    item = ListedEntry(first, entry("tin"), "first", is_new=False, is_changed=False)
    break_cache(room)
    with pytest.raises(ProblemError) as caught:
        store.entries.record_list("bao.example", "", [item], NOW)
    assert (caught.value.problem,) == store.notices
    assert caught.value.problem.kind == "cache_renewed"
    assert store.lists.rows(ListQuery()).count() == 0
    record_list(store, [entry("tin")])
    assert store.lists.rows(ListQuery()).count() == 1


def test_an_article_is_stored_although_the_cache_had_to_be_replaced(room):
    store = room.open()
    record_list(store, [entry("tin")])
    break_cache(room)
    assert store.articles.put(story("tin", "x")) == store.articles.get_by_url(entry("tin").url)
    assert [notice.kind for notice in store.notices] == ["cache_renewed"]


def test_user_data_that_break_while_open_are_not_taken_for_a_broken_cache(room):
    store = room.open()
    store.marks.set_read([f"id{number}" for number in range(2000)])
    room.close()
    store = room.open()
    spoil(room.userdata)
    with pytest.raises(ProblemError, match="data_broken"):
        store.marks.set_read(["id1500", "id1501"], read=False)
    assert not list(room.cache.parent.glob("*broken*"))


def test_of_two_disks_the_full_one_is_named(room, monkeypatch):
    store = room.open(may_replace_cache=False)
    record_list(store, [entry("tin")])
    trail = History(tuple(Visit(Search("dài " * 9_000), f"{number}") for number in range(40)), 39)
    writes = {
        "main": (room.cache, lambda: store.articles.put(story("tin", "dài " * 100_000))),
        "userdata": (room.userdata, lambda: store.trail.put(trail)),
    }
    for schema, (full, write) in writes.items():
        store.database.execute(f"PRAGMA {schema}.max_page_count = 1")
        left = {room.cache.parent: 1_000_000, room.userdata.parent: 1_000_000, full.parent: 0}
        monkeypatch.setattr(
            shutil, "disk_usage", lambda folder, left=left: SimpleNamespace(free=left[folder])
        )
        with pytest.raises(ProblemError) as caught:
            write()
        assert caught.value.problem.subject == str(full)


def test_a_full_disk_is_reported_and_nothing_is_lost(room):
    store = room.open(may_replace_cache=False)
    record_list(store, [entry("tin")])
    pages = store.database.number("PRAGMA main.page_count")
    store.database.execute(f"PRAGMA main.max_page_count = {pages + 2}")
    with pytest.raises(ProblemError) as caught:
        store.articles.put(
            story("tin", "dài " * 100_000 + "".join(map(chr, range(20_000, 40_000))))
        )
    assert caught.value.problem.kind == "disk_full"
    assert store.lists.rows(ListQuery()).count() == 1
    store.marks.set_read([store.identities.identify(entry("tin").url)])


def test_writes_of_another_process_are_visible_and_wait_for_the_lock(room):
    store = room.open()
    record_list(store, [entry("tin")])
    script = (
        "import sys; from pathlib import Path; from tests.support.storeroom import *\n"
        "room = Storeroom(Path(sys.argv[1])); store = room.open()\n"
        "[record_list(store, [entry(f'xa {n}')]) for n in range(30)]; room.close()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(room.directory)],
        cwd=Path(__file__).parents[2],
        env=unmeasured(PYTHONPATH=os.pathsep.join(filter(None, sys.path))),
    )
    for number in range(30):
        record_list(store, [entry(f"gần {number}")])
        store.marks.set_read([f"id{number}"])
    assert process.wait(60) == 0
    assert store.lists.rows(ListQuery()).count() == 61
    assert set(store.check_files().values()) == {"ok"}


def test_a_lock_that_is_not_released_is_reported(room, monkeypatch):
    monkeypatch.setattr(migrations, "BUSY_TIMEOUT", 0.01)
    store, other = room.open(), room.open()
    with store.database.writing(), pytest.raises(ProblemError, match="disk"):
        other.marks.set_read(["x"])
    assert other.marks.set_read(["x"]) == ("x",)
