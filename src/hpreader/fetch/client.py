"""The httpx client: proxies and certificates of the environment, and our headers."""

from __future__ import annotations

import base64
import ssl
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from hpreader import __version__
from hpreader.fetch.guarded_network import MayBePrivate
from hpreader.fetch.limits import Limits, Want
from hpreader.fetch.pool_transport import direct_transport, proxy_transport

ACCEPT: Final[dict[Want, str]] = {
    "page": "text/html, application/xhtml+xml, */*;q=0.1",
    "document": "application/pdf, */*;q=0.5",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.8, application/json;q=0.5, text/html;q=0.4, */*;q=0.1",
    "json": "application/json, */*;q=0.1",
    "text": "text/plain, */*;q=0.1",
    "image": "image/webp, image/jpeg, image/png, image/gif;q=0.8, image/avif;q=0.6, */*;q=0.1",
}


class UnreadableCertificatesError(ssl.SSLError):
    """`SSL_CERT_FILE` or `SSL_CERT_DIR` names certificates that cannot be read."""


def new_client(
    limits: Limits,
    *,
    is_secure: bool,
    proxy: str,
    may_be_private: MayBePrivate,
    transport: httpx.AsyncBaseTransport | None = None,
) -> httpx.AsyncClient:
    """A client that takes certificates from the environment and keeps no cookies.

    Where it is not for https, the certificates are not even read, and it trusts none. By a proxy, names
    are resolved by that; then only they are judged, and not the addresses that they resolve to.

    Args:
        limits: of each request.
        is_secure: whether it is for https.
        proxy: the address of the proxy, "" for none.
        may_be_private: which servers may be in a private network.
        transport: in place of the real network (tests).

    Raises:
        httpx.ProxyError: the environment names a proxy that cannot be used.
        UnreadableCertificatesError: the environment names certificates that cannot be read.
    """
    no_cookies = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
    headers = {
        "User-Agent": f"hpreader/{__version__}",
        "Accept-Language": "vi, en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    try:
        tls = httpx.create_ssl_context() if is_secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if transport is None:
            transport = (
                proxy_transport(proxy, tls) if proxy else direct_transport(may_be_private, tls)
            )
        return httpx.AsyncClient(
            transport=transport,
            headers=headers,
            cookies=no_cookies,
            timeout=httpx.Timeout(limits.deadline, connect=limits.connect),
            follow_redirects=False,
            trust_env=False,
            event_hooks={"response": [_take_location]},
        )
    except OSError as error:
        raise UnreadableCertificatesError(f"SSL_CERT_FILE: {error.strerror or error}") from None
    except (ValueError, RuntimeError, httpx.InvalidURL) as error:
        raise httpx.ProxyError(str(error)) from error


def basic_authorization(user: str, password: str) -> str:
    """The value of `Authorization` for a name and a password in UTF-8 (RFC 7617)."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


async def _take_location(response: httpx.Response) -> None:
    """Keep `Location` from httpx, which builds the next request even if it is not to follow it.

    Doing so it raises for addresses such as `javascript:`, before anybody can look at them.
    """
    if "location" in response.headers:
        response.extensions["location"] = response.headers.pop("location")
