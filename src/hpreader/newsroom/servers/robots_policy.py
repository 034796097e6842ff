"""What sites allow programs to fetch unasked: their robots.txt (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from hpreader.problems import Problem
from hpreader.store import RobotsFile

if TYPE_CHECKING:
    from hpreader.fetch import Fetched, Want
    from hpreader.model import Validators
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.servers.http_client import HttpClient
    from hpreader.robots import Robots

AGENT: Final = "hpreader"
MAX_AGE: Final = timedelta(hours=24)
"""RFC 9309, section 2.4: a copy must not be used for longer than a day."""

LONGEST_DELAY: Final = 10.0
"""Seconds of pause between two pages at the most, whatever a site demands."""


class RobotsPolicy:
    """Whether a page may be fetched unasked; also pauses as long as the site demands."""

    def __init__(self, http: HttpClient, stores: StorePool, now: Clock) -> None:
        self._http = http
        self._stores = stores
        self._now = now
        self._rules: dict[str, Robots | Problem] = {}
        """By site; a Problem where everything is forbidden, because the server has an error."""
        self._visited: set[str] = set()
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def check(self, url: str) -> Problem | None:
        """Return why an address must not be fetched, None where it may be.

        The site's rules are fetched once a day. Where the network prevents that, the network's
        Problem is the reason.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = await self._rules_of(site)
        rules = self._rules[site]
        if isinstance(rules, Problem):
            if rules.reason == "private_address":
                return replace(rules, subject=url)
            return rules if rules.is_network or rules.until else Problem("robots", url)
        if not rules.may_fetch(url):
            return Problem("robots", url)
        if site in self._visited and rules.delay:
            await asyncio.sleep(min(rules.delay, LONGEST_DELAY))
        self._visited.add(site)
        return None

    async def _rules_of(self, site: str) -> Robots | Problem:
        from hpreader.robots import Robots  # noqa: PLC0415 - protego is not for the first screen

        text = self._stored(site)
        if text is None:
            fetched = await self._fetch(site)
            if isinstance(fetched, Problem):
                return fetched
            text = fetched
            file = RobotsFile(text, self._now())
            await self._stores.run_in_writer(lambda store: store.notes.put_robots(site, file))
        return Robots.parse(text, AGENT)

    def _stored(self, site: str) -> str | None:
        file = self._stores.reader.notes.robots(site)
        if file is None or self._now() - file.fetched_at >= MAX_AGE:
            return None
        return file.text

    async def _fetch(self, site: str) -> str | Problem:
        """The file's text: "" (everything is allowed) where there is no file.

        RFC 9309, section 2.3.1: 4xx allows everything, 5xx and no response forbid everything.
        """
        response = await self._http.get(f"{site}/robots.txt", want="text", unasked=True)
        match response:
            case Problem(until=datetime()):
                return response  # whether there is a file is not known yet
            case Problem(status=int(status)) if 400 <= status < 500:
                return ""
            case Problem(kind="empty"):
                return ""
            case Problem():
                return response
            case _:
                from hpreader.robots import read_text  # noqa: PLC0415 - as above

                return read_text(response.body)


class PageClient(Protocol):
    """What fetches an address: the network itself, or one that first asks a site's robots.txt."""

    async def get(self, url: str, *, want: Want = "page") -> Fetched | Problem:
        """Fetch an address that is not in the cache."""

    async def get_document(
        self, url: str, validators: Validators | None, *, origin: str, most_bytes: int
    ) -> Fetched | Problem | None:
        """Fetch a document of an article; None where it did not change."""


class PoliteClient:
    """Fetches what the user did not request: asks robots.txt first, one request at a time per host."""

    def __init__(self, http: HttpClient, robots: RobotsPolicy) -> None:
        self._http = http
        self._robots = robots

    async def get(self, url: str, *, want: Want = "page") -> Fetched | Problem:
        """Fetch an address that robots.txt allows to be fetched."""
        refusal = await self._robots.check(url)
        return refusal or await self._http.get(url, want=want, unasked=True)

    async def get_document(
        self, url: str, validators: Validators | None, *, origin: str, most_bytes: int
    ) -> Fetched | Problem | None:
        """Fetch a document of an article that robots.txt allows to be fetched."""
        refusal = await self._robots.check(url)
        return refusal or await self._http.get_document(
            url, validators, origin=origin, most_bytes=most_bytes
        )
