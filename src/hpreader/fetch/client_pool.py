"""The clients that requests go through, made when they are first needed and kept."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from hpreader import urls
from hpreader.fetch.client import new_client
from hpreader.fetch.limits import Limits
from hpreader.fetch.proxies import proxy_for


class ClientPool:
    """One client for https and one for http, for each proxy; `aclose` it in the loop that it was used in."""

    def __init__(
        self,
        limits: Limits,
        *,
        is_users: Callable[[str, int], bool],
        transport: httpx.AsyncBaseTransport | None,
    ) -> None:
        """Prepare it.

        Args:
            limits: of each request.
            is_users: whether the user named a server (host and port), which then may be private.
            transport: in place of the real network (tests).
        """
        self._limits = limits
        self._is_users = is_users
        self._transport = transport
        self._clients: dict[tuple[bool, str], httpx.AsyncClient] = {}

    def get(self, url: str) -> httpx.AsyncClient:
        """The client for an address.

        Raises:
            httpx.ProxyError: the environment names a proxy that cannot be used.
            UnreadableCertificatesError: the environment names certificates that cannot be read.
        """
        is_secure, proxy = url.startswith("https:"), "" if self._transport else proxy_for(url)
        client = self._clients.get((is_secure, proxy))
        if client is None:
            client = new_client(
                self._limits,
                is_secure=is_secure,
                proxy=proxy,
                may_be_private=lambda host, port: self._is_users(*urls.server(host, port)),
                transport=self._transport,
            )
            self._clients[is_secure, proxy] = client
        return client

    async def aclose(self) -> None:
        """Close the connections."""
        while self._clients:
            _, client = self._clients.popitem()
            await client.aclose()
