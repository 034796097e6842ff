"""`hpreader import`: what other programs had is here afterwards, and what is not is told."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from hpreader.sample import Newspaper
from tests.support.program import Program

LOCAL = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with Newspaper(date(2026, 3, 7)) as found:
        yield found


SCHEMA = (
    "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,"
    " title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0)",
    "CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,"
    " title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,"
    " feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,"
    " unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),"
    " enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0,"
    ' base VARCHAR(128) NOT NULL DEFAULT "")',
)
"""The tables of newsboat 2.21."""


def newsboat_cache(path: Path, *items: tuple[str, str, str, int, str | None, int]) -> None:
    """A cache of newsboat with items: address, guid, title, unread, flags, deleted."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for sql in SCHEMA:
            connection.execute(sql)
        connection.executemany(
            "INSERT INTO rss_item (url, guid, title, unread, flags, deleted, author, feedurl, pubDate,"
            " content) VALUES (?, ?, ?, ?, ?, ?, '', 'https://bao.example/feed', 1772800000, '')",
            items,
        )


def headlines(program: Program, *options: str) -> dict[str, dict[str, object]]:
    return {one["title"]: one for one in program.run("list", "--json", *options).records}


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is not installed")
def test_marks_of_a_real_newsboat_wait_for_their_articles(
    program: Program, paper: Newspaper, tmp_path: Path
) -> None:
    boat = tmp_path / "boat"
    boat.mkdir()
    (boat / "urls").write_text(
        f'{paper.url}/feed "tin Hải Phòng" "~Báo mẫu"\n"query:Mới:age < 2"\n'
    )

    def newsboat(*options: str) -> None:
        files = ["-u", boat / "urls", "-c", boat / "cache.db", "-C", "/dev/null"]
        environment = {"HOME": str(boat), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **LOCAL}
        subprocess.run(["newsboat", *files, *options], check=True, env=environment, timeout=60)

    newsboat("-x", "reload")
    with closing(sqlite3.connect(boat / "cache.db")) as connection:
        items = connection.execute(
            "SELECT guid, title FROM rss_item ORDER BY pubDate DESC"
        ).fetchall()
    (read_guid, read), (_, flagged), *others = items
    (boat / "read").write_text(f"{read_guid}\n")
    newsboat("-I", str(boat / "read"))
    with closing(sqlite3.connect(boat / "cache.db")) as connection, connection:
        connection.execute("UPDATE rss_item SET flags = 's' WHERE title = ?", (flagged,))

    dry = program.run("import", str(boat), "--dry-run", "--json")
    assert [record["done"] for record in dry.records] == [False, False]
    assert not program.run("list", "--saved", "--json").records
    outcome = program.run("import", str(boat), "--lang", "en")
    assert outcome.status == 0
    assert "1 source in the file: 1 new" in outcome.err
    assert "Not taken: query:Mới:age < 2 (it is a search of newsboat" in outcome.err
    assert "1 article saved." in outcome.err
    assert "1 article marked as read." in outcome.err
    assert "its mark is kept until it comes" in outcome.err
    assert f"{len(items) - 2} articles are unread there" in outcome.err
    (saved,) = program.run("list", "--saved", "--json").records
    assert (saved["title"], saved["cached"]) == (flagged, False)

    (source,) = [
        one for one in program.run("sources", "--json").records if one["name"] == "127.0.0.1"
    ]
    assert source["title"] == "Báo mẫu"
    assert program.run("sync", "127.0.0.1", "--quiet", **LOCAL).status == 0
    found = headlines(program, "--source", "127.0.0.1", "--section", "tin Hải Phòng")
    assert {title for title, one in found.items() if one["read"]} == {read}
    assert {title for title, one in found.items() if one["saved"]} == {flagged}
    assert found[flagged]["cached"]
    assert set(dict(others).values()) <= set(found)
    again = program.run("import", str(boat), "--lang", "en")
    assert "1 was saved already." in again.err
    assert "1 was read here already." in again.err


def test_what_of_a_newsboat_cannot_be_matched_is_told(program: Program, tmp_path: Path) -> None:
    cache = tmp_path / "cache.db"
    newsboat_cache(
        cache,
        ("https://bao.example/mot", "1", "Một", 0, None, 0),
        (
            "https://bao.example/hai?utm_source=x",
            "https://bao.example/haiSat, 7 Mar",
            "Hai",
            1,
            "ab",
            0,
        ),
        ("", "tag:1", "Không địa chỉ", 0, "", 0),
        ("", "https://bao.example/ba", "Ba", 1, None, 1),
        ("https://bao.example/bon", "1", "Bốn", 0, None, 0),
        ("https://bao.example/nam", "5", "Năm", 1, None, 0),
    )
    (record,) = program.run("import", str(cache), "--json").records
    assert record["articles"] == {
        "saved": 1, "saved_before": 0, "to_fetch": 1, "read": 3, "read_before": 0, "absent": 3, "texts": 0,
    }  # fmt: skip
    assert record["refused"] == [{"text": "Không địa chỉ", "reason": "no_address"}]
    assert record["unread"] == 1
    (saved,) = program.run("list", "--saved", "--json").records
    assert (saved["title"], saved["url"]) == ("Hai", "https://bao.example/hai")


