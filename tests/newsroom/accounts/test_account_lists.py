"""Lists that come from the server of an account: they go the way of all lists, and their sources are not asked."""

import time
from dataclasses import replace
from datetime import date

import httpx
import pytest

from hpreader.accounts import ttrss
from hpreader.model import Account, Section, SourceSynced, SyncDone
from hpreader.newsroom.accounts import account_google_reader, account_requests, account_ttrss
from tests.newsroom.accounts.test_accounts import COMMAND, PAPER, done, ids, server
from tests.support.newsdesk import FEED, HOME, headlines, open_room, read, synced
from tests.support.reader_server import ReaderServer, ServerTransport
from tests.support.web import Web, item

__all__ = ["server"]
SERVER = "127.0.0.1"
EACH = pytest.mark.parametrize("server", ["freshrss", "miniflux", "tt-rss"], indirect=True)
KINDS = pytest.mark.parametrize("server", ["freshrss", "tt-rss"], indirect=True)


class Both(httpx.AsyncBaseTransport):
    """The sites, and the server of the account."""

    def __init__(self, web: Web, server: ReaderServer) -> None:
        self._web, self._server = web, ServerTransport(server)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        way: httpx.AsyncBaseTransport = self._server if request.url.host == SERVER else self._web
        return await way.handle_async_request(request)


@pytest.fixture
async def room(tmp_path, web, clock, server):
    """A newsroom whose only paper comes from the server."""
    for n in range(1, 5):
        web.article(f"{HOME}/{n}.html", f"Tin {n}", ["Đoạn một của bài này."])
    web.feed(FEED, item("Tin của báo", f"{HOME}/bao.html", guid="bao"))
    room = await open_room(tmp_path, web, clock, PAPER)
    room._http._transport = Both(web, server)
    wanted = Account("", server.url, server.user, COMMAND)
    assert isinstance(await room.accounts.add(wanted, lists="server"), Account)
    await done(room)
    yield room
    await room.close()


def asked(web: Web) -> list[str]:
    return [one.url for one in web.asked]


async def results(room, *names: str, **options: object) -> list[SourceSynced]:
    return [one for one in await synced(room, *names, **options) if isinstance(one, SourceSynced)]


@EACH
async def test_headlines_come_from_the_server_and_pages_from_their_site(room, server, web):
    when = int(time.mktime((2026, 2, 28, 9, 0, 0, 0, 0, 0)))
    server.publish(f"{HOME}/1.html", "Nước & đê <sửa>", published=when)
    server.publish(f"{HOME}/2.html?utm_source=x", "Tin 2", read=True, starred=True)
    _, *_, result, end = await synced(room, pages=False)
    assert isinstance(result, SourceSynced)
    assert isinstance(end, SyncDone)
    assert (result.status, result.new, result.problem) == ("new", 2, None)
    assert asked(web) == []
    assert end.bytes > 500  # those from the server
    one, two = sorted(headlines(room), key=lambda row: row.url or "")
    assert (one.title, one.read, one.saved) == ("Nước & đê <sửa>", False, False)
    assert one.published is not None
    assert int(one.published.timestamp()) == when
    assert (two.url, two.read, two.saved) == (f"{HOME}/2.html", True, True)
    await synced(room)
    assert {f"{HOME}/1.html", f"{HOME}/2.html"} <= set(asked(web))
    assert FEED not in asked(web)
    assert (await read(room, f"{HOME}/1.html")).plain_text() == "Đoạn một của bài này."


@EACH
async def test_only_what_is_new_is_asked_for(room, server):
    server.publish(f"{HOME}/1.html")
    await synced(room)
    server.asked.clear()
    (result,) = await results(room)
    assert result.status == "unchanged"
    assert not [one for one in server.asked if "contents" in one]
    server.publish(f"{HOME}/2.html")
    (result,) = await results(room)
    assert (result.status, result.new) == ("new", 1)
    assert len(headlines(room)) == 2


@EACH
async def test_more_new_ones_than_a_window_all_come(room, server, monkeypatch):
    monkeypatch.setattr(account_google_reader, "ITEMS_AT_ONCE", 3)
    monkeypatch.setattr(account_ttrss, "ARTICLES_AT_ONCE", 3)
    monkeypatch.setattr(ttrss, "ARTICLES_AT_ONCE", 3)
    server.publish(f"{HOME}/0.html")
    await synced(room, pages=False)
    server.page = 4
    for n in range(1, 12):
        server.publish(f"{HOME}/tin-{n}.html")
    (result,) = await results(room, pages=False)
    assert result.new == 11
    assert len(headlines(room)) == 12


@KINDS
async def test_of_a_list_that_comes_for_the_first_time_the_newest_and_older_ones_on_request(
    room, server, monkeypatch
):
    monkeypatch.setattr(account_requests, "FIRST_LISTED", 2)
    monkeypatch.setattr(account_ttrss, "ARTICLES_AT_ONCE", 2)
    monkeypatch.setattr(ttrss, "ARTICLES_AT_ONCE", 2)
    for n in range(1, 5):
        server.publish(f"{HOME}/{n}.html")
    (result,) = await results(room, pages=False)
    assert result.new == 2
    assert set(ids(room)) == {f"{HOME}/3.html", f"{HOME}/4.html"}
    (result,) = await results(room, pages=False, since=date(2023, 1, 1))
    assert result.new == 2


