"""A connection whose server cannot go on answering without ever giving its response.

A server may send any number of informational responses (1xx) before the response itself (RFC 9110,
section 15.2). httpcore reads them all, thousands at a time, and the event loop does nothing else meanwhile.
"""

from __future__ import annotations

import re
import ssl
from typing import Any, Final

import httpcore

MOST_INFORMATIONAL: Final = 20
"""Informational responses to one request; honest servers send one or two (100, 102, 103)."""
MOST_HEAD: Final = 200_000
"""Bytes of all of them; h11 allows 100 kB for one."""
PART: Final = 16_384
"""Bytes that are read at a time while the response has not begun."""

_INFORMATIONAL: Final = re.compile(rb"HTTP/\d\.\d 1(?!01)\d\d[ \r\n]")
"""101 is the last response of HTTP on a connection, and never requested here."""
_LONGEST_MATCH: Final = len(b"HTTP/1.1 100 ")
_HEAD_END: Final = re.compile(rb"\n\r?\n")


class BoundedStream(httpcore.AsyncNetworkStream):
    """A network stream that counts the informational responses after each request."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        """Prepare it for the stream that it reads and writes."""
        self._stream = stream
        self._head: bytearray | None = bytearray()
        """What came since the last request and may be informational; None in the response itself."""
        self._count = 0
        self._size = 0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's name
        """Return what comes next, at most so many bytes.

        Raises:
            httpcore.RemoteProtocolError: too many informational responses came.
        """
        if self._head is None:
            return await self._stream.read(max_bytes, timeout)
        data = await self._stream.read(min(max_bytes, PART), timeout)
        self._note(self._head, data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as above
        """Write a part of a request."""
        self._head, self._count, self._size = bytearray(), 0, 0
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - as above
    ) -> httpcore.AsyncNetworkStream:
        """Return the stream within TLS."""
        return BoundedStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        """Return what the stream knows of its connection."""
        return self._stream.get_extra_info(info)

    def _note(self, head: bytearray, data: bytes) -> None:
        """Count what came, until the response itself begins."""
        self._size += len(data)
        head += data
        while len(head) >= _LONGEST_MATCH:
            if not _INFORMATIONAL.match(head):
                self._head = None
                return
            end = _HEAD_END.search(head)
            if end is None:
                break
            del head[: end.end()]
            self._count += 1
            if self._count > MOST_INFORMATIONAL:
                raise httpcore.RemoteProtocolError("too many informational responses")
        if self._size > MOST_HEAD:
            raise httpcore.RemoteProtocolError("too many informational responses")
