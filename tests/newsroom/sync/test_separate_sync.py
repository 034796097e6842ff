"""A sync in a process of its own: the same events and news, and nothing is lost where it is ended."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from hpreader.config import Paths, Settings
from hpreader.model import ArticleRef, PageSynced, Section, Source, SyncDone, SyncEvent
from hpreader.newsroom import Newsroom
from tests.support.newsdesk import FILES, TEXTS, headlines, opened, source_events, synced
from tests.support.small_disk import small_disk
from tests.support.web import Item, feed_xml
from tests.support.wire import Wire, cut_after, hangs, reply

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

TITLES = ["Cầu mới thông xe", "Chợ nổi họp lại", "Phà đêm chạy thử"]
ITEMS = [
    Item(
        title, f"https://bao.example/tin-{number}.html", body="".join(f"<p>{t}</p>" for t in TEXTS)
    )
    for number, title in enumerate(TITLES)
]
FEED = reply(feed_xml(ITEMS).encode(), "200 OK", "Content-Type: application/rss+xml; charset=utf-8")
TYPED = ("<html><head><title>Tin nhà</title></head><body><article><h1>Tin nhà</h1>") + "".join(
    f"<p>{text} {text} {text}</p>" for text in TEXTS * 4
)

Open = Callable[..., Newsroom]


@asynccontextmanager
async def newsroom(
    folder: Path, *urls: str, apart: bool = True, settings: Settings | None = None
) -> AsyncIterator[Newsroom]:
    """A newsroom with the real clock and network, whose sources are lists on loopback."""
    room = Newsroom.open(
        Paths(*(folder / name for name in FILES)), settings or Settings(), syncs_apart=apart
    )
    try:
        for state in room.subscriptions.states():
            await room.subscriptions.remove(state.source.name)
        for number, url in enumerate(urls):
            source = Source(f"bao-{number}", f"Báo {number}", url, (Section("", (url,)),))
            await room.subscriptions.put(source)
        yield room
    finally:
        await room.close()


def processes() -> list[int]:
    """The children of this process that sync."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(one) for one in children if b"sync_process" in _command(one)]


def _command(process: str) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def done(events: list[SyncEvent]) -> SyncDone:
    (last,) = (event for event in events if isinstance(event, SyncDone))
    return last


async def test_it_yields_the_same_events_as_one_in_the_readers_own_process(tmp_path: Path) -> None:
    async with Wire() as wire:
        wire.answers("/a", FEED)
        wire.answers("/b", reply(b"", "404 Not Found"))
        told = []
        for apart in (True, False):
            folder = tmp_path / str(apart)
            folder.mkdir()
            async with newsroom(folder, wire.url("/a"), wire.url("/b"), apart=apart) as room:
                events = await synced(room, pages=False)
                told.append(sorted(map(repr, events)))
                assert [one.title for one in headlines(room)] == TITLES
                cached = room.articles.get(ArticleRef(ITEMS[0].url))
                assert cached is not None
                assert TEXTS[0] in cached.plain_text()
        assert told[0] == told[1]


async def test_only_the_named_sources_are_fetched(tmp_path: Path) -> None:
    async with Wire() as wire, newsroom(tmp_path, wire.url("/a"), wire.url("/b")) as room:
        wire.answers("/a", FEED)
        wire.answers("/b", FEED)
        events = await synced(room, "bao-1", pages=False)
        assert [one.source for one in source_events(events)] == ["bao-1"]
        assert "/a" not in {one.target for one in wire.asked}


async def test_leaving_it_early_ends_its_process_and_the_next_one_brings_everything(
    tmp_path: Path,
) -> None:
    async with Wire() as wire, newsroom(tmp_path, wire.url("/a"), wire.url("/b")) as room:
        wire.answers("/a", FEED)
        wire.answers("/b", hangs(), FEED)
        events = room.syncs.run(pages=False)
        async for event in events:
            if source_events([event]):
                assert len(processes()) == 1
                break
        await events.aclose()  # type: ignore[attr-defined]
        assert processes() == []
        assert [one.title for one in headlines(room)] == TITLES
        assert done(await synced(room, pages=False)).failed == 0