def test_bookmarks_are_on_the_shelf_and_are_fetched_later(
    program: Program, paper: Newspaper, tmp_path: Path
) -> None:
    good, gone = "mot-buoi-sang-o-cat-ba", "khong-con-nua"
    page = tmp_path / "dau-trang.html"
    page.write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><H1>Bookmarks</H1><DL><p><DT><H3>Đọc sau</H3><DL><p>"
        f'<DT><A HREF="{paper.url}/{good}.html" ADD_DATE="1772800000">Tên của tôi</A>'
        f'<DT><A HREF="{paper.url}/{gone}.html" ADD_DATE="1772700000">Bài đã mất</A>'
        '<DT><A HREF="javascript:void(0)">Nút</A></DL><p>'
        '<DT><A HREF="https://khac.example/x">Ngoài</A></DL>'
    )
    outcome = program.run("import", str(page), "--folder", "đọc sau", "--lang", "en")
    assert outcome.status == 0
    assert "2 articles saved." in outcome.err
    assert "1 link is not in this folder" in outcome.err
    assert "Not taken: Nút (its address is none of the Web" in outcome.err
    shelf = program.run("list", "--saved", "--section", "Đọc sau", "--json").records
    assert [one["title"] for one in shelf] == ["Tên của tôi", "Bài đã mất"]
    assert [one["published"] for one in shelf] == [None, None]
    # The user writes the feed's address, so that its server may be private.
    (tmp_path / "urls").write_text(f"{paper.url}/feed\n")
    assert program.run("import", str(tmp_path / "urls")).status == 0
    program.run("sync", "127.0.0.1", "--quiet", **LOCAL)
    shelf = program.run("list", "--saved", "--json").records
    assert sorted((one["title"], one["cached"]) for one in shelf) == [
        ("Bài đã mất", False),
        ("Một buổi sáng ở Cát Bà, khi chưa ai thức", True),
    ]
    program.places.cache.unlink()
    shelf = program.run("list", "--saved", "--json").records
    assert sorted(one["title"] for one in shelf) == [
        "Bài đã mất",
        "Một buổi sáng ở Cát Bà, khi chưa ai thức",
    ]
    (waiting,) = program.run("unread", "--json").records
    assert waiting["waiting"] == 0, "what is gone is not asked for again"


def test_a_file_of_no_known_kind_is_a_sentence(program: Program, tmp_path: Path) -> None:
    picture, other = tmp_path / "a.png", tmp_path / "other.db"
    picture.write_bytes(b"\x89PNG\r\n")
    newsboat_cache(other)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("DROP TABLE rss_item")
    for path in (picture, other, tmp_path / "none", tmp_path):
        outcome = program.run("import", str(path))
        assert (outcome.status, outcome.out) == (2, "")
        assert str(path) in outcome.err


