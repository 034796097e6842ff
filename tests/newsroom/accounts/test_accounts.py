"""Accounts on servers: what both sides have in the end, also after faults half-way."""

import json
import sqlite3
import sys
from dataclasses import replace
from types import ModuleType

import pytest

from hpreader.config import Settings
from hpreader.model import Account, AccountSynced, Section, Source
from hpreader.newsroom import Newsroom
from hpreader.newsroom.accounts import account_google_reader
from hpreader.problems import Problem
from tests.support.newsdesk import FEED, HOME, headlines, open_room, synced
from tests.support.reader_server import ReaderServer
from tests.support.ttrss_server import TtRssServer
from tests.support.web import Web, item

PAPER = Source("bao.vn", "Báo thử", HOME, (Section("", (FEED,)),))
COMMAND = "printf '%s\\n' 'mật khẩu & 100% riêng'"


@pytest.fixture(params=["freshrss"])
def server(request):
    kind = TtRssServer if request.param == "tt-rss" else ReaderServer
    with kind(request.param, feeds={1: (FEED, "Báo thử")}) as running:
        yield running


EACH = pytest.mark.parametrize("server", ["freshrss", "miniflux", "tt-rss"], indirect=True)
KINDS = pytest.mark.parametrize("server", ["freshrss", "tt-rss"], indirect=True)
"""One server of each kind of account."""


@pytest.fixture
async def room(tmp_path, web, clock):
    """A newsroom with three articles; only the account's server is asked by the real network."""
    web.feed(
        FEED, *(item(f"Tin {n}", f"{HOME}/{n}.html", guid=f"{HOME}/?p={n}") for n in (1, 2, 3))
    )
    for n in (1, 2, 3):
        web.article(f"{HOME}/{n}.html", f"Tin {n}", ["Đoạn một của bài này."])
    room = await open_room(tmp_path, web, clock, PAPER)
    await synced(room)
    room._http._transport = None
    yield room
    await room.close()


async def added(room, server, lead="server") -> Account:
    account = await room.accounts.add(Account("", server.url, server.user, COMMAND, lead))
    assert isinstance(account, Account), account
    return account


async def done(room) -> AccountSynced:
    (event,) = [event async for event in room.accounts.sync()]
    assert event.problem is None, event.problem
    return event


def ids(room) -> dict[str, str]:
    return {one.url: one.id for one in headlines(room)}


def marks(room) -> dict[str, tuple[bool, bool]]:
    return {one.url.removeprefix(f"{HOME}/")[0]: (one.read, one.saved) for one in headlines(room)}


async def test_the_api_is_found_below_the_address_and_the_password_is_nowhere(
    room, server, tmp_path
):
    (tmp_path / "secret").write_text(server.password)
    wanted = Account("", server.url, "an", f"cat '{tmp_path}/secret'")
    account = await room.accounts.add(wanted)
    assert isinstance(account, Account)
    assert account.server == f"{server.url}/api/greader.php"
    assert (account.name, account.user) == ("127.0.0.1", "an")
    await done(room)
    await room.close()
    for file in (room.paths.data, room.paths.cache):
        for secret in (server.password, "khẩu", server.auth, server.token):
            assert secret.encode() not in file.read_bytes()


async def test_a_wrong_password_is_told_and_nothing_is_stored(room, server):
    server.password = "khác"
    answer = await room.accounts.add(Account("", server.url, "an", COMMAND))
    assert isinstance(answer, Problem)
    assert (answer.kind, answer.status, answer.reason) == ("status", 401, "account_login")
    assert room.accounts.get_all() == ()


@pytest.mark.parametrize(
    ("url", "kind", "reason"),
    [
        ("http://rss.example.org", "bad_account", "not_secure"),
        ("http://localhost.example.org", "bad_account", "not_secure"),
        ("https://an:mat-khau@rss.example.org", "bad_url", None),
        ("ftp://rss.example.org", "bad_url", None),
    ],
)
async def test_a_password_goes_by_https_only(room, url, kind, reason):
    answer = await room.accounts.add(Account("", url, "an", COMMAND))
    assert isinstance(answer, Problem)
    assert (answer.kind, answer.reason) == (kind, reason)


async def test_a_command_that_fails_is_told(room, server):
    answer = await room.accounts.add(Account("", server.url, "an", "echo khong co >&2; exit 3"))
    assert answer == Problem("no_password", "127.0.0.1", "khong co")


