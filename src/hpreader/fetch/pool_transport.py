"""httpx over connections whose network is ours, which its own transport cannot be given."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpcore
import httpx

from hpreader.fetch.guarded_network import GuardedBackend, MayBePrivate

_POOL: Final[dict[str, Any]] = {
    "max_connections": 100,
    "max_keepalive_connections": 20,
    "keepalive_expiry": 5.0,
}
"""Connections, and seconds; all three as httpx has them."""
_ERRORS: Final = (
    httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError,
)  # fmt: skip


def direct_transport(may_be_private: MayBePrivate, tls: ssl.SSLContext) -> PoolTransport:
    """Connections to the servers themselves.

    Args:
        may_be_private: see `GuardedBackend`.
        tls: the certificates to trust.
    """
    backend = GuardedBackend(may_be_private)
    return PoolTransport(
        httpcore.AsyncConnectionPool(ssl_context=tls, network_backend=backend, **_POOL)
    )


def proxy_transport(address: str, tls: ssl.SSLContext) -> PoolTransport:
    """Connections by a proxy.

    Args:
        address: of the proxy.
        tls: the certificates to trust of the servers behind it.

    Raises:
        ValueError: the address is none of a proxy.
        RuntimeError: proxies of this kind need a library that is not installed.
    """
    proxy = httpx.Proxy(address)
    scheme, host, port, path = proxy.url.raw_scheme, proxy.url.raw_host, proxy.url.port, b"/"
    options: dict[str, Any] = {
        "proxy_url": httpcore.URL(scheme=scheme, host=host, port=port, target=path),
        "proxy_auth": proxy.raw_auth,
        "ssl_context": tls,
        # The user named the proxy, so it may be anywhere.
        "network_backend": GuardedBackend(lambda _host, _port: True),
        **_POOL,
    }
    if scheme.startswith(b"socks"):
        return PoolTransport(httpcore.AsyncSOCKSProxy(**options))
    return PoolTransport(httpcore.AsyncHTTPProxy(proxy_headers=proxy.headers.raw, **options))


class PoolTransport(httpx.AsyncBaseTransport):
    """HTTP/1.1 over a pool of connections of httpcore."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        """Prepare it; nothing is opened yet."""
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; returns the response, whose body is not read yet.

        Raises:
            httpx.TransportError: any error of the network.
            PrivateAddressError: the host has no public address, and must have one.
        """
        url = request.url
        core = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _as_httpx():
            response = await self._pool.handle_async_request(core)
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    """The body of a response, as it comes."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx():
            async for part in self._response.aiter_stream():
                yield part

    async def aclose(self) -> None:
        with _as_httpx():
            await self._response.aclose()


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Raise the exceptions of httpcore as those of httpx, which have the same names."""
    try:
        yield
    except _ERRORS as error:
        for kind in type(error).__mro__:
            same = getattr(httpx, kind.__name__, None)
            if isinstance(same, type) and issubclass(same, httpx.TransportError):
                raise same(str(error)) from error
        raise
