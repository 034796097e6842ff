"""Prefetch: the related articles of an article are fetched before the user opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model import Article, PageSynced

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hpreader.newsroom.articles.article_fetch import ArticleFetcher
    from hpreader.newsroom.articles.prefetch_candidates import PrefetchCandidates
    from hpreader.newsroom.budget import Budget
    from hpreader.newsroom.servers.http_client import HttpClient


class Prefetch:
    """Fetches related articles as robots.txt allows it, within a budget of bytes."""

    def __init__(
        self,
        fetcher: ArticleFetcher,
        candidates: PrefetchCandidates,
        http: HttpClient,
        budget: Budget,
    ) -> None:
        """Prepare it.

        Args:
            fetcher: fetches articles politely (through a `PoliteClient`).
            candidates: chooses what to fetch.
            http: counts the bytes, and knows whether the network may be used.
            budget: what may be fetched.
        """
        self._fetcher = fetcher
        self._candidates = candidates
        self._http = http
        self._budget = budget

    async def run(self, article: Article) -> AsyncIterator[PageSynced]:
        """Fetch them one after the other, until the budget is spent.

        Ends at the first host that cannot be reached: the network is missing or overloaded.
        """
        for ref in await self._candidates.related_to([article]):
            if not self._budget.left or self._http.offline:
                return
            before = self._http.bytes_received
            fetched = await self._fetcher.fetch(ref)
            self._budget.spend(self._http.bytes_received - before)
            if isinstance(fetched, Article):
                await self._fetcher.store_and_dequeue(fetched, ref.url)
                yield PageSynced(ref.url, "fetched")
            elif fetched.kind == "robots":
                yield PageSynced(ref.url, "refused", fetched)
            else:
                yield PageSynced(ref.url, "failed", fetched)
                if fetched.is_network:
                    return
                if fetched.until is None:  # else it was not asked, or is asked after the pause
                    await self._candidates.note_failure(ref.url)
