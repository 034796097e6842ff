"""Edits of old posts, which no list shows: WordPress' API tells what changed since the last time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hpreader import dates
from hpreader.newsroom.articles.article_fetch import body_of
from hpreader.newsroom.wordpress.rest_api import post_pages
from hpreader.store import Listed, Store

if TYPE_CHECKING:
    from hpreader.model import Entry
    from hpreader.newsroom.store_pool import Desk
    from hpreader.newsroom.sync.list_fetch import Answer
    from hpreader.store import Known

MOST_PAGES = 3
"""How many hundreds of edits are taken at once; the rest comes with the next sync."""

OVERLAP = timedelta(days=1)
"""How far back is asked where only our own clock tells the time."""


async def keep_edits(desk: Desk, answer: Answer) -> tuple[Listed, ...]:
    """Keep what was edited on a site since it was last asked; gives what changed here.

    The time to ask from is the site's own, of the last edit it told: its clock need not be ours.
    What is not in the cache stays out of it.

    Args:
        desk: the newsroom's desk.
        answer: what a list of the site gave, which names the API.

    Raises:
        ProblemError: the disk said no.
    """
    note = f"edits {answer.api_root}"
    kept = desk.front.get_note(note)
    if not isinstance(kept, str):  # nothing is here yet that could have been edited since
        begin = _newest_told(answer) or desk.now() - OVERLAP
        await desk.write(lambda store: store.put_note(note, begin.isoformat()))
        return ()
    told = datetime.fromisoformat(kept)
    posts = await _edited_since(desk, answer.api_root, told)
    if not posts:
        return ()
    changed = await desk.write(lambda store: _changed(store, posts))
    bodies = [body for item in changed if (body := await body_of(desk, item))]
    newest = max((post.updated for post in posts if post.updated), default=told)

    def keep(store: Store) -> None:
        for item in changed:
            store.record_edit(item, desk.now())
        for body in bodies:
            store.put_article(body)
        store.put_note(note, max(told, newest).isoformat())

    await desk.write(keep)
    return changed


def _newest_told(answer: Answer) -> datetime | None:
    """The newest edit that a list tells: in `Last-Modified`, where a feed has that of all posts."""
    newest = max((entry.updated for entry in answer.entries if entry.updated), default=None)
    return dates.parse(answer.validators.last_modified) or newest


async def _edited_since(desk: Desk, api_root: str, told: datetime) -> list[Entry]:
    found: list[Entry] = []
    pages = post_pages(
        desk,
        api_root,
        # What was edited within the same second as the last one told comes once more.
        modified_after=f"{(told - timedelta(seconds=1)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        orderby="modified",
        order="asc",
    )
    async for entries in pages:
        found += entries
        if len(found) >= MOST_PAGES * 100:
            break
    return found


def _changed(store: Store, posts: list[Entry]) -> tuple[Listed, ...]:
    """The posts that are here and are not here as they are now."""
    by_id = {store.identify(post.url, post.guid): post for post in posts}
    return tuple(
        Listed(article_id, by_id[article_id], "", is_new=False, is_changed=True)
        for article_id, known in store.fingerprints(by_id).items()
        if _is_older(store, article_id, known, by_id[article_id])
    )


def _is_older(store: Store, article_id: str, known: Known, post: Entry) -> bool:
    """Was what is here read before the post's last edit? A headline alone waits for its page."""
    entry = store.entry_of(article_id)
    if entry is not None and entry.updated is not None:
        return entry.updated != post.updated
    article = store.article(article_id) if known.has_body else None
    if article is None or article.cached_at is None or post.updated is None:
        return False
    return article.cached_at < post.updated
