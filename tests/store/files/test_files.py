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

import pytest

from hpreader.model import ListQuery
from hpreader.problems import Problem, ProblemError
from hpreader.store import Store
from hpreader.store.files import migrations
from tests.support.program import unmeasured
from tests.support.storeroom import (
    NOW,
    Storeroom,
    entry,
    execute,
    record_list,
)


def problem_of_opening(room: Storeroom) -> Problem:
    with pytest.raises(ProblemError) as caught:
        room.open()
    return caught.value.problem


def test_the_files_and_their_directories_are_created_for_the_user_alone(room):
    store = room.open()
    assert store.unwritable == ()
    assert store.notices == ()
    for path in (room.cache, room.userdata):
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


def test_no_temporary_file_remains(room):
    room.open()
    room.close()
    assert [path.name for path in room.cache.parent.iterdir()] == ["cache.sqlite3"]
    assert [path.name for path in room.userdata.parent.iterdir()] == ["reader.sqlite3"]


def test_special_characters_of_uris_are_allowed_in_paths(tmp_path):
    room = Storeroom(tmp_path / "a ?mode=memory#b%20 đường")
    record_list(room.open(), [entry("tin")])
    assert room.reopen().lists.rows(ListQuery()).count() == 1
    room.close()
    assert room.cache.exists()


def test_an_empty_file_is_replaced(room):
    for path in (room.cache, room.userdata):
        path.parent.mkdir()
        path.touch()
    store = room.open()
    record_list(store, [entry("tin")])
    assert store.notices == ()


def test_many_threads_may_create_the_files_at_once(room):
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
    record_list(opened[0], [entry("tin")])
    assert [store.lists.rows(ListQuery()).count() for store in opened] == [1] * 6


def test_both_files_have_their_application_id_and_version(room):
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


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_broken_cache_is_moved_aside_and_replaced(room, content):
    room.cache.parent.mkdir()
    room.cache.write_bytes(content)
    store = room.open()
    aside = room.cache.with_name("cache.sqlite3.broken-1")
    assert store.notices == (Problem("cache_renewed", str(aside)),)
    assert aside.read_bytes() == content
    record_list(store, [entry("tin")])
    room.close()
    room.cache.write_bytes(content)
    assert room.open().notices[0].subject.endswith("broken-2")


@pytest.mark.parametrize(
    "damage", ["PRAGMA user_version = 999", "PRAGMA application_id = 7", "DROP TABLE article"]
)
def test_a_cache_of_another_version_is_replaced(room, damage):
    record_list(room.open(), [entry("tin")])
    room.close()
    execute(room.cache, damage)
    store = room.open()
    assert [notice.kind for notice in store.notices] == ["cache_renewed"]
    assert store.lists.rows(ListQuery()).count() == 0


def test_the_log_of_a_deleted_cache_is_ignored(room):
    store = room.open()
    record_list(store, [entry(f"tin {number}") for number in range(50)])
    log = room.cache.with_name("cache.sqlite3-wal")
    kept = log.read_bytes()
    room.lose_cache()
    log.write_bytes(kept)
    store = room.open()
    assert store.lists.rows(ListQuery()).count() == 0
    assert store.notices == ()
    assert set(store.check_files().values()) == {"ok"}


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_broken_user_data_are_reported_and_never_changed(room, content):
    room.userdata.parent.mkdir()
    room.userdata.write_bytes(content)
    problem = problem_of_opening(room)
    assert (problem.kind, problem.subject) == ("data_broken", str(room.userdata))
    assert room.userdata.read_bytes() == content
    assert [path.name for path in room.userdata.parent.iterdir()] == ["reader.sqlite3"]


def test_a_database_of_another_program_is_no_user_data(room):
    room.userdata.parent.mkdir()
    execute(room.userdata, "CREATE TABLE theirs (x)")
    before = room.userdata.read_bytes()
    assert problem_of_opening(room).kind == "data_broken"
    assert room.userdata.read_bytes() == before


def test_user_data_of_a_newer_version_are_not_changed(room):
    room.open()
    room.close()
    execute(room.userdata, "PRAGMA user_version = 999")
    before = room.userdata.read_bytes()
    problem = problem_of_opening(room)
    assert (problem.kind, problem.subject) == ("data_newer", str(room.userdata))
    assert room.userdata.read_bytes() == before


