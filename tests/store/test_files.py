import importlib.readers  # noqa: F401 - another user, as which some tests run, may not read Python
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from hpreader.history import History
from hpreader.model import ListQuery, Search, Source, Visit
from hpreader.problems import Problem, ProblemError
from hpreader.store import ListedEntry, Store, files, migrations
from tests.support.program import unmeasured
from tests.support.storeroom import NOW, SITE, Storeroom, bring, entry, story


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def problem_of_opening(room: Storeroom) -> Problem:
    with pytest.raises(ProblemError) as caught:
        room.open()
    return caught.value.problem


# --- making ---


def test_the_files_and_their_directories_are_made_for_the_user_alone(room):
    store = room.open()
    assert not store.read_only
    assert store.notices == ()
    for path in (room.cache, room.userdata):
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


def test_nothing_is_left_lying_about(room):
    room.open()
    room.close()
    assert [path.name for path in room.cache.parent.iterdir()] == ["cache.sqlite3"]
    assert [path.name for path in room.userdata.parent.iterdir()] == ["reader.sqlite3"]


def test_names_that_mean_something_in_an_address_are_only_names(tmp_path):
    room = Storeroom(tmp_path / "a ?mode=memory#b%20 đường")
    bring(room.open(), [entry("tin")])
    assert room.reopen().lists.rows(ListQuery()).count() == 1
    room.close()
    assert room.cache.exists()


def test_an_empty_file_is_begun_anew(room):
    for path in (room.cache, room.userdata):
        path.parent.mkdir()
        path.touch()
    store = room.open()
    bring(store, [entry("tin")])
    assert store.notices == ()


