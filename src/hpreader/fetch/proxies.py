"""The proxy that the environment names for an address, and its failures.

The variables are `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case.
"""

from __future__ import annotations

import re
import urllib.request
from typing import TYPE_CHECKING, Any, Final

import httpx

from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

PROXY_LOGIN: Final = 407
"""The status of a proxy that asks for a user name and password (RFC 9110, section 15.5.8)."""

_STATUS: Final = re.compile(r"([1-9][0-9]{2}) ?(.*)")
"""How httpcore words the answer of a proxy."""


def proxy_for(url: str) -> str:
    """The address of the proxy for an address, "" where there is none."""
    scheme, _, rest = url.partition("://")
    proxies = urllib.request.getproxies()
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    if not proxy or urllib.request.proxy_bypass(rest.partition("/")[0]):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def without_login(proxy: str) -> str:
    """Host and port of a proxy, without a name and password, for messages."""
    return proxy.rpartition("://")[2].rpartition("@")[2].strip("/")


def proxy_refusal(url: str, status: int, phrase: str) -> Problem:
    """The problem of a proxy that answered itself instead of the server of an address."""
    name = without_login(proxy_for(url))
    return Problem(
        "proxy",
        url,
        f"{name}: {status} {' '.join(phrase.split())[:100]}".rstrip(),
        status=status,
        reason="proxy_login" if status == PROXY_LOGIN else "proxy_refused",
    )


class ProxyTunnel:
    """Follows whether a proxy is just being asked for a connection to the server (`CONNECT`).

    See https://www.python-httpx.org/advanced/extensions/#trace.
    """

    def __init__(self) -> None:
        self._is_asked_for = False
        self.is_made = False
        """Whether the proxy has connected in this request."""

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Note an event of httpcore."""
        if event.endswith("send_request_headers.started"):
            self._is_asked_for = info["request"].method == b"CONNECT"
        elif event == "proxy.start_tls.started":
            self._is_asked_for, self.is_made = False, True

    def problem(self, url: str, error: Exception) -> Problem | None:
        """What an error means that came while the proxy was asked; None for errors at another time."""
        if not self._is_asked_for:
            return None
        answer = _STATUS.fullmatch(str(error)) if isinstance(error, httpx.ProxyError) else None
        if answer is not None:
            return proxy_refusal(url, int(answer[1]), answer[2])
        if isinstance(error, httpx.TimeoutException):
            return None
        words = " ".join(str(error).split())[:200] or type(error).__name__
        return Problem(
            "proxy", url, f"{without_login(proxy_for(url))}: {words}", reason="proxy_cut"
        )
