"""The newsroom's way to the network: one client, imported and opened at the first request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.fetch import Fetched, Fetcher, Want
    from hpreader.model import Validators
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.server_pauses import ServerPauses

    LoginOf = Callable[[str], tuple[str, str] | None]


class HttpClient:
    """Fetches what the user requested; counts the bytes."""

    def __init__(
        self,
        *,
        offline: bool,
        now: Clock,
        pauses: ServerPauses,
        transport: Any = None,
        login_of: LoginOf = lambda _url: None,
    ) -> None:
        """Prepare the client; nothing is imported or opened yet.

        Args:
            offline: never use the network; each request returns a Problem.
            now: the clock.
            pauses: remembers which servers ask to be left alone.
            transport: an httpx transport in place of the real network (tests).
            login_of: returns the name and password to send with a request for an address.
        """
        self.offline = offline
        self._now = now
        self._pauses = pauses
        self._transport = transport
        self._login_of = login_of
        self._fetcher: Fetcher | None = None

    @property
    def bytes_received(self) -> int:
        """How many bytes of bodies were received so far, as they were sent (compressed)."""
        return self._fetcher.bytes_received if self._fetcher is not None else 0

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
            origin: the page that contains the address; a public page may not lead into a private
                network.
            unasked: whether the user did not request it; then one request at a time per host.
            is_opened: whether the user opens just this address; then it is requested also where
                its server asked to be left alone.
        """
        refusal = None if is_opened else self._pauses.check(url, is_page=want == "page")
        if refusal is not None and not self.offline:
            return refusal
        fetched = await self._get(url, None, want=want, origin=origin, unasked=unasked)
        return Problem("empty", url) if fetched is None else fetched

    async def get_changed(
        self, url: str, validators: Validators | None, *, want: Want
    ) -> Fetched | Problem | None:
        """Fetch an address; returns None where it is the same as what these validators are of."""
        refusal = None if self.offline else self._pauses.check(url)
        return refusal or await self._get(url, validators, want=want)

    async def _get(
        self, url: str, validators: Validators | None, *, want: Want, **options: Any
    ) -> Fetched | Problem | None:
        # httpx takes longer to import than the first screen takes to draw.
        from hpreader.fetch import Fetcher, NotModified  # noqa: PLC0415

        if self._fetcher is None:
            self._fetcher = Fetcher(
                offline=self.offline,
                transport=self._transport,
                now=self._now,
                login_of=self._login_of,
            )
        fetched = await self._fetcher.get(url, validators, want=want, **options)
        if isinstance(fetched, Problem):
            await self._pauses.note(url, fetched, is_page=want == "page")
        return None if isinstance(fetched, NotModified) else fetched

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