def test_one_bad_file_of_several_stops_no_other(program: Program, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("url,title\nhttps://bao.example/mot,Một\nhttps://bao.example/mot/,Lại\n")
    outcome = program.run("import", str(tmp_path / "none"), str(table), "--json")
    assert outcome.status == 1
    (record,) = outcome.records
    assert record["articles"]["saved"] == 1
    assert record["refused"] == [{"text": "Lại", "reason": "twice"}]


def test_an_export_in_json_is_on_the_shelf(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "wallabag.json"
    file.write_text(
        '[{"is_archived": 1, "title": "Một", "url": "https://bao.example/mot", "tags": ["cảng"],'
        ' "content": "<h1>Một</h1><a href=\\"https://bao.example/hai\\">hai</a>"},'
        ' {"is_archived": 0, "title": "Ba", "url": "https://bao.example/ba", "tags": []}]'
    )
    (record,) = program.run("import", str(file), "--json").records
    assert (record["format"], record["articles"]["saved"]) == ("json", 2)
    saved = {one["title"]: one for one in program.run("list", "--saved", "--json").records}
    assert (saved["Một"]["read"], saved["Một"]["section"]) == (True, "cảng")
    assert not saved["Ba"]["read"]
    broken = program.run("import", "-", "--format", "json", stdin=b'[{"url":')
    assert broken.status == 2
    assert "Traceback" not in broken.err


def test_our_own_export_is_read_again(program: Program, paper: Newspaper, tmp_path: Path) -> None:
    assert program.run("sources", "add", f"{paper.url}/feed", **LOCAL).status == 0
    assert program.run("sync", "127.0.0.1", "--quiet", **LOCAL).status == 0
    rows = program.run("list", "--source", "127.0.0.1", "--json").records
    links = tmp_path / "links.csv"
    links.write_text(
        f"url,title,status\n{rows[0]['url']},,archive\n{rows[1]['url']},,\nhttps://bao.example/het,Hết,\n"
    )
    assert program.run("import", str(links)).status == 0
    day = str(rows[0]["published"])[:10]
    shelf = tmp_path / "shelf.jsonl"
    assert program.run("export", "--saved", "--json", "--output", str(shelf)).status == 0
    a_day = program.run("export", "--date", day, "--json").out.encode()

    other = Program(tmp_path / "other")
    (dry,) = other.run("import", str(shelf), "--dry-run", "--json").records
    (done,) = other.run("import", str(shelf), "--json").records
    assert done["format"] == "hpreader"
    assert dry["articles"] == done["articles"]
    assert done["articles"] == {
        "saved": 3, "saved_before": 0, "to_fetch": 1, "read": 1, "read_before": 0, "absent": 0, "texts": 2,
    }  # fmt: skip
    assert exported(other, "--saved") == exported(program, "--saved")
    (again,) = other.run("import", str(shelf), "--json").records
    assert (again["articles"]["saved"], again["articles"]["texts"]) == (0, 0)

    (more,) = other.run("import", "-", "--json", stdin=a_day).records
    unsaved = [one for one in exported(program, "--date", day) if not one["saved"]]
    assert unsaved
    assert more["articles"]["saved"] == 0
    assert more["articles"]["texts"] == len(unsaved)
    assert len(other.run("list", "--saved", "--json").records) == 3
    for one in unsaved[:3]:
        shown = other.run("show", str(one["url"]), "--json", "--offline").records[0]
        assert (shown["id"], shown["blocks"]) == (one["id"], one["blocks"])
        assert shown["id"] not in {row["id"] for row in other.run("list", "--json").records}


def exported(program: Program, *options: str) -> list[dict[str, object]]:
    """What a program exports, without what is in the cache of other news."""
    records = program.run("export", "--json", *options).records
    for record in records:
        for related in record["related"]:
            del related["cached"]
    return records


def test_opml_comes_by_the_same_command(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "a.opml"
    file.write_text(
        '<opml version="2.0"><body><outline text="Sông"><outline text="A" xmlUrl="https://a.example/f"/>'
        '</outline><outline text="Trang" htmlUrl="https://b.example/"/></body></opml>'
    )
    (dry,) = program.run("import", str(file), "--dry-run", "--json").records
    assert dry["sources"] == {"new": ["a.example"], "changed": [], "known": []}
    assert dry["refused"] == [{"text": "Trang https://b.example/", "reason": "not_web"}]
    assert "a.example" not in [one["name"] for one in program.run("sources", "--json").records]
    (done,) = program.run("import", "-", "--json", stdin=file.read_bytes()).records
    assert done["sources"] == dry["sources"]
    (again,) = program.run("import", str(file), "--json").records
    assert again["sources"] == {"new": [], "changed": [], "known": ["a.example"]}


def test_the_tags_of_newsboat_are_given_by_rules(program: Program, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text(
        'https://mot.example/feed "tin" "hải phòng" sáng\n'
        "https://hai.example/feed tin sáng !\n"
        "https://ba.example/a.rss thể-thao sáng\n"
        "https://ba.example/b.rss pháp-luật\n",
        "utf-8",
    )
    before = program.run("import", str(urls), "--dry-run", "--json")
    assert before.records[0]["rules"] == 5
    assert not program.places.rules.exists()
    outcome = program.run("import", str(urls), "--lang", "en")
    assert outcome.status == 0
    assert "5 rules in" in outcome.err
    assert "Not kept" not in outcome.err
    rules = {
        (*rule["tags"], *rule["sources"], *rule["sections"])
        for rule in program.run("rules", "--json").records
    }
    sections = {
        section["candidates"][0].rpartition("/")[2]: section["name"]
        for one in program.run("sources", "--json").records
        if one["name"] == "ba.example"
        for section in one["sections"]
    }
    a, b = sections["a.rss"], sections["b.rss"]
    assert rules == {
        ("hải phòng", "mot.example"),
        ("sáng", "mot.example", "hai.example"),
        ("sáng", "ba.example", a),
        ("thể-thao", "ba.example", a),
        ("pháp-luật", "ba.example", b),
    }
    again = program.run("import", str(urls), "--json")
    assert again.records[0]["rules"] == 0
    assert len(program.run("rules", "--json").records) == 5
