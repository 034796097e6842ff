"""The newsroom's streams of events: one article, a sync, what an article leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date

    from hpreader.model import (
        Article,
        ArticleRef,
        Failed,
        PageSynced,
        Progress,
        Ready,
        SyncEvent,
    )
    from hpreader.newsroom.desk import Desk
    from hpreader.newsroom.permission import Permission

MEGABYTE = 1_000_000


class Streams:
    """What asks the network and yields what comes of it."""

    _desk: Desk
    _permission: Permission | None = None
    """What sites allow to be fetched ahead; it keeps their pace from one article to the next."""

    def open_article(
        self, at: ArticleRef, *, refresh: bool = True
    ) -> AsyncIterator[Ready[Article] | Progress | Failed]:
        """Yield the cached copy first, then the fresh one, or the trouble in its way."""
        from hpreader.newsroom.reading import open_article  # noqa: PLC0415 - not for the first paint

        return open_article(self._desk, at, refresh=refresh)

    def sync(
        self,
        names: Sequence[str] = (),
        *,
        since: date | None = None,
        pages: bool = True,
        max_mb: int | None = None,
        unasked: bool = False,
    ) -> AsyncIterator[SyncEvent]:
        """Fetch the lists of the named sources (of all, when none is named) and their articles.

        Args:
            names: of subscribed sources; unknown ones are passed over.
            since: how far back to ask for older news.
            pages: whether to fetch the articles too.
            max_mb: stop fetching articles after so many megabytes.
            unasked: what comes is of the budget for what nobody asked for.
        """
        from hpreader.newsroom.syncing import sync  # noqa: PLC0415 - not for the first paint

        chosen = [
            source
            for source in self._desk.front.sources() or ()
            if not names or source.name in names
        ]
        budget = (max_mb if max_mb is not None else self._desk.settings.max_mb) * MEGABYTE
        if not unasked:
            return sync(self._desk, chosen, since=since, pages=pages, max_bytes=budget)
        from hpreader.newsroom.ahead import counted  # noqa: PLC0415 - not for the first paint

        left = min(budget, self._desk.budget.left)
        events = sync(self._desk, chosen, since=since, pages=pages and left > 0, max_bytes=left)
        return counted(self._desk, events)

    def fetch_ahead(self, article: Article) -> AsyncIterator[PageSynced]:
        """Fetch those of an article's other news that are not here, politely, within the budget."""
        from hpreader.newsroom.ahead import fetch_ahead  # noqa: PLC0415 - not for the first paint
        from hpreader.newsroom.permission import Permission  # noqa: PLC0415 - the same

        self._permission = self._permission or Permission(self._desk)
        return fetch_ahead(self._desk, article, self._permission)
