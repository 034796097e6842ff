"""Articles as they are stored, ready to be shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hpreader import model
from hpreader.model.trail_steps import branch_of, id_of
from hpreader.urls import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.history import History
    from hpreader.model import (
        Article,
        ArticleRef,
        FormerText,
        Headline,
        LinkState,
        ReadingProgress,
        Related,
        Visit,
    )
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool

RELATED_COUNT: Final = 5
"""How many related articles are shown where the page names fewer: as many as the first supported
site shows."""


class CachedArticles:
    """What is stored of single articles; everything answers at once, without the network."""

    def __init__(self, stores: StorePool, now: Clock) -> None:
        self._stores = stores
        self._store = stores.reader
        self._now = now

    def get(self, ref: ArticleRef) -> Article | None:
        """Return the stored article as it is shown, None where there is none."""
        article = self.find(ref)
        return self.for_display(article) if article is not None else None

    def find(self, ref: ArticleRef) -> Article | None:
        """Return the article as it was stored, by its id or by any address that it ever had."""
        article = self._store.articles.get(ref.id) if ref.id else None
        if article is None and ref.url:
            article = self._store.articles.get_by_url(ref.url)
        return article

    def former_texts(self, article_id: str) -> tuple[FormerText, ...]:
        """Return the texts of an article that were replaced by others, the oldest first."""
        return self._store.articles.former_texts(article_id)

    def has_no_page(self, ref: ArticleRef) -> bool:
        """Return whether an article consists of its list's text, because it has no page."""
        entry = self._store.entries.get(ref.id) if ref.id else None
        return entry is not None and entry.has_no_page

    def for_display(self, article: Article) -> Article:
        """Return the article with the sections and related articles with which it is shown.

        Its sections are those of its headline, so that list and article agree. Where its page names
        no related articles, the newest ones in the cache take their place.
        """
        headline = self._store.articles.headline(article.id)
        if headline is not None:
            article = replace(article, edit=headline.edit)
        if headline is not None and headline.sections:
            article = replace(article, section=headline.section, sections=headline.sections)
        related = tuple(item for item in article.related if key(item.url) != key(article.url))
        if related and article.related_from == "page":
            return replace(article, related=related)
        named = {key(item.url) for item in related}
        added = [item for item in self._newest_beside(article) if key(item.url) not in named]
        both = (*related, *added)[: max(RELATED_COUNT, len(related))]
        return replace(article, related=both, related_from="cache")

    def _newest_beside(self, article: Article) -> list[Related]:
        """The newest others of its section, else of another section of it, else of its source."""
        for section in dict.fromkeys((article.section, *article.sections, "")):
            found = self._store.lists.newest_in_section(
                section, article.source, RELATED_COUNT, article.id
            )
            if found:
                return [
                    model.Related(other.title, other.url, other.summary, other.published)
                    for other in found
                    if other.url
                ]
        return []

    def headline(self, article_id: str) -> Headline | None:
        """Return the headline of an article, whether or not a list contains it."""
        return self._store.articles.headline(article_id)

    def link_states(self, urls: Iterable[str]) -> Mapping[str, LinkState]:
        """Return for each address whether its article is stored, and whether it was read."""
        return self._store.articles.link_states(urls)

    def states_on(self, article: Article, trail: History[Visit]) -> Mapping[str, LinkState]:
        """Return the states of an article's related articles; `passed` for steps that led to it."""
        states = dict(self.link_states([item.url for item in article.related]))
        path = {id_of(visit) for visit in trail.items[branch_of(trail) : trail.index + 1]}
        if trail.parked or not path - {article.id}:
            return states
        for url, article_id in self.identify(states).items():
            if article_id in path:
                states[url] = "passed"
        return states

    def identify(self, urls: Iterable[str]) -> Mapping[str, str]:
        """Return the id of the article at each address, known or not."""
        return self._store.identities.identify_all(urls)

    def progress(self, ids: Iterable[str]) -> Mapping[str, ReadingProgress]:
        """Return how far articles were read; those that were never opened are left out."""
        return self._store.progress.get(ids)

    async def save_progress(self, article_id: str, reached: ReadingProgress) -> None:
        """Store how far an article was read.

        Raises:
            ProblemError: the disk reported an error.
        """
        now = self._now()
        await self._stores.run_in_writer(lambda store: store.progress.put(article_id, reached, now))
