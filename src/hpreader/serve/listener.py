"""The server on a socket that listens, until the end of all windows."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from aiohttp import http_exceptions, web

from hpreader.serve.access import Access
from hpreader.serve.web_server import WebServer

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Sequence

LAST_ANSWERS: Final = 2.0
"""Seconds for answers that are being sent when the server ends; windows are closed before that."""


class Addresses:
    """The addresses by which a browser gets in."""

    def __init__(self, base: str, access: Access) -> None:
        """Make them of the server's own address."""
        self._base = base
        self._access = access

    @property
    def printed(self) -> str:
        """For who reads the terminal: it can be used as long as the server runs."""
        return f"{self._base}/?token={self._access.token}"

    def for_once(self) -> str:
        """For a command line: it can be used one time."""
        return f"{self._base}/?token={self._access.token_for_once()}"


@asynccontextmanager
async def server(listening: socket.socket, arguments: Sequence[str]) -> AsyncIterator[Addresses]:
    """Serve while in the block; at its end all readers have ended.

    Args:
        listening: the socket; it is closed.
        arguments: of the readers' command line.
    """
    access = Access()
    base = _base_of(listening)
    windows = WebServer(access, arguments, base)
    # No log of requests: the first one has the token. What else it would log is of requests that are
    # no HTTP; an error of ours is answered with 500 and logged as an error.
    logging.getLogger("aiohttp.server").addFilter(_is_ours)
    runner = web.AppRunner(
        windows.application(),
        access_log=None,
        handle_signals=False,
        shutdown_timeout=LAST_ANSWERS,
    )
    await runner.setup()
    site = web.SockSite(runner, listening)
    try:
        await site.start()
        yield Addresses(base, access)
    finally:
        await site.stop()  # no window opens any longer
        await windows.close()
        await runner.cleanup()


def _base_of(listening: socket.socket) -> str:
    """The address of the server, as processes of this machine reach it."""
    host, port = listening.getsockname()[:2]
    address = ip_address(host)
    if address.is_unspecified:
        address = ip_address("127.0.0.1" if address.version == 4 else "::1")
    return f"http://[{address}]:{port}" if address.version == 6 else f"http://{address}:{port}"


def _is_ours(record: logging.LogRecord) -> bool:
    """Is it an error of a handler, and not of a request that cannot be read?"""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, http_exceptions.HttpProcessingError)
