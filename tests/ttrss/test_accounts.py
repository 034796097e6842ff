"""Accounts at a real tt-rss: what both sides have in the end."""

from __future__ import annotations

import pytest

from hpreader.fetch import ApiClient
from hpreader.model import Account, AccountSynced, Section, Source
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem
from tests.support.newsdesk import headlines, synced

from .newspaper import FEED, Newspaper, address
from .server import PASSWORD, USER, TtRss

COMMAND = f"printf '%s\\n' '{PASSWORD}'"


async def added(room: Newsroom, server: TtRss, lead: str = "server") -> Account:
    account = await room.accounts.add(Account("", server.url, USER, COMMAND, lead))  # type: ignore[arg-type]
    assert isinstance(account, Account), account
    return account


async def tried(room: Newsroom) -> AccountSynced:
    (event,) = [event async for event in room.accounts.sync()]
    return event


async def done(room: Newsroom) -> AccountSynced:
    event = await tried(room)
    assert event.problem is None, event.problem
    return event


def marks(room: Newsroom) -> dict[str, tuple[bool, bool]]:
    """Whether each article is read and saved here."""
    return {one.url.rpartition("/")[2][:-5]: (one.read, one.saved) for one in headlines(room)}


async def mark(
    room: Newsroom, name: str, *, read: bool | None = None, saved: bool | None = None
) -> None:
    (one,) = [one.id for one in headlines(room) if one.url == address(name)]
    if read is not None:
        await room.marks.set_read([one], read)
    if saved is not None:
        await room.marks.set_saved([one], saved)


def sources(room: Newsroom) -> list[str]:
    return [one.name for one in room.subscriptions.get_all()]


# --- logging in ----------------------------------------------------------------------------------


async def test_the_kind_and_the_address_of_the_api_are_found_and_secrets_are_nowhere(
    room: Newsroom, server: TtRss, tmp_path
):
    (tmp_path / "secret").write_text(PASSWORD)
    account = await room.accounts.add(Account("", server.url, USER, f"cat '{tmp_path}/secret'"))
    assert isinstance(account, Account)
    assert (account.kind, account.server) == ("tt-rss", f"{server.url}/tt-rss/api")
    sessions = []
    send = ApiClient.send

    async def noting_sessions(self: ApiClient, request):
        answer = await send(self, request)
        sessions.extend(one for (one,) in server.sql("SELECT id FROM ttrss_sessions"))
        return answer

    ApiClient.send = noting_sessions  # type: ignore[method-assign]
    try:
        await done(room)
    finally:
        ApiClient.send = send  # type: ignore[method-assign]
    assert server.sql("SELECT id FROM ttrss_sessions") == []  # logged out
    await room.close()
    assert sessions
    written = b"".join(
        file.read_bytes() for file in room.paths.data.parent.rglob("*") if file.name != "secret"
    )
    log = (server.folder / "access.log").read_bytes()
    for secret in (PASSWORD, "khẩu", *set(sessions)):
        assert secret.encode() not in written
        assert secret.encode() not in log


@pytest.mark.parametrize("below", ["", "/tt-rss", "/tt-rss/", "/tt-rss/api/", "/tt-rss/index.php"])
async def test_any_of_its_addresses_will_do(room: Newsroom, server: TtRss, below: str):
    account = await room.accounts.add(Account("", server.url + below, USER, COMMAND))
    assert isinstance(account, Account), account
    assert account.server == f"{server.url}/tt-rss/api"


async def test_a_wrong_password_is_told(room: Newsroom, server: TtRss):
    answer = await room.accounts.add(Account("", server.url, USER, "echo khác"))
    assert isinstance(answer, Problem)
    assert (answer.kind, answer.reason) == ("bad_account", "account_login")
    assert room.accounts.get_all() == ()


async def test_an_api_that_is_switched_off_is_told(room: Newsroom, server: TtRss):
    await added(room, server)
    server.set("ENABLE_API_ACCESS", "false")
    try:
        event = await tried(room)
    finally:
        server.set("ENABLE_API_ACCESS", "true")
    assert event.problem is not None
    assert event.problem.reason == "api_disabled"


async def test_the_other_api_is_not_there(room: Newsroom, server: TtRss):
    account = Account("", server.url, USER, COMMAND)
    answer = await room.accounts.add(account, kinds=("google-reader",))
    assert isinstance(answer, Problem)
    assert (answer.kind, answer.detail) == ("bad_account", "404")