@KINDS
async def test_an_article_that_the_feed_brought_before_is_the_same(room, server, web):
    await room.accounts.add(Account("", server.url, server.user, COMMAND), lists="here")
    await synced(room, pages=False)
    (before,) = headlines(room)
    assert before.title == "Tin của báo"
    await room.marks.set_saved([before.id])
    await room.accounts.add(Account("", server.url, server.user, COMMAND), lists="server")
    server.publish(f"{HOME}/bao.html", "Tin của báo")
    await synced(room, pages=False)
    assert [(one.id, one.saved) for one in headlines(room)] == [(before.id, True)]
    web.asked.clear()
    await room.accounts.add(Account("", server.url, server.user, COMMAND), lists="here")
    await synced(room, pages=False)
    (request,) = [one for one in web.asked if one.url == FEED]
    assert "if-none-match" not in {name.lower() for name in request.headers}
    assert [one.id for one in headlines(room)] == [before.id]


@KINDS
async def test_what_the_server_does_not_have_comes_from_its_source(room, server, web):
    server.unfetchable = {f"{HOME}/rieng"}
    web.feed(f"{HOME}/rieng", item("Riêng", f"{HOME}/rieng.html", guid="rieng"))
    both = (Section("Chung", (FEED,)), Section("Riêng", (f"{HOME}/rieng",)))
    await room.subscriptions.put(replace(PAPER, sections=both))
    server.publish(f"{HOME}/1.html", "Tin 1")
    await synced(room, pages=False)
    assert sorted(one.title for one in headlines(room)) == ["Riêng", "Tin 1"]
    server.fault = lambda _path, _number: "cut"
    web.feed(f"{HOME}/rieng", item("Riêng 2", f"{HOME}/rieng2.html", guid="rieng2"))
    (result,) = await results(room, pages=False)
    assert "Riêng 2" in {one.title for one in headlines(room)}
    assert result.problem is not None
    assert result.problem.kind == "cut"


@EACH
async def test_a_named_source_comes_from_the_server_too(room, server, web):
    server.publish(f"{HOME}/1.html", "Tin 1")
    (result,) = await results(room, "bao.vn", pages=False)
    assert result.new == 1
    assert FEED not in asked(web)


@KINDS
@pytest.mark.parametrize("fault", ["cut", "503"])
async def test_a_server_that_fails_half_way_loses_no_headline(room, server, fault):
    for n in (1, 2):
        server.publish(f"{HOME}/{n}.html", f"Tin {n}")
    await done(room)  # the marks are known by now, the list is not
    server.fault = lambda path, _number: fault if path == server.texts else None
    (result,) = await results(room, pages=False)
    assert result.status == "failed"
    assert result.problem is not None
    server.fault = lambda _path, _number: None
    (result,) = await results(room, pages=False)
    assert (result.status, result.new) == ("new", 2)


@KINDS
async def test_a_server_that_is_away_is_asked_once(room, server, web):
    await room.subscriptions.put(
        replace(PAPER, name="hai.vn", sections=(Section("", ("https://hai.vn/feed",)),))
    )
    await done(room)
    server.asked.clear()
    server.fault = lambda _path, _number: "cut"
    assert [one.status for one in await results(room)] == ["failed", "failed"]
    assert len(server.asked) == 1
    assert FEED not in asked(web)


@KINDS
async def test_an_item_without_an_address_is_read_from_the_list(room, server):
    server.publish("", "Không có trang", text="<p>Toàn bộ bài ở đây, không có ở nơi khác.</p>")
    (result,) = await results(room)
    assert result.new == 1
    (row,) = headlines(room)
    assert (row.title, row.url) == ("Không có trang", "")
    (result,) = await results(room)
    server.publish("", "Bài khác")
    (result,) = await results(room)
    assert result.new == 1
    assert len(headlines(room)) == 2


@KINDS
async def test_text_that_no_xml_can_hold_and_odd_answers_do_no_harm(room, server):
    server.publish(f"{HOME}/1.html", "Có \x0b dấu \ufffe lạ ]]>", text="<p>a\x00b\x1bc</p>")
    server.publish(f"{HOME}/2.html", "Xa", published=10**15)
    server.publish("javascript:alert(1)", "Không mở được", enclosure="https://bao.vn/a.mp3")
    server.publish("http://192.168.0.1/x", "Vào mạng riêng")
    (result,) = await results(room, pages=False)
    assert result.problem is None
    assert {one.title for one in headlines(room)} == {"Có dấu lạ ]]>", "Xa", "Không mở được"}


@KINDS
async def test_rules_and_search_hold_for_it(room, server):
    room.rules.path.write_text('[[rule]]\nwords = ["bóng đá"]\nmute = true\n', "utf-8")
    server.publish(f"{HOME}/xa/1.html", "Bóng đá hôm nay")
    server.publish(f"{HOME}/xa/2.html", "Lũ ở Tiên Lãng", text="<p>Nước sông Văn Úc lên.</p>")
    (result,) = await results(room, pages=False)
    assert result.new == 2
    assert [one.title for one in headlines(room)] == ["Lũ ở Tiên Lãng"]
    assert [hit.headline.title for hit in room.searches.find("song van uc")] == ["Lũ ở Tiên Lãng"]
