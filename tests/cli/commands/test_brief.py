"""`hpreader brief` and `hpreader export` as a shell runs them, against the sample newspaper."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import stat
import subprocess
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from hpreader.cli.commands.demo import subscribe
from hpreader.cli.files.edition_output import finish_edition
from hpreader.config import Settings
from hpreader.newsroom import Newsroom
from hpreader.sample import Newspaper
from tests.support import editions
from tests.support.program import Program
from tests.support.pty import terminal

TODAY = date(2026, 3, 7)
DAY = "2026-03-07"


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A home with the sample newspaper; no test writes into it but into the cache of photos."""
    with Newspaper(TODAY) as paper:
        program = Program(tmp_path_factory.mktemp("synced"))
        asyncio.run(subscribe(program.places, Settings(), paper.url))
        assert program.run("sync", "--quiet").status == 0
        yield program


def titles(program: Program, *arguments: str) -> list[str]:
    return [one["title"] for one in program.run("list", "--json", *arguments).records]


def test_a_day_in_text_has_its_headlines_by_section(synced: Program) -> None:
    outcome = synced.run("brief", "--date", DAY, "--lang", "en")
    assert (outcome.status, outcome.err) == (0, "")
    wanted = titles(synced, "--date", DAY)
    assert len(wanted) > 2
    lines = outcome.out.splitlines()
    assert lines[0] == f"News brief, 07/03/2026, {len(wanted)} articles"
    told = " ".join(outcome.out.split())
    assert all(title in told for title in wanted)
    assert max(map(len, lines)) <= 80 or all("http" in line for line in lines if len(line) > 80)


def test_json_has_a_headline_with_its_part_on_each_line(synced: Program) -> None:
    records = synced.run("brief", "--date", DAY, "--json").records
    assert sorted(one["title"] for one in records) == sorted(titles(synced, "--date", DAY))
    (headline, *_rest) = synced.run("list", "--date", DAY, "--json").records
    (same,) = [one for one in records if one["id"] == headline["id"]]
    assert same == headline | {
        "part": headline["section"], "kind": "section", "note": "", "story_of": None,
    }  # fmt: skip


def test_one_section(synced: Program) -> None:
    section = synced.run("list", "--date", DAY, "--json").records[0]["section"]
    wanted = titles(synced, "--date", DAY, "--section", section)
    records = synced.run("brief", "--date", DAY, "--section", section, "--json").records
    assert [one["title"] for one in records] == wanted


def test_nothing_of_a_day_is_told_with_where_there_is_something(synced: Program) -> None:
    outcome = synced.run("brief", "--date", "2026-03-08", "--lang", "en")
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.err.splitlines() == [
        "hpreader: No news for 08/03/2026.",
        "The newest before that: hpreader brief --date 2026-03-07",
    ]


def test_an_empty_cache_is_told(tmp_path: Path) -> None:
    outcome = Program(tmp_path).run("brief", "--lang", "en")
    assert outcome.status == 3
    assert "No news in the cache yet. Fetch it: hpreader sync" in outcome.err


