"""`hpreader backup` and `restore`: what was kept comes back, and nothing is lost on the way."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from hpreader.history import History
from hpreader.model import ArticleRef, ListQuery, Source, Visit
from hpreader.newsroom.clock import wall_clock
from hpreader.store import Store
from tests.support.program import Program
from tests.support.storeroom import entry, record_list, story

SECRET = "mat-khau-cua-toi"


def store_of(program: Program) -> Store:
    program.places.cache.parent.mkdir(parents=True, exist_ok=True)
    return Store.open(program.places.cache, program.places.data, now=wall_clock)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A home with two articles, one read, one saved with its body."""
    program = Program(tmp_path / "home")
    with store_of(program) as store:
        store.sources.put(Source("bao.example", "Báo", "https://bao.example/"))
        read, saved = record_list(store, [entry("mot"), entry("hai")], at=wall_clock())
        store.articles.put(story("hai", "Chữ trong bài hai."))
        store.marks.set_read([read])
        store.marks.set_saved([saved])
        visit = Visit(ArticleRef("https://bao.example/mot", read, "mot"), "mot", at=wall_clock())
        store.trail.put(History((visit,), 0))
    program.configure('language = "en"  # của tôi\n')
    (program.places.profiles).mkdir()
    (program.places.profiles / "bao.toml").write_text('hosts = ["bao.example"]\n')
    logins = program.places.data.with_name("logins.json")
    logins.write_text(json.dumps({"https://kin.example/": ["ai", SECRET]}))
    return program


def state(program: Program) -> tuple[object, ...]:
    """What the program shows of the user's data."""
    saved = [one["title"] for one in program.run("list", "--saved", "--json").records]
    sources = [one["name"] for one in program.run("sources", "--json").records]
    with closing(sqlite3.connect(program.places.data)) as data:
        marks = data.execute("SELECT id, read_at, saved_at FROM mark ORDER BY id").fetchall()
        visits = data.execute("SELECT count(*) FROM visit").fetchone()
    return saved, sources, marks, visits


