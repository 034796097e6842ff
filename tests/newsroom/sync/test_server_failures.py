"""Servers that answer with errors: how many requests they get, in a run and in later ones."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from hpreader.config import Paths, Settings
from hpreader.model import Ready, Section, Source
from hpreader.newsroom import Newsroom
from tests.support.newsdesk import (
    FEED,
    FILES,
    HOME,
    article,
    open_room,
    opened,
    source_events,
    synced,
)
from tests.support.web import Item, feed_xml, item
from tests.support.wire import Wire, reply

LISTS = 30


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire() as server:
        yield server


def source(name: str, *urls: str) -> Source:
    sections = tuple(Section(f"Mục {n}", (url,)) for n, url in enumerate(urls))
    return Source(name, name, urls[0], sections)


async def desk(tmp_path, clock, *sources: Source) -> Newsroom:
    room = Newsroom.open(Paths(*(tmp_path / name for name in FILES)), Settings(), now=clock)
    for state in room.subscriptions.states():
        await room.subscriptions.remove(state.source.name)
    for one in sources:
        await room.subscriptions.put(one)
    return room


@pytest.mark.parametrize("of_one_source", [True, False])
@pytest.mark.parametrize("status", ["500 Oops", "502 Bad", "503 Busy", "520 Unknown"])
async def test_a_server_that_fails_gets_a_few_requests_for_thirty_lists(
    tmp_path, wire, clock, of_one_source, status
):
    urls = [wire.url(f"/{n}.rss") for n in range(LISTS)]
    for n in range(LISTS):
        wire.answers(f"/{n}.rss", reply(b"", status))
    sources = [source("bao", *urls)]
    if not of_one_source:
        sources = [source(f"bao-{n}", url) for n, url in enumerate(urls)]
    room = await desk(tmp_path, clock, *sources)
    events = source_events(await synced(room, pages=False))
    assert {event.status for event in events} == {"failed"}
    assert {event.problem.status for event in events} == {int(status[:3])}
    assert len(wire.asked) <= 6
    await room.close()


async def test_it_is_left_alone_by_later_runs_for_longer_each_time(tmp_path, wire, clock):
    urls = [wire.url(f"/{n}.rss") for n in range(LISTS)]
    for n in range(LISTS):
        wire.answers(f"/{n}.rss", reply(b"", "500 Oops"))
    pauses = []
    for _ in range(8):
        room = await desk(tmp_path, clock, source("bao", *urls))
        await synced(room, pages=False)
        before = len(wire.asked)
        await room.close()
        room = await desk(tmp_path, clock, source("bao", *urls))
        (event,) = source_events(await synced(room, pages=False))
        await room.close()
        assert event.problem.reason == "left_alone"
        assert len(wire.asked) == before
        pauses.append(event.problem.until - clock())
        clock.time = event.problem.until + timedelta(seconds=1)
    minutes = [pause / timedelta(minutes=1) for pause in pauses]
    for found, least in zip(minutes, [10, 20, 40, 80, 160, 320, 360, 360], strict=True):
        assert least <= found <= least * 1.25
    assert len(set(minutes)) > 6  # no two readers come back together
    assert len(wire.asked) <= 5 + 7 * 3


async def test_a_server_that_answers_again_is_asked_as_before(tmp_path, wire, clock):
    urls = [wire.url(f"/{n}.rss") for n in range(LISTS)]
    for n in range(LISTS):
        wire.answers(f"/{n}.rss", reply(b"", "503 Busy"))
    room = await desk(tmp_path, clock, source("bao", *urls))
    await synced(room, pages=False)
    clock.passes(minutes=13)
    for n in range(LISTS):
        feed = feed_xml([Item(f"Tin {n} ở bến", wire.url(f"/{n}.html"))])
        wire.answers(f"/{n}.rss", reply(feed.encode()))
    (event,) = source_events(await synced(room, pages=False))
    assert (event.new, event.problem) == (LISTS, None)
    await room.close()
    room = await desk(tmp_path, clock, source("bao", *urls))
    (event,) = source_events(await synced(room, pages=False))
    assert event.problem is None
    await room.close()


async def test_a_few_broken_lists_do_not_silence_a_server_that_answers(tmp_path, wire, clock):
    urls = [wire.url(f"/{n}.rss") for n in range(LISTS)]
    for n in range(LISTS):
        feed = feed_xml([Item(f"Tin {n} ở bến", wire.url(f"/{n}.html"))])
        is_broken = 5 <= n < 8
        wire.answers(f"/{n}.rss", reply(b"", "500 Oops") if is_broken else reply(feed.encode()))
    room = await desk(tmp_path, clock, source("bao", *urls))
    (event,) = source_events(await synced(room, pages=False))
    assert event.new == LISTS - 3
    await room.close()


async def test_other_servers_go_on(tmp_path, wire, clock):
    bad = [wire.url(f"/{n}.rss") for n in range(LISTS)]
    for n in range(LISTS):
        wire.answers(f"/{n}.rss", reply(b"", "500 Oops"))
    async with Wire() as good:
        good.answers("/a.rss", reply(feed_xml([Item("Tin", good.url("/a.html"))]).encode()))
        sources = (source("xau", *bad), source("tot", good.url("/a.rss")))
        room = await desk(tmp_path, clock, *sources)
        events = {one.source: one for one in source_events(await synced(room, pages=False))}
    assert events["xau"].status == "failed"
    assert events["tot"].new == 1
    await room.close()


async def test_a_page_that_the_user_opens_is_asked_for_all_the_same(tmp_path, web, clock):
    urls = [f"{HOME}/{n}.rss" for n in range(5)]
    for url in urls:
        web.status(url, 500)
    room = await open_room(tmp_path, web, clock, source("bao.vn", *urls))
    await synced(room, pages=False)
    page = article(web, "a", "Bài")
    assert isinstance((await opened(room, page))[-1], Ready)
    web.feed(FEED, item("Tin", page))
    await room.close()