# --- marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lead", ["server", "here"])
async def test_who_leads_decides_once_and_no_saved_article_is_lost(
    room: Newsroom, server: TtRss, lead: str
):
    server.subscribe(FEED)
    server.mark("1", read=True)
    server.mark("2", starred=True)
    await mark(room, "2", read=True)
    await mark(room, "3", saved=True)
    await added(room, server, lead)
    event = await done(room)
    assert event.subscribed == 0
    is_server = lead == "server"
    assert marks(room) == {
        "1": (is_server, False), "2": (not is_server, True), "3": (False, True),
    }  # fmt: skip
    assert server.marks() == marks(room)
    assert await done(room) == AccountSynced("127.0.0.1", "synced")


async def test_read_and_saved_go_both_ways_and_back(room: Newsroom, server: TtRss):
    server.subscribe(FEED)
    await added(room, server)
    await done(room)
    server.mark("1", read=True)
    server.mark("2", starred=True)
    await mark(room, "2", read=True)
    await mark(room, "3", saved=True)
    event = await done(room)
    assert (event.received, event.sent) == (2, 2)
    assert marks(room) == {"1": (True, False), "2": (True, True), "3": (False, True)}
    assert server.marks() == marks(room)
    server.mark("1", read=False)
    server.mark("3", starred=False)
    await mark(room, "2", read=False, saved=False)
    event = await done(room)
    assert (event.received, event.sent) == (2, 2)
    assert marks(room) == dict.fromkeys(("1", "2", "3"), (False, False))
    assert server.marks() == marks(room)
    assert await done(room) == AccountSynced("127.0.0.1", "synced")


async def test_articles_that_come_later_are_known_by_their_addresses(
    room: Newsroom, server: TtRss, paper: Newspaper
):
    feed = server.subscribe(FEED)
    await added(room, server)
    await done(room)
    paper.publish("4?utm_source=rss")
    server.update(feed)
    server.mark("4.html?utm_source=rss", read=True)
    assert (await done(room)).received == 1  # before any list here has it
    await synced(room, "bao.example.org")
    assert marks(room)["4"] == (True, False)
    await mark(room, "4", read=False, saved=True)
    await done(room)
    assert server.marks()["4.html?utm_source=rss"] == (False, True)


async def test_what_only_the_server_has_saved_comes_to_the_shelf_and_is_fetched(
    room: Newsroom, server: TtRss, paper: Newspaper
):
    paper.web.article("http://khac.example.org/bai.html", "Bài ở nơi khác", ["Một đoạn."])
    feed = server.subscribe(FEED)
    server.insert(feed, "http://khac.example.org/bai.html", "Bài ở nơi khác", starred=True)
    await added(room, server)
    await synced(room)
    (saved,) = headlines(room, saved=True)
    assert (saved.title, saved.url) == ("Bài ở nơi khác", "http://khac.example.org/bai.html")
    assert saved.cached


async def test_what_the_server_deleted_keeps_its_marks(room: Newsroom, server: TtRss):
    server.subscribe(FEED)
    server.mark("1", starred=True)
    server.mark("3", read=True)
    await added(room, server)
    await done(room)
    server.sql("DELETE FROM ttrss_entries")  # as if it were old
    event = await done(room)
    assert (event.received, event.sent) == (0, 0)
    assert marks(room) == {"1": (False, True), "2": (False, False), "3": (True, False)}
    await mark(room, "1", saved=False)
    await mark(room, "2", read=True)
    assert (await done(room)).sent == 0


async def test_a_change_of_what_the_server_deleted_meanwhile_stays_here(
    room: Newsroom, server: TtRss
):
    server.subscribe(FEED)
    server.mark("1", read=True)
    await added(room, server)
    await done(room)
    server.sql("DELETE FROM ttrss_entries")
    await mark(room, "1", read=False, saved=True)
    for _ in range(3):
        await done(room)
        assert marks(room)["1"] == (False, True)


async def test_ids_that_are_given_anew_mark_no_other_article(
    room: Newsroom, server: TtRss, paper: Newspaper
):
    server.empty(also_numbers=True)
    server.subscribe(FEED)
    await added(room, server)
    await done(room)
    numbers = {name: row["id"] for name, row in server.articles().items()}
    server.empty(also_numbers=True)
    paper.publish("4", "5")
    server.subscribe(FEED)
    assert {name: row["id"] for name, row in server.articles().items()}["4"] in numbers.values()
    for name in ("4", "5"):
        server.mark(name, read=True)
    server.mark("1", starred=True)
    await synced(room)
    assert marks(room) == {
        "1": (False, True), "2": (False, False), "3": (False, False),
        "4": (True, False), "5": (True, False),
    }  # fmt: skip
    await mark(room, "5", read=False)
    await done(room)
    assert server.marks() == marks(room)


