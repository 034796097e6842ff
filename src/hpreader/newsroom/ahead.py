"""One step ahead: the other news of an article, fetched before they are asked for, politely."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hpreader.model import Article, ArticleAt, PageSynced, SyncDone
from hpreader.newsroom.permission import Permission
from hpreader.newsroom.reading import fetch_article
from hpreader.urls import may_follow

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hpreader.model import SyncEvent
    from hpreader.newsroom.desk import Desk

TRY_AGAIN_AFTER = timedelta(hours=6)
"""How long a page that could not be read is left alone (as a sync does)."""


def missing(desk: Desk, article: Article) -> list[ArticleAt]:
    """Those of the other news that are not here, may be fetched and were not tried in vain."""
    items = {item.url: item for item in article.related if may_follow(item.url, article.url)}
    states = desk.front.link_states(items)
    return [
        ArticleAt(url, title=item.title)
        for url, item in items.items()
        if states[url] == "missing" and not _was_tried(desk, url)
    ]


async def fetch_ahead(
    desk: Desk, article: Article, permission: Permission
) -> AsyncIterator[PageSynced]:
    """Fetch them one after the other, each as the site allows it, until the budget is spent.

    Ends where a host cannot be reached: then there is no network, or it has enough to do.
    """
    for at in missing(desk, article):
        if not desk.budget.left or desk.offline:
            return
        before = desk.bytes_received
        fetched = await fetch_article(desk, at, permission=permission)
        desk.budget.spend(desk.bytes_received - before)
        if isinstance(fetched, Article):
            await _keep(desk, fetched, at.url)
            yield PageSynced(at.url, "fetched")
        elif fetched.kind == "robots":
            yield PageSynced(at.url, "refused", fetched)
        else:
            yield PageSynced(at.url, "failed", fetched)
            if fetched.is_network:
                return
            await _note_trial(desk, at.url)


async def _keep(desk: Desk, article: Article, url: str) -> None:
    await desk.write(lambda store: store.keep_fetched(article, url))
    await desk.write(lambda store: store.dequeue(url))


async def _note_trial(desk: Desk, url: str) -> None:
    now = desk.now().isoformat()
    await desk.write(lambda store: store.put_note(f"tried {url}", now))


async def counted(desk: Desk, events: AsyncIterator[SyncEvent]) -> AsyncIterator[SyncEvent]:
    """A sync that nobody asked for: what it brings is of the budget too."""
    async for event in events:
        if isinstance(event, SyncDone):
            desk.budget.spend(event.bytes)
        yield event


def _was_tried(desk: Desk, url: str) -> bool:
    note = desk.front.get_note(f"tried {url}")
    return note is not None and desk.now() - datetime.fromisoformat(str(note)) < TRY_AGAIN_AFTER
