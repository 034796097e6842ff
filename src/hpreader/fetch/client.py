"""The httpx client: proxies and certificates of the environment, and our headers."""

from __future__ import annotations

import base64
import ssl
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from hpreader import __version__
from hpreader.fetch.limits import Limits, Want

ACCEPT: Final[dict[Want, str]] = {
    "page": "text/html, application/xhtml+xml, */*;q=0.1",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.8, application/json;q=0.5, text/html;q=0.4, */*;q=0.1",
    "json": "application/json, */*;q=0.1",
    "text": "text/plain, */*;q=0.1",
    "image": "image/webp, image/jpeg, image/png, image/gif;q=0.8, image/avif;q=0.6, */*;q=0.1",
}


class UnreadableCertificatesError(ssl.SSLError):
    """`SSL_CERT_FILE` or `SSL_CERT_DIR` names certificates that cannot be read."""


def new_client(
    transport: httpx.AsyncBaseTransport | None, limits: Limits, *, is_secure: bool
) -> httpx.AsyncClient:
    """A client that takes proxies and certificates from the environment and keeps no cookies.

    Where it is not for https, the certificates are not even read, and it trusts none.

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
        return httpx.AsyncClient(
            transport=transport,
            verify=is_secure or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            headers=headers,
            cookies=no_cookies,
            timeout=httpx.Timeout(limits.deadline, connect=limits.connect),
            follow_redirects=False,
            trust_env=True,
            event_hooks={"response": [_take_location]},
        )
    except OSError as error:
        raise UnreadableCertificatesError(f"SSL_CERT_FILE: {error.strerror or error}") from None
    except (ValueError, ImportError, httpx.InvalidURL) as error:
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