def test_many_may_open_the_files_for_the_first_time_at_once(room):
    barrier = threading.Barrier(6)
    opened: list[Store] = []

    def first_run() -> None:
        barrier.wait()
        opened.append(room.open())

    threads = [threading.Thread(target=first_run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 6
    bring(opened[0], [entry("tin")])
    assert [store.lists.rows(ListQuery()).count() for store in opened] == [1] * 6


def test_both_files_carry_their_marks(room):
    room.open()
    room.close()
    for path, application, version in (
        (room.cache, migrations.CACHE_APPLICATION, migrations.CACHE_VERSION),
        (room.userdata, migrations.USERDATA_APPLICATION, migrations.USERDATA_VERSION),
    ):
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA application_id").fetchone() == (application,)
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.close()


# --- a cache that cannot be used ---


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_broken_cache_is_moved_aside_and_begun_anew(room, content):
    room.cache.parent.mkdir()
    room.cache.write_bytes(content)
    store = room.open()
    aside = room.cache.with_name("cache.sqlite3.broken-1")
    assert store.notices == (Problem("cache_renewed", str(aside)),)
    assert aside.read_bytes() == content
    bring(store, [entry("tin")])
    room.close()
    room.cache.write_bytes(content)
    assert room.open().notices[0].subject.endswith("broken-2")


@pytest.mark.parametrize(
    "damage", ["PRAGMA user_version = 999", "PRAGMA application_id = 7", "DROP TABLE article"]
)
def test_a_cache_of_another_version_is_begun_anew(room, damage):
    bring(room.open(), [entry("tin")])
    room.close()
    change(room.cache, damage)
    store = room.open()
    assert [notice.kind for notice in store.notices] == ["cache_renewed"]
    assert store.lists.rows(ListQuery()).count() == 0


def spoil(path: Path) -> None:
    """Overwrite all but the first page."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))


def test_a_cache_found_broken_later_is_begun_anew_under_the_reader(room):
    store = room.open()
    saved, _ = bring(store, [entry("giữ"), entry("tin")])
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
    assert bring(store, [entry("tin")])


def test_another_connection_follows_to_the_new_cache(room):
    store, other = room.open(), room.open()
    bring(store, [entry("tin")])
    assert other.lists.rows(ListQuery()).count() == 1
    files.move_aside(room.cache)
    assert store.lists.rows(ListQuery()).count() == 0
    bring(store, [entry("một"), entry("hai")])
    assert other.lists.rows(ListQuery()).count() == 2


def test_a_cache_deleted_under_the_reader_is_begun_anew(room):
    store = room.open()
    bring(store, [entry("tin")])
    shutil.rmtree(room.cache.parent)
    assert store.lists.rows(ListQuery()).count() == 0
    bring(store, [entry("mới")])
    assert room.reopen().lists.rows(ListQuery()).count() == 1


def test_a_log_that_outlived_its_cache_does_no_harm(room):
    store = room.open()
    bring(store, [entry(f"tin {number}") for number in range(50)])
    log = room.cache.with_name("cache.sqlite3-wal")
    kept = log.read_bytes()
    room.lose_cache()
    log.write_bytes(kept)
    store = room.open()
    assert store.lists.rows(ListQuery()).count() == 0
    assert store.notices == ()
    assert set(store.check_files().values()) == {"ok"}


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
        ("UPDATE document SET text = x'00'", lambda store, _: store.searches.find("tin")),
    ],
)
def test_a_cache_with_values_nobody_wrote_is_begun_anew(room, damage, look):
    store = room.open()
    (first,) = bring(store, [entry("tin")], section="A")
    store.marks.set_saved([first])
    store.notes.put_is_feed(SITE)
    store.sources.put_check("bao.example", NOW, Problem("timeout", "x"))
    room.close()
    change(room.cache, damage)
    store = room.open()
    look(store, first)
    assert [notice.kind for notice in store.notices] == ["cache_renewed"]
    assert [headline.title for headline in store.lists.rows(ListQuery()).slice(0, 9)] == ["tin"]


@pytest.mark.parametrize("value", ["'{'", "x'00'", "5"])
def test_a_body_or_an_entry_nobody_wrote_is_not_here(room, value):
    store = room.open()
    (first,) = bring(store, [entry("tin")])
    store.articles.put(story("tin", "x"))
    room.close()
    change(room.cache, f"UPDATE body SET article = {value}", f"UPDATE entry SET entry = {value}")
    store = room.open()
    assert store.articles.get(first) is store.entries.get(first) is None
    assert store.notices == ()


def test_a_damaged_letter_harms_nothing_else(room):
    store = room.open()
    (first,) = bring(store, [entry("tin")])
    room.close()
    change(room.cache, "UPDATE article SET title = CAST(x'74ff6e' AS TEXT)")
    assert room.open().articles.headline(first).title == "t\ufffdn"


def break_cache(room: Storeroom) -> None:
    change(room.cache, "UPDATE article SET sections = '{'")


def test_what_was_decided_by_a_broken_cache_does_not_go_into_the_next_one(room):
    store = room.open()
    (first,) = bring(store, [entry("tin")])
    item = ListedEntry(first, entry("tin"), "first", is_new=False, is_changed=False)
    break_cache(room)
    with pytest.raises(ProblemError) as caught:
        store.entries.record_list("bao.example", "", [item], NOW)
    assert (caught.value.problem,) == store.notices
    assert caught.value.problem.kind == "cache_renewed"
    assert store.lists.rows(ListQuery()).count() == 0
    bring(store, [entry("tin")])
    assert store.lists.rows(ListQuery()).count() == 1


def test_what_a_reader_asks_for_is_done_also_after_the_cache_was_begun_anew(room):
    store = room.open()
    bring(store, [entry("tin")])
    break_cache(room)
    assert store.articles.put(story("tin", "x")) == store.articles.get_by_url(entry("tin").url)
    assert [notice.kind for notice in store.notices] == ["cache_renewed"]


# --- user data that cannot be used ---


def test_a_source_nobody_wrote_is_told_and_can_be_removed(room):
    store = room.open()
    store.sources.put(Source("bao.example", "Báo", SITE))
    store.sources.put(Source("khac.example", "Khác", SITE))
    room.close()
    change(room.userdata, "UPDATE source SET source = '{' WHERE name = 'bao.example'")
    store = room.open()
    with pytest.raises(ProblemError) as caught:
        store.sources.get_all()
    assert (caught.value.problem.kind, caught.value.problem.subject) == (
        "data_broken", str(room.userdata),
    )  # fmt: skip
    assert store.sources.remove("bao.example")
    assert [source.name for source in store.sources.get_all()] == ["khac.example"]
    assert store.notices == ()


def test_a_visit_or_a_link_nobody_wrote_is_left_out(room):
    store = room.open()
    visits = tuple(Visit(Search(query), query) for query in "abcd")
    store.trail.put(History(visits, 2))
    for number in range(3):
        store.queue.add(f"{SITE}/{number}", "", NOW)
    room.close()
    change(
        room.userdata,
        "UPDATE visit SET visit = '{' WHERE position = 1",
        f"UPDATE queue SET at = 'x' WHERE url = '{SITE}/1'",
    )
    store = room.open()
    trail = store.trail.get()
    assert (trail.items, trail.index) == ((visits[0], visits[2], visits[3]), 1)
    assert [queued.url for queued in store.queue.get_all()] == [f"{SITE}/0", f"{SITE}/2"]
    store.trail.put(trail)
    assert room.reopen().trail.get().items == trail.items
    assert room.open().notices == ()


def test_a_trail_whose_place_nobody_wrote_is_parked_at_its_end(room):
    store = room.open()
    visits = tuple(Visit(Search(query), query) for query in "ab")
    store.trail.put(History(visits, 0))
    room.close()
    change(room.userdata, "UPDATE fact SET value = '{' WHERE key = 'trail'")
    assert room.open().trail.get() == History(visits, 1, True)


@pytest.mark.parametrize(
    ("damage", "title", "is_here"),
    [
        ("headline = x'00'", "tin", True),
        ("article = x'00'", "tin", False),
        ("headline = '{', article = '{'", f"{SITE}/tin", False),
    ],
)
def test_of_a_saved_article_comes_back_what_can_be_read(room, damage, title, is_here):
    store = room.open()
    put = store.articles.put(story("tin", "x"))
    store.marks.set_saved([put.id])
    room.lose_cache()
    change(room.userdata, f"UPDATE shelf SET {damage}")
    store = room.open()
    (headline,) = store.lists.rows(ListQuery(saved=True)).slice(0, 9)
    assert (headline.id, headline.title, headline.url) == (put.id, title, put.url)
    assert headline.cached is is_here is (store.articles.get(put.id) is not None)


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_broken_user_data_are_told_and_never_touched(room, content):
    room.userdata.parent.mkdir()
    room.userdata.write_bytes(content)
    problem = problem_of_opening(room)
    assert (problem.kind, problem.subject) == ("data_broken", str(room.userdata))
    assert room.userdata.read_bytes() == content
    assert [path.name for path in room.userdata.parent.iterdir()] == ["reader.sqlite3"]


def test_a_database_of_another_program_is_no_user_data(room):
    room.userdata.parent.mkdir()
    change(room.userdata, "CREATE TABLE theirs (x)")
    before = room.userdata.read_bytes()
    assert problem_of_opening(room).kind == "data_broken"
    assert room.userdata.read_bytes() == before


def test_user_data_of_a_newer_hpreader_are_left_alone(room):
    room.open()
    room.close()
    change(room.userdata, "PRAGMA user_version = 999")
    before = room.userdata.read_bytes()
    problem = problem_of_opening(room)
    assert (problem.kind, problem.subject) == ("data_newer", str(room.userdata))
    assert room.userdata.read_bytes() == before


def test_user_data_found_broken_later_are_not_taken_for_a_broken_cache(room):
    store = room.open()
    store.marks.set_read([f"id{number}" for number in range(2000)])
    room.close()
    store = room.open()
    spoil(room.userdata)
    with pytest.raises(ProblemError, match="data_broken"):
        store.marks.set_read(["id1500", "id1501"], read=False)
    assert not list(room.cache.parent.glob("*broken*"))


# --- migrations ---

VERSION_2 = """
CREATE TABLE label (id TEXT PRIMARY KEY, label TEXT NOT NULL);
INSERT INTO label SELECT id, 'read; once' FROM mark WHERE read_at IS NOT NULL;
"""


def old_userdata(room: Storeroom, version: int) -> str:
    """User data as an older hpreader left them, with one mark."""
    store = room.open()
    (first,) = bring(store, [entry("tin")])
    store.marks.set_read([first])
    room.close()
    room.userdata.unlink()
    scripts = migrations.userdata_scripts()[:version]
    statements = [statement for script in scripts for statement in migrations.statements(script)]
    change(
        room.userdata,
        *statements,
        f"PRAGMA application_id = {migrations.USERDATA_APPLICATION}",
        f"PRAGMA user_version = {version}",
        f"INSERT INTO mark (id, read_at) VALUES ('{first}', 1)",
    )
    return first


@pytest.mark.parametrize("version", range(1, migrations.USERDATA_VERSION + 1))
def test_user_data_of_every_older_version_can_be_opened(room, version):
    first = old_userdata(room, version)
    store = room.open()
    assert store.articles.headline(first).read
    store.marks.set_saved([first])


@pytest.mark.parametrize("version", range(1, migrations.USERDATA_VERSION + 1))
def test_a_migration_keeps_what_was_there_and_a_copy_of_it(room, version):
    first = old_userdata(room, version)
    scripts = [*migrations.userdata_scripts(), VERSION_2]
    migrations.migrate(room.userdata, scripts)
    data = sqlite3.connect(room.userdata)
    assert data.execute("SELECT * FROM label").fetchall() == [(first, "read; once")]
    assert data.execute("PRAGMA user_version").fetchone() == (len(scripts),)
    data.close()
    copy = sqlite3.connect(room.userdata.with_name(f"reader.sqlite3.before-{len(scripts)}"))
    assert copy.execute("PRAGMA user_version").fetchone() == (version,)
    assert copy.execute("SELECT id FROM mark").fetchall() == [(first,)]
    copy.close()


def test_a_migration_that_fails_changes_nothing(room):
    old_userdata(room, 1)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(
            room.userdata, [*migrations.userdata_scripts()[:1], VERSION_2 + "SELECT no_such_thing;"]
        )
    data = sqlite3.connect(room.userdata)
    assert data.execute("PRAGMA user_version").fetchone() == (1,)
    assert data.execute("SELECT name FROM sqlite_schema WHERE name = 'label'").fetchall() == []
    data.close()


def test_two_processes_may_migrate_at_once(room):
    old_userdata(room, 1)
    scripts = [*migrations.userdata_scripts()[:1], VERSION_2]
    barrier = threading.Barrier(4)
    failures: list[BaseException] = []

    def migrate() -> None:
        barrier.wait()
        try:
            migrations.migrate(room.userdata, scripts)
        except sqlite3.Error as error:
            failures.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_opening_migrates(room, monkeypatch):
    first = old_userdata(room, 1)
    scripts = [*migrations.userdata_scripts()[:1], VERSION_2]
    monkeypatch.setattr(migrations, "USERDATA_VERSION", len(scripts))
    monkeypatch.setattr(migrations, "userdata_scripts", lambda: scripts)
    store = room.open()
    assert store.database.all("SELECT id FROM userdata.label") == [(first,)]
    assert room.userdata.with_name("reader.sqlite3.before-2").exists()


# --- the disk ---


def test_of_two_disks_the_full_one_is_named(room, monkeypatch):
    store = room.open()
    bring(store, [entry("tin")])
    store.database.execute("PRAGMA main.max_page_count = 1")
    for full in (room.cache, room.userdata):
        left = {room.cache.parent: 1_000_000, room.userdata.parent: 1_000_000, full.parent: 0}
        monkeypatch.setattr(
            shutil, "disk_usage", lambda folder, left=left: SimpleNamespace(free=left[folder])
        )
        with pytest.raises(ProblemError) as caught:
            store.articles.put(story("tin", "dài " * 100_000))
        assert caught.value.problem.subject == str(full)


def test_a_full_disk_is_told_and_loses_nothing(room):
    store = room.open()
    bring(store, [entry("tin")])
    pages = store.database.number("PRAGMA main.page_count")
    store.database.execute(f"PRAGMA main.max_page_count = {pages + 2}")
    with pytest.raises(ProblemError) as caught:
        store.articles.put(
            story("tin", "dài " * 100_000 + "".join(map(chr, range(20_000, 40_000))))
        )
    assert caught.value.problem.kind == "disk_full"
    assert store.lists.rows(ListQuery()).count() == 1
    store.marks.set_read([store.identities.identify(entry("tin").url)])


FIRST_START = """
import resource, sys
from pathlib import Path
from types import SimpleNamespace
from hpreader.problems import ProblemError
from hpreader.store import files, migrations
from tests.support.storeroom import Storeroom

limit, when = int(sys.argv[2]), sys.argv[3]

def fill_up():
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

def with_transaction(*arguments, make=migrations.with_transaction):
    make(*arguments)
    fill_up()

if when == "after":
    migrations.with_transaction = with_transaction
else:
    fill_up()
try:
    Storeroom(Path(sys.argv[1])).open()
except ProblemError as error:
    print(error.problem.kind)
"""


def first_start(room: Storeroom, limit: int, when: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_START, str(room.directory), str(limit), when],
        cwd=Path(__file__).parents[2],
        env=unmeasured(PYTHONPATH=os.pathsep.join(filter(None, sys.path))),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def test_no_room_for_the_log_is_a_full_disk(room):
    room.open()
    room.close()
    assert first_start(room, 20_000, "before") == "disk_full"


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("limit", [0, 8192, 20_000, 40_000, 80_000])
def test_a_first_start_without_room_leaves_no_half_made_file(room, limit, when):
    assert first_start(room, limit, when) in {"", "disk", "disk_full"}
    names = {path.name for path in room.directory.rglob("*") if path.is_file()}
    assert not [name for name in names if ".new-" in name]
    store = room.open()
    assert store.notices == ()
    assert set(store.check_files().values()) == {"ok"}
    bring(store, [entry("tin")])


def test_a_directory_where_a_file_should_be_is_told(room):
    room.cache.mkdir(parents=True)
    (room.cache / "x").touch()
    assert problem_of_opening(room).kind == "disk"


def test_a_file_where_the_directory_should_be_is_told(room):
    room.directory.joinpath("cache").touch()
    assert problem_of_opening(room).kind == "disk"


@pytest.fixture
def unprivileged() -> Iterator[Storeroom]:
    """A room that belongs to nobody in particular, and a process without root's rights."""
    directory = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(directory, 65534, 65534)
        os.seteuid(65534)
    room = Storeroom(directory)
    try:
        yield room
        room.close()
    finally:
        if is_root:
            os.seteuid(0)
        for path in directory.rglob("*"):
            path.chmod(0o700)
        shutil.rmtree(directory)


def forbid(*paths: Path) -> None:
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)


def test_what_cannot_be_written_can_be_read(unprivileged):
    room = unprivileged
    store = room.open()
    (first,) = bring(store, [entry("tin")])
    store.marks.set_saved([first])
    room.close()
    forbid(room.cache, room.userdata, room.cache.parent, room.userdata.parent)
    store = room.open()
    assert store.read_only
    assert store.lists.rows(ListQuery()).count() == 1
    assert [hit.headline.id for hit in store.searches.find("tin")] == [first]
    assert store.articles.headline(first).saved
    for write in (
        lambda: store.marks.set_read([first]),
        lambda: bring(store, [entry("mới")]),
        lambda: store.trail.put(store.trail.get()),
    ):
        with pytest.raises(ProblemError, match="disk_read_only"):
            write()


@pytest.mark.parametrize("which", ["cache", "userdata"])
def test_one_file_that_cannot_be_written_makes_all_read_only(unprivileged, which):
    room = unprivileged
    bring(room.open(), [entry("tin")])
    room.close()
    forbid(getattr(room, which))
    store = room.open()
    assert store.read_only
    assert store.lists.rows(ListQuery()).count() == 1
    with pytest.raises(ProblemError) as caught:
        store.marks.set_read(["x"])
    assert caught.value.problem == Problem("disk_read_only", str(getattr(room, which)))


def test_no_file_and_no_right_to_make_one_is_told(unprivileged):
    room = unprivileged
    forbid(room.directory)
    assert problem_of_opening(room).kind == "disk_read_only"


def test_a_broken_cache_that_cannot_be_moved_is_told(unprivileged):
    room = unprivileged
    room.open()
    room.close()
    room.cache.write_bytes(b"x" * 5000)
    forbid(room.cache.parent)
    assert problem_of_opening(room).kind == "disk_read_only"


# --- two at once ---


def test_a_sync_in_another_process_is_seen_and_waits_its_turn(room):
    store = room.open()
    bring(store, [entry("tin")])
    script = (
        "import sys; from pathlib import Path; from tests.support.storeroom import *\n"
        "room = Storeroom(Path(sys.argv[1])); store = room.open()\n"
        "[bring(store, [entry(f'xa {n}')]) for n in range(30)]; room.close()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(room.directory)],
        cwd=Path(__file__).parents[2],
        env=unmeasured(PYTHONPATH=os.pathsep.join(filter(None, sys.path))),
    )
    for number in range(30):
        bring(store, [entry(f"gần {number}")])
        store.marks.set_read([f"id{number}"])
    assert process.wait(60) == 0
    assert store.lists.rows(ListQuery()).count() == 61
    assert set(store.check_files().values()) == {"ok"}


def test_a_lock_that_does_not_end_is_told(room, monkeypatch):
    monkeypatch.setattr(migrations, "BUSY_TIMEOUT", 0.01)
    store, other = room.open(), room.open()
    with store.database.writing(), pytest.raises(ProblemError, match="disk"):
        other.marks.set_read(["x"])
    assert other.marks.set_read(["x"]) == ("x",)


def test_opening_imports_nothing_heavy(room):
    room.open()
    room.close()
    script = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from hpreader.store import Store\n"
        "Store.open(Path(sys.argv[1]), Path(sys.argv[2]), now=lambda: datetime.now(UTC)).close()\n"
        "heavy = {'importlib.resources', 'httpx', 'lxml', 'feedparser', 'rich', 'textual', 'asyncio'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    arguments = [sys.executable, "-c", script, str(room.cache), str(room.userdata)]
    environment = unmeasured(PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_opening_asks_the_file_as_little_with_many_articles_as_with_few(room):
    def steps() -> int:
        count = 0

        def step() -> None:
            nonlocal count
            count += 1

        store = room.open()
        store.database.connection.set_progress_handler(step, 1)
        store.lists.rows(ListQuery()).count()
        store.lists.rows(ListQuery()).slice(0, 20)
        store.lists.counts()
        room.close()
        return count

    store = room.open()
    bring(store, [entry(f"tin {n}", published=NOW - timedelta(minutes=n)) for n in range(30)])
    room.close()
    few = steps()
    bring(room.open(), [entry(f"nữa {n}", published=NOW - timedelta(hours=n)) for n in range(2000)])
    room.close()
    assert steps() < few * 1.5
