import sqlite3
import threading

import pytest

from hpreader.store.files import migrations
from tests.support.storeroom import (
    Storeroom,
    entry,
    execute,
    record_list,
)

VERSION_2 = """
CREATE TABLE label (id TEXT PRIMARY KEY, label TEXT NOT NULL);
INSERT INTO label SELECT id, 'read; once' FROM mark WHERE read_at IS NOT NULL;
"""


def old_userdata(room: Storeroom, version: int) -> str:
    """User data as an older hpreader left them, with one mark."""
    store = room.open()
    (first,) = record_list(store, [entry("tin")])
    store.marks.set_read([first])
    room.close()
    room.userdata.unlink()
    scripts = migrations.userdata_scripts()[:version]
    statements = [statement for script in scripts for statement in migrations.statements(script)]
    execute(
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
def test_a_migration_keeps_the_data_and_a_copy_of_the_file(room, version):
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
