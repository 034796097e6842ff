"""What is special about accounts at tt-rss: its API has no list of ids, and gives headlines in pages."""

import pytest

from hpreader.model import Account, Section, Source
from hpreader.newsroom.accounts import account_ttrss
from hpreader.problems import Problem
from tests.support.newsdesk import FEED, HOME, headlines, open_room, synced
from tests.support.reader_server import ReaderServer
from tests.support.ttrss_server import TtRssServer
from tests.support.web import item

PAPER = Source("bao.vn", "Báo thử", HOME, (Section("", (FEED,)),))


@pytest.fixture
def server():
    with TtRssServer("tt-rss", password="x", feeds={1: (FEED, "Báo thử")}) as running:
        yield running


@pytest.fixture
async def room(tmp_path, web, clock, server):
    """A newsroom with three articles and an account."""
    web.feed(FEED, *(item(f"Tin {n}", f"{HOME}/{n}.html", guid=f"{n}@bao") for n in (1, 2, 3)))
    room = await open_room(tmp_path, web, clock, PAPER)
    await synced(room, pages=False)
    room._http._transport = None
    account = await room.accounts.add(Account("", server.url, "an", "echo x"))
    assert isinstance(account, Account), account
    yield room
    await room.close()


async def done(room):
    (event,) = [event async for event in room.accounts.sync()]
    assert event.problem is None, event.problem
    return event


async def known(room):
    return await room._stores.run_in_writer(lambda store: store.accounts.known_items("127.0.0.1"))


def operations(server) -> list[str]:
    """What was asked since the last call."""
    asked = [one.split(" ")[1] for one in server.asked]
    server.asked.clear()
    return asked


def read(room) -> dict[str, bool]:
    return {one.url.removeprefix(f"{HOME}/")[0]: one.read for one in headlines(room)}


USUAL = ["isLoggedIn", "login", "getCategories", "getFeeds", *["getHeadlines"] * 3, "logout"]


async def test_later_the_unread_the_starred_and_the_new_ones_are_asked_for(room, server):
    for n in range(450):
        server.publish(f"{HOME}/cu-{n}.html", read=True)
    server.asked.clear()
    await done(room)
    pages = ["getHeadlines"] * 3 + ["getHeadlines"]  # of the feed, and of the archive
    assert operations(server) == [*USUAL[:4], *pages, "logout"]
    new = server.publish(f"{HOME}/moi.html", read=True)
    await done(room)
    assert operations(server) == USUAL
    assert str(new.id) in await known(room)


async def test_what_is_read_there_is_looked_for_among_the_headlines_first(room, server):
    items = [server.publish(f"{HOME}/{n}.html") for n in range(1, 121)]
    await done(room)
    server.asked.clear()
    for one in items:
        one.read = True
    assert (await done(room)).received == 120
    assert operations(server) == [*USUAL[:-1], "getHeadlines", "logout"]


async def test_what_was_read_long_ago_is_asked_for_by_its_id(room, server, monkeypatch):
    one = server.publish(f"{HOME}/1.html")
    await done(room)
    one.read = True
    monkeypatch.setattr(TtRssServer, "_recently", lambda _self, _item: False, raising=False)
    server.asked.clear()
    assert (await done(room)).received == 1
    assert operations(server).count("getArticle") == 1
    assert read(room)["1"]


async def test_a_first_synchronisation_that_ends_half_way_misses_no_article_later(
    room, server, monkeypatch
):
    monkeypatch.setattr(account_ttrss, "ITEMS_AT_ONCE", 2)
    for n in range(9):
        server.publish(f"{HOME}/{n}.html", read=n % 2 == 0)
    run = room._stores.run_in_writer
    for left in range(8):
        remaining = left

        async def counted(work):
            nonlocal remaining
            remaining -= 1
            if remaining < 0:
                raise KeyboardInterrupt
            return await run(work)

        monkeypatch.setattr(room._stores, "run_in_writer", counted)
        try:
            await done(room)
        except KeyboardInterrupt:
            pass
        monkeypatch.setattr(room._stores, "run_in_writer", run)
    await done(room)
    assert len(await known(room)) == 9
    assert read(room) == {"1": False, "2": True, "3": False}


async def test_a_long_list_is_taken_feed_by_feed(room, server, monkeypatch):
    monkeypatch.setattr(account_ttrss, "MOST_SORTED", 2)
    monkeypatch.setattr(account_ttrss, "HEADLINES_AT_ONCE", 2)
    server.feeds[2] = ("https://khac.vn/feed", "Khác")
    for n in range(1, 4):
        server.publish(f"{HOME}/{n}.html", feed=1, read=n == 1)
        server.publish(f"https://khac.vn/{n}.html", feed=2, read=True)
    server.publish("https://bo.vn/luu-tru.html", feed=0, starred=True)
    await done(room)
    assert len(await known(room)) == 7
    assert read(room) == {"1": True, "2": False, "3": False}
    assert [one.url for one in headlines(room, saved=True)] == ["https://bo.vn/luu-tru.html"]
    for one in server.items.values():
        one.read, one.starred = True, one.feed == 1
    await done(room)
    assert read(room) == {"1": True, "2": True, "3": True}
    assert len(headlines(room, saved=True)) == 3


