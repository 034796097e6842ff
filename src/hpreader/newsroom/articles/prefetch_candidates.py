"""Articles that may be fetched though the user did not request them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hpreader.model import ArticleRef
from hpreader.urls import canonical, may_follow, root, same_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from hpreader.model import Article
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.store import Store

RETRY_AFTER: Final = timedelta(hours=6)
"""How long a page that could not be read is not fetched again."""


class PrefetchCandidates:
    """Chooses what to prefetch; remembers the pages that could not be read."""

    def __init__(self, stores: StorePool, now: Clock) -> None:
        self._stores = stores
        self._now = now

    async def related_to(self, articles: Iterable[Article]) -> list[ArticleRef]:
        """Return the related articles that are not stored and may be fetched, each of them once.

        Those on other sites are left out, but for sites that are subscribed: no server is to learn of
        a reader who neither subscribed to it nor opened anything there.

        Raises:
            ProblemError: the disk reported an error.
        """
        return await self._stores.run_in_writer(lambda store: self._related_to(store, articles))

    def _related_to(self, store: Store, articles: Iterable[Article]) -> list[ArticleRef]:
        subscribed = _subscribed_sites(store)
        titles = {
            item.url: item.title
            for article in articles
            for item in article.related
            if may_follow(item.url, article.url)
            and any(same_site(item.url, site) for site in (article.url, *subscribed))
        }
        states = store.articles.link_states(titles)
        missing = (url for url in titles if states[url] == "missing")
        return self._due(store, (ArticleRef(url, title=titles[url]) for url in missing))

    async def due(self, refs: Callable[[Store], Iterable[ArticleRef]]) -> list[ArticleRef]:
        """Return those of some articles that did not fail within the last hours (`RETRY_AFTER`).

        Pages whose server answered them with a pause come last: after the pause, the others of the
        host must not wait for one that is always refused.

        Args:
            refs: reads the articles; called on the connection that writes, in its thread.

        Raises:
            ProblemError: the disk reported an error.
        """
        return await self._stores.run_in_writer(lambda store: self._due(store, refs(store)))

    def _due(self, store: Store, refs: Iterable[ArticleRef]) -> list[ArticleRef]:
        now = self._now()
        found = [ref for ref in refs if not _failed_lately(store, ref.url, now)]
        pauses = store.notes.pauses
        paused = {one.url for site in {root(ref.url) for ref in found} for one in pauses(site)}
        return sorted(found, key=lambda ref: canonical(ref.url) in paused)

    async def note_failure(self, url: str) -> None:
        """Remember that a page could not be read now.

        Raises:
            ProblemError: the disk reported an error.
        """
        now = self._now()
        await self._stores.run_in_writer(lambda store: store.notes.put_failed_prefetch(url, now))


def _subscribed_sites(store: Store) -> set[str]:
    """The front page of each source, and the roots of the servers of its lists."""
    sources = store.sources.get_all() or ()
    lists = (url for one in sources for section in one.sections for url in section.candidates)
    return {root(url) for url in (*(one.home for one in sources), *lists)} - {""}


def _failed_lately(store: Store, url: str, now: datetime) -> bool:
    failed_at = store.notes.failed_prefetch(url)
    return failed_at is not None and now - failed_at < RETRY_AFTER
