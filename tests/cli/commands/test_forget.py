"""`hpreader forget`: what was chosen is gone from the files, the rest is as before."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from hpreader.cli.commands.demo import subscribe
from hpreader.config import Settings
from hpreader.history import History
from hpreader.model import (
    VIETNAM,
    Anchor,
    Article,
    ArticleRef,
    Image,
    Inline,
    ListQuery,
    Paragraph,
    ReadingProgress,
    Search,
    Visit,
)
from hpreader.model.traces import OF_READING, TRACES
from hpreader.newsroom.clock import wall_clock
from hpreader.sample import Newspaper
from hpreader.store import Store
from hpreader.store.traces.article_traces import BY_ARTICLE
from tests.support.program import Program
from tests.support.pty import terminal

OLD, NEW = "vitvancu", "vitvanmoi"
"""Words that are in no article: one of a trace of last week, one of a trace of today."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A home in which somebody read last week and today; made once and copied."""
    program = Program(tmp_path_factory.mktemp("filled"))
    with Newspaper(date(2026, 3, 7)) as paper:
        asyncio.run(subscribe(program.places, Settings(), paper.url))
        assert program.run("sync", "--quiet", "--no-pages").status == 0
    today = datetime.now(VIETNAM)
    week_ago = today - timedelta(days=7)
    with store_of(program) as store:
        first, second, saved = [row.id for row in store.lists.rows(ListQuery()).slice(0, 3)]
        visits = (
            Visit(ArticleRef("https://bao.example/1", first, OLD), OLD, at=week_ago),
            Visit(Search(NEW), NEW, at=today),
            Visit(ArticleRef("https://bao.example/2", second, OLD), OLD, at=week_ago),
        )
        store.trail.put(History(visits, 2))
        for article_id, at in ((first, week_ago), (second, today)):
            store.marks.set_read([article_id], at=at)
            store.progress.put(article_id, ReadingProgress(Anchor(1, 1), 0.5), at)
        store.marks.set_saved([saved], at=week_ago)
        store.searches.remember(f"{NEW} tim")
        store.searches.save(f"{OLD} luu", "lạch tray")
        store.queue.add(f"https://bao.example/{OLD}", OLD, week_ago)
        store.queue.add(f"https://bao.example/{NEW}", NEW, today)
    program.places.snapshot.write_text(f"{OLD} {NEW}")
    logins = program.places.data.with_name("logins.json")
    logins.write_text(json.dumps({"https://kin.example": ["ai", "bimat"]}))
    with closing(sqlite3.connect(program.places.data)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return program


@pytest.fixture
def program(filled: Program, tmp_path: Path) -> Program:
    home = tmp_path / "home"
    shutil.copytree(filled.home, home)
    program = Program(home)
    # As an update and a broken cache leave them.
    shutil.copy(program.places.data, program.places.data.with_name("reader.sqlite3.before-2"))
    shutil.copy(program.places.cache, program.places.cache.with_name("cache.sqlite3.broken-1"))
    return program


def store_of(program: Program) -> Store:
    return Store.open(program.places.cache, program.places.data, now=wall_clock)


def counts(program: Program) -> dict[str, int]:
    """How much there is of each kind, as the program says itself."""
    outcome = program.run("forget", "--dry-run", "--json")
    assert outcome.status == 0
    return {record["what"]: record["count"] for record in outcome.records}


def bytes_of(program: Program) -> bytes:
    """All bytes of all files of the program, whatever they are called."""
    return b"".join(path.read_bytes() for path in program.home.rglob("*") if path.is_file())


ALL = {
    "trail": 3, "read": 2, "progress": 2, "searches": 1, "queue": 2, "saved": 1, "passwords": 1,
    "sources": 1, "views": 1,
}  # fmt: skip


def test_nothing_is_forgotten_before_it_is_asked_for(program: Program) -> None:
    program.configure("")
    program.places.rules.write_text('[[rule]]\nwords = "ai"\nmute = true\n', "utf-8")
    before = bytes_of(program)
    outcome = program.run("forget", "--dry-run", "--lang", "en")
    assert (outcome.status, outcome.err) == (0, "")
    going, kept = outcome.out.split("Kept:")
    assert all(f"\n  {trace} " in (going if trace in OF_READING else kept) for trace in TRACES)
    assert "1 copy of the data" in going
    assert str(program.places.config) in kept
    assert str(program.places.rules) in kept, "what one does not want to read tells of oneself too"
    found = counts(program)
    assert found.pop("cache") >= 2
    assert found == ALL
    assert bytes_of(program) == before


def test_without_a_terminal_only_yes_forgets(program: Program) -> None:
    outcome = program.run("forget", "--lang", "en", stdin=b"y\n")
    assert (outcome.status, "--yes" in outcome.err) == (2, True)
    assert counts(program)["trail"] == 3


def test_the_traces_of_reading_go_and_what_was_put_there_on_purpose_stays(
    program: Program,
) -> None:
    assert NEW.encode() in bytes_of(program)
    outcome = program.run("forget", "--yes", "--json", "--lang", "en")
    assert (outcome.status, outcome.err) == (0, "Forgotten.\n")
    assert {record["what"] for record in outcome.records if record["forgotten"]} == OF_READING
    assert counts(program) == dict.fromkeys(OF_READING, 0) | {
        "saved": 1, "passwords": 1, "sources": 1, "views": 1,
    }  # fmt: skip
    left = bytes_of(program)
    assert NEW.encode() not in left
    assert left.count(OLD.encode()) == 1, "the name of the kept search"
    assert {path.name for path in program.home.rglob("*.sqlite3*")} == {"reader.sqlite3"}
    assert len(program.run("list", "--saved", "--json").records) == 1


def test_kinds_are_forgotten_one_by_one_and_the_cache_follows(program: Program) -> None:
    size = len(program.run("list", "--json").records)
    assert program.run("forget", "read", "--yes").status == 0
    assert len(program.run("list", "--unread", "--json").records) == size
    with closing(sqlite3.connect(program.places.cache)) as cache:
        assert cache.execute("SELECT count(opened_at) FROM article").fetchone() == (0,)
    assert program.run("forget", "searches", "saved", "--yes").status == 0
    assert program.run("list", "--saved", "--json").records == []
    found = counts(program)
    assert found.pop("cache") >= 1
    assert found == ALL | {"read": 0, "searches": 0, "saved": 0}


def test_only_the_last_hours_are_forgotten(program: Program) -> None:
    outcome = program.run("forget", "trail", "read", "progress", "queue", "--last", "2h", "--yes")
    assert outcome.status == 0
    found = counts(program)
    assert {name: found[name] for name in ("trail", "read", "progress", "queue")} == {
        "trail": 2, "read": 1, "progress": 1, "queue": 1,
    }  # fmt: skip
    with store_of(program) as store:
        trail = store.trail.get()
    assert [visit.title for visit in trail.items] == [OLD, OLD]
    assert trail.index == 1, "the step that was on the screen"
    for kind in ("passwords", "sources", "views", "everything"):
        assert program.run("forget", kind, "--last", "2h", "--yes").status == 2


def test_everything_is_as_before_the_first_run(program: Program) -> None:
    program.configure('language = "en"')
    assert program.run("forget", "everything", "--yes").status == 0
    files = [path for path in program.home.rglob("*") if path.is_file()]
    assert files == [program.places.config]
    assert program.run("sources", "--json").records[0]["name"] != "bao-mau"


def test_damaged_data_can_be_forgotten_as_a_whole_only(program: Program) -> None:
    program.places.data.write_bytes(b"no database at all" * 1_000)
    outcome = program.run("forget", "--yes", "--lang", "en")
    assert (outcome.status, "is damaged" in outcome.err) == (4, True)
    assert program.run("forget", "everything", "--yes").status == 0
    assert not program.places.data.exists()


def test_while_another_hpreader_is_open_nothing_is_forgotten(program: Program) -> None:
    with store_of(program):
        for what in ("trail", "everything"):
            outcome = program.run("forget", what, "--yes", "--lang", "en")
            assert (outcome.status, "Another hpreader is open" in outcome.err) == (4, True)
    assert counts(program)["trail"] == 3


def test_data_of_an_earlier_version_are_forgotten_too(program: Program) -> None:
    with closing(sqlite3.connect(program.places.data)) as data:
        data.executescript(
            "DROP TABLE progress; DROP TABLE rule_action; DROP TABLE story_split; "
            "DROP TABLE account; DROP TABLE account_item; DROP TABLE account_feed; PRAGMA user_version = 1"
        )
    assert counts(program)["trail"] == 3
    assert program.run("forget", "--yes").status == 0
    assert NEW.encode() not in bytes_of(program)


def test_on_a_new_machine_there_is_nothing_to_forget(tmp_path: Path) -> None:
    program = Program(tmp_path)
    assert set(counts(program).values()) == {0}
    assert program.run("forget", "--yes").status == 0
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("answer", "status", "left"), [("y", 0, 0), ("n", 1, 3), ("", 1, 3)], ids=["yes", "no", "enter"]
)
def test_on_a_terminal_it_asks(program: Program, answer: str, status: int, left: int) -> None:
    command = program.command("forget", "--lang", "en")
    with terminal(command, program.environment()) as screen:
        screen.wait_for("Forget it?")
        screen.press(f"{answer}\r")
        ended, drawn = screen.end()
    assert ended == status
    assert ("Forgotten." if left == 0 else "Nothing was forgotten.") in drawn
    assert counts(program)["trail"] == left


