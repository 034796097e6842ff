"""The id, the source and the fetch time of an article that is about to be stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import __version__
from hpreader.model.field_changes import replaced
from hpreader.newsroom.articles.document_blocks import with_documents_of
from hpreader.urls import host

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.model import Article
    from hpreader.newsroom.clock import Clock
    from hpreader.store import Store


class Provenance:
    """Adds to an article where it comes from."""

    def __init__(self, reader: Store, now: Clock) -> None:
        self._reader = reader
        self._now = now

    def add(
        self, article: Article, *, article_id: str, source: str = "", has_page: bool = False
    ) -> Article:
        """Return the article with its id, its source and the time, ready to be stored.

        What an earlier version contains and this one does not (the related articles, the page's
        sections, the text of documents) is carried over: a feed alone must not remove it.

        Args:
            article: what was parsed.
            article_id: its id.
            source: the name of its source; found by its address when empty.
            has_page: whether its page was fetched, not just a feed's entry.
        """
        before = self.stored((article_id,)).get(article_id)
        return self.add_to(article, before, article_id=article_id, source=source, has_page=has_page)

    def stored(self, ids: Iterable[str]) -> Mapping[str, Article]:
        """Return the earlier versions of articles, by id."""
        return self._reader.articles.get_all(ids)

    def add_to(
        self,
        article: Article,
        before: Article | None,
        *,
        article_id: str,
        source: str = "",
        has_page: bool = False,
    ) -> Article:
        """Return `add` of an article whose earlier version, if there is any, was read before."""
        article = replaced(
            article,
            id=article_id,
            source=source or (before.source if before else "") or self._source_of(article.url),
            cached_at=self._now(),
            has_page=has_page,
            reading=f"{article.reading} {__version__}" if article.reading else "",
        )
        if before is None or has_page:
            return article
        return replaced(
            article,
            related=article.related or before.related,
            forms=before.forms,
            sections=article.sections or before.sections,
            section=article.section or before.section,
            byline=article.byline or before.byline,
            origin=article.origin or before.origin,
            blocks=with_documents_of(article, before).blocks,
        )

    def _source_of(self, url: str) -> str:
        """The subscribed source with the same host as an address, else the host."""
        name = host(url)
        for source in self._reader.sources.get_all() or ():
            if host(source.home) == name:
                return source.name
        return name
