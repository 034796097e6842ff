"""Fetch an article with the help of what the store has of it, and store it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hpreader.newsroom.articles.redirects import RequestedArticle
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.model import Article, ArticleRef
    from hpreader.newsroom.articles.document_reader import DocumentReader
    from hpreader.newsroom.articles.provenance import Provenance
    from hpreader.newsroom.articles.version_fetch import VersionFetcher
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.parsers.content_parser import ContentParser
    from hpreader.newsroom.servers.robots_policy import PageClient


@dataclass(frozen=True, slots=True)
class ArticleFetcher:
    """Fetches articles, complete with their id and source."""

    versions: VersionFetcher
    documents: DocumentReader
    provenance: Provenance
    stores: StorePool

    def with_client(self, client: PageClient) -> ArticleFetcher:
        """Return a fetcher whose requests all go through another client."""
        return replace(
            self,
            versions=replace(self.versions, client=client),
            documents=replace(self.documents, client=client),
        )

    def with_allowance(self, allowance: Callable[[], int]) -> ArticleFetcher:
        """Return a fetcher whose documents are fetched within a budget.

        Args:
            allowance: returns how many bytes may still be fetched.
        """
        return replace(self, documents=replace(self.documents, allowance=allowance))

    def with_parser(self, parser: ContentParser) -> ArticleFetcher:
        """Return a fetcher whose pages are all parsed by another parser."""
        return replace(self, versions=replace(self.versions, parser=parser))

    async def fetch(self, ref: ArticleRef) -> Article | Problem:
        """Fetch an article in all its versions and with its documents, ready to be stored.

        Args:
            ref: the article; its address is enough.
        """
        article = await self.fetch_versions(ref)
        if isinstance(article, Problem):
            return article
        complete = article
        before = self.stores.reader.articles.get(article.id)
        async for state in self.documents.read(article, before):
            complete = state
        return complete

    async def fetch_versions(
        self, ref: ArticleRef, copy: Article | None = None
    ) -> Article | Problem:
        """Fetch an article in all its versions, ready to be stored; its documents are not fetched.

        Args:
            ref: the article; its address is enough.
            copy: what is cached of it.
        """
        reader = self.stores.reader
        known_id = ref.id or (copy.id if copy else "")
        entry = reader.entries.get(known_id or reader.identities.identify(ref.url))
        if entry and entry.url and reader.identities.is_shared(entry.url):
            entry = replace(entry, is_shared=True)
        title = (entry.title if entry else "") or (copy.title if copy else "")
        requested = RequestedArticle(
            url=ref.url or (copy.url if copy else ""),
            title=title or (ref.title if ref.id else ""),
            link_text=ref.title,
            guid=(entry.guid if entry else "") or (copy.guid if copy else ""),
        )
        article = await self.versions.fetch(
            requested, entry=entry, has_copy=copy is not None and copy.has_page
        )
        if isinstance(article, Problem):
            return article
        article_id = known_id or reader.identities.identify(article.url, article.guid)
        return self.provenance.add(article, article_id=article_id, has_page=True)

    async def store(self, article: Article, url: str, *, is_shown: bool = False) -> Article:
        """Store an article that was fetched from an address; returns it as it was stored.

        Args:
            article: the article.
            url: the address; "" where it has none.
            is_shown: whether the user sees it now, so that it stays read when it was edited.

        Raises:
            ProblemError: the disk reported an error.
        """
        return await self.stores.run_in_writer(
            lambda store: store.articles.put_fetched(article, url, is_shown=is_shown)
        )

    async def store_and_dequeue(self, article: Article, url: str) -> None:
        """Store an article that was fetched from an address, which then leaves the queue.

        Raises:
            ProblemError: the disk reported an error.
        """
        await self.store(article, url)
        await self.stores.run_in_writer(lambda store: store.queue.remove(url))