@pytest.mark.parametrize("kind", ["html", "epub", "markdown", "text"])
def test_a_file_is_written_whole_and_over_no_other_one(
    synced: Program, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "Bản tin.file"
    write = ("brief", "--date", DAY, "--format", kind, "--output", str(path), "--lang", "en")
    outcome = synced.run(*write)
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")
    assert len(path.read_bytes()) > 500
    outcome = synced.run(*write)
    assert (outcome.status, outcome.err) == (
        2, f"hpreader: {path} is there already; --force replaces it.\n",
    )  # fmt: skip
    path.write_bytes(b"another")
    path.chmod(0o640)
    assert synced.run(*write, "--force").status == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert len(path.read_bytes()) > 500
    assert list(tmp_path.iterdir()) == [path], "no draft is left"


def test_an_epub_goes_through_a_pipe_and_not_to_a_terminal(synced: Program, tmp_path: Path) -> None:
    options = ("brief", "--date", DAY, "--format", "epub", "--lang", "en")
    with terminal(synced.command(*options), synced.environment()) as shown:
        status, text = shown.end()
    assert status == 2
    assert "--output brief-2026-03-07.epub" in text
    assert "PK" not in text
    piped = tmp_path / "piped.epub"
    with piped.open("wb") as file:
        done = subprocess.run(
            synced.command(*options), stdout=file, env=synced.environment(), check=False
        )
    assert done.returncode == 0
    with ZipFile(piped) as book:
        assert book.testzip() is None
        assert sum(name.endswith(".jpg") for name in book.namelist()) > 0


def test_one_screen_of_a_terminal_and_all_of_it_when_asked(synced: Program) -> None:
    brief = ("brief", "--date", DAY, "--lang", "en")
    with terminal(synced.command(*brief), synced.environment(), 60, 7) as shown:
        _status, text = shown.end()
    lines = text.splitlines()
    assert len(lines) <= 6
    assert max(map(len, lines)) <= 60
    with terminal(synced.command(*brief, "--all"), synced.environment(), 60, 7) as shown:
        _status, text = shown.end()
    whole = " ".join(text.split())
    assert all(title in whole for title in titles(synced, "--date", DAY))


def test_without_a_network_photos_of_the_cache_are_inside_and_others_are_told(
    synced: Program, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(synced.home, home)
    program = Program(home)
    export = ("export", "--date", DAY, "--format", "html", "--lang", "en", "--output")
    before, after, last = (str(tmp_path / name) for name in ("before", "after", "last"))
    assert synced.run(*export, after).err == ""
    connection = sqlite3.connect(program.places.cache)
    with connection:
        connection.execute("DELETE FROM image")
    connection.close()
    outcome = program.run("--offline", *export, before)
    assert outcome.status == 0
    assert "photos are left out. This reader was started offline" in outcome.err
    text = Path(before).read_text("utf-8")
    assert "data:image/jpeg" not in text
    assert "This reader was started offline; it does not touch the network." in text
    assert program.run(*export, last).err == ""
    assert Path(last).read_text("utf-8").count("data:image/jpeg") == Path(after).read_text(
        "utf-8"
    ).count("data:image/jpeg")
    again = str(tmp_path / "again")
    assert program.run("--offline", *export, again).err == "", "they are in the cache now"
    assert Path(again).read_bytes() == Path(last).read_bytes()


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("kind", ["html", "epub"])
def test_what_has_no_text_or_no_photo_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    arguments = Namespace(format=kind, output=str(tmp_path / "file"), force=False)
    assert finish_edition(editions.full(), arguments) == 0
    assert capsys.readouterr().err.splitlines() == [
        "hpreader: 1 of 3 articles have no text yet; they stand with headline, teaser and address. "
        "Fetch them: hpreader sync",
        "hpreader: 1 of 2 photos are left out. bao.vn answered 404 for this address. Try again "
        "later, or open it in the browser.",
    ]


def test_export_of_the_shelf_a_day_and_a_search(synced: Program, tmp_path: Path) -> None:
    shutil.copytree(synced.home, tmp_path / "home")
    program = Program(tmp_path / "home")
    empty = program.run("export", "--saved", "--lang", "en")
    assert (empty.status, empty.out) == (3, "")
    assert "There are no such headlines." in empty.err
    chosen = program.run("list", "--json", "-n", "2").records
    asyncio.run(save(program, [one["id"] for one in chosen]))
    saved = program.run("export", "--saved", "--json").records
    assert [one["id"] for one in saved] == [one["id"] for one in chosen]
    shown = program.run("show", "--json", chosen[0]["id"]).records[0]
    marks = {"has_page": True, "read": False, "saved": True}
    assert saved[0] == shown | {"problem": None} | marks
    assert len(program.run("export", "--saved", "--json", "-n", "1").records) == 1
    found = program.run("export", "--search", "lach tray", "--json").records
    hits = program.run("search", "lach tray", "--json").records
    assert {one["id"] for one in found} <= {one["id"] for one in hits}
    assert found
    text = program.run("export", "--search", "lach tray", "--lang", "en")
    assert text.status == 0
    assert text.out.startswith("# News: lach tray\n")
    none = program.run("export", "--search", "khongcotunay", "--lang", "en")
    assert (none.status, none.out) == (3, "")
    assert "Nothing was found for “khongcotunay”." in none.err


async def save(program: Program, ids: list[str]) -> None:
    newsroom = Newsroom.open(program.places, Settings())
    await newsroom.marks.set_saved(ids)
    await newsroom.close()


@pytest.mark.parametrize(
    "arguments",
    [
        ("export",),
        ("export", "--saved", "--date", DAY),
        ("export", "--saved", "--format", "text"),
        ("brief", "--format", "pdf"),
        ("brief", "--json", "--format", "html"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(synced: Program, arguments: tuple[str, ...]) -> None:
    assert synced.run(*arguments).status == 2


def test_a_file_that_cannot_be_written_leaves_nothing(synced: Program, tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "no" / "file"):
        outcome = synced.run("brief", "--date", DAY, "--output", str(target), "--force")
        assert outcome.status == 1
        assert str(target) in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_or_a_device_is_written_to_and_not_replaced(synced: Program, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    command = synced.command("brief", "--date", DAY, "--output", str(fifo), "--force")
    with subprocess.Popen(command, env=synced.environment()) as process:
        text = fifo.read_text("utf-8")
        assert process.wait(60) == 0
    assert "07/03/2026" in text
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_a_link_is_followed_where_a_file_is_replaced(synced: Program, tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    assert synced.run("brief", "--date", DAY, "--output", str(link)).status == 2
    assert real.read_text() == "old"
    assert synced.run("brief", "--date", DAY, "--output", str(link), "--force").status == 0
    assert link.is_symlink()
    assert "07/03/2026" in real.read_text("utf-8")