@pytest.mark.parametrize("keeps_cache", [True, False])
def test_that_a_former_text_was_read_is_forgotten_too(tmp_path: Path, *, keeps_cache: bool) -> None:
    program = Program(tmp_path)
    program.places.data.parent.mkdir(parents=True)
    program.places.cache.parent.mkdir(parents=True)
    with store_of(program) as store:
        first = edited(store, 3)
        store.marks.set_saved([first])
        store.marks.set_read([first], at=datetime.now(VIETNAM))
        edited(store, 5)
        assert [one.was_read for one in store.articles.former_texts(first)] == [True]
        edit = store.articles.headline(first).edit  # type: ignore[union-attr]
        assert edit is not None
        assert edit.was_read
    what = ["read"] if keeps_cache else ["read", "cache"]
    assert program.run("forget", *what, "--yes").status == 0
    with store_of(program) as store:
        assert [one.was_read for one in store.articles.former_texts(first)] == [False]
        again = store.articles.headline(first)
        assert again is not None
        assert again.edit is not None
        assert not again.edit.was_read


def edited(store: Store, injured: int) -> str:
    """An article with this number in it; returns its id."""
    text = f"Vụ cháy làm {injured} người bị thương, tất cả đã được đưa đến bệnh viện."
    blocks = (Paragraph(Inline(text)),)
    article = Article("https://bao.example/chay", "Cháy", blocks, reading="page", has_page=True)
    return store.articles.put(article).id


