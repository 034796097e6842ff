"""Requests to WordPress' REST API: true sections, edits, all pages of a post."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Final

from hpreader.json_text import read_json
from hpreader.newsroom.wordpress.post_format import (
    POST_OPTIONS,
    endpoint,
    parse_post,
    parse_posts,
    posts_address,
    with_post,
    with_query,
)
from hpreader.problems import Problem
from hpreader.urls import host, key, slug_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from hpreader.model import Entry
    from hpreader.newsroom.servers.robots_policy import PageClient

POSTS_A_REQUEST: Final = 100
"""How many posts one request may ask for: the API refuses more."""

MOST_REQUESTS: Final = 50
"""How many pages of posts are fetched at the most."""

CLOSED_STATUSES: Final = frozenset({401, 403, 404, 405, 410, 501})
"""Statuses with which sites close their API; others may be about a single request only."""

_POST_ID = re.compile(r"[?&]p=(\d+)$")


class WordPressApi:
    """The REST APIs of all sites; one that does not answer is not asked again by this object."""

    def __init__(self, client: PageClient) -> None:
        self._client = client
        self._closed_hosts: set[str] = set()

    async def post(self, url: str, client: PageClient) -> Entry | None:
        """Fetch one post by its address in the API, None where the API gives none.

        Args:
            url: its address in the API.
            client: what fetches it; for a post that the user did not open, a polite one.
        """
        post, _ = await self._get_json(with_query(url, POST_OPTIONS), client)
        return await asyncio.to_thread(parse_post, post)

    async def enrich(self, api_root: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Return a feed's entries with what the API has of them: sections, edits, the whole body.

        They are returned unchanged where the API is closed or does not contain them.
        """
        incomplete = [entry for entry in entries if not entry.has_all_pages]
        posts = {key(post.url): post for post in await self._posts(api_root, incomplete)}
        return tuple(
            with_post(entry, post) if (post := posts.get(key(entry.url))) else entry
            for entry in entries
        )

    async def pages(self, api_root: str, **parameters: str) -> AsyncIterator[tuple[Entry, ...]]:
        """Yield posts page by page, as many at a time as the API gives, up to the last.

        Args:
            api_root: the root of the site's API.
            parameters: which posts, in the terms of the API (`after`, `categories`, `orderby` …).
        """
        for number in range(1, MOST_REQUESTS + 1):
            url = posts_address(
                api_root, per_page=str(POSTS_A_REQUEST), page=str(number), **parameters
            )
            posts, has_more = await self._get_json(url, self._client)
            if not isinstance(posts, list):
                return
            yield await asyncio.to_thread(parse_posts, posts)
            if not has_more:
                return

    async def category_of(self, api_root: str, page: str) -> str:
        """Return the API's number of the category with this page, "" where there is none."""
        query = f"slug={slug_of(page)}&_fields=id,link"
        found, _ = await self._get_json(endpoint(api_root, "wp/v2/categories", query), self._client)
        for category in found if isinstance(found, list) else ():
            if isinstance(category, dict) and key(str(category.get("link", ""))) == key(page):
                return str(category.get("id", ""))
        return ""

    async def _posts(self, api_root: str, entries: Sequence[Entry]) -> list[Entry]:
        """The posts of some entries of a feed.

        Most guids in a feed contain the post's number; an imported post has its address as guid,
        and is requested by its slug.
        """
        numbers = [match[1] for entry in entries if (match := _POST_ID.search(entry.guid))]
        slugs = [slug_of(entry.url) for entry in entries if not _POST_ID.search(entry.guid)]
        queries = [("include", part) for part in _batches(numbers)]
        queries += [("slug", part) for part in _batches(slugs)]
        found: list[Entry] = []
        for parameter, values in queries:
            query = f"{POST_OPTIONS}&per_page={POSTS_A_REQUEST}&{parameter}={','.join(values)}"
            posts, _ = await self._get_json(endpoint(api_root, "wp/v2/posts", query), self._client)
            found += await asyncio.to_thread(parse_posts, posts)
        return found

    async def _get_json(self, url: str, client: PageClient) -> tuple[Any, bool]:
        """The API's response, None where it gives none, and whether it has a further page."""
        if host(url) in self._closed_hosts:
            return None, False
        response = await client.get(url, want="json")
        if isinstance(response, Problem):
            is_closed = response.status in CLOSED_STATUSES or response.is_network
        else:
            try:
                posts = await asyncio.to_thread(read_json, response.body)
                return posts, "next" in response.links
            except ValueError:
                is_closed = True
        if is_closed:
            self._closed_hosts.add(host(url))
        return None, False


def _batches(values: Sequence[str]) -> list[Sequence[str]]:
    starts = range(0, len(values), POSTS_A_REQUEST)
    return [values[start : start + POSTS_A_REQUEST] for start in starts]
