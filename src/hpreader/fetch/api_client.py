"""Requests to the API of a server that the user has an account on: one exchange each, no redirects."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx

from hpreader import urls
from hpreader.fetch.client_pool import ClientPool
from hpreader.fetch.errors import NETWORK_ERRORS, REFUSALS, problem_of, refusal_of
from hpreader.fetch.limits import Limits
from hpreader.fetch.response_body import read_body
from hpreader.model.accounts import ApiRequest
from hpreader.problems import Problem


class ApiClient:
    """Sends requests with a password or what stands for it, to the server that they name and no other.

    An answer that leads elsewhere is a Problem. Nothing is repeated: a change that was sent may have been
    made. `aclose` it in the same loop.
    """

    def __init__(
        self,
        *,
        is_users: Callable[[str, int], bool],
        transport: httpx.AsyncBaseTransport | None = None,
        limits: Limits | None = None,
        count: Callable[[int], None] = lambda _size: None,
    ) -> None:
        """Prepare it.

        Args:
            is_users: whether the user named a server (host and port), which then may be private.
            transport: in place of the real network (tests).
            limits: of each request.
            count: is called with the number of bytes of each part of a body.
        """
        self._is_users = is_users
        self._limits = limits or Limits()
        self._count = count
        self._clients = ClientPool(self._limits, is_users=is_users, transport=transport)

    async def send(self, request: ApiRequest) -> bytes | Problem:
        """Send a request; returns the body of its answer, or why there is none."""
        url = request.url
        server = urls.server_of(url)
        if server is None or (urls.is_private(url) and not self._is_users(*server)):
            return Problem("bad_url", url, reason="private_address")
        try:
            async with asyncio.timeout(self._limits.deadline):
                return await self._exchange(request)
        except REFUSALS as error:
            return refusal_of(error, url, self._limits.feed)
        except NETWORK_ERRORS as error:
            return problem_of(error, url)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._clients.aclose()

    async def _exchange(self, request: ApiRequest) -> bytes | Problem:
        client = self._clients.get(request.url)
        headers = {"Accept": "application/json, text/plain;q=0.5, */*;q=0.1"}
        if request.authorization:
            headers["Authorization"] = request.authorization
        if request.body is not None:
            headers["Content-Type"] = request.media_type
        method = "GET" if request.body is None else "POST"
        sent = client.build_request(method, request.url, headers=headers, content=request.body)
        response = await client.send(sent, stream=True)
        try:
            status = response.status_code
            if not 200 <= status < 300:
                reason = "account_login" if status in {401, 403} else None
                location = response.extensions.get("location", "")
                if location:
                    return Problem("bad_account", request.url, f"{status} {location[:200]}")
                return Problem("status", request.url, status=status, reason=reason)  # type: ignore[arg-type]
            return await read_body(response, self._limits.feed, self._count)
        finally:
            await response.aclose()