def test_a_backup_brings_everything_to_another_machine(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "giu.zip"
    made = program.run("backup", str(file), "--json")
    assert made.status == 0
    (record,) = made.records
    assert record["data"]["saved"] == record["data"]["read"] == record["data"]["trail"] == 1
    assert record["settings"] == ["config.toml", "sites/bao.toml"]
    assert not record["passwords"]
    assert file.stat().st_mode & 0o777 == 0o600
    other = Program(tmp_path / "other")
    assert other.run("restore", str(file), "--dry-run").status == 0
    assert not other.places.data.exists()
    restored = other.run("restore", str(file))
    assert (restored.status, "is kept as" in restored.err) == (0, False)
    assert state(other) == state(program)
    assert other.run("search", "chữ trong bài", "--json").records, "the saved body is searched"
    assert other.places.config.read_text() == program.places.config.read_text()
    assert (other.places.profiles / "bao.toml").exists()
    assert other.places.data.stat().st_mode & 0o777 == 0o600


def test_passwords_are_in_it_only_where_that_is_asked(program: Program, tmp_path: Path) -> None:
    plain, secret = tmp_path / "a.zip", tmp_path / "b.zip"
    outcome = program.run("backup", str(plain))
    assert "not in it" in outcome.err
    outcome = program.run("backup", str(secret), "--with-passwords")
    assert "unencrypted" in outcome.err
    assert not any(SECRET.encode() in content for content in contents(plain).values())
    assert SECRET.encode() in contents(secret)["logins.json"]
    other = Program(tmp_path / "other")
    other.run("restore", str(secret))
    logins = other.places.data.with_name("logins.json")
    assert SECRET in logins.read_text()
    assert logins.stat().st_mode & 0o777 == 0o600


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_is_made_while_the_reader_is_open_and_has_no_deleted_rows(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "giu.zip"
    with store_of(program) as store:
        store.queue.add("https://bao.example/bi-xoa", "dấu vết đã xoá", wall_clock())
        store.queue.remove("https://bao.example/bi-xoa")
        with store.database.writing_userdata():
            store.database.execute("INSERT INTO userdata.fact VALUES ('half', 'done')")
            assert program.run("backup", str(file)).status == 0
    data = contents(file)["reader.sqlite3"]
    assert b"bi-xoa" not in data
    assert b"half" not in data, "of a transaction that was not ended"
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(data)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_was_here_is_kept_and_can_be_brought_back(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "giu.zip"
    program.run("backup", str(file))
    before = state(program)
    with store_of(program) as store:
        store.marks.set_read(store.lists.rows(ListQuery()).ids())
    program.configure('measure = 60\nlanguage = "en"\n')
    later = state(program)
    assert later != before
    outcome = program.run("restore", str(file), "--json")
    assert outcome.status == 0
    kept = [Path(path) for path in outcome.records[0]["kept"]]
    assert {path.name for path in kept} == {"reader.sqlite3.replaced-1", "config.toml.replaced-1"}
    assert state(program) == before
    assert "của tôi" in program.places.config.read_text()
    assert program.run("restore", str(kept[0])).status == 0
    assert state(program) == later
    assert program.run("forget", "--yes").status == 0
    assert not list(program.places.data.parent.glob("*.replaced-*"))


def test_a_restored_read_mark_is_seen_by_a_cache_that_had_another(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "giu.zip"
    program.run("backup", str(file))
    with store_of(program) as store:
        store.marks.set_read(store.lists.rows(ListQuery()).ids())
    assert not program.run("list", "--unread", "--json").records
    program.run("restore", str(file))
    assert len(program.run("list", "--unread", "--json").records) == 1


def test_while_another_hpreader_is_open_nothing_is_restored(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "giu.zip"
    program.run("backup", str(file))
    with store_of(program):
        outcome = program.run("restore", str(file))
    assert (outcome.status, "Another hpreader is open" in outcome.err) == (4, True)
    assert not list(program.home.rglob("*.replaced-*"))


def test_damaged_data_and_settings_are_replaced_and_kept(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "giu.zip"
    program.run("backup", str(file))
    before = state(program)
    program.places.data.write_bytes(b"no database at all" * 1_000)
    program.configure("= broken")
    outcome = program.run("restore", str(file))
    assert (outcome.status, "reader.sqlite3.broken-1" in outcome.err) == (0, True)
    assert state(program) == before


def rewritten(file: Path, target: Path, **changes: bytes | None) -> Path:
    """A backup with other contents; `data`, `manifest` and `config` are short names."""
    names = {"data": "reader.sqlite3", "manifest": "hpreader-backup.json", "config": "config.toml"}
    found: dict[str, bytes | None] = {**contents(file)}
    found |= {names.get(name, name): value for name, value in changes.items()}
    with zipfile.ZipFile(target, "w") as archive:
        for name, value in found.items():
            if value is not None:
                archive.writestr(name, value)
    return target


def test_what_is_no_good_backup_changes_nothing(program: Program, tmp_path: Path) -> None:
    file, copy = tmp_path / "giu.zip", tmp_path / "copy.sqlite3"
    program.run("backup", str(file))
    before = state(program)

    def data(statement: str) -> bytes:
        copy.write_bytes(contents(file)["reader.sqlite3"])
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute(statement)
        return copy.read_bytes()

    bad = tmp_path / "bad.zip"
    for status, changes in (
        (4, {"data": data("PRAGMA user_version = 99")}),
        (4, {"manifest": b'{"format": 2}'}),
        (2, {"manifest": b"[]"}),
        (2, {"manifest": None}),
        (2, {"data": None}),
        (2, {"data": b"SQLite format 3\0" + b"x" * 5000}),
        (2, {"data": data("PRAGMA application_id = 7")}),
        (2, {"data": data("CREATE TRIGGER t AFTER INSERT ON mark BEGIN DELETE FROM shelf; END")}),
        (2, {"config": b"#" * 300_000}),
    ):
        outcome = program.run("restore", str(rewritten(file, bad, **changes)))
        assert outcome.status == status, outcome.err
        assert str(bad) in outcome.err
    bad.write_bytes(file.read_bytes()[:-40])
    for path in (bad, tmp_path / "none.zip", tmp_path):
        assert program.run("restore", str(path)).status in {2, 4}
    assert state(program) == before
    assert not list(program.home.rglob("*.replaced-*"))


def test_only_known_names_leave_the_archive(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "giu.zip"
    program.run("backup", str(file))
    names = {
        "../ra-ngoai.toml": b"x",
        "sites/../../ra.toml": b"x",
        "/tmp/ra.toml": b"x",
        "la.sh": b"x",
    }
    other = Program(tmp_path / "other")
    assert other.run("restore", str(rewritten(file, tmp_path / "b.zip", **names))).status == 0
    found = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert not found & {"ra-ngoai.toml", "ra.toml", "la.sh"}


def test_a_file_that_is_no_backup_is_not_overwritten(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "thu.txt"
    file.write_text("của tôi")
    assert program.run("backup", str(file)).status == 2
    assert file.read_text() == "của tôi"
    file.unlink()
    assert program.run("backup", str(file)).status == 0
    assert program.run("backup", str(file)).status == 0, "an earlier backup is replaced"
    assert program.run("backup", str(tmp_path / "none" / "a.zip")).status == 2
    assert Program(tmp_path / "new").run("backup", str(tmp_path / "b.zip")).status == 3


KILLED = """
import os, signal, sys
left = int(sys.argv[1])
WATCHED = {"os.rename", "os.remove", "open", "sqlite3.connect", "os.mkdir", "os.chmod", "shutil.copyfile"}
def hook(event, arguments):
    global left
    if event not in WATCHED or (event == "open" and "home" not in str(arguments[0])):
        return
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
from hpreader.cli.commands import restore
from hpreader.config import Settings
from argparse import Namespace
sys.addaudithook(hook)
restore.run(Namespace(file=sys.argv[2], json=False, dry_run=False), Settings())
"""


def test_a_kill_at_any_step_of_a_restore_leaves_all_or_nothing(
    program: Program, tmp_path: Path
) -> None:
    """The next start finishes it or takes it back, and says which."""
    file = tmp_path / "giu.zip"
    program.run("backup", str(file), "--with-passwords")
    new = marks_in(program.places.data)
    with store_of(program) as store:
        store.marks.set_read(
            store.lists.rows(ListQuery()).ids(), at=wall_clock() - timedelta(days=1)
        )
    program.configure("measure = 61\n")
    (program.places.profiles / "bao.toml").write_text("# cũ\n")
    (program.places.data.with_name("logins.json")).write_text("{}")
    old = marks_in(program.places.data)
    assert old != new
    said: set[str] = set()
    for step in range(1, 300):
        home = tmp_path / f"home-{step}"
        shutil.copytree(program.home, home)
        killed = Program(home)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(step), str(file)],
            env=killed.environment(), check=False, capture_output=True, timeout=60,
        )  # fmt: skip
        here = marks_in(killed.places.data)
        copies = killed.places.data.parent.glob("reader.sqlite3.replaced-*")
        assert here == old or (here == new and old in [marks_in(copy) for copy in copies])
        texts = [path.read_text() for path in killed.places.config.parent.glob("config.toml*")]
        assert any("61" in text for text in texts)
        assert killed.places.config.read_text(), "never half a file"
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        has_journal = killed.places.data.with_name("restore.json").exists()
        outcome = killed.run("config", "path", "--lang", "en")
        words = {"finished" if "been finished" in outcome.err else "taken back"}
        said |= words if has_journal else set()
        assert ("A restore that was interrupted" in outcome.err) == has_journal
        here = marks_in(killed.places.data)
        settings = killed.places.config.parent
        is_new = [
            here == new,
            "của tôi" in killed.places.config.read_text(),
            "hosts" in (killed.places.profiles / "bao.toml").read_text(),
            SECRET in killed.places.data.with_name("logins.json").read_text(),
        ]
        assert all(is_new) or not any(is_new), (step, is_new)
        left = [
            path.name
            for folder in (settings, killed.places.profiles, killed.places.data.parent)
            for path in folder.iterdir()
            if ".new-" in path.name or path.name == "restore.json"
        ]
        assert not [
            name for name in left if not name.startswith(("reader.sqlite3", "restore.json.new"))
        ], (step, left)
        kept = [*settings.rglob("*.replaced-*"), *settings.parent.rglob("logins.json.replaced-*")]
        assert bool(kept) == all(is_new)
        shutil.rmtree(home)
    else:
        raise AssertionError("it never ended")
    assert step > 10
    assert said == {"finished", "taken back"}
    assert here == new


def marks_in(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as data:
        return data.execute("SELECT id, read_at, saved_at FROM mark ORDER BY id").fetchall()


def test_a_kill_while_a_backup_is_written_leaves_a_whole_one(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "giu.zip"
    program.run("backup", str(file))
    script = KILLED.replace("import restore", "import backup").replace(
        "restore.run(", "backup.run("
    )
    script = script.replace("dry_run=False", "with_passwords=False").replace(
        '"home" not', '"giu" not'
    )
    for step in range(1, 20):
        done = subprocess.run(
            [sys.executable, "-c", script, str(step), str(file)],
            env=program.environment(), check=False, capture_output=True, timeout=60,
        )  # fmt: skip
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
    assert step > 2