# --- many ----------------------------------------------------------------------------------------


async def test_many_articles_come_in_pages_and_later_few_requests_do(
    room: Newsroom, server: TtRss, paper: Newspaper
):
    feed = server.subscribe(FEED)
    for number in range(650):
        server.insert(feed, address(f"cu-{number}"), f"Cũ {number}", read=number >= 50, later=True)
    server.insert_all()
    await added(room, server)
    server.requests()
    assert (await done(room)).remaining == 0
    assert server.requests() == 5 + 4 + 1  # log in, feeds, log out; the pages, and the archive
    known = await room._stores.run_in_writer(lambda store: store.accounts.known_items("127.0.0.1"))
    assert len(known) == 653
    assert await done(room) == AccountSynced("127.0.0.1", "synced")
    assert server.requests() == 5 + 3
    server.ask("catchupFeed", feed_id=str(feed), is_cat="")
    server.requests()
    assert (await done(room)).received == 53
    assert server.requests() == 5 + 3 + 1  # none of them comes with its text
    assert marks(room) == dict.fromkeys(("1", "2", "3"), (True, False))


# --- subscriptions -------------------------------------------------------------------------------


@pytest.mark.parametrize("lead", ["server", "here"])
async def test_the_leader_s_lists_come_and_nothing_is_removed_at_first(
    room: Newsroom, server: TtRss, paper: Newspaper, lead: str
):
    paper.list_of("http://rieng.example.org/feed", "Trang riêng")
    server.subscribe("http://rieng.example.org/feed")
    await added(room, server, lead)
    await done(room)
    there = [one["feed_url"] for one in server.feeds()]
    if lead == "server":
        assert sources(room) == ["bao.example.org", "rieng.example.org"]
        assert there == ["http://rieng.example.org/feed"]
    else:
        assert sources(room) == ["bao.example.org"]
        assert sorted(there) == [FEED, "http://rieng.example.org/feed"]
    assert (await done(room)).subscribed == 0


async def test_later_lists_come_and_go_on_both_sides(
    room: Newsroom, server: TtRss, paper: Newspaper
):
    server.subscribe(FEED)
    await added(room, server)
    await done(room)
    theirs, ours = "http://moi.example.org/feed", "http://cua-toi.example.org/rss"
    for url in (theirs, ours):
        paper.list_of(url, "Trang mới")
    feed = server.subscribe(theirs)
    await room.subscriptions.put(
        Source("cua.toi", "Của tôi", "http://cua-toi.example.org", (Section("", (ours,)),))
    )
    assert (await done(room)).subscribed == 2
    assert sources(room) == ["bao.example.org", "cua.toi", "moi.example.org"]
    assert sorted(one["feed_url"] for one in server.feeds()) == [FEED, ours, theirs]
    server.ask("unsubscribeFeed", feed_id=feed)
    await room.subscriptions.remove("cua.toi")
    assert (await done(room)).unsubscribed == 2
    assert sources(room) == ["bao.example.org"]
    assert [one["feed_url"] for one in server.feeds()] == [FEED]


async def test_a_list_that_the_server_cannot_fetch_stays_here_and_is_told_once(
    room: Newsroom, server: TtRss
):
    server.subscribe(FEED)
    await added(room, server)
    await done(room)
    url = "http://khong-co.example.org/rss"
    await room.subscriptions.put(
        Source("x.vn", "X", "http://khong-co.example.org", (Section("", (url,)),))
    )
    assert (await done(room)).refused == (url,)
    assert (await done(room)).refused == ()
    assert sources(room) == ["bao.example.org", "x.vn"]
    assert len(server.feeds()) == 1


async def test_starred_articles_of_a_feed_that_is_given_up_stay_saved_on_both_sides(
    room: Newsroom, server: TtRss
):
    server.subscribe(FEED)
    await added(room, server)
    await done(room)
    await mark(room, "1", saved=True, read=True)
    await done(room)
    await room.subscriptions.remove("bao.example.org")
    assert (await done(room)).unsubscribed == 1
    assert server.feeds() == []
    assert server.marks() == {"1": (True, True)}  # the server keeps them as archived ones
    await done(room)
    assert [one.url for one in headlines(room, saved=True)] == [address("1")]


# --- faults --------------------------------------------------------------------------------------


async def test_changes_of_a_time_without_the_server_are_kept_on_both_sides(
    room: Newsroom, server: TtRss
):
    server.subscribe(FEED)
    await added(room, server)
    await done(room)
    await mark(room, "1", read=True)
    with server.gone():
        await mark(room, "2", saved=True)
        event = await tried(room)
        assert event.problem is not None
        assert event.problem.is_network
        await mark(room, "3", read=True, saved=True)
        await mark(room, "3", saved=False)
    server.mark("3", starred=True)
    server.mark("1", starred=True)
    event = await done(room)
    assert marks(room) == {"1": (True, True), "2": (False, True), "3": (True, True)}
    assert server.marks() == marks(room)