@EACH
async def test_read_and_saved_go_both_ways(room, server):
    one, two, three = (server.publish(f"{HOME}/{n}.html") for n in (1, 2, 3))
    await added(room, server)
    assert await done(room) == AccountSynced("127.0.0.1", "synced")
    one.read = two.starred = True
    await room.marks.set_read([ids(room)[f"{HOME}/2.html"]])
    await room.marks.set_saved([ids(room)[f"{HOME}/3.html"]])
    event = await done(room)
    assert (event.received, event.sent) == (2, 2)
    assert marks(room) == {"1": (True, False), "2": (True, True), "3": (False, True)}
    assert [(x.read, x.starred) for x in (one, two, three)] == [
        (True, False), (True, True), (False, True),
    ]  # fmt: skip
    one.read = three.starred = False
    await room.marks.set_read([ids(room)[f"{HOME}/2.html"]], read=False)
    await room.marks.set_saved([ids(room)[f"{HOME}/2.html"]], saved=False)
    await done(room)
    assert marks(room) == {"1": (False, False), "2": (False, False), "3": (False, False)}
    assert not any(x.read or x.starred for x in (one, two, three))
    assert (await done(room)).sent == 0


@KINDS
@pytest.mark.parametrize("lead", ["server", "here"])
async def test_who_leads_decides_once_and_no_saved_article_is_lost(room, server, lead):
    one = server.publish(f"{HOME}/1.html", read=True)
    two = server.publish(f"{HOME}/2.html", starred=True)
    three = server.publish(f"{HOME}/3.html")
    await room.marks.set_read([ids(room)[f"{HOME}/2.html"]])
    await room.marks.set_saved([ids(room)[f"{HOME}/3.html"]])
    await added(room, server, lead)
    await done(room)
    is_server = lead == "server"
    assert marks(room) == {
        "1": (is_server, False), "2": (not is_server, True), "3": (False, True),
    }  # fmt: skip
    assert [(x.read, x.starred) for x in (one, two, three)] == [
        (is_server, False), (not is_server, True), (False, True),
    ]  # fmt: skip
    four = server.publish(
        f"{HOME}/1.html?utm_source=x", read=True
    )  # the same article: later, no one leads
    await done(room)
    await done(room)
    assert marks(room)["1"][0] is True is four.read is one.read


@KINDS
async def test_an_article_that_only_the_server_saved_comes_to_the_shelf(room, server):
    server.publish("https://khac.vn/bai.html", "Bài ở nơi khác", starred=True)
    await added(room, server)
    await done(room)
    (saved,) = headlines(room, saved=True)
    assert (saved.title, saved.url) == ("Bài ở nơi khác", "https://khac.vn/bai.html")
    assert [one.url for one in room.queue.get_all()] == ["https://khac.vn/bai.html"]


@pytest.mark.parametrize("server", ["freshrss", "miniflux"], indirect=True)
async def test_titles_come_as_their_sites_write_them(room, server):
    title = "Nước & đê <sửa>: cần gì?"
    server.feeds[7] = ("https://moi.vn/feed", "Kinh tế / chợ, giá & hàng")
    server.feeds[8] = ("https://han.vn/feed", "新聞，評論")
    server.publish("https://khac.vn/bai.html", title, starred=True)
    await added(room, server)
    await done(room)
    assert [one.title for one in headlines(room, saved=True)] == [title]
    titles = [one.title for one in room.subscriptions.get_all()]
    assert titles == ["Báo thử", "Kinh tế / chợ, giá & hàng", "新聞，評論"]


async def test_what_comes_to_the_server_during_a_sync_is_not_taken_for_read(room, server):
    await added(room, server)
    await done(room)

    asked: list[str] = []

    def publish_before_the_last(path, _number):
        asked.append(path)
        if sum(one.endswith("items/ids") for one in asked) == 3 and not server.items:
            server.publish(f"{HOME}/1.html", starred=True)

    server.fault = publish_before_the_last
    await done(room)
    assert server.items
    assert marks(room)["1"][0] is False


@KINDS
async def test_an_article_that_is_saved_there_later_comes_with_its_title(room, server):
    one = server.publish("https://khac.vn/bai-123.html", "Bài ở nơi khác")
    await added(room, server)
    await done(room)
    one.starred = True
    await done(room)
    assert [row.title for row in headlines(room, saved=True)] == ["Bài ở nơi khác"]


