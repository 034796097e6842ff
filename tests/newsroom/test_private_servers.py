"""Feeds and pages that lead into the reader's own network, over real servers on loopback."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hpreader.config import Paths, Settings
from hpreader.model import Article, ArticleRef, Failed, PageSynced, Ready, Section, Source
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem
from tests.support.newsdesk import FILES, Clock, source_events, synced
from tests.support.web import Item, feed_xml
from tests.support.wire import Wire, reply

TEXT = "Sáng nay, cây cầu mới bắc qua sông Cấm đã thông xe sau hai năm thi công trên sông."


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire() as server:
        yield server


@pytest.fixture
async def other() -> AsyncIterator[Wire]:
    """Another service of this machine, that nobody named."""
    async with Wire() as server:
        server.answers("/a.html", page())
        server.answers("/anh.png", reply(b"x"))
        yield server


@pytest.fixture
async def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Newsroom]:
    real = socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        found = "127.0.0.1" if str(host).endswith(".example") else host
        return real(found, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    room = Newsroom.open(Paths(*(tmp_path / name for name in FILES)), Settings(), now=Clock())
    for state in room.subscriptions.states():
        await room.subscriptions.remove(state.source.name)
    yield room
    await room.close()


def page(head: str = "", body: str = "") -> bytes:
    text = (
        f"<html><head><title>Cầu mới thông xe</title>{head}</head><body><article><h1>Cầu mới thông xe</h1>"
        f"<p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p>{body}</article></body></html>"
    )
    return reply(text.encode(), "200 OK", "Content-Type: text/html; charset=utf-8")


async def subscribe(newsroom: Newsroom, wire: Wire, *links: str) -> None:
    items = [Item(f"Tin số {n} ở bến", url, summary="Ngắn") for n, url in enumerate(links)]
    wire.answers("/feed", reply(feed_xml(items, home=wire.url("/")).encode()))
    source = Source("nas", "Báo nhà", wire.url("/"), (Section("", (wire.url("/feed"),)),))
    await newsroom.subscriptions.put(source)


async def open_last(newsroom: Newsroom, url: str, **options: bool) -> object:
    return [event async for event in newsroom.open_article(ArticleRef(url), **options)][-1]


async def test_a_subscribed_server_of_this_machine_is_read_with_its_own_pages(newsroom, wire):
    await subscribe(newsroom, wire, wire.url("/a.html"), wire.url("/b.html", host="localhost"))
    wire.answers("/a.html", page())
    wire.answers("/b.html", page())
    events = await synced(newsroom)
    assert [event.new for event in source_events(events)] == [2]
    pages = [event.status for event in events if isinstance(event, PageSynced)]
    assert pages == ["fetched", "fetched"]


async def test_its_entries_lead_to_no_other_service_of_this_machine(newsroom, wire, other):
    await subscribe(newsroom, wire, other.url("/a.html"), other.url("/a.html", host="bao.example"))
    events = await synced(newsroom)
    assert [event.new for event in source_events(events)] == [1]  # the name looks public
    problems = [event.problem for event in events if isinstance(event, PageSynced)]
    assert all(problem is not None and problem.reason == "private_address" for problem in problems)
    last = await open_last(newsroom, other.url("/a.html", host="bao.example"))
    assert isinstance(last, Failed)
    assert last.problem.reason == "private_address"
    assert not other.asked


async def test_amp_pages_further_pages_and_images_lead_to_no_other_service(newsroom, wire, other):
    target = other.url("/a.html", host="bao.example")
    head = f'<link rel="amphtml" href="{target}"><link rel="next" href="{target}?page=2">'
    wire.answers("/a.html", page(head, f'<img src="{other.url("/anh.png", host="bao.example")}">'))
    await subscribe(newsroom, wire, wire.url("/a.html"))
    await synced(newsroom)
    last = await open_last(newsroom, wire.url("/a.html"))
    assert isinstance(last, Ready)
    for host in ("bao.example", "127.0.0.1"):
        url = other.url("/anh.png", host=host)
        image = await newsroom.images.get(url, origin=wire.url("/a.html"))
        assert isinstance(image, Problem)
        assert image.reason == "private_address"
    assert not other.asked


async def test_an_image_that_could_not_be_had_for_its_address_is_asked_for_again(newsroom, other):
    url = other.url("/anh.png", host="bao.example")
    await newsroom.images.get(url, origin="https://bao.vn/")
    assert newsroom.images.sizes([url]) == {}


async def test_an_address_that_the_user_writes_may_be_of_this_machine(newsroom, wire):
    wire.answers("/a.html", page())
    last = await open_last(newsroom, wire.url("/a.html"))
    assert isinstance(last, Failed)
    last = await open_last(newsroom, wire.url("/a.html"), is_typed=True)
    assert isinstance(last, Ready)
    assert isinstance(last.thing, Article)


async def test_a_source_of_this_machine_can_be_added(newsroom, wire):
    wire.answers("/feed", reply(feed_xml([Item("Tin ở bến", wire.url("/a.html"))]).encode()))
    found = await newsroom.subscriptions.add(wire.url("/feed"))
    assert isinstance(found, Source)
