"""The newsroom's way to the network: one client, imported and opened at the first request."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.fetch import ApiClient, Fetched, Fetcher, Want
    from hpreader.model import Validators
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.servers.server_failures import ServerFailures
    from hpreader.newsroom.servers.server_pauses import ServerPauses
    from hpreader.newsroom.servers.user_servers import UserServers

    LoginOf = Callable[[str], tuple[str, str] | None]


PAGES: Final = frozenset({"page", "document"})
"""What is part of an article, and no list of articles."""


class HttpClient:
    """Fetches what the user requested; counts the bytes."""

    def __init__(
        self,
        *,
        offline: bool,
        now: Clock,
        pauses: ServerPauses,
        failures: ServerFailures,
        servers: UserServers,
        transport: Any = None,
        login_of: LoginOf = lambda _url: None,
    ) -> None:
        """Prepare the client; nothing is imported or opened yet.

        Args:
            offline: never use the network; each request returns a Problem.
            now: the clock.
            pauses: remembers which servers ask to be left alone.
            failures: remembers which servers failed again and again.
            servers: those that may be in a private network.
            transport: an httpx transport in place of the real network (tests).
            login_of: returns the name and password to send with a request for an address.
        """
        self.offline = offline
        self._now = now
        self._pauses = pauses
        self._failures = failures
        self.servers = servers
        """Those that the user named, which may be in a private network."""
        self._transport = transport
        self._login_of = login_of
        self._fetcher: Fetcher | None = None
        self._api_bytes = 0

    @property
    def bytes_received(self) -> int:
        """How many bytes of bodies were received so far, as they were sent (compressed)."""
        return self._api_bytes + (self._fetcher.bytes_received if self._fetcher else 0)

    async def get(
        self,
        url: str,
        *,
        want: Want = "page",
        origin: str = "",
        unasked: bool = False,
        is_opened: bool = False,
    ) -> Fetched | Problem:
        """Fetch an address.

        Args:
            url: the address.
            want: the kind of content, which decides the size allowed.
            origin: the page that contains the address; it may lead into a private network only on
                its own server.
            unasked: whether the user did not request it; then one request at a time per host.
            is_opened: whether the user opens just this address; then it is requested also where
                its server asked to be left alone.
        """
        refusal = None if is_opened else self._pauses.check(url, is_page=want in PAGES)
        if refusal is not None and not self.offline:
            return refusal
        fetched = await self._get(
            url, None, want=want, origin=origin, unasked=unasked, is_opened=is_opened
        )
        return Problem("empty", url) if fetched is None else fetched

    async def get_changed(
        self, url: str, validators: Validators | None, *, want: Want
    ) -> Fetched | Problem | None:
        """Fetch an address; returns None where it is the same as what these validators are of."""
        refusal = None if self.offline else self._pauses.check(url)
        return refusal or await self._get(url, validators, want=want)

    async def get_document(
        self, url: str, validators: Validators | None, *, origin: str, most_bytes: int
    ) -> Fetched | Problem | None:
        """Fetch a document of an article, one at a time per host; None where it did not change.

        Args:
            url: the address of the document.
            validators: of what is stored of it, None if nothing is.
            origin: the page that contains the address.
            most_bytes: how large it may be.
        """
        refusal = None if self.offline else self._pauses.check(url, is_page=True)
        return refusal or await self._get(
            url, validators, want="document", origin=origin, unasked=True, most_bytes=most_bytes
        )

    async def _get(
        self, url: str, validators: Validators | None, *, want: Want, **options: Any
    ) -> Fetched | Problem | None:
        if self._fetcher is None:
            import asyncio  # noqa: PLC0415 - commands that only read need none of it

            # httpx takes longer to import than the first screen takes to draw; keys do not wait for it.
            await asyncio.to_thread(import_module, "hpreader.fetch")
        from hpreader.fetch import Fetcher, NotModified  # noqa: PLC0415 - as above

        if self._fetcher is None:
            self._fetcher = Fetcher(
                offline=self.offline,
                transport=self._transport,
                now=self._now,
                login_of=self._login_of,
                is_users=self.servers.contains,
                watch=self._failures,
            )
        fetched = await self._fetcher.get(url, validators, want=want, **options)
        await self._failures.save(url)
        if isinstance(fetched, Problem) and fetched.reason != "left_alone":
            await self._pauses.note(url, fetched, is_page=want in PAGES)
        return None if isinstance(fetched, NotModified) else fetched

    async def api_client(self) -> ApiClient | Problem:
        """A client for the API of a server that the user has an account on; `aclose` it."""
        if self.offline:
            return Problem("offline", reason="started_offline")
        import asyncio  # noqa: PLC0415 - as in _get

        await asyncio.to_thread(import_module, "hpreader.fetch")
        from hpreader.fetch import ApiClient  # noqa: PLC0415 - as in _get

        return ApiClient(
            is_users=self.servers.contains, transport=self._transport, count=self._count_api
        )

    def _count_api(self, size: int) -> None:
        self._api_bytes += size

    @property
    def for_opened_pages(self) -> OpenedPages:
        """The client for pages that the user opens."""
        return OpenedPages(self)

    async def close(self) -> None:
        """Close the connections."""
        if self._fetcher is not None:
            await self._fetcher.aclose()


class OpenedPages:
    """Fetches pages that the user opens, one at a time: also of a server that asks for a pause."""

    def __init__(self, http: HttpClient) -> None:
        self._http = http

    async def get(self, url: str, *, want: Want = "page") -> Fetched | Problem:
        """Fetch an address."""
        return await self._http.get(url, want=want, is_opened=True)

    async def get_document(
        self, url: str, validators: Validators | None, *, origin: str, most_bytes: int
    ) -> Fetched | Problem | None:
        """Fetch a document of a page that the user opens, as `HttpClient.get_document` does.

        As images do, it belongs to the page that the user opened, so robots.txt is not asked.
        """
        return await self._http.get_document(url, validators, origin=origin, most_bytes=most_bytes)