async def test_labels_and_the_folder_of_a_saved_article_are_its_sections(room, server):
    labels = ("Đọc sau", "Công thức", "Uncategorized")
    server.publish("https://khac.vn/bai.html", "Canh chua", starred=True, labels=labels)
    server.publish(f"{HOME}/1.html", starred=True, labels=labels)
    await added(room, server)
    await done(room)
    rows = {one.title: one.sections for one in headlines(room, saved=True)}
    assert set(rows["Canh chua"]) == {"Đọc sau", "Công thức"}
    assert rows["Tin 1"] == ()  # as its list says
    assert [one.title for one in headlines(room, saved=True, section="Công thức")] == ["Canh chua"]


@KINDS
async def test_a_mark_waits_for_an_article_that_no_list_has_brought_yet(
    room, server, web, tmp_path
):
    server.publish(f"{HOME}/4.html", read=True)
    await added(room, server)
    await done(room)
    room._http._transport = web
    web.feed(FEED, item("Tin 4", f"{HOME}/4.html", guid=f"{HOME}/?p=4"))
    await synced(room, "bao.vn")
    assert marks(room)["4"] == (True, False)


@KINDS
async def test_an_article_that_the_server_deleted_keeps_its_marks(room, server):
    one = server.publish(f"{HOME}/1.html", read=True, starred=True)
    server.publish(f"{HOME}/2.html")
    await added(room, server)
    await done(room)
    del server.items[one.id]
    await done(room)
    assert marks(room)["1"] == (True, True)


@pytest.mark.parametrize("server", ["freshrss", "miniflux"], indirect=True)
async def test_many_ids_come_in_pages_and_many_articles_in_several_syncs(room, server, monkeypatch):
    monkeypatch.setattr(account_google_reader.GoogleReaderSession, "most_new", 2)
    monkeypatch.setattr(account_google_reader, "ITEMS_AT_ONCE", 1)
    server.page = 1
    for n in (1, 2, 3):
        server.publish(f"{HOME}/{n}.html", read=True)
    await added(room, server)
    assert (await done(room)).remaining == 1
    assert room.accounts.get_all()[0].is_first
    assert (await done(room)).remaining == 0
    assert not room.accounts.get_all()[0].is_first
    assert {read for read, _ in marks(room).values()} == {True}


@KINDS
async def test_a_change_whose_answer_is_lost_is_sent_again(room, server):
    one = server.publish(f"{HOME}/1.html")
    await added(room, server)
    await done(room)
    await room.marks.set_read([ids(room)[f"{HOME}/1.html"]])
    server.fault = lambda path, _: "lost" if path == server.edits else None
    (event,) = [event async for event in room.accounts.sync()]
    assert event.problem is not None
    assert event.problem.is_network
    assert one.read
    server.fault = lambda _path, _number: None
    assert (await done(room)).sent == 0  # both have it by now
    assert marks(room)["1"][0]
    assert room.accounts.get_all()[0].problem is None


@KINDS
async def test_changes_of_a_time_without_network_are_kept(room, server):
    one = server.publish(f"{HOME}/1.html")
    await added(room, server)
    await done(room)
    server.fault = lambda _path, _number: "503"
    await room.marks.set_read([ids(room)[f"{HOME}/1.html"]])
    (event,) = [event async for event in room.accounts.sync()]
    assert event.status == "failed"
    assert event.problem is not None
    assert event.problem.status == 503
    assert not one.read
    server.fault = lambda _path, _number: None
    assert (await done(room)).sent == 1
    assert one.read


@KINDS
async def test_an_article_that_is_read_while_it_is_synchronised_is_sent_next_time(room, server):
    one = server.publish(f"{HOME}/1.html")
    await added(room, server)
    await done(room)
    one.read = True
    await done(room)
    await room.marks.set_read([ids(room)[f"{HOME}/1.html"]], read=False)
    assert (await done(room)).sent == 1
    assert not one.read


@KINDS
@pytest.mark.parametrize("lead", ["server", "here"])
async def test_the_leader_s_lists_come_and_nothing_is_removed_at_first(room, server, lead):
    server.feeds = {5: ("https://rieng.vn/feed", "Trang riêng")}
    await added(room, server, lead)
    await done(room)
    here = [one.name for one in room.subscriptions.get_all()]
    there = [url for url, _ in server.feeds.values()]
    if lead == "server":
        assert (here, there) == (["bao.vn", "rieng.vn"], ["https://rieng.vn/feed"])
    else:
        assert (here, there) == (["bao.vn"], ["https://rieng.vn/feed", FEED])
    assert (await done(room)).subscribed == 0


