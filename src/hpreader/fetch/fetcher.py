"""One request: redirects are checked, sizes and times are bounded, some failures are retried once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

import httpx

from hpreader import urls
from hpreader.fetch.client import ACCEPT, basic_authorization
from hpreader.fetch.client_pool import ClientPool
from hpreader.fetch.errors import NETWORK_ERRORS, REFUSALS, problem_of, refusal_of
from hpreader.fetch.host_limiter import HostLimiter
from hpreader.fetch.limits import Limits, Want
from hpreader.fetch.proxies import PROXY_LOGIN, ProxyTunnel, proxy_for, proxy_refusal
from hpreader.fetch.response import (
    Fetched,
    NotModified,
    conditions,
    media_type,
    relations,
    retry_after,
    validators,
)
from hpreader.fetch.response_body import BrokenBodyError, TooLargeError, read_body
from hpreader.model import Validators
from hpreader.problems import Problem, Reason

_REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})
_RETRIED_STATUS = frozenset({502, 503, 504})
_ASKING_STATUS = frozenset({429, 503})
"""Statuses whose `Retry-After` says when to ask again (RFC 6585, section 4; RFC 9110, section 15.6.4)."""
_RETRIED_KINDS = frozenset({"refused", "cut", "proxy"})
_SMALL = 64_000
"""Bodies of redirects are read up to this many bytes, so that the connection can be kept."""


class Watch(Protocol):
    """Counts the failures of servers, and stops requests to those that fail too often."""

    def check(self, url: str) -> Problem | None:
        """Return why an address must not be requested now, None where it may be."""

    def note(self, url: str, status: int) -> None:
        """Count a response with this status."""


@dataclass(slots=True)
class _Chain:
    """One request and the redirects that follow from it."""

    want: Want
    kept: Validators | None
    unasked: bool
    most_bytes: int
    is_opened: bool
    seconds: float
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    seen: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Redirect:
    url: str


@dataclass(frozen=True, slots=True)
class _Retry:
    """A problem that may be over after a pause of so many seconds."""

    problem: Problem
    pause: float


class Fetcher:
    """Fetches addresses, keeping connections between requests; `aclose` it in the same loop."""

    def __init__(
        self,
        *,
        offline: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
        limits: Limits | None = None,
        login_of: Callable[[str], tuple[str, str] | None] = lambda _url: None,
        is_users: Callable[[str, int], bool] = lambda _host, _port: False,
        watch: Watch | None = None,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.offline = offline
        self.bytes_received = 0
        """Bytes of bodies as they came over the wire, compressed."""
        self._limits = limits or Limits()
        self._login_of = login_of
        """The name and password for an address; asked anew for each redirect."""
        self._watch = watch
        self._is_users = is_users
        """Whether the user named this server (host and port), which then may be in a private network."""
        self._pause = pause
        self._now = now
        self._limiter = HostLimiter()
        self._clients = ClientPool(self._limits, is_users=is_users, transport=transport)

    async def get(
        self,
        url: str,
        validators: Validators | None = None,
        *,
        want: Want = "page",
        origin: str = "",
        unasked: bool = False,
        most_bytes: int | None = None,
        is_opened: bool = False,
    ) -> Fetched | NotModified | Problem:
        """Fetch an address; failures of any kind are returned as a Problem.

        Args:
            url: what to fetch; AMP and query are kept, a fragment is not sent.
            validators: of the stored copy, to get NotModified if it has not changed.
            want: decides the size allowed and the `Accept` header; only "text" may be empty.
            origin: the page that led here; it may lead into a private network only on its own server.
            unasked: a prefetch, one at a time for each host.
            most_bytes: a limit below the one for what is wanted; None for that one.
            is_opened: the user opens just this; then a server that fails is asked all the same.
        """
        most = self._limits.size(want)
        most = most if most_bytes is None else min(most, most_bytes)
        address = urls.resolve("", url).partition("#")[0]
        if not address or not urls.may_follow(address):
            return Problem("bad_url", url)
        if not self._may_go(address, origin):
            return Problem("bad_url", address, reason="private_address")
        if self.offline:
            return Problem("offline", address, reason="started_offline")

        def chain() -> _Chain:
            return _Chain(want, validators, unasked, most, is_opened, self._limits.deadline)

        outcome = await self._attempt(address, chain())
        if isinstance(outcome, _Retry) and outcome.pause <= self._limits.longest_pause:
            await self._pause(outcome.pause)
            outcome = await self._attempt(address, chain())
        return outcome.problem if isinstance(outcome, _Retry) else outcome

    async def aclose(self) -> None:
        """Close the connections."""
        await self._clients.aclose()

    async def _attempt(self, url: str, chain: _Chain) -> Fetched | NotModified | Problem | _Retry:
        here = url
        for _ in range(self._limits.redirects + 1):
            outcome = await self._hop(here, chain)
            if not isinstance(outcome, _Redirect):
                if here != url and _is_private(outcome):
                    return Problem("redirects", url, here, reason="forbidden_target")
                return outcome
            if not self._may_go(outcome.url, here):
                return Problem("redirects", url, outcome.url, reason="forbidden_target")
            if not urls.same_site(outcome.url, here):
                chain.kept = None  # they are another server's
            here = outcome.url.partition("#")[0]
        return Problem("redirects", url, str(self._limits.redirects), reason="too_many")

    def _may_go(self, url: str, origin: str) -> bool:
        """May a request go there, by the name? What it resolves to is judged when connecting."""
        if not urls.may_follow(url, origin):
            return False
        server = urls.server_of(url)
        return not urls.is_private(url) or (server is not None and self._is_users(*server))

    async def _hop(
        self, url: str, chain: _Chain
    ) -> Fetched | NotModified | Problem | _Retry | _Redirect:
        """One request and its answer, in its turn and within what is left of the time."""
        async with self._limiter.slot(urls.root(url), unasked=chain.unasked):
            if self._watch and not chain.is_opened and (refusal := self._watch.check(url)):
                return refusal
            clock = asyncio.get_running_loop().time
            started = clock()
            try:
                async with asyncio.timeout(chain.seconds):
                    return await self._exchange(url, chain)
            except REFUSALS as error:
                return refusal_of(error, url, chain.most_bytes)
            except NETWORK_ERRORS as error:
                return self._retried(problem_of(error, url))
            finally:
                chain.seconds = max(0.0, chain.seconds - (clock() - started))

    def _retried(self, problem: Problem) -> Problem | _Retry:
        if problem.kind in _RETRIED_KINDS and problem.reason != "proxy_login":
            return _Retry(problem, self._limits.retry_pause)
        return problem

    async def _exchange(
        self, url: str, chain: _Chain
    ) -> Fetched | NotModified | Problem | _Retry | _Redirect:
        client = self._clients.get(url)
        headers = {"Accept": ACCEPT[chain.want], **conditions(chain.kept)}
        if (login := self._login_of(url)) is not None:
            headers["Authorization"] = basic_authorization(*login)
        tunnel = ProxyTunnel()
        request = client.build_request(
            "GET", url, headers=headers, extensions={"trace": tunnel.trace}
        )
        chain.cookies.set_cookie_header(request)
        step = (url, request.headers.get("Cookie", ""))
        if step in chain.seen:
            return Problem("redirects", url, url, reason="loop")
        chain.seen.add(step)
        try:
            response = await client.send(request, stream=True)
        except NETWORK_ERRORS as error:
            failure = tunnel.problem(url, error)
            return self._retried(failure or problem_of(error, url, is_through=tunnel.is_made))
        if self._watch:
            self._watch.note(url, response.status_code)
        try:
            chain.cookies.extract_cookies(response)
            return await self._read(url, chain, response)
        finally:
            await response.aclose()

    async def _read(
        self, url: str, chain: _Chain, response: httpx.Response
    ) -> Fetched | NotModified | Problem | _Retry | _Redirect:
        status = response.status_code
        if status in _REDIRECTS:
            await self._drain(response)
            return _redirected(url, status, response.extensions.get("location", ""))
        if status == 304 and conditions(chain.kept):
            await self._drain(response)
            return NotModified(url)
        if status == PROXY_LOGIN and proxy_for(url):
            return proxy_refusal(url, status, response.reason_phrase)
        if not 200 <= status < 300:
            return self._refused(url, status, response.headers.get("retry-after", ""))
        limit = chain.most_bytes
        length = response.headers.get("content-length", "")
        if length.isdecimal() and len(length) < 20 and int(length) > limit:
            raise TooLargeError
        body = await read_body(response, limit, self._count)
        if not body.strip() and chain.want != "text":
            return Problem("empty", url)
        return _fetched(url, body, response)

    async def _drain(self, response: httpx.Response) -> None:
        try:
            await read_body(response, _SMALL, self._count)
        except (TooLargeError, BrokenBodyError):
            pass  # not needed; the connection is closed instead of kept

    def _count(self, size: int) -> None:
        self.bytes_received += size

    def _refused(self, url: str, status: int, header: str) -> Problem | _Retry:
        now = self._now()
        pause = retry_after(header, now)
        if status in _ASKING_STATUS and pause is not None:
            until = None
            if pause > self._limits.longest_pause:  # a shorter one is waited for
                until = now + timedelta(seconds=min(pause, self._limits.longest_until))
            problem = Problem("status", url, status=status, until=until)
            return _Retry(problem, pause)
        reason: Reason | None = "login" if status == 401 else None
        problem = Problem("status", url, status=status, reason=reason)
        if status not in _RETRIED_STATUS:
            return problem
        return _Retry(problem, self._limits.retry_pause if pause is None else pause)


def _is_private(outcome: object) -> bool:
    return isinstance(outcome, Problem) and outcome.reason == "private_address"


def _redirected(url: str, status: int, location: str) -> _Redirect | Problem:
    if not location.strip():
        return Problem("redirects", url, status=status, reason="no_location")
    target = urls.resolve(url, location)
    return (
        _Redirect(target)
        if target
        else Problem("redirects", url, location[:200], reason="bad_target")
    )


def _fetched(url: str, body: bytes, response: httpx.Response) -> Fetched:
    headers = response.headers
    content_type, charset = media_type(headers.get("content-type", ""))
    return Fetched(
        url=url,
        body=body,
        content_type=content_type,
        charset=charset,
        validators=validators(headers.get("etag", ""), headers.get("last-modified", "")),
        links=relations(headers.get_list("link"), url),
        status=response.status_code,
    )
