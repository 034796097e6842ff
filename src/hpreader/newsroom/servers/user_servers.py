"""The servers that the user named; only these may be in a private network or on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.urls import server_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hpreader.newsroom.connections.store_pool import StorePool


class UserServers:
    """The servers of the subscribed sources, and of addresses that were typed in this session.

    A server is a host with its port: what runs on another port of the same machine was not named.
    """

    def __init__(self, stores: StorePool) -> None:
        """Prepare them.

        Args:
            stores: contain the sources.
        """
        self._stores = stores
        self.typed: set[tuple[str, int]] = set()
        """Those of addresses that were typed."""

    def add(self, url: str) -> None:
        """Count the server of an address as named; of an address without `https://` that of both schemes."""
        server = server_of(url if "://" in url else f"https://{url}")
        if server is not None:
            self.typed.add(server)

    def contains(self, host: str, port: int) -> bool:
        """Did the user name this server? Its host and port are as `urls.server` gives them."""
        server = (host, port)
        return server in self.typed or any(server_of(url) == server for url in self._subscribed())

    def _subscribed(self) -> Iterator[str]:
        """The addresses of the sources, read anew each time: another process may have subscribed."""
        for source in self._stores.reader.sources.get_all() or ():
            yield source.home
            for section in source.sections:
                yield from section.candidates
