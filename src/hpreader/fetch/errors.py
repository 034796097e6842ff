"""Every exception of the network libraries as a Problem."""

from __future__ import annotations

import errno
import os
import socket
import ssl
import urllib.request
from collections.abc import Iterator

import httpx

from hpreader.fetch.client import UnreadableCertificatesError
from hpreader.problems import Kind, Problem, Reason

NETWORK_ERRORS = (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError)
"""What a request may raise; `StreamError` and `CookieConflict` would be bugs of ours and crash.

`OSError` covers `ssl.SSLError`, `TimeoutError` and a missing `SSL_CERT_FILE`; `UnicodeError` comes
from host names whose `xn--` labels are no IDN.
"""

_KINDS: tuple[tuple[type[BaseException], Kind], ...] = (
    (httpx.TimeoutException, "timeout"),
    (httpx.ConnectError, "refused"),
    (httpx.ProxyError, "proxy"),
    (httpx.UnsupportedProtocol, "bad_url"),
    (httpx.InvalidURL, "bad_url"),
    (UnicodeError, "bad_url"),
    (httpx.TooManyRedirects, "redirects"),
    (httpx.HTTPStatusError, "status"),
    (httpx.HTTPError, "cut"),
    (TimeoutError, "timeout"),
    (OSError, "cut"),
)
"""The first class that fits decides; the causes below a `ConnectError` are looked at before."""

_NO_ROUTE = frozenset({
    errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL,
})  # fmt: skip


def problem_of(error: BaseException, url: str) -> Problem:
    """The Problem that an exception of httpx, ssl or the operating system means."""
    kind, words = _kind_below(error) or _kind_of(error), _detail(error)
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) and kind != "tls":
        proxy = _proxy_for(url)
        if proxy:
            return Problem("proxy", url, f"{proxy}: {words}")
    return Problem(kind, url, words, reason=_tls_reason(error) if kind == "tls" else None)


def _proxy_for(url: str) -> str:
    """Host and port of the proxy that the environment names for an address, "" for none."""
    scheme, _, rest = url.partition("://")
    proxies = urllib.request.getproxies()
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    if not proxy or urllib.request.proxy_bypass(rest.partition("/")[0]):
        return ""
    return proxy.rpartition("://")[2].rpartition("@")[2].strip("/")


def _kind_of(error: BaseException) -> Kind:
    for known, kind in _KINDS:
        if isinstance(error, known):
            return kind
    return "cut"


def _kind_below(error: BaseException) -> Kind | None:
    if isinstance(error, httpx.TimeoutException):
        return None
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror):
            return "offline"
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
            return "tls" if _is_handshake(error, cause) else "cut"
        if isinstance(cause, ConnectionRefusedError):
            return "refused"
        if isinstance(cause, TimeoutError):  # the system's own, long before or after ours
            return "timeout"
        if isinstance(cause, OSError) and cause.errno in _NO_ROUTE:
            return "offline"
    return None


def _is_handshake(error: BaseException, cause: ssl.SSLError) -> bool:
    is_early = not isinstance(error, httpx.ReadError | httpx.WriteError | httpx.CloseError)
    return is_early or isinstance(cause, ssl.SSLCertVerificationError)


def _tls_reason(error: BaseException) -> Reason:
    """Why no secure connection was made, by the symbolic names that OpenSSL gives its errors."""
    for cause in _causes(error):
        if isinstance(cause, UnreadableCertificatesError):
            return "certificate_store"
        if isinstance(cause, ssl.SSLError) and _is_of_certificate(cause):
            return "certificate"
    return "protocol"


def _is_of_certificate(error: ssl.SSLError) -> bool:
    # an SSLError that is not from OpenSSL has no `reason`
    reason: str = getattr(error, "reason", None) or ""
    return isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE" in reason


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and all below it: anyio groups the failures of a host's several addresses."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        if isinstance(cause, BaseExceptionGroup):
            waiting.extend(cause.exceptions)
        below = cause.__cause__ or cause.__context__  # httpcore hides causes with "from None"
        if below is not None:
            waiting.append(below)


def _detail(error: BaseException) -> str:
    """The message of the operating system or of ssl, rather than of the libraries around it."""
    deepest = error
    for cause in _causes(error):
        if isinstance(cause, OSError) and str(cause):
            deepest = cause
        if isinstance(cause, ssl.SSLError):
            break
    return " ".join(_message(deepest).split())[:200] or type(error).__name__


def _message(error: BaseException) -> str:
    """The message alone: `str` of an OSError contains a number, and sometimes an address as Python writes it."""
    if not isinstance(error, OSError):
        return str(error)
    if error.errno and (error.strerror or "").startswith("Connect call failed"):  # asyncio's
        return os.strerror(error.errno)
    return error.strerror or (str(error.args[0]) if error.args else "")
