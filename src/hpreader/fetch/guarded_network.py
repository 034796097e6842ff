"""Connections that end at public addresses only, but for servers that the user named.

The address is judged after the name was resolved and before a connection is made, for each new
connection, and the connection is made to that address and not by the name again. So no answer of a
name server, whatever it changes to later, leads into the reader's own network (DNS rebinding). TLS
still checks the certificate for the name.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

import httpcore

from hpreader.fetch.bounded_stream import BoundedStream
from hpreader.urls import may_be_resolved_to

NEXT_AFTER: Final = 0.25
"""Seconds after which the next address of a host is tried beside the one before (RFC 8305, section 5)."""

MayBePrivate = Callable[[str, int], bool]
"""Whether a server, by its host and port, may be in a private network."""


class PrivateAddressError(Exception):
    """A name resolves to addresses of private networks only."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves names itself, and leaves out addresses that are not public."""

    def __init__(self, may_be_private: MayBePrivate) -> None:
        """Prepare it.

        Args:
            may_be_private: asked only where an address is not public.
        """
        self._may_be_private = may_be_private
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the name is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a host; its addresses are tried as RFC 8305 says.

        Raises:
            PrivateAddressError: none of its addresses is public.
            httpcore.ConnectError: it has no address, or none accepts the connection.
            httpcore.ConnectTimeout: that takes too long.
        """

        def connect(address: str) -> Awaitable[httpcore.AsyncNetworkStream]:
            return self._network.connect_tcp(
                address, port, local_address=local_address, socket_options=socket_options
            )

        try:
            async with asyncio.timeout(timeout):
                addresses = await _resolve(host, port)
                allowed = [one for one in addresses if may_be_resolved_to(one)]
                if len(allowed) < len(addresses) and self._may_be_private(host, port):
                    allowed = addresses
                if not allowed:
                    raise PrivateAddressError(addresses[0])
                return BoundedStream(await _first_of(allowed, connect))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


async def _resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, without doubles, the first of IPv6 before the first of IPv4."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error
    addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
    by_family = [[one for one in addresses if (":" in one) is is_v6] for is_v6 in (True, False)]
    first = [family[0] for family in by_family if family]
    if not first:
        raise httpcore.ConnectError("no address")
    return [*first, *(one for one in addresses if one not in first)]


async def _first_of(
    addresses: list[str], connect: Callable[[str], Awaitable[httpcore.AsyncNetworkStream]]
) -> httpcore.AsyncNetworkStream:
    """The connection to the address that accepts first; each gets a start of `NEXT_AFTER`.

    Raises:
        httpcore.ConnectError: no address accepts it.
    """
    waiting = list(addresses)
    running: set[asyncio.Future[httpcore.AsyncNetworkStream]] = set()
    failures: list[Exception] = []
    try:
        while waiting or running:
            if waiting:
                running.add(asyncio.ensure_future(connect(waiting.pop(0))))
            pause = NEXT_AFTER if waiting else None
            done, _ = await asyncio.wait(
                running, timeout=pause, return_when=asyncio.FIRST_COMPLETED
            )
            for attempt in done:
                running.discard(attempt)
                try:
                    return attempt.result()
                except httpcore.ConnectError as error:
                    failures.append(error)
    finally:
        await _abandon(running)
    if len(failures) == 1:
        raise failures[0]
    raise httpcore.ConnectError("all addresses failed") from ExceptionGroup("addresses", failures)


async def _abandon(attempts: set[asyncio.Future[httpcore.AsyncNetworkStream]]) -> None:
    """End the attempts that are not needed any more, and close what they have opened."""
    if not attempts:
        return
    for attempt in attempts:
        attempt.cancel()
    await asyncio.wait(attempts)
    for attempt in attempts:
        if not attempt.cancelled() and attempt.exception() is None:
            await attempt.result().aclose()