async def test_where_a_list_is_too_long_what_is_not_in_it_is_not_taken_for_read(
    room, server, monkeypatch
):
    one, two, three = (server.publish(f"{HOME}/{n}.html") for n in (1, 2, 3))
    await done(room)
    monkeypatch.setattr(account_ttrss, "MOST_SORTED", 2)
    monkeypatch.setattr(account_ttrss, "MOST_HEADLINES", 4)
    monkeypatch.setattr(account_ttrss, "HEADLINES_AT_ONCE", 2)
    two.read = True
    three.read = True
    for n in range(4, 9):
        server.publish(f"{HOME}/{n}.html")
    await done(room)
    assert read(room) == {"1": False, "2": True, "3": True}
    two.read = False
    await done(room)
    assert one.read is False
    assert read(room)["1"] is False


async def test_an_article_that_is_gone_and_one_that_got_its_id_are_told_apart(room, server):
    one, two = (server.publish(f"{HOME}/{n}.html") for n in (1, 2))
    await done(room)
    del server.items[one.id]
    two.url = f"{HOME}/3.html"
    two.read = True
    await done(room)
    assert read(room) == {"1": False, "2": False, "3": True}
    assert {one.url for one in (await known(room)).values()} == {f"{HOME}/3.html"}


async def test_a_server_that_was_set_up_anew_is_looked_through_once_more(room, server):
    before = server._next
    for n in range(1, 6):
        server.publish(f"{HOME}/{n}.html", read=n == 1)
    await done(room)
    server.items.clear()
    server._next = before - 2 * 1_000_003
    for n in (9, 8, 3):  # the last one has the id that the first one had
        server.publish(f"{HOME}/{n}.html", read=n != 3)
    await done(room)
    assert {one.url[-6] for one in (await known(room)).values()} == set("983")
    assert read(room) == {"1": True, "2": False, "3": False}
    new = server.publish(f"{HOME}/2.html", read=True)
    await done(room)
    assert str(new.id) in await known(room)
    assert read(room)["2"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [("LOGIN_ERROR", "account_login"), ("API_DISABLED", "api_disabled"), ("UNKNOWN_METHOD", None)],
)
async def test_errors_of_the_server_are_told(room, server, monkeypatch, error, reason):
    monkeypatch.setattr(TtRssServer, "_getFeeds", lambda *_: {"error": error})
    (event,) = [event async for event in room.accounts.sync()]
    assert event.problem == Problem("bad_account", f"{server.url}/tt-rss/api", error, reason=reason)


@pytest.mark.parametrize(
    "answer",
    [
        '{"status": 1, "content": {"error": "no session SECRET"}}',
        '{"status": 1, "content": "SECRET"}',
        "SECRET",
        '{"status": 0, "content": {"SECRET": 1}}',
        '{"status": 0, "content": [{"id": "SECRET", "unread": true, "marked": false}]}',
        '{"status": 0, "content": [{"id": 1, "unread": "SECRET", "marked": false}]}',
        '{"status": 0}',
        "[" * 100_000,
    ],
)
async def test_an_answer_that_repeats_the_session_is_not_shown(room, server, monkeypatch, answer):
    usual = TtRssServer.result

    def strange(self, target, body, auth):
        text = answer.replace("SECRET", self.auth)
        return (200, text) if b"getHeadlines" in body else usual(self, target, body, auth)

    monkeypatch.setattr(TtRssServer, "result", strange)
    (event,) = [event async for event in room.accounts.sync()]
    assert event.problem is not None
    assert event.problem.kind == "bad_account"
    assert server.auth not in repr(event)


async def test_the_end_of_the_session_does_not_keep_anybody_waiting(room, server, monkeypatch):
    server.fault = lambda path, _number: "cut" if path == "logout" else None
    assert (await done(room)).status == "synced"


async def test_a_server_of_the_other_kind_is_asked_for_this_one_without_the_password(
    tmp_path, web, clock
):
    room = await open_room(tmp_path, web, clock)
    room._http._transport = None
    with ReaderServer(password="bí mật") as other:
        account = await room.accounts.add(Account("", other.url, "an", "echo 'bí mật'"))
        assert isinstance(account, Account)
        assert account.kind == "google-reader"
        before_login = [one for one in other.asked if "ClientLogin" not in one][:2]
        assert [one.split(" ")[1] for one in before_login] == ["/api/", "/tt-rss/api/"]
        assert not [one for one in before_login if "mật" in one]
    await room.close()


async def test_lists_of_a_server_that_was_set_up_anew_come_from_their_start(room, server):
    await room.accounts.add(Account("", server.url, "an", "echo x"), lists="server")
    before = server._next
    for n in (1, 2):
        server.publish(f"{HOME}/cu-{n}.html", f"Cũ {n}")
    await synced(room, pages=False)
    await synced(room, pages=False)
    server.items.clear()
    server._next = before - 5 * 1_000_003
    for n in range(1, 6):  # the last one has the id that the first one had
        server.publish(f"{HOME}/moi-{n}.html", f"Mới {n}")
    await synced(room, pages=False)
    assert {f"Mới {n}" for n in range(1, 6)} <= {one.title for one in headlines(room)}


async def test_labels_of_what_is_saved_there_are_its_sections(room, server):
    labels = ("Đọc sau", "Công thức")
    server.publish("https://khac.vn/bai.html", "Canh chua", starred=True, labels=labels)
    await done(room)
    (saved,) = headlines(room, saved=True)
    assert (saved.title, saved.sections) == ("Canh chua", labels)


async def test_a_list_without_news_costs_one_request(room, server):
    await room.accounts.add(Account("", server.url, "an", "echo x"), lists="server")
    server.publish(f"{HOME}/1.html", "Tin 1")
    await synced(room, pages=False)
    server.asked.clear()
    await synced(room, pages=False)
    assert operations(server) == [*USUAL[:-1], "getHeadlines+", "logout"]