@EACH
async def test_later_lists_come_and_go_on_both_sides(room, server):
    await added(room, server)
    await done(room)
    server.feeds[7] = ("https://moi.vn/feed", "Trang mới")
    await room.subscriptions.put(
        Source("cua.toi", "Của tôi", "https://cua.toi", (Section("", ("https://cua.toi/rss",)),))
    )
    assert (await done(room)).subscribed == 2
    assert [one.title for one in room.subscriptions.get_all()] == [
        "Báo thử",
        "Của tôi",
        "Trang mới",
    ]
    assert [url for url, _ in server.feeds.values()][1:] == [
        "https://moi.vn/feed", "https://cua.toi/rss",
    ]  # fmt: skip
    del server.feeds[7]
    await room.subscriptions.remove("cua.toi")
    assert (await done(room)).unsubscribed == 2
    assert [one.name for one in room.subscriptions.get_all()] == ["bao.vn"]
    assert [url for url, _ in server.feeds.values()] == [FEED]


@KINDS
async def test_a_list_that_the_server_cannot_fetch_stays_here_and_is_told_once(room, server):
    await added(room, server)
    await done(room)
    server.unfetchable = {"https://cua.toi/rss"}
    await room.subscriptions.put(
        Source("cua.toi", "Của tôi", "https://cua.toi", (Section("", ("https://cua.toi/rss",)),))
    )
    assert (await done(room)).refused == ("https://cua.toi/rss",)
    server.unfetchable = set()
    assert (await done(room)).refused == ()
    assert [one.name for one in room.subscriptions.get_all()] == ["bao.vn", "cua.toi"]
    assert len(server.feeds) == 1
    (event,) = [event async for event in room.accounts.sync(is_requested=True)]
    assert (event.subscribed, event.refused) == (1, ())
    assert len(server.feeds) == 2


async def test_a_list_that_was_not_to_go_to_the_server_is_not_tried_again(room, server):
    server.feeds = {5: ("https://rieng.vn/feed", "Trang riêng")}
    await added(room, server, "server")
    await done(room)
    (event,) = [event async for event in room.accounts.sync(is_requested=True)]
    assert (event.subscribed, event.refused) == (0, ())
    assert len(server.feeds) == 1


@KINDS
async def test_a_server_that_lost_its_lists_removes_none_here(room, server):
    await added(room, server)
    await done(room)
    server.feeds.clear()
    (event,) = [event async for event in room.accounts.sync()]
    assert event.problem is not None
    assert event.problem.reason == "no_lists"
    assert [one.name for one in room.subscriptions.get_all()] == ["bao.vn"]


@KINDS
async def test_a_removed_account_leaves_everything_else(room, server):
    server.publish(f"{HOME}/1.html", read=True)
    await added(room, server)
    await done(room)
    assert await room.accounts.remove("127.0.0.1")
    assert not await room.accounts.remove("127.0.0.1")
    assert marks(room)["1"] == (True, False)
    assert len(server.feeds) == 1
    with sqlite3.connect(room.paths.data) as file:
        for table in ("account", "account_item", "account_feed"):
            assert file.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    file.close()


@KINDS
async def test_a_sync_of_all_sources_includes_the_account(room, server):
    server.publish(f"{HOME}/1.html", read=True)
    await added(room, server)
    events = await synced(room)
    assert events[0] == AccountSynced("127.0.0.1", "synced", received=1)
    assert not [one for one in await synced(room, "bao.vn") if isinstance(one, AccountSynced)]


@pytest.mark.parametrize(
    "answer",
    ["", "<html>", "[]", json.dumps({"itemRefs": 3}), json.dumps({"itemRefs": [{"id": "x"}]}),
     json.dumps({"itemRefs": [{"id": 1 << 70}]}), "[" * 100_000],
)  # fmt: skip
async def test_an_answer_of_something_else_is_a_problem(room, server, answer, monkeypatch):
    await added(room, server)
    await done(room)
    usual = ReaderServer.answer

    def strange(self, path, *rest):
        return (200, answer) if path.endswith("items/ids") else usual(self, path, *rest)

    monkeypatch.setattr(ReaderServer, "answer", strange)
    (event,) = [event async for event in room.accounts.sync()]
    assert event.problem is not None
    assert event.problem.kind == "bad_account"


async def test_a_server_that_leads_elsewhere_gets_no_password_there(room, web: Web):
    room._http._transport = web
    web.asked.clear()
    for path in ("", "/api/greader.php", "/p/api/greader.php"):
        url = f"https://rss.example.org{path}/accounts/ClientLogin"
        web.moved(url, "https://doc.example.com/accounts/ClientLogin")
    answer = await room.accounts.add(Account("", "https://rss.example.org", "an", COMMAND))
    assert isinstance(answer, Problem)
    assert (answer.kind, answer.subject) == ("bad_account", "https://rss.example.org")
    assert "doc.example.com" in answer.detail
    assert {one.url.split("/")[2] for one in web.asked} == {"rss.example.org"}


