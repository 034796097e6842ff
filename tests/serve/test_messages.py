"""A window without a browser: the messages of its websocket."""

import asyncio
import os
import resource
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from tests.support.program import Program
from tests.support.served import Served, served

PATIENCE = 60


@pytest.fixture
def server(empty: Program) -> Iterator[Served]:
    with served(empty, "--offline") as running:
        yield running


@asynccontextmanager
async def visitor(server: Served) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    """A client with the cookie, and the address of a window for it."""
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of IP addresses
    async with (
        aiohttp.ClientSession(cookie_jar=jar) as session,
        session.get(server.address) as page,
    ):
        assert page.status == 200
        yield session, f"{page.url}window/dark/new?width=100&height=30"


async def drawn_until(window: aiohttp.ClientWebSocketResponse, words: str) -> bytes:
    """What the reader draws until some words are there."""
    drawn = b""
    async with asyncio.timeout(PATIENCE):
        while words.encode() not in drawn:
            message = await window.receive()
            assert message.type is aiohttp.WSMsgType.BINARY, (message, drawn)
            drawn += message.data
    return drawn


NO_MESSAGES = (
    "", "no json", "[]", "{}", "null", "[" * 100_000, '["stdin"]', '["stdin", 1]', '["open_url", {}]',
    '["resize"]', '["resize", {"width": "x", "height": 1}]', '["resize", {"width": -5, "height": 0}]',
    '["resize", {"width": 1e999, "height": 5}]', '["resize", {"width": 99999999999, "height": 9999999}]',
)  # fmt: skip


async def test_what_is_no_message_is_left_alone(server: Served) -> None:
    async with (
        visitor(server) as (session, address),
        session.ws_connect(address, origin=server.base) as window,
    ):
        for text in NO_MESSAGES:
            await window.send_str(text)
        await window.send_bytes(b"\x00\xff")
        await window.send_str('["resize", {"width": 100, "height": 30}]')
        await drawn_until(window, "Chuyên mục")
        await window.send_str('["stdin", "?"]')
        await drawn_until(window, "Trợ giúp")
    assert server.end() == (143, "")


async def test_a_size_that_is_no_number_is_a_usual_one(server: Served) -> None:
    async with visitor(server) as (session, address):
        wrong = address.replace("width=100", "width=x")
        async with session.ws_connect(wrong, origin=server.base) as window:
            await drawn_until(window, "Chuyên mục")


async def test_the_colours_of_the_page_are_set_before_the_reader_asks_for_them(
    server: Served,
) -> None:
    async with visitor(server) as (session, address):
        light = address.replace("/dark/", "/light/")
        async with session.ws_connect(light, origin=server.base) as window:
            first = await window.receive_bytes()
            assert b"\x1b]11;#fbf7ef\x1b\\" in first
            await drawn_until(window, "\x1b]11;?")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is set from outside")
async def test_where_no_terminal_is_to_be_had_the_page_says_so(server: Served) -> None:
    async with visitor(server) as (session, address):
        files = await asyncio.to_thread(os.listdir, f"/proc/{server.process.pid}/fd")
        limit = max(map(int, files)) + 1
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (limit, limit))
        async with session.ws_connect(address, origin=server.base) as window:
            await drawn_until(window, "Không mở được terminal")
            assert (await window.receive()).type is aiohttp.WSMsgType.CLOSE
    assert server.readers() == []
    assert server.end() == (143, "")