@pytest.mark.parametrize("after", range(11))
async def test_wherever_the_server_stops_nothing_is_lost(
    room: Newsroom, server: TtRss, paper: Newspaper, monkeypatch: pytest.MonkeyPatch, after: int
):
    """Two marks to send, two to receive, a list each way; the server is away from one request on."""
    theirs, ours = "http://moi.example.org/feed", "http://cua-toi.example.org/rss"
    for url in (theirs, ours):
        paper.list_of(url, "Trang mới")
    server.subscribe(FEED)
    await added(room, server)
    await done(room)
    await mark(room, "1", read=True)
    await mark(room, "2", saved=True)
    server.mark("2", read=True)
    server.mark("3", starred=True)
    server.subscribe(theirs)
    await room.subscriptions.put(
        Source("cua.toi", "Của tôi", "http://cua-toi.example.org", (Section("", (ours,)),))
    )
    sent, send = 0, ApiClient.send

    async def breaking(self: ApiClient, request):
        nonlocal sent
        sent += 1
        if sent <= after:
            return await send(self, request)
        with server.broken():
            return await send(self, request)

    monkeypatch.setattr(ApiClient, "send", breaking)
    event = await tried(room)
    monkeypatch.setattr(ApiClient, "send", send)
    assert event.problem is not None
    assert event.problem.status == 502
    await done(room)
    assert marks(room) == {"1": (True, False), "2": (True, True), "3": (False, True)}
    assert {name: server.marks()[name] for name in "123"} == marks(room)
    assert sources(room) == ["bao.example.org", "cua.toi", "moi.example.org"]
    assert sorted(one["feed_url"] for one in server.feeds()) == [FEED, ours, theirs]
    assert await done(room) == AccountSynced("127.0.0.1", "synced")


@pytest.mark.parametrize("operation", ["updateArticle", "subscribeToFeed"])
async def test_a_change_whose_answer_is_lost_is_made_once(
    room: Newsroom, server: TtRss, paper: Newspaper, monkeypatch: pytest.MonkeyPatch, operation: str
):
    ours = "http://cua-toi.example.org/rss"
    paper.list_of(ours, "Của tôi")
    server.subscribe(FEED)
    await added(room, server)
    await done(room)
    await mark(room, "1", read=True)
    await room.subscriptions.put(
        Source("cua.toi", "Của tôi", "http://cua-toi.example.org", (Section("", (ours,)),))
    )
    send = ApiClient.send

    async def losing(self: ApiClient, request):
        answer = await send(self, request)
        is_lost = request.body and operation.encode() in request.body
        return Problem("cut", request.url) if is_lost else answer

    monkeypatch.setattr(ApiClient, "send", losing)
    event = await tried(room)
    monkeypatch.setattr(ApiClient, "send", send)
    assert event.problem is not None
    await done(room)
    assert len(server.feeds()) == 2
    assert sources(room) == ["bao.example.org", "cua.toi"]
    assert marks(room)["1"] == server.marks()["1"] == (True, False)


async def test_after_a_restart_of_the_server_all_is_as_before(room: Newsroom, server: TtRss):
    server.subscribe(FEED)
    await added(room, server)
    await mark(room, "1", read=True, saved=True)
    await done(room)
    server.restart()
    assert await done(room) == AccountSynced("127.0.0.1", "synced")
    server.mark("2", read=True)
    await mark(room, "1", saved=False)
    event = await done(room)
    assert (event.received, event.sent) == (1, 1)
    assert server.marks() == marks(room)


async def test_a_session_that_ends_half_way_is_told_and_the_next_one_goes_on(
    room: Newsroom, server: TtRss, monkeypatch: pytest.MonkeyPatch
):
    server.subscribe(FEED)
    await added(room, server)
    await done(room)
    await mark(room, "1", read=True)
    send, sent = ApiClient.send, 0

    async def forgetting(self: ApiClient, request):
        nonlocal sent
        sent += 1
        if sent == 5:
            server.sql("DELETE FROM ttrss_sessions")
        return await send(self, request)

    monkeypatch.setattr(ApiClient, "send", forgetting)
    event = await tried(room)
    assert event.problem == Problem("bad_account", f"{server.url}/tt-rss/api", "NOT_LOGGED_IN")
    assert (await done(room)).sent == 1
    assert server.marks()["1"] == (True, False)
