"""Edits of older posts, which no list shows: WordPress' API tells what changed since the last time."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from hpreader import dates
from hpreader.store import ListedEntry, Store

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model import Entry
    from hpreader.newsroom.articles.entry_article import EntryArticles
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.newsroom.sync.list_fetch import ListResponse
    from hpreader.newsroom.wordpress.rest_api import WordPressApi
    from hpreader.store import KnownArticle

MOST_POSTS: Final = 300
"""After how many edited posts no more are fetched; the next sync fetches the rest."""

OVERLAP: Final = timedelta(days=1)
"""From how long ago edits are requested where only our own clock is known."""


class EditSync:
    """Stores edits of the articles in the cache; what is not in the cache stays out of it."""

    def __init__(
        self, api: WordPressApi, entries: EntryArticles, stores: StorePool, now: Clock
    ) -> None:
        self._api = api
        self._entries = entries
        self._stores = stores
        self._now = now

    async def run(self, response: ListResponse) -> tuple[ListedEntry, ...]:
        """Store what was edited on a site since the last sync; returns what changed here.

        The time since when is the site's own, of its last known edit: its clock may differ from
        ours.

        Args:
            response: a list of the site, which names the API.

        Raises:
            ProblemError: the disk reported an error.
        """
        api_root = response.api_root
        since = self._stores.reader.notes.newest_edit(api_root)
        if since is None:  # nothing is stored yet that could have been edited since
            begin = _newest_edit(response) or self._now() - OVERLAP
            await self._stores.run_in_writer(
                lambda store: store.notes.put_newest_edit(api_root, begin)
            )
            return ()
        posts = await self._edited_since(api_root, since)
        if not posts:
            return ()
        changed, former = await self._stores.run_in_writer(lambda store: _changed(store, posts))
        changed = tuple(await self._entries.with_former(changed, former))
        bodies = await self._entries.articles_to_store(changed)
        newest = max((since, *(post.updated for post in posts if post.updated)))

        def write(store: Store) -> None:
            for item in changed:
                store.entries.record_edit(item, self._now())
            for item, body in zip(changed, bodies, strict=True):
                if body is not None:
                    store.articles.put(body, list_text=item.former)
            store.notes.put_newest_edit(api_root, newest)

        await self._stores.run_in_writer(write)
        return changed

    async def _edited_since(self, api_root: str, since: datetime) -> list[Entry]:
        """Posts by the time of their edit, the oldest edit first."""
        found: list[Entry] = []
        pages = self._api.pages(
            api_root,
            # Posts edited within the same second as the last known edit are fetched once more.
            modified_after=f"{(since - timedelta(seconds=1)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            orderby="modified",
            order="asc",
        )
        async for entries in pages:
            found += entries
            if len(found) >= MOST_POSTS:
                break
        return found


def _newest_edit(response: ListResponse) -> datetime | None:
    """The newest edit by a list: in `Last-Modified`, where a feed has that of all posts."""
    newest = max((entry.updated for entry in response.entries if entry.updated), default=None)
    return dates.parse(response.fetched.validators.last_modified) or newest


def _changed(
    store: Store, posts: list[Entry]
) -> tuple[tuple[ListedEntry, ...], dict[str, Entry | None]]:
    """The posts that are stored in an older state, and their former entries by id."""
    by_id = {store.identities.identify(post.url, post.guid): post for post in posts}
    changed = tuple(
        ListedEntry(article_id, by_id[article_id], "", is_new=False, is_changed=True)
        for article_id, known in store.entries.known_articles(by_id).items()
        if _is_older(store, article_id, known, by_id[article_id])
    )
    return changed, {item.id: store.entries.get(item.id) for item in changed}


def _is_older(store: Store, article_id: str, known: KnownArticle, post: Entry) -> bool:
    """Was the stored article fetched before the post's last edit? Not where only a headline is stored."""
    entry = store.entries.get(article_id)
    if entry is not None and entry.updated is not None:
        return entry.updated != post.updated
    article = store.articles.get(article_id) if known.has_body else None
    if article is None or article.cached_at is None or post.updated is None:
        return False
    return article.cached_at < post.updated