async def test_a_keyring_has_the_password_where_there_is_no_command(room, server, monkeypatch):
    kept: dict[tuple[str, str], str] = {}
    ring, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})
    ring.set_password = lambda service, user, password: kept.update({(service, user): password})
    ring.get_password = lambda service, user: kept.get((service, user))
    ring.delete_password = lambda service, user: kept.pop((service, user))
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    await room.accounts.add(Account("", server.url, "an"), server.password)
    assert kept == {("hpreader", f"an@{server.url}/api/greader.php"): server.password}
    await done(room)
    await room.accounts.remove("127.0.0.1")
    assert kept == {}


async def test_offline_no_command_is_run_and_nothing_is_noted(tmp_path, room, server):
    await added(room, server)
    await room.close()
    offline = Newsroom.open(room.paths, Settings(), offline=True)
    account = replace(offline.accounts.get_all()[0], password_command=f"touch {tmp_path}/run")
    await offline._stores.run_in_writer(lambda store: store.accounts.put(account))
    (event,) = [event async for event in offline.accounts.sync()]
    assert event.problem is not None
    assert event.problem.reason == "started_offline"
    assert offline.accounts.get_all() == (account,)
    assert not (tmp_path / "run").exists()
    await offline.close()


@KINDS
async def test_a_command_that_came_with_a_backup_is_not_run_until_the_account_is_added_again(
    room, server, tmp_path
):
    account = await added(room, server, "here")
    await done(room)
    (tmp_path / "account-commands").unlink()  # as on another machine
    (event,) = [event async for event in room.accounts.sync()]
    assert event.problem == Problem("no_password", "127.0.0.1", reason="not_trusted")
    before = room.accounts.get_all()[0]
    again = await added(room, server, "server")
    assert again == before  # who leads was said once
    assert again.server == account.server
    assert (await done(room)).status == "synced"
    other = await room.accounts.add(Account("127.0.0.1", server.url, "an", "echo khac"))
    assert isinstance(other, Problem)
    assert room.accounts.get_all()[0].password_command == COMMAND


async def test_a_source_with_several_lists_is_a_folder_there_and_comes_back_as_it_was(
    room, server, tmp_path, web, clock
):
    lists = (Section("Kinh tế", (f"{HOME}/kt",)), Section("Văn hoá - xã hội", (f"{HOME}/vh",)))
    await room.subscriptions.put(replace(PAPER, sections=(*PAPER.sections, *lists)))
    sport = Source(
        "thao.vn", "Thể thao 24", "https://thao.vn", (Section("Bóng đá", ("https://thao.vn/rss",)),)
    )
    await room.subscriptions.put(sport)
    await added(room, server)
    await done(room)
    await room.accounts.remove("127.0.0.1")
    await added(room, server, "here")
    await done(room)
    there = {url: (title, server.labels.get(url)) for url, title in server.feeds.values()}
    assert there[f"{HOME}/vh"] == ("Báo thử - Văn hoá - xã hội", "Báo thử")
    assert there["https://thao.vn/rss"] == ("Thể thao 24", "Bóng đá")
    (tmp_path / "other").mkdir()
    other = await open_room(tmp_path / "other", web, clock)
    other._http._transport = None
    await added(other, server)
    await done(other)
    paper, found = other.subscriptions.get_all()
    assert replace(found, home=sport.home) == sport
    assert paper.sections[1:] == lists


async def test_a_folder_of_the_server_is_the_section_of_an_only_list(room, server):
    server.feeds |= {
        n: (f"https://{host}.vn/rss{n}", f"Nguồn {n}")
        for n, host in ((5, "mot"), (6, "hai"), (7, "hai"), (8, "ba"))
    }
    server.labels = {url: "Khoa học & đời sống" for n, (url, _) in server.feeds.items() if n < 8}
    await added(room, server)
    await done(room)
    sections = {
        one.name: [section.name for section in one.sections] for one in room.subscriptions.get_all()
    }
    assert sections == {
        "bao.vn": [""],  # it was here before
        "mot.vn": ["Khoa học & đời sống"],
        "hai.vn": ["Nguồn 6", "Nguồn 7"],
        "ba.vn": [""],
    }  # fmt: skip
    server.feeds[5] = (server.feeds[5][0], "Tên mới")
    server.labels = {}
    assert (await done(room)).subscribed == 0
    assert {one.title for one in room.subscriptions.get_all()} >= {"Nguồn 5"}
