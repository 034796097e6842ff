"""One window: the websocket of a page, and the reader behind it.

The messages are those of textual-serve 1.1 (its static/js/textual.js): from the page JSON lists in
text frames, `["stdin", TEXT]`, `["resize", {"width": COLUMNS, "height": LINES}]` and some that are
not needed here; to the page what the terminal draws in binary frames, and `["open_url", {"url",
"new_tab"}]` in a text frame.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from aiohttp import WSCloseCode, WSMsgType, web

if TYPE_CHECKING:
    from hpreader.serve.reader_terminal import ReaderTerminal

HEARTBEAT: Final = 20.0
"""Seconds between questions whether the page is still there; its browser answers by itself."""
MOST_TYPED: Final = 16_000_000
"""Bytes of one message from the page: a text that is pasted comes as one."""


def new_socket() -> web.WebSocketResponse:
    """The websocket of a window that is about to open; on one machine compression only costs time."""
    return web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=MOST_TYPED, compress=False)


class Window:
    """What is typed goes to the reader, what it draws to the page, until one of them ends."""

    def __init__(self, socket: web.WebSocketResponse, terminal: ReaderTerminal) -> None:
        """Take both over."""
        self._socket = socket
        self._terminal = terminal
        self._typed: asyncio.Queue[bytes] = asyncio.Queue()

    async def show(self) -> None:
        """Be open; returns when the page is closed, or the reader has ended."""
        # Typing is a task of its own: a reader that is stuck takes nothing, and the page may be closed.
        tasks = [asyncio.create_task(work()) for work in (self._draw, self._listen, self._type)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Before the terminal is closed: they wait for its file, whose number may be another's then.
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        for task in tasks:
            if not task.cancelled() and (error := task.exception()) is not None:
                raise error

    async def end(self) -> None:
        """End the reader as a closed terminal does, and tell the page."""
        with suppress(ConnectionError):
            await self._socket.close()
        await self._terminal.end()

    async def close(self) -> None:
        """Tell the page that the server ends; `show` returns then."""
        with suppress(ConnectionError):
            await self._socket.close(code=WSCloseCode.GOING_AWAY)

    async def open_address(self, address: str) -> bool:
        """Have the page open an address in a tab beside it; false where the page is gone."""
        try:
            await self._socket.send_json(["open_url", {"url": address, "new_tab": True}])
        except ConnectionError:
            return False
        return True

    async def _draw(self) -> None:
        with suppress(ConnectionError):
            while data := await self._terminal.output():
                await self._socket.send_bytes(data)

    async def _listen(self) -> None:
        async for message in self._socket:
            if message.type is WSMsgType.TEXT:
                self._take(message.data)

    async def _type(self) -> None:
        while True:
            await self._terminal.type(await self._typed.get())

    def _take(self, text: str) -> None:
        """Do what a message asks for; what is none of those known is left alone."""
        try:
            match json.loads(text):
                case ["stdin", str(typed)]:
                    self._typed.put_nowait(typed.encode("utf-8", "replace"))
                case ["resize", {"width": int(columns), "height": int(lines)}]:
                    self._terminal.resize((columns, lines))
                case _:
                    pass
        except (ValueError, RecursionError):
            return
