"""What is fetched though nobody asked for it: what of it is due, and what comes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from hpreader.model import ArticleRef
from hpreader.urls import may_follow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hpreader.model import Article
    from hpreader.newsroom.desk import Desk

TRY_AGAIN_AFTER: Final = timedelta(hours=6)
"""How long a page that could not be read is left alone."""


def missing(desk: Desk, articles: Iterable[Article]) -> list[ArticleRef]:
    """Those of their other news that are not here and may be fetched, each of them once."""
    titles = {
        item.url: item.title
        for article in articles
        for item in article.related
        if may_follow(item.url, article.url)
    }
    states = desk.front.link_states(titles)
    return due(
        desk,
        (ArticleRef(url, title=title) for url, title in titles.items() if states[url] == "missing"),
    )


def due(desk: Desk, articles: Iterable[ArticleRef]) -> list[ArticleRef]:
    """Those that were not tried in vain a short while ago."""
    now = desk.now()
    return [at for at in articles if not _was_tried(desk, at.url, now)]


def _was_tried(desk: Desk, url: str, now: datetime) -> bool:
    note = desk.front.get_note(f"tried {url}")
    return note is not None and now - datetime.fromisoformat(str(note)) < TRY_AGAIN_AFTER


async def note_trial(desk: Desk, url: str) -> None:
    """Note that a page was tried now and could not be read."""
    now = desk.now().isoformat()
    await desk.write(lambda store: store.put_note(f"tried {url}", now))


async def keep(desk: Desk, article: Article, url: str) -> None:
    """Keep what came under an address; it waits for the network no longer."""
    await desk.write(lambda store: store.keep_fetched(article, url))
    await desk.write(lambda store: store.dequeue(url))
