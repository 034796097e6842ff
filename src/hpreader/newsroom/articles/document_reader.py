"""The documents of an article: fetched, and their text put below their names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hpreader.model import Article, Attachment
from hpreader.model.documents import LARGEST_DOCUMENT
from hpreader.newsroom.articles.document_blocks import (
    read_document_of,
    unread_documents,
    with_document,
)
from hpreader.pdf.library import is_available
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from hpreader.fetch import Fetched
    from hpreader.model import Validators
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.parsers.content_parser import ContentParser
    from hpreader.newsroom.servers.robots_policy import PageClient

MOST_DOCUMENTS: Final = 10
"""How many documents of one article are fetched at once."""
MOST_BYTES: Final = 2 * LARGEST_DOCUMENT
"""How many bytes of one article's documents are fetched at once."""


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Fetches the documents of an article, one after the other, and reads their text."""

    client: PageClient
    parser: ContentParser
    stores: StorePool
    now: Clock
    allowance: Callable[[], int] = lambda: MOST_BYTES
    """Returns how many bytes may still be fetched."""

    async def read(self, article: Article, before: Article | None) -> AsyncIterator[Article]:
        """Yield the article after each of its documents that was not read yet.

        Args:
            article: the article.
            before: an earlier version of it; what it has of a document is kept if the server says that
                the document did not change, or if there is no answer.
        """
        left = MOST_BYTES
        for number, attachment in enumerate(unread_documents(article)):
            most = min(left, self.allowance()) if number < MOST_DOCUMENTS else 0
            known = read_document_of(before, attachment.url)
            state, texts, size = await self._read_one(article, attachment, known, most)
            left -= size
            article = with_document(article, state, texts)
            yield article

    async def _read_one(
        self,
        article: Article,
        attachment: Attachment,
        known: tuple[Attachment, tuple[str, ...]] | None,
        most_bytes: int,
    ) -> tuple[Attachment, tuple[str, ...], int]:
        """One attachment as it is now, its text, and how many bytes were fetched."""
        problem: Problem | None = None
        if not is_available():
            problem = Problem("pdf_unsupported", attachment.url)
        elif most_bytes <= 0:
            problem = Problem("pdf_skipped", attachment.url)
        else:
            response = await self._fetch(article, attachment, known is not None, most_bytes)
            if isinstance(response, Problem):
                problem = _of_bound(response, most_bytes)
            elif response is not None:
                size = len(response.body)
                text = await self.parser.document(response)
                await self._store_validators(attachment.url, response.validators)
                state = replace(attachment, size=size, problem=text.problem)
                return state, text.paragraphs, size
        if known is not None:
            return replace(attachment, size=known[0].size, problem=known[0].problem), known[1], 0
        return replace(attachment, problem=problem), (), 0

    async def _fetch(
        self, article: Article, attachment: Attachment, is_known: bool, most_bytes: int
    ) -> Fetched | Problem | None:
        url = attachment.url
        validators = self.stores.reader.http_cache.get(url) if is_known else None
        return await self.client.get_document(
            url, validators, origin=article.url, most_bytes=most_bytes
        )

    async def _store_validators(self, url: str, validators: Validators) -> None:
        now = self.now()
        await self.stores.run_in_writer(lambda store: store.http_cache.put(url, validators, now))


def _of_bound(problem: Problem, most_bytes: int) -> Problem:
    """The problem of a document that is too large only for what is left to fetch."""
    if problem.kind == "too_large" and most_bytes < LARGEST_DOCUMENT:
        return Problem("pdf_skipped", problem.subject)
    return problem
