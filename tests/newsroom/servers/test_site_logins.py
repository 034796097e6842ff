"""Closed feeds: the name and password in an address are used, and never shown."""

import base64
import json
import stat
from pathlib import Path

import httpx
import pytest

from hpreader import opml
from hpreader.i18n import explain
from hpreader.model import ListQuery, Section, Source
from hpreader.newsroom import Newsroom
from hpreader.newsroom.servers.site_logins import FILE_NAME, SiteLogins
from hpreader.problems import Problem
from tests.support.newsdesk import Clock, open_room, synced
from tests.support.web import Web, feed_xml, item

FEED = "https://kin.vn/feed"
RIGHT = "Basic " + base64.b64encode("tên:mật@khẩu".encode()).decode()
ADDRESS = "https://t%C3%AAn:m%E1%BA%ADt%40kh%E1%BA%A9u@kin.vn/feed"


def files_in(directory: Path) -> list[Path]:
    return list(directory.rglob(FILE_NAME))


@pytest.fixture
async def newsroom(tmp_path: Path, web: Web):
    room = await open_room(tmp_path, web, Clock())
    yield room
    await room.close()


@pytest.fixture(autouse=True)
def closed_feed(web: Web) -> None:
    body = feed_xml([item("Tin kín", "https://kin.vn/1.html")]).encode()

    def answer(request: httpx.Request) -> tuple[int, bytes]:
        is_right = request.headers.get("Authorization") == RIGHT
        return (200, body) if is_right else (401, b"no")

    web.handled(FEED, answer)


async def test_a_closed_feed_is_read_and_its_password_is_nowhere(
    web: Web, newsroom: Newsroom, tmp_path: Path
) -> None:
    source = await newsroom.subscriptions.add(ADDRESS)
    assert isinstance(source, Source), source
    assert source.sections == (Section("", (FEED,)),)
    await synced(newsroom)
    assert newsroom.lists.rows(ListQuery(source.name)).count() == 1
    exported = opml.write_opml(newsroom.subscriptions.get_all())
    assert FEED in exported
    states = repr(newsroom.subscriptions.states())
    for text in (exported, states, repr(source)):
        assert "kh%E1" not in text
        assert "khẩu" not in text
    (kept,) = files_in(tmp_path)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


async def test_sources_of_an_imported_file_lose_their_passwords_too(newsroom: Newsroom) -> None:
    await newsroom.subscriptions.put(
        Source("kin.vn", "Báo kín", ADDRESS.removesuffix("feed"), (Section("", (ADDRESS,)),))
    )
    (source,) = [one for one in newsroom.subscriptions.get_all() if one.name == "kin.vn"]
    assert (source.home, source.sections) == ("https://kin.vn/", (Section("", (FEED,)),))
    assert FEED in json.dumps([one.candidates for one in source.sections])


async def test_a_wrong_password_is_the_reason_and_is_not_kept(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    problem = await newsroom.subscriptions.add("https://ten:sai@kin.vn/feed")
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.status, problem.reason) == ("status", 401, "login")
    assert "mật khẩu" in explain(problem)
    assert "sai@" not in repr(problem)
    assert not any("sai" in path.read_text() for path in files_in(tmp_path))


async def test_a_password_goes_to_no_other_host(web: Web, newsroom: Newsroom) -> None:
    web.moved("https://kin.vn/cu", "https://khac.vn/feed")
    web.feed("https://khac.vn/feed", item("Tin", "https://khac.vn/1.html"))
    await newsroom.subscriptions.add("https://ten:mat@kin.vn/cu")
    sent = {asked.url: asked.headers.get("Authorization") for asked in web.asked}
    assert sent["https://kin.vn/cu"]
    assert sent["https://khac.vn/feed"] is None


def passwords(tmp_path: Path) -> str:
    """The text of all files with passwords."""
    return "".join(path.read_text() for path in files_in(tmp_path))


@pytest.mark.parametrize("way", ["remove", "remove_for_undo"])
async def test_a_source_that_is_removed_takes_its_password_with_it(
    newsroom: Newsroom, tmp_path: Path, way: str
) -> None:
    await newsroom.subscriptions.add(ADDRESS)
    assert "kin.vn" in passwords(tmp_path)
    assert await getattr(newsroom.subscriptions, way)("kin.vn")
    assert "kin.vn" not in passwords(tmp_path)


async def test_undoing_the_removal_brings_the_password_back(newsroom: Newsroom) -> None:
    await newsroom.subscriptions.add(ADDRESS)
    undo = await newsroom.subscriptions.remove_for_undo("kin.vn")
    assert undo is not None
    await undo()
    await synced(newsroom)
    assert newsroom.lists.rows(ListQuery("kin.vn")).count() == 1


async def test_a_password_stays_for_other_lists_of_its_server(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    first, second = (
        Source(
            name, name, "https://kin.vn/", (Section("", (f"https://{name}:{name}@kin.vn/{name}",)),)
        )
        for name in ("mot", "hai")
    )
    await newsroom.subscriptions.put(first)
    await newsroom.subscriptions.put(second)
    await newsroom.subscriptions.remove("hai")
    logins = SiteLogins(tmp_path / "reader.sqlite3")
    assert logins.for_url("https://kin.vn/mot") == ("mot", "mot")
    assert logins.for_url("https://kin.vn/1.html") == ("mot", "mot")
    assert "hai" not in passwords(tmp_path)


@pytest.mark.parametrize(
    ("address", "without", "login"),
    [
        ("https://a:b@bao.vn/x", "https://bao.vn/x", ("a", "b")),
        ("http://a@bao.vn:8080/x", "http://bao.vn:8080/x", ("a", "")),
        ("https://a:b@c@bao.vn/x?y=1", "https://bao.vn/x?y=1", ("a", "b@c")),
        ("a:b@bao.vn/x", "bao.vn/x", ("a", "b")),
        ("https://bao.vn/@an/x", "https://bao.vn/@an/x", None),
        ("https://bao.vn/?q=a:b@c", "https://bao.vn/?q=a:b@c", None),
        ("vnexpress", "vnexpress", None),
    ],
)
def test_a_login_is_taken_out_of_an_address(tmp_path, address, without, login) -> None:
    logins = SiteLogins(tmp_path / "reader.sqlite3")
    assert logins.take(address) == without
    whole = without if "://" in without else f"https://{without}"
    assert SiteLogins(tmp_path / "reader.sqlite3").for_url(whole) == login


def test_two_feeds_of_a_server_may_have_logins_of_their_own(tmp_path) -> None:
    logins = SiteLogins(tmp_path / "reader.sqlite3")
    logins.take("https://a:1@bao.vn/x")
    logins.take("https://b:2@bao.vn/y")
    assert logins.for_url("https://bao.vn/x") == ("a", "1")
    assert logins.for_url("https://bao.vn/y") == ("b", "2")
    assert logins.for_url("https://bao.vn/1.html") == ("b", "2")
    assert logins.for_url("http://bao.vn/x") is None
