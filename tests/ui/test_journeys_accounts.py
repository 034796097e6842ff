"""Journeys with an account on a server: marks come and go with a sync, and trouble is told once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from hpreader.model import Account
from hpreader.newsroom.accounts.account_passwords import TrustedCommands
from tests.support import town
from tests.support.journey import by_keyboard, seen_in
from tests.support.reader import town_reader
from tests.support.reader_server import ReaderServer, ServerTransport
from tests.support.web import Web

SERVER = "rss.example.org"


class Both(httpx.AsyncBaseTransport):
    """The newspaper and the server."""

    def __init__(self, web: Web, server: ReaderServer) -> None:
        self._web, self._server = web, ServerTransport(server)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        way: Any = self._server if request.url.host == SERVER else self._web
        return await way.handle_async_request(request)  # type: ignore[no-any-return]


@by_keyboard("refresh_all")
async def test_marks_come_and_go_with_a_refresh_and_trouble_is_told(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    server = ReaderServer(password="x")
    first, second = (server.publish(town.url(n)) for n in (1, 2))
    async with town_reader(directory, web, clock, size=(120, 24)) as reader:
        room = reader.newsroom
        room._http._transport = Both(web, server)
        account = Account("a", f"https://{SERVER}/api/greader.php", "an", "echo x", "here")
        await room._stores.run_in_writer(lambda store: store.accounts.put(account))
        TrustedCommands(room.paths.data).add(account)
        await reader.press("enter", "h", "R")
        await reader.settle()
        assert first.read
        second.starred = True
        await reader.press("R")
        await reader.settle()
        assert "\u2726" in seen_in(reader, reader.headlines)
        server.password = "another"
        await reader.press("R")
        await reader.settle()
        (told,) = reader.messages()
        assert "does not accept" in told
