"""A raw server on loopback, for what libraries and fakes smooth over: exact bytes, drips, cuts.

    async with Wire() as wire:
        wire.answers("/a", reply(b"<p>x</p>"), cut_after(b"HTTP/1.1 200 OK\\r\\n"))
        await fetcher.get(wire.url("/a"))
        assert wire.asked[0].headers["user-agent"]

The nth request for a path gets its nth answer; the last one repeats. Every connection carries one
request.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import NamedTuple, Self

Script = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Request(NamedTuple):
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]


def reply(body: bytes = b"", status: str = "200 OK", *headers: str, length: bool = True) -> bytes:
    """The exact bytes of an answer; `headers` are whole lines."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body


def sends(data: bytes) -> Script:
    """Send all at once and close."""

    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()

    return script


def repeats(data: bytes) -> Script:
    """Send the same again and again, until the connection is closed."""

    async def script(writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            writer.write(data)
            await writer.drain()

    return script


def drips(data: bytes, *, every: float) -> Script:
    """Send a byte at a time."""

    async def script(writer: asyncio.StreamWriter) -> None:
        for byte in data:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(every)

    return script


def hangs() -> Script:
    """Never answer."""

    async def script(writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    return script


def cut_after(data: bytes) -> Script:
    """Send some bytes and reset the connection."""

    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.transport.abort()

    return script


def waits_for(event: asyncio.Event, data: bytes) -> Script:
    """Answer when told to."""

    async def script(writer: asyncio.StreamWriter) -> None:
        await event.wait()
        writer.write(data)
        await writer.drain()

    return script


class Wire:
    """The server; it listens while the context is open.

    With a `greeting` it says that to everybody and hangs up, as a server of another protocol.
    """

    def __init__(self, tls: ssl.SSLContext | None = None, *, greeting: bytes = b"") -> None:
        self.asked: list[Request] = []
        self.most_at_a_time = 0
        self._tls = tls
        self._greeting = greeting
        self._scripts: dict[str, list[Script]] = {}
        self._open: set[asyncio.Task[None]] = set()
        self._busy = 0
        self._changed = asyncio.Condition()

    def answers(self, path: str, *answers: bytes | Script) -> None:
        """What a path answers, one request after the other."""
        self._scripts[path] = [
            sends(answer) if isinstance(answer, bytes) else answer for answer in answers
        ]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path here."""
        return f"http{'s' if self._tls else ''}://{host}:{self.port}{path}"

    async def wait_busy(self, count: int) -> None:
        """Wait until so many requests are being answered."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._busy >= count)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._open.add(task)
        try:
            await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side left, or the test is over
        finally:
            self._open.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._greeting:
            writer.write(self._greeting)
            await writer.drain()
            return
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        method, target, _ = first.split(" ")
        pairs = (line.split(": ", 1) for line in lines)
        self.asked.append(Request(method, target, {name.lower(): text for name, text in pairs}))
        scripts = self._scripts.get(target)
        script = sends(reply(b"?", "404 Not Found")) if scripts is None else scripts[0]
        if scripts and len(scripts) > 1:
            scripts.pop(0)
        await self._count(+1)
        try:
            await script(writer)
        finally:
            await self._count(-1)

    async def _count(self, change: int) -> None:
        async with self._changed:
            self._busy += change
            self.most_at_a_time = max(self.most_at_a_time, self._busy)
            self._changed.notify_all()
