"""What sites allow programs to fetch unasked: their robots.txt (RFC 9309)."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hpreader.problems import Problem

if TYPE_CHECKING:
    from hpreader.fetch import Fetched, NotModified, Want
    from hpreader.newsroom.desk import Desk
    from hpreader.robots import Robots

AGENT = "hpreader"
KEPT_FOR = timedelta(hours=24)
"""RFC 9309, section 2.4: not to be used for longer than a day."""

LONGEST_FILE = 500 * 1024
"""RFC 9309, section 2.5: what a reader must read at least; no more is kept."""

LONGEST_DELAY = 10.0
"""Seconds between two pages that are waited at the most, whatever a site asks."""


async def fetch(
    desk: Desk, url: str, *, want: Want = "page", permission: Permission | None = None
) -> Fetched | NotModified | Problem:
    """Fetch an address that was asked for, or with a permission one that was not.

    Args:
        desk: the newsroom's desk.
        url: the address.
        want: what is to come.
        permission: asked first for what nobody asked for, one request at a time per host.
    """
    if permission is None:
        return await desk.fetcher.get(url, want=want)
    refusal = await permission.refusal(url)
    return refusal or await desk.fetcher.get(url, want=want, unasked=True)


class Permission:
    """May a page be fetched unasked? Also waits as long as the site asks between two pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rules: dict[str, Robots | Problem] = {}
        """By site; a Problem where everything is refused, because the site could not say."""
        self._visited: set[str] = set()
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def refusal(self, url: str) -> Problem | None:
        """Why an address must be left alone: the site's rules, fetched once a day; keeps its pace.

        Where the network is what keeps the rules away, that is the reason.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._asking[site]:
            if site not in self._rules:
                self._rules[site] = await self._rules_of(site)
        rules = self._rules[site]
        if isinstance(rules, Problem):
            return rules if rules.is_network else Problem("robots", url)
        if not rules.may_fetch(url):
            return Problem("robots", url)
        if site in self._visited and rules.delay:
            await asyncio.sleep(min(rules.delay, LONGEST_DELAY))
        self._visited.add(site)
        return None

    async def _rules_of(self, site: str) -> Robots | Problem:
        from hpreader.robots import Robots  # noqa: PLC0415 - not for the first paint

        kept = self._kept(site)
        if kept is not None:
            return Robots.parse(kept, AGENT)
        text = await self._fetch(site)
        if isinstance(text, Problem):
            return text
        note = json.dumps([self._desk.now().isoformat(), text])
        await self._desk.write(lambda store: store.put_note(f"robots {site}", note))
        return Robots.parse(text, AGENT)

    def _kept(self, site: str) -> str | None:
        note = self._desk.front.get_note(f"robots {site}")
        if note is None:
            return None
        at, text = json.loads(str(note))
        is_due = self._desk.now() - datetime.fromisoformat(at) >= KEPT_FOR
        return None if is_due else str(text)

    async def _fetch(self, site: str) -> str | Problem:
        """The file's text; "" (all allowed) where there is none, a Problem where nobody can tell.

        RFC 9309, section 2.3.1: 4xx allows everything, 5xx and no answer refuse everything.
        """
        from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

        answer = await self._desk.fetcher.get(f"{site}/robots.txt", want="text", unasked=True)
        match answer:
            case Fetched():
                return answer.body[:LONGEST_FILE].decode("utf-8", "replace")
            case Problem(status=int(status)) if 400 <= status < 500:
                return ""
            case Problem(kind="empty"):
                return ""
            case Problem():
                return answer
            case _:
                return Problem("empty", site)  # nobody asked conditionally
