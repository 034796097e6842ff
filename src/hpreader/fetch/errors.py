"""Every exception of the network libraries as a Problem."""

from __future__ import annotations

import errno
import os
import socket
import ssl
from collections.abc import Iterator

import httpx

from hpreader.fetch.client import UnreadableCertificatesError
from hpreader.fetch.guarded_network import PrivateAddressError
from hpreader.fetch.proxies import proxy_for, without_login
from hpreader.fetch.response_body import BrokenBodyError, TooLargeError
from hpreader.problems import Kind, Problem, Reason

NETWORK_ERRORS = (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError)
"""What a request may raise; `StreamError` and `CookieConflict` would be bugs of ours and crash.

`OSError` covers `ssl.SSLError`, `TimeoutError` and a missing `SSL_CERT_FILE`; `UnicodeError` comes
from host names whose `xn--` labels are no IDN.
"""

REFUSALS = (TooLargeError, BrokenBodyError, PrivateAddressError)
"""What we raise ourselves in a request: the answer, or the way to it, is not taken."""

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


def problem_of(error: BaseException, url: str, *, is_through: bool = False) -> Problem:
    """The Problem that an exception of httpx, ssl or the operating system means.

    Args:
        error: the exception.
        url: the address that was asked for.
        is_through: whether a proxy had connected already, so that it is not its failure.
    """
    kind, words = _kind_below(error) or _kind_of(error), _detail(error)
    is_connecting = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
    if is_connecting and kind != "tls" and not is_through:
        proxy = without_login(proxy_for(url))
        if proxy:
            return Problem("proxy", url, f"{proxy}: {words}")
    return Problem(kind, url, words, reason=_tls_reason(error) if kind == "tls" else None)


def refusal_of(error: BaseException, url: str, most_bytes: int) -> Problem:
    """The Problem that one of `REFUSALS` means.

    Args:
        error: the exception.
        url: the address that was asked for.
        most_bytes: how large the decoded body might be.
    """
    if isinstance(error, TooLargeError):
        return Problem("too_large", url, f"> {most_bytes:,} B")
    if isinstance(error, PrivateAddressError):
        return Problem("bad_url", url, str(error), reason="private_address")
    return Problem("broken_body", url, str(error))


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
        if isinstance(cause, ssl.SSLEOFError):  # the connection was made, so that nobody refused it
            return "cut"
        if isinstance(cause, ssl.SSLError):
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
