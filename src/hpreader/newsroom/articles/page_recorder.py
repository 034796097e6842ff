"""A client that keeps what servers sent, for a report on a page that reads badly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader.model.page_report import PageCopy
from hpreader.problems import Problem

if TYPE_CHECKING:
    from hpreader.fetch import Fetched, Want
    from hpreader.model import Validators
    from hpreader.newsroom.servers.robots_policy import PageClient

MOST_BYTES: Final = 10_000_000
"""How much is kept in all: an article of many pages fits, and so does the report into a mail."""


class PageRecorder:
    """Passes requests on, and keeps the responses; documents (PDF) are named without their bytes."""

    def __init__(self, client: PageClient, most_bytes: int = MOST_BYTES) -> None:
        self._client = client
        self._bytes_left = most_bytes
        self.pages: list[PageCopy] = []
        self.failures: list[Problem] = []

    async def get(self, url: str, *, want: Want = "page") -> Fetched | Problem:
        """Fetch an address, and keep what came."""
        response = await self._client.get(url, want=want)
        self._keep(url, response, has_body=True)
        return response

    async def get_document(
        self, url: str, validators: Validators | None, *, origin: str, most_bytes: int
    ) -> Fetched | Problem | None:
        """Fetch a document of an article, and note that it came."""
        response = await self._client.get_document(
            url, validators, origin=origin, most_bytes=most_bytes
        )
        if response is not None:
            self._keep(url, response, has_body=False)
        return response

    def _keep(self, url: str, response: Fetched | Problem, *, has_body: bool) -> None:
        if isinstance(response, Problem):
            self.failures.append(response)
            return
        size = len(response.body)
        body = response.body if has_body and size <= self._bytes_left else None
        self._bytes_left -= size if body is not None else 0
        self.pages.append(
            PageCopy(
                url, response.url, response.status, response.content_type, response.charset, body, size
            )
        )  # fmt: skip
