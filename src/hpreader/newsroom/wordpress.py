"""WordPress' REST API, where it is open: true sections, edits, all pages of a post.

Format: https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from hpreader.model import Entry
from hpreader.newsroom.permission import fetch
from hpreader.text import clean
from hpreader.urls import canonical, host, key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.newsroom.desk import Desk
    from hpreader.newsroom.permission import Permission

API_RELATION = "https://api.w.org/"
"""The link relation by which WordPress names the root of its API in each answer."""

_FIELDS = "id,date_gmt,modified_gmt,link,guid,title,content,_links,_embedded"
MOST_POSTS = 100
"""How many posts one request may ask for: the API refuses more."""

_POST_ID = re.compile(r"[?&]p=(\d+)$")


async def read_post(
    desk: Desk, rest_url: str, *, permission: Permission | None = None
) -> Entry | None:
    """One post by its address in the API, None where the API does not tell."""
    url = f"{rest_url}{'&' if '?' in rest_url else '?'}{_options()}"
    post = await _get_json(desk, url, permission=permission)
    return entry_of(post) if isinstance(post, dict) else None


async def with_rest(desk: Desk, api_root: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """A feed's entries with what the API knows better: sections, edits, the whole body.

    The entries come back as they were where the API is closed or does not know them.
    """
    posts = await _posts(desk, api_root, entries, _options())
    known = {address: entry for address, post in posts.items() if (entry := entry_of(post))}
    return tuple(
        enriched(entry, post) if (post := known.get(key(entry.url))) else entry for entry in entries
    )


def enriched(entry: Entry, post: Entry) -> Entry:
    """What a feed said of a post, with what the API knows better."""
    return replace(
        entry,
        sections=post.sections,
        updated=post.updated,
        body_html=post.body_html or entry.body_html,
        has_all_pages=bool(post.body_html),
    )


async def edit_times(desk: Desk, api_root: str, entries: Sequence[Entry]) -> Mapping[str, datetime]:
    """When the posts behind some entries were last edited, by `urls.key`, as far as it is told."""
    posts = await _posts(desk, api_root, entries, "_fields=link,modified_gmt")
    try:
        return {address: _utc(post["modified_gmt"]) for address, post in posts.items()}
    except (KeyError, TypeError, ValueError):
        return {}


async def _posts(
    desk: Desk, api_root: str, entries: Sequence[Entry], options: str
) -> dict[str, dict[str, Any]]:
    """The posts behind some entries, by `urls.key` of their address.

    Most feed items name the post's number in their guid; an imported post has its address as
    guid, and is asked for by its slug.
    """
    numbers = [match[1] for entry in entries if (match := _POST_ID.search(entry.guid))]
    slugs = [_slug(entry.url) for entry in entries if not _POST_ID.search(entry.guid)]
    queries = {"include": numbers[:MOST_POSTS], "slug": slugs[:MOST_POSTS]}
    found = {}
    for parameter, values in queries.items():
        if not values:
            continue
        separator = "&" if "?" in api_root else "?"
        query = f"{options}&per_page={MOST_POSTS}&{parameter}={','.join(values)}"
        posts = await _get_json(desk, f"{api_root}wp/v2/posts{separator}{query}")
        for post in posts if isinstance(posts, list) else ():
            if isinstance(post, dict) and (address := key(str(post.get("link", "")))):
                found[address] = post
    return found


def _slug(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html")


def entry_of(post: Mapping[str, Any]) -> Entry | None:
    """One post of the API as an entry, None where it is not shaped like one."""
    try:
        url = canonical(str(post["link"]))
        if not url:
            return None
        return Entry(
            url=url,
            title=clean(html.unescape(str(post["title"]["rendered"]))),
            guid=html.unescape(str(post["guid"]["rendered"])),
            published=_utc(post["date_gmt"]),
            updated=_utc(post["modified_gmt"]),
            sections=_categories(post),
            body_html=str(post["content"]["rendered"]),
            has_all_pages=True,
        )
    except (KeyError, TypeError, ValueError):
        return None


def _options() -> str:
    return urlencode({"_embed": "wp:term", "_fields": _FIELDS}, safe=":,")


def _categories(post: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        clean(html.unescape(str(term["name"])))
        for terms in post.get("_embedded", {}).get("wp:term", ())
        for term in terms
        if isinstance(term, dict) and term.get("taxonomy") == "category"
    )


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def _get_json(desk: Desk, url: str, *, permission: Permission | None = None) -> Any:
    from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

    if host(url) in desk.closed_apis:
        return None
    answer = await fetch(desk, url, want="json", permission=permission)
    try:
        if isinstance(answer, Fetched):
            return json.loads(answer.body)
    except (ValueError, RecursionError):
        pass
    desk.closed_apis.add(host(url))
    return None
