"""Open one article: the cached copy at once, a fresh one behind it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from hpreader.model import Article, ArticleRef, Failed, Progress, Ready
from hpreader.newsroom.gathering import gather
from hpreader.newsroom.keeping import cached, shown, signed
from hpreader.newsroom.wandering import Wanted
from hpreader.problems import Problem, ProblemError
from hpreader.urls import canonical

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hpreader.newsroom.desk import Desk
    from hpreader.newsroom.permission import Permission

FRESH_FOR = timedelta(minutes=5)
"""How long an article that was fetched is not fetched again for being opened again."""


async def open_article(
    desk: Desk, at: ArticleRef, *, refresh: bool
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
            if copy.next_page:
                yield Failed(Problem("paged", copy.next_page), stale_shown=True)
            return
    url = at.url or (copy.url if copy else "")
    if not canonical(url):
        yield Failed(Problem("bad_url", url), stale_shown=copy is not None)
        return
    if not desk.offline:
        yield Progress(0, 1, url)
    fresh = await fetch_article(desk, at, copy)
    if isinstance(fresh, Article):
        fresh, trouble = await _kept(desk, fresh, url)
        yield Ready(shown(desk, fresh), stale=False)
        if trouble is None and fresh.next_page:
            trouble = Problem("paged", fresh.next_page)
        if trouble is not None:
            yield Failed(trouble, stale_shown=True)
    elif copy is None and fresh.is_network:
        with suppress(ProblemError):  # a disk that cannot be written keeps no queue either
            await desk.write(lambda store: store.enqueue(url, at.title, desk.now()))
        yield Failed(fresh if not desk.offline else Problem("not_cached", url))
    else:
        yield Failed(fresh, stale_shown=copy is not None)


async def fetch_article(
    desk: Desk,
    at: ArticleRef,
    copy: Article | None = None,
    *,
    permission: Permission | None = None,
) -> Article | Problem:
    """Fetch an article in all its forms, ready to be kept.

    Args:
        desk: the newsroom's desk.
        at: the article; its address is enough.
        copy: what is cached of it.
        permission: given where nobody asked for it.
    """
    known_id = at.id or (copy.id if copy else "")
    entry = desk.front.entry_of(known_id) if known_id else None
    url = at.url or (copy.url if copy else "")
    title = (entry.title if entry else "") or (copy.title if copy else "")
    guid = (entry.guid if entry else "") or (copy.guid if copy else "")
    article = await gather(
        desk,
        Wanted(url, title or (at.title if at.id else ""), at.title, guid),
        entry=entry,
        has_copy=copy is not None and copy.has_page,
        permission=permission,
    )
    if isinstance(article, Problem):
        return article
    article_id = known_id or desk.front.identify(article.url, article.guid)
    return signed(desk, article, article_id=article_id, has_page=True)


async def _kept(desk: Desk, article: Article, url: str) -> tuple[Article, Problem | None]:
    """Keep an article; where the disk cannot, reading goes on and it is said."""
    try:
        return await desk.write(lambda store: store.keep_fetched(article, url)), None
    except ProblemError as error:
        return article, error.problem


def _is_fresh(desk: Desk, article: Article) -> bool:
    return article.cached_at is not None and desk.now() - article.cached_at < FRESH_FOR
