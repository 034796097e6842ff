"""Servers that ask to be left alone (`Retry-After`): what is not asked, until when, and what goes on."""

from datetime import timedelta

from hpreader.model import Article, PageSynced, Section, Source
from tests.support.newsdesk import (
    FEED,
    HOME,
    article,
    open_room,
    opened,
    read,
    source_events,
    synced,
)
from tests.support.web import item


def source(*urls: str) -> Source:
    return Source(
        "bao.vn", "Báo", HOME, tuple(Section(f"Mục {n}", (u,)) for n, u in enumerate(urls))
    )


async def test_a_list_is_left_alone_until_the_time_that_its_server_names_also_by_later_runs(
    tmp_path, web, clock
):
    web.status(FEED, 429, retry_after=3600)
    room = await open_room(tmp_path, web, clock, source(FEED))
    (event,) = source_events(await synced(room, pages=False))
    assert event.status == "failed"
    assert event.problem.until == clock() + timedelta(hours=1)
    await room.close()
    room = await open_room(tmp_path, web, clock, source(FEED))
    web.feed(FEED, item("Tin", f"{HOME}/tin.html"))
    clock.passes(minutes=59)
    (event,) = source_events(await synced(room, pages=False))
    assert event.problem.status == 429
    assert web.asked_urls().count(FEED) == 1
    clock.passes(minutes=2)
    (event,) = source_events(await synced(room, pages=False))
    assert (event.status, event.problem) == ("new", None)
    await room.close()


async def test_one_list_that_asks_for_a_pause_does_not_silence_the_others_but_several_do(
    tmp_path, web, clock
):
    one, two, three = (f"{HOME}/rss/{n}.rss" for n in (1, 2, 3))
    web.status(one, 503, retry_after=3600)
    web.feed(two, item("Tin", f"{HOME}/tin.html"))
    web.feed(three, item("Tin khác", f"{HOME}/khac.html"))
    room = await open_room(tmp_path, web, clock, source(one, two, three))
    (event,) = source_events(await synced(room, pages=False))
    assert event.new == 2
    assert event.problem.status == 503
    web.status(two, 429, retry_after=3600)
    await synced(room, pages=False)
    web.forget()
    await synced(room, pages=False)
    assert [url for url in web.asked_urls() if url.startswith(HOME)] == []
    await room.close()


async def test_pages_of_a_host_that_asks_for_a_pause_are_left_alone_and_other_hosts_go_on(
    tmp_path, web, clock
):
    bad = [f"{HOME}/bai-{n}.html" for n in range(5)]
    for url in bad:
        web.status(url, 429, retry_after=3600)
    other = "https://khac.example/bai.html"
    web.article(other, "Bài ở nơi khác", ["Một đoạn văn đủ dài để đọc. " * 20])
    web.feed(FEED, *(item(f"Bài {n}", url) for n, url in enumerate([*bad, other])))
    room = await open_room(tmp_path, web, clock, source(FEED))
    events = [event for event in await synced(room) if isinstance(event, PageSynced)]
    assert sorted(event.status for event in events) == ["failed", "fetched"]
    web.forget()
    events = [event for event in await synced(room) if isinstance(event, PageSynced)]
    assert [event.status for event in events] == ["failed"]
    assert not set(bad) & set(web.asked_urls())
    clock.passes(hours=2)
    for number in range(5):
        article(web, f"bai-{number}", f"Bài {number}")
    events = [event for event in await synced(room) if isinstance(event, PageSynced)]
    assert [event.status for event in events] == ["fetched"] * 5
    await room.close()


async def test_a_page_that_is_always_refused_does_not_keep_the_others_waiting(tmp_path, web, clock):
    bad, good = f"{HOME}/bai-0.html", article(web, "bai-1", "Bài 1")
    web.status(bad, 503, retry_after=3600)
    web.feed(FEED, item("Bài 0", bad), item("Bài 1", good))
    room = await open_room(tmp_path, web, clock, source(FEED))
    await synced(room)
    clock.passes(hours=2)
    events = [event for event in await synced(room) if isinstance(event, PageSynced)]
    assert [(event.url, event.status) for event in events] == [(good, "fetched"), (bad, "failed")]
    await room.close()


async def test_a_page_that_the_user_opens_is_asked_for_all_the_same(tmp_path, web, clock):
    web.status(f"{HOME}/a.html", 429, retry_after=3600)
    room = await open_room(tmp_path, web, clock)
    await opened(room, f"{HOME}/a.html")
    url = article(web, "a", "Bài")
    assert isinstance(await read(room, url), Article)
    await room.close()
