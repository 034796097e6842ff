"""Articles that may be fetched though the user did not request them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hpreader.model import ArticleRef
from hpreader.urls import canonical, may_follow, root

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hpreader.model import Article
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.store_pool import StorePool

RETRY_AFTER: Final = timedelta(hours=6)
"""How long a page that could not be read is not fetched again."""


class PrefetchCandidates:
    """Chooses what to prefetch; remembers the pages that could not be read."""

    def __init__(self, stores: StorePool, now: Clock) -> None:
        self._stores = stores
        self._now = now

    def related_to(self, articles: Iterable[Article]) -> list[ArticleRef]:
        """Return the related articles that are not stored and may be fetched, each of them once."""
        titles = {
            item.url: item.title
            for article in articles
            for item in article.related
            if may_follow(item.url, article.url)
        }
        states = self._stores.reader.articles.link_states(titles)
        missing = (url for url in titles if states[url] == "missing")
        return self.due(ArticleRef(url, title=titles[url]) for url in missing)

    def due(self, refs: Iterable[ArticleRef]) -> list[ArticleRef]:
        """Return those that did not fail within the last hours (`RETRY_AFTER`).

        Pages whose server answered them with a pause come last: after the pause, the others of the
        host must not wait for one that is always refused.
        """
        now = self._now()
        found = [ref for ref in refs if not self._failed_lately(ref.url, now)]
        pauses = self._stores.reader.notes.pauses
        paused = {one.url for site in {root(ref.url) for ref in found} for one in pauses(site)}
        return sorted(found, key=lambda ref: canonical(ref.url) in paused)

    def _failed_lately(self, url: str, now: datetime) -> bool:
        failed_at = self._stores.reader.notes.failed_prefetch(url)
        return failed_at is not None and now - failed_at < RETRY_AFTER

    async def note_failure(self, url: str) -> None:
        """Remember that a page could not be read now.

        Raises:
            ProblemError: the disk reported an error.
        """
        now = self._now()
        await self._stores.run_in_writer(lambda store: store.notes.put_failed_prefetch(url, now))
