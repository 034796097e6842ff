"""`hpreader doctor`: what a person and a program are told of sites, files and sizes."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hpreader import i18n
from hpreader.config import Paths, Settings
from hpreader.i18n import size_words
from hpreader.model import Section, Source
from hpreader.newsroom import Newsroom, health
from tests.support.newsdesk import FILES, Clock, synced
from tests.support.program import Program
from tests.support.web import Web, item

HOME = "https://vnexpress.net"
TEXT = "<p>Sáng nay, cây cầu mới bắc qua sông Cấm đã thông xe sau hai năm thi công trên sông.</p>"


def page(web: Web, number: int, *, body: str) -> str:
    """A page as one family builds them, its text in an element of some name."""
    url = f"{HOME}/cau-moi-thong-xe-{number}00001.html"
    title = f"Cầu mới thứ {number} thông xe sáng nay"
    web.html(
        url,
        f"<html><head><title>{title}</title></head><body><h1 class='title-detail'>{title}</h1>"
        f"<div class='{body}'>{TEXT * 3}</div></body></html>",
    )
    return url


def sync(program: Program, web: Web) -> None:
    """One sync of the site, in the files of the program."""

    async def run() -> None:
        places = program.places
        for path in (places.config, places.data, places.cache):
            path.parent.mkdir(parents=True, exist_ok=True)
        room = Newsroom.open(places, Settings(), now=Clock(), transport=web)
        for state in room.subscriptions.states():
            await room.subscriptions.remove(state.source.name)
        section = Section("", (f"{HOME}/rss/tin-moi-nhat.rss",))
        await room.subscriptions.put(Source("vnexpress.net", "VnExpress", HOME, (section,)))
        await synced(room)
        await room.close()

    asyncio.run(run())


def feed(web: Web, *urls: str) -> None:
    web.feed(f"{HOME}/rss/tin-moi-nhat.rss", *(item(f"Tin {url}", url) for url in urls))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_a_site_that_is_built_anew_is_read_and_named_until_its_pages_fit_again(program: Program):
    web = Web()
    feed(web, page(web, 1, body="fck_detail"))
    sync(program, web)
    (report,) = program.run("doctor", "--json").records
    assert (report["stale_profiles"], report["problems"]) == ([], [])

    altered = [page(web, number, body="bai-viet-moi") for number in (2, 3)]
    feed(web, *altered)
    sync(program, web)
    (article,) = program.run("show", altered[0], "--json", "--offline").records
    assert any("sông Cấm" in block["text"] for block in article["blocks"])
    (report,) = program.run("doctor", "--json", "--lang", "en").records
    (stale,) = report["stale_profiles"]
    assert (stale["host"], stale["profile"], stale["pages"]) == ("vnexpress.net", "vnexpress", 2)
    assert stale["url"] in altered
    (problem,) = report["problems"]
    assert problem["kind"] == "stale_profile"
    assert "Update hpreader, or write a profile of your own." in problem["message"]
    told = program.run("doctor")
    assert told.status == 0
    assert "vnexpress.net: 2 trang liên tiếp không khớp mẫu vnexpress" in told.out
    assert report["own_profiles"] in told.out
    assert "không có" not in told.out.rpartition("Lỗi")[2]

    feed(web, page(web, 4, body="fck_detail"))
    sync(program, web)
    (report,) = program.run("doctor", "--json").records
    assert (report["stale_profiles"], report["problems"]) == ([], [])


def test_times_and_sizes_are_told_as_people_read_them(program: Program):
    web = Web()
    feed(web, page(web, 1, body="fck_detail"))
    sync(program, web)
    told = program.run("doctor").out
    assert "vnexpress.net: 09:00 01/03/2026" in told
    assert "+07:00" not in told
    (report,) = program.run("doctor", "--json").records
    assert report["sources"][0]["checked_at"] == "2026-03-01T09:00:00+07:00"
    assert isinstance(report["aliases"], int)


def test_wishes_for_keys_that_cannot_be_met_are_told_with_their_reasons(program: Program):
    path = program.places.config
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\nbcak = "f9"\nundo = "f12"\nzen = "H"\n', "utf-8")
    outcome = program.run("doctor", "--json", "--lang", "en")
    (report,) = outcome.records
    assert outcome.status == 2
    assert [problem["kind"] for problem in report["problems"]] == ["bad_setting"] * 2
    unknown, taken = (problem["message"] for problem in report["problems"])
    assert unknown == (
        f"Not all of {path} can be used (line 2: [keys] in config.toml: there is no command “bcak”; "
        "did you mean “back”?)."
    )
    assert "line 4: [keys] zen in config.toml: “H” is a key of back; its own keys stay)." in taken
    assert "không có lệnh “bcak”; có phải ý bạn là “back”?" in program.run("doctor").out


def test_a_theme_that_there_is_not_is_told_as_in_the_reader(program: Program):
    path = program.places.config
    path.parent.mkdir(parents=True)
    path.write_text('theme = "nrod"\n', "utf-8")
    outcome = program.run("doctor", "--lang", "en")
    assert outcome.status == 2
    assert "There is no theme “nrod”" in outcome.out
    for known in ("nord", "contrast", "hpreader-light"):
        path.write_text(f'theme = "{known}"\n', "utf-8")
        assert program.run("doctor").status == 0


def open_files(folder: Path) -> Newsroom:
    """A newsroom over files that are there already."""
    return Newsroom.open(
        Paths(*(folder / name for name in FILES)), Settings(), now=Clock(), transport=Web()
    )


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder with files that this process may read and not write."""
    folder = Path(tempfile.mkdtemp())
    asyncio.run(open_files(folder).close())
    is_root = os.geteuid() == 0
    if is_root:
        for path in (folder, *folder.iterdir()):
            os.chown(path, 65534, 65534)
        os.seteuid(65534)
    folder.chmod(0o500)
    try:
        yield folder
    finally:
        folder.chmod(0o700)
        if is_root:
            os.seteuid(0)
        shutil.rmtree(folder)


async def test_files_that_cannot_be_written_are_a_trouble(
    locked: Path, monkeypatch: pytest.MonkeyPatch
):
    # Another user may not be allowed to read the package's own files.
    monkeypatch.setattr(health, "overlay", lambda _: ())
    monkeypatch.setattr(health, "profiles", tuple)
    room = open_files(locked)
    report = room.doctor()
    await room.close()
    assert report.read_only
    assert [problem.kind for problem in report.problems] == ["disk_read_only"] * 2
    assert [problem.reason for problem in report.problems] == ["cache", "userdata"]
    assert all(problem.subject.endswith(".sqlite3") for problem in report.problems)


@pytest.mark.parametrize(
    ("language", "size", "words"),
    [
        ("vi", 100_000, "100 kB"),
        ("vi", 4_132_000, "4,1 MB"),
        ("en", 4_132_000, "4.1 MB"),
        ("en", 0, "0 kB"),
    ],
)
def test_sizes_have_the_comma_or_the_point_of_the_language(
    language: i18n.Language, size: int, words: str
):
    before = i18n.language()
    i18n.use(language)
    try:
        assert size_words(size) == words
    finally:
        i18n.use(before)


def test_online_needs_the_network_and_says_so_when_it_is_not_to_be_used(program: Program):
    outcome = program.run("--offline", "doctor", "--online", "--lang=en")
    assert (outcome.status, outcome.out) == (3, "")
    assert "started offline" in outcome.err