BODY, TITLE = "vitthancat", "Bài cần quên vitdautit"


def test_of_a_single_article_nothing_is_left_in_the_files(program: Program) -> None:
    address = "https://bao.example/can-quen"
    with store_of(program) as store:
        before = store.trail.resume()
        article = Article(
            url=address,
            title=TITLE,
            blocks=(
                Paragraph(Inline(f"Chữ {BODY} trong bài.")),
                Image("https://bao.example/anh-vitanh.jpg"),
            ),
        )
        gone = store.articles.put(article).id
        store.images.put("https://bao.example/anh-vitanh.jpg", (4, 4), b"vitdulieuanh", 1_000)
        store.marks.set_read([gone])
        store.marks.set_saved([gone])
        store.progress.put(gone, ReadingProgress(Anchor(1, 1), 0.5), wall_clock())
        store.queue.add(f"{address}?utm_source=vitnguon", TITLE, wall_clock())
        visit = Visit(ArticleRef(address, gone, TITLE), TITLE, at=wall_clock())
        items = (before.items[0], visit, *before.items[1:])
        store.trail.put(History(items, 2))
        store.story_splits.put([(gone, "0" * 12), (gone, "f" * 12)], 1)
    with closing(sqlite3.connect(program.places.data)) as connection, connection:
        connection.execute("INSERT INTO rule_action VALUES (?, 'notify', 'vitluat', 1)", (gone,))
        connection.execute("INSERT INTO former_text VALUES (?, 'vitvancucu')", (gone,))
    program.places.snapshot.write_text(TITLE)
    assert program.run("search", BODY, "--json").records
    kept = counts(program)
    dry = program.run("forget", address, "--dry-run", "--lang", "en")
    assert (dry.status, TITLE in dry.out) == (0, True)
    assert program.run("forget", address, "--lang", "en").status == 2, "nobody was asked"
    outcome = program.run("forget", f"{address}/", "--yes", "--json", "--lang", "en")
    assert (outcome.status, outcome.err) == (0, "Forgotten.\n")
    assert [record["id"] for record in outcome.records] == [gone]
    left = bytes_of(program)
    for word in (
        BODY,
        "vitdautit",
        "can-quen",
        "vitanh",
        "vitdulieuanh",
        "vitnguon",
        "vitluat",
        "vitvancucu",
        gone,
    ):
        assert word.encode() not in left, word
    assert not program.run("search", BODY, "--json").records
    assert counts(program) == kept | {
        "cache": 1, "trail": 3, "read": 2, "progress": 2, "queue": 2, "saved": 1, "views": 1,
    }  # fmt: skip
    with store_of(program) as store:
        trail = store.trail.get()
    assert [one.title for one in trail.items] == [OLD, NEW, OLD]
    assert trail.items[trail.index].title == NEW, "the step that was on the screen"
    assert program.run("forget", address, "--yes").status == 3
    assert program.run("forget", gone, "read", "--yes").status == 2


def test_a_single_article_of_many_is_forgotten_and_the_others_are_found(program: Program) -> None:
    rows = program.run("list", "--json").records
    chosen = rows[1]
    assert program.run("forget", chosen["id"], "--yes").status == 0
    left = program.run("list", "--json").records
    assert [one["id"] for one in left] == [one["id"] for one in rows if one is not chosen]
    beginning = f"{left[0]['title'].split()[0]}*"
    assert program.run("search", beginning, "--json").records
    with closing(sqlite3.connect(program.places.cache)) as cache:
        assert cache.execute("SELECT count(*) FROM word").fetchone()[0] > 50
        for table in ("fts_forms", "fts_sequence"):
            cache.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        assert cache.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_every_table_with_the_ids_of_articles_is_known_to_forget(program: Program) -> None:
    with closing(sqlite3.connect(program.places.data)) as data:
        found = {
            (table, column)
            for (table,) in data.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            for _, column, *_ in data.execute(f"PRAGMA table_info ({table})")
            if column in {"id", "first", "second"}
        }
    assert found == set(BY_ARTICLE)
