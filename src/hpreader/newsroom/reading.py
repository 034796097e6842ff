"""Open one article: the cached copy at once, a fresh one behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hpreader.model import Article, ArticleAt, Failed, Progress, Ready
from hpreader.newsroom.gathering import gather
from hpreader.newsroom.keeping import cached, shown, signed
from hpreader.problems import Problem, ProblemError
from hpreader.urls import canonical

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hpreader.newsroom.desk import Desk

FRESH_FOR = timedelta(minutes=5)
"""How long an article that was fetched is not fetched again for being opened again."""


async def open_article(
    desk: Desk, at: ArticleAt, *, refresh: bool
) -> AsyncIterator[Ready[Article] | Progress | Failed]:
    """Yield the cached copy if there is one, then the fresh one or the trouble in its way.

    Args:
        desk: the newsroom's desk.
        at: the article; its address is enough.
        refresh: fetch it also when there is a copy.
    """
    copy = cached(desk, at)
    if copy is not None:
        yield Ready(shown(desk, copy), stale=True)
        if not refresh or (copy.has_page and _is_fresh(desk, copy)):
            return
    url = at.url or (copy.url if copy else "")
    if not canonical(url):
        yield Failed(Problem("bad_url", url), stale_shown=copy is not None)
        return
    if not desk.offline:
        yield Progress(0, 1, url)
    fresh = await fetch_article(desk, at, copy)
    if isinstance(fresh, Article):
        yield Ready(shown(desk, fresh), stale=False)
    elif copy is None and fresh.is_network:
        await desk.write(lambda store: store.enqueue(url, at.title, desk.now()))
        yield Failed(fresh if not desk.offline else Problem("not_cached", url))
    else:
        yield Failed(fresh, stale_shown=copy is not None)


async def fetch_article(
    desk: Desk, at: ArticleAt, copy: Article | None = None, *, unasked: bool = False
) -> Article | Problem:
    """Fetch an article in all its forms and keep it.

    Where the disk cannot keep it, it is given all the same: reading goes on.
    """
    known_id = at.id or (copy.id if copy else "")
    entry = desk.front.entry_of(known_id) if known_id else None
    url = at.url or (copy.url if copy else "")
    title = at.title or (copy.title if copy else "")
    article = await gather(desk, url, entry=entry, title=title, unasked=unasked)
    if isinstance(article, Problem):
        return article
    article_id = known_id or desk.front.identify(article.url, article.guid)
    article = signed(desk, article, article_id=article_id, has_page=True)
    try:
        await desk.write(lambda store: store.keep_fetched(article, url))
    except ProblemError:
        if unasked:
            raise
    return article


def _is_fresh(desk: Desk, article: Article) -> bool:
    return article.cached_at is not None and desk.now() - article.cached_at < FRESH_FOR