FIRST_START = """
import resource, sys
from pathlib import Path
from types import SimpleNamespace
from hpreader.problems import ProblemError
from hpreader.store.files import files, migrations
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
    print(*(problem.kind for problem in Storeroom(Path(sys.argv[1])).open().unwritable))
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
    assert first_start(room, 20_000, "before") == "disk_full disk_full"


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("limit", [0, 8192, 20_000, 40_000, 80_000])
def test_a_first_start_on_a_full_disk_leaves_no_incomplete_file(room, limit, when):
    assert first_start(room, limit, when) in {"", "disk", "disk_full", "disk_full disk_full"}
    names = {path.name for path in room.directory.rglob("*") if path.is_file()}
    assert not [name for name in names if ".new-" in name]
    store = room.open()
    assert store.notices == ()
    assert set(store.check_files().values()) == {"ok"}
    record_list(store, [entry("tin")])


def test_a_directory_in_place_of_a_file_is_reported(room):
    room.cache.mkdir(parents=True)
    (room.cache / "x").touch()
    assert problem_of_opening(room).kind == "disk"


def test_a_file_in_place_of_the_directory_is_reported(room):
    room.directory.joinpath("cache").touch()
    assert problem_of_opening(room).kind == "disk"


@pytest.fixture
def unprivileged() -> Iterator[Storeroom]:
    """A directory of the user `nobody`, and a process that runs as that user."""
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


def test_files_that_cannot_be_written_can_be_read(unprivileged):
    room = unprivileged
    store = room.open()
    (first,) = record_list(store, [entry("tin")])
    store.marks.set_saved([first])
    room.close()
    forbid(room.cache, room.userdata, room.cache.parent, room.userdata.parent)
    store = room.open()
    assert [problem.kind for problem in store.unwritable] == ["disk_read_only"] * 2
    assert store.lists.rows(ListQuery()).count() == 1
    assert [hit.headline.id for hit in store.searches.find("tin")] == [first]
    assert store.articles.headline(first).saved
    for write in (
        lambda: store.marks.set_read([first]),
        lambda: store.trail.put(store.trail.get()),
    ):
        with pytest.raises(ProblemError, match="disk_read_only"):
            write()
    record_list(store, [entry("mới")])
    assert store.lists.rows(ListQuery()).count() == 2
    assert room.reopen().lists.rows(ListQuery()).count() == 1


def test_user_data_that_cannot_be_written_do_not_stop_the_cache(unprivileged):
    room = unprivileged
    record_list(room.open(), [entry("tin")])
    room.close()
    forbid(room.userdata)
    store = room.open()
    problem = Problem("disk_read_only", str(room.userdata), reason="userdata")
    assert store.unwritable == (problem,)
    with pytest.raises(ProblemError) as caught:
        store.marks.set_read(["x"])
    assert caught.value.problem == problem
    record_list(store, [entry("mới")])
    assert room.reopen().lists.rows(ListQuery()).count() == 2


def test_a_cache_that_cannot_be_written_does_not_stop_the_user_data(unprivileged):
    room = unprivileged
    (first,) = record_list(room.open(), [entry("tin")])
    room.close()
    forbid(room.cache)
    store = room.open()
    assert store.unwritable == (Problem("disk_read_only", str(room.cache), reason="cache"),)
    assert store.marks.set_read([first]) == (first,)
    assert store.articles.headline(first).read
    assert room.reopen().articles.headline(first).read


def test_what_must_be_kept_is_not_written_to_a_copy_of_the_cache(unprivileged):
    room = unprivileged
    record_list(room.open(), [entry("tin")])
    room.close()
    forbid(room.cache)
    store = room.open(may_replace_cache=False)
    with pytest.raises(ProblemError) as caught:
        record_list(store, [entry("mới")])
    assert (caught.value.problem.kind, caught.value.problem.subject) == (
        "disk_read_only",
        str(room.cache),
    )


def test_a_missing_file_that_cannot_be_created_is_reported(unprivileged):
    room = unprivileged
    forbid(room.directory)
    assert problem_of_opening(room).kind == "disk_read_only"


def test_a_broken_cache_that_cannot_be_moved_is_reported(unprivileged):
    room = unprivileged
    room.open()
    room.close()
    room.cache.write_bytes(b"x" * 5000)
    forbid(room.cache.parent)
    assert problem_of_opening(room).kind == "disk_read_only"


def test_opening_imports_no_slow_modules(room):
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


def test_opening_costs_the_same_for_any_number_of_articles(room):
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
    days = [entry(f"tin {n}", published=NOW - timedelta(days=n)) for n in range(84)]
    record_list(store, days)  # the days that follow have, too: their counts are read
    room.close()
    few = steps()
    record_list(
        room.open(), [entry(f"nữa {n}", published=NOW - timedelta(hours=n)) for n in range(2000)]
    )
    room.close()
    assert steps() < few * 1.5
