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
from urllib.parse import parse_qsl, urlencode, urlsplit

from hpreader.model import Entry, Listing
from hpreader.newsroom.permission import fetch
from hpreader.problems import Problem
from hpreader.text import clean
from hpreader.urls import canonical, host, key, root

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from hpreader.newsroom.desk import Desk
    from hpreader.newsroom.permission import Permission

API_RELATION = "https://api.w.org/"
"""The link relation by which WordPress names the root of its API in each answer."""

_FIELDS = "id,date_gmt,modified_gmt,link,guid,title,content,_links,_embedded"
MOST_POSTS = 100
"""How many posts one request may ask for: the API refuses more."""

CLOSED = (401, 403, 404, 405, 410, 501)
"""Statuses with which sites close their API; others may mean a single question only."""

MOST_PAGES = 50
"""How many requests go back in time at the most."""

_POSTS = re.compile(r"[/=](wp/v2/posts)(?:[?&]|$)")
"""Below `/wp-json/`, or in `?rest_route=/` where a site has no permalinks."""

_POST_ID = re.compile(r"[?&]p=(\d+)$")


async def read_post(
    desk: Desk, rest_url: str, *, permission: Permission | None = None
) -> Entry | None:
    """One post by its address in the API, None where the API does not tell."""
    url = f"{rest_url}{'&' if '?' in rest_url else '?'}{_options()}"
    post, _ = await _get_json(desk, url, permission=permission)
    return entry_of(post)


async def with_rest(desk: Desk, api_root: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """A feed's entries with what the API knows better: sections, edits, the whole body.

    The entries come back as they were where the API is closed or does not know them.
    """
    unknown = [entry for entry in entries if not entry.has_all_pages]
    posts = await _posts(desk, api_root, unknown, _options())
    known = {address: entry for address, post in posts.items() if (entry := entry_of(post))}
    return tuple(
        enriched(entry, post) if (post := known.get(key(entry.url))) else entry for entry in entries
    )


def enriched(entry: Entry, post: Entry) -> Entry:
    """What a feed said of a post, with what the API knows better."""
    return replace(
        entry,
        guid=entry.guid or post.guid,
        sections=post.sections,
        published=post.published or entry.published,
        updated=post.updated,
        body_html=post.body_html or entry.body_html,
        has_all_pages=bool(post.body_html),
    )


async def post_pages(
    desk: Desk, api_root: str, **parameters: str
) -> AsyncIterator[tuple[Entry, ...]]:
    """Posts page by page, as many at a time as the API gives, up to the last.

    Args:
        desk: the newsroom's desk.
        api_root: the root of the site's API.
        parameters: which posts, in the words of the API (`after`, `categories`, `orderby` …).
    """
    for number in range(1, MOST_PAGES + 1):
        url = posts_address(api_root, per_page=str(MOST_POSTS), page=str(number), **parameters)
        posts, has_more = await _get_json(desk, url)
        if not isinstance(posts, list):
            return
        yield tuple(entry for post in posts if (entry := entry_of(post)))
        if not has_more:
            return


async def category_of(desk: Desk, api_root: str, page: str) -> str:
    """The API's number of the category whose page has this address, "" where it is none."""
    separator = "&" if "?" in api_root else "?"
    query = f"slug={_slug(page)}&_fields=id,link"
    found, _ = await _get_json(desk, f"{api_root}wp/v2/categories{separator}{query}")
    for category in found if isinstance(found, list) else ():
        if isinstance(category, dict) and key(str(category.get("link", ""))) == key(page):
            return str(category.get("id", ""))
    return ""


async def _posts(
    desk: Desk, api_root: str, entries: Sequence[Entry], options: str
) -> dict[str, dict[str, Any]]:
    """The posts behind some entries, by `urls.key` of their address.

    Most feed items name the post's number in their guid; an imported post has its address as
    guid, and is asked for by its slug.
    """
    numbers = [match[1] for entry in entries if (match := _POST_ID.search(entry.guid))]
    slugs = [_slug(entry.url) for entry in entries if not _POST_ID.search(entry.guid)]
    queries = [("include", part) for part in _parts(numbers)]
    queries += [("slug", part) for part in _parts(slugs)]
    found = {}
    for parameter, values in queries:
        separator = "&" if "?" in api_root else "?"
        query = f"{options}&per_page={MOST_POSTS}&{parameter}={','.join(values)}"
        posts, _ = await _get_json(desk, f"{api_root}wp/v2/posts{separator}{query}")
        for post in posts if isinstance(posts, list) else ():
            if isinstance(post, dict) and (address := key(str(post.get("link", "")))):
                found[address] = post
    return found


def _parts(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[start : start + MOST_POSTS] for start in range(0, len(values), MOST_POSTS)]


def _slug(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html")


def entry_of(post: Any) -> Entry | None:
    """One post of the API as an entry, None where it is not shaped like one."""
    if not isinstance(post, dict):
        return None
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


def read_posts(body: bytes, url: str) -> Listing | Problem:
    """The posts of an answer of the API, as a list of news."""
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError):
        return Problem("not_feed", url, "JSON", reason="json")
    shaped = posts if isinstance(posts, list) else []
    entries = tuple(entry for post in shaped if (entry := entry_of(post)))
    if not entries and posts != []:
        return Problem("not_feed", url, "JSON", reason="json")
    return Listing(entries, home=root(url))


def posts_address(api_root: str, **parameters: str) -> str:
    """Where the API gives posts, the newest first, with all that an entry holds."""
    separator = "&" if "?" in api_root else "?"
    query = urlencode(parameters, safe=":,")
    return f"{api_root}wp/v2/posts{separator}{_options()}&{query}"


def is_posts(url: str) -> bool:
    """Is an address one where the API gives posts?"""
    return bool(_POSTS.search(url))


def root_of_posts(url: str) -> str:
    """The root of the API that such an address is of, "" for other addresses.

    WordPress names it in each answer, but not where the answer names a next page of posts.
    """
    found = _POSTS.search(url)
    return url[: found.start(1)] if found else ""


def category_in(url: str) -> str:
    """The number of the category whose posts such an address gives, "" for those of all."""
    return dict(parse_qsl(urlsplit(url).query)).get("categories", "") if is_posts(url) else ""


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


async def _get_json(
    desk: Desk, url: str, *, permission: Permission | None = None
) -> tuple[Any, bool]:
    """What the API says, None where it says nothing, and whether it has a further page of it."""
    from hpreader.fetch import Fetched  # noqa: PLC0415 - see Desk.fetcher

    if host(url) in desk.closed_apis:
        return None, False
    answer = await fetch(desk, url, want="json", permission=permission)
    try:
        if isinstance(answer, Fetched):
            return json.loads(answer.body), "next" in answer.links
    except (ValueError, RecursionError):
        pass
    is_closed = not isinstance(answer, Problem) or answer.status in CLOSED
    if is_closed or (isinstance(answer, Problem) and answer.is_network):
        desk.closed_apis.add(host(url))
    return None, False