async def test_closing_the_newsroom_ends_its_process(tmp_path: Path) -> None:
    async with Wire() as wire:
        wire.answers("/a", hangs())
        async with newsroom(tmp_path, wire.url("/a")) as room:
            sync = asyncio.create_task(synced(room, pages=False))
            await wire.wait_busy(1)
            assert len(processes()) == 1
        assert processes() == []
        await asyncio.gather(sync, return_exceptions=True)


async def test_where_its_process_is_killed_the_reader_syncs_itself(tmp_path: Path) -> None:
    async with Wire() as wire, newsroom(tmp_path, wire.url("/a")) as room:
        wire.answers("/a", hangs(), FEED)
        sync = asyncio.create_task(synced(room, pages=False))
        await wire.wait_busy(1)
        for process in processes():
            os.kill(process, signal.SIGKILL)
        assert done(await sync).new == len(TITLES)
        assert [one.title for one in headlines(room)] == TITLES


async def test_where_no_process_can_be_started_the_reader_syncs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Wire() as wire, newsroom(tmp_path, wire.url("/a")) as room:
        wire.answers("/a", FEED)
        monkeypatch.setattr(sys, "executable", str(tmp_path / "missing"))
        assert done(await synced(room, pages=False)).new == len(TITLES)


async def test_a_disk_that_is_full_keeps_the_news_in_the_readers_memory(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 8) as disk:
        async with Wire() as wire, newsroom(disk.path, wire.url("/a"), wire.url("/b")) as room:
            wire.answers("/a", FEED)
            wire.answers("/b", hangs(), FEED)
            disk.fill()
            assert done(await synced(room, "bao-0", pages=False)).new == len(TITLES)
            assert [one.title for one in headlines(room)] == TITLES
            assert "disk_full" in [notice.kind for notice in room.notices]
            sync = asyncio.create_task(synced(room, "bao-1", pages=False))
            await wire.wait_busy(1)
            assert processes() == []  # which would not see that memory
            sync.cancel()
            await asyncio.gather(sync, return_exceptions=True)


async def test_what_it_fetches_unasked_is_within_the_budget(tmp_path: Path) -> None:
    async with Wire() as wire, newsroom(tmp_path, wire.url("/a")) as room:
        wire.answers("/a", FEED)
        await synced(room, pages=False)
        assert room.budget.spent == 0
        await synced(room, pages=False, unasked=True)
        assert room.budget.spent == len(FEED.partition(b"\r\n\r\n")[2])


@pytest.mark.parametrize("is_typed", [True, False])
async def test_a_private_server_is_asked_only_if_the_user_typed_it(
    tmp_path: Path, is_typed: bool
) -> None:
    async with Wire() as home, Wire() as wire:
        wire.answers("/a", FEED)
        home.answers("/tin", cut_after(b""))
        async with newsroom(tmp_path, wire.url("/a")) as room:
            await opened(room, home.url("/tin"), is_typed=True)  # fails, and waits in the queue
            assert [one.url for one in room.queue.get_all()] == [home.url("/tin")]
            home.answers("/tin", reply(TYPED.encode(), "200 OK", "Content-Type: text/html"))
            if is_typed:
                assert PageSynced(home.url("/tin"), "fetched") in await synced(room)
        if not is_typed:
            asked = len(home.asked)
            async with newsroom(tmp_path, wire.url("/a")) as another:
                assert PageSynced(home.url("/tin"), "fetched") not in await synced(another)
            assert len(home.asked) == asked


async def test_it_names_new_articles_for_the_hook(tmp_path: Path) -> None:
    settings = Settings(after_sync=("true",))
    async with Wire() as wire, newsroom(tmp_path, wire.url("/a"), settings=settings) as room:
        wire.answers("/a", FEED)
        ids = done(await synced(room, pages=False)).new_ids
        assert sorted(ids) == sorted(one.id for one in headlines(room))
