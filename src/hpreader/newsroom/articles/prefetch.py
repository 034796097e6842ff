"""One step ahead: the other news of an article, fetched before they are asked for, politely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model import Article, PageSynced, SyncDone
from hpreader.newsroom.articles.article_opener import fetch_article
from hpreader.newsroom.articles.fetch_attempts import keep, missing, note_trial

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hpreader.model import SyncEvent
    from hpreader.newsroom.robots_policy import Permission
    from hpreader.newsroom.store_pool import Desk


async def fetch_ahead(
    desk: Desk, article: Article, permission: Permission
) -> AsyncIterator[PageSynced]:
    """Fetch them one after the other, each as the site allows it, until the budget is spent.

    Ends where a host cannot be reached: then there is no network, or it has enough to do.
    """
    for at in missing(desk, [article]):
        if not desk.budget.left or desk.offline:
            return
        before = desk.bytes_received
        fetched = await fetch_article(desk, at, permission=permission)
        desk.budget.spend(desk.bytes_received - before)
        if isinstance(fetched, Article):
            await keep(desk, fetched, at.url)
            yield PageSynced(at.url, "fetched")
        elif fetched.kind == "robots":
            yield PageSynced(at.url, "refused", fetched)
        else:
            yield PageSynced(at.url, "failed", fetched)
            if fetched.is_network:
                return
            await note_trial(desk, at.url)


async def counted(desk: Desk, events: AsyncIterator[SyncEvent]) -> AsyncIterator[SyncEvent]:
    """A sync that nobody asked for: what it brings is of the budget too."""
    async for event in events:
        if isinstance(event, SyncDone):
            desk.budget.spend(event.bytes)
        yield event
