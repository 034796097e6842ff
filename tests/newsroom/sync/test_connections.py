"""How a sync uses the network: sources side by side, two requests of a host at once, kept connections."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hpreader.config import Paths, Settings
from hpreader.model import Section, Source
from hpreader.newsroom import Newsroom
from tests.support.newsdesk import FILES, Clock, source_events, synced
from tests.support.web import Item, feed_xml

PATIENCE = 20.0
"""Seconds after which the server answers although not all requests that it waits for have come."""


class PatientServer:
    """A server on several addresses of loopback that keeps connections and answers late."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        """How many requests have to be there before the first is answered."""
        self.connections: Counter[str] = Counter()
        self.open: Counter[str] = Counter()
        self.most_open: Counter[str] = Counter()
        self.has_all = asyncio.Event()
        self.feed = feed_xml([Item("Cầu mới", "https://bao.example/cau.html")]).encode()
        self._servers: list[asyncio.Server] = []

    async def listen(self, host: str) -> str:
        """The address of a feed on another host."""
        server = await asyncio.start_server(self._serve, host, 0)
        self._servers.append(server)
        return f"http://{host}:{server.sockets[0].getsockname()[1]}/feed.xml"

    async def close(self) -> None:
        for server in self._servers:
            server.close()
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        self.connections[host] += 1
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                self.open[host] += 1
                self.most_open[host] = max(self.most_open[host], self.open[host])
                await self._wait()
                self.open[host] -= 1
                head = f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {len(self.feed)}\r\n\r\n"
                writer.write(head.encode() + self.feed)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _wait(self) -> None:
        if self.open.total() >= self.wanted:
            self.has_all.set()
        try:
            await asyncio.wait_for(self.has_all.wait(), PATIENCE)
        except TimeoutError:
            pass


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    room = Newsroom.open(Paths(*(tmp_path / name for name in FILES)), Settings(), now=Clock())
    for state in room.subscriptions.states():
        await room.subscriptions.remove(state.source.name)
    yield room
    await room.close()


async def test_twenty_hosts_are_asked_at_the_same_time(newsroom: Newsroom) -> None:
    server = PatientServer(wanted=20)
    for number in range(20):
        url = await server.listen(f"127.0.0.{number + 1}")
        await newsroom.subscriptions.put(Source(f"bao-{number}", "", url, (Section("", (url,)),)))
    events = source_events(await synced(newsroom, pages=False))
    await newsroom.close()
    await server.close()
    assert server.has_all.is_set()
    assert len(events) == 20
    assert set(server.connections.values()) == {1}


async def test_a_host_gets_two_requests_at_once_over_two_connections(newsroom: Newsroom) -> None:
    server = PatientServer(wanted=2)
    url = await server.listen("127.0.0.1")
    for number in range(12):
        section = Section("", (f"{url}?{number}",))
        await newsroom.subscriptions.put(Source(f"bao-{number}", "", url, (section,)))
    events = source_events(await synced(newsroom, pages=False))
    await newsroom.close()
    await server.close()
    assert len(events) == 12
    assert server.most_open == {"127.0.0.1": 2}
    assert server.connections == {"127.0.0.1": 2}
