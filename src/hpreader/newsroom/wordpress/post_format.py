"""The addresses of WordPress' REST API, and its posts as entries. Pure.

Format: https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from hpreader.html_text import plain_text, plain_title
from hpreader.json_text import read_json
from hpreader.made_title import made_title
from hpreader.model import Entry, Listing
from hpreader.problems import Problem
from hpreader.text import clean
from hpreader.urls import canonical, root

if TYPE_CHECKING:
    from collections.abc import Mapping

API_RELATION: Final = "https://api.w.org/"
"""The link relation by which WordPress names the root of its API in each response."""

POST_OPTIONS: Final = urlencode(
    {
        "_embed": "wp:term",
        "_fields": "id,date_gmt,modified_gmt,link,guid,title,content,_links,_embedded",
    },
    safe=":,",
)
"""The part of a query that requests all fields of an entry, and no others."""

_POSTS = re.compile(r"[/=](wp/v2/posts)(?:[?&]|$)")
"""Below `/wp-json/`, or in `?rest_route=/` where a site has no permalinks."""


def endpoint(api_root: str, path: str, query: str) -> str:
    """Return the address of an API's endpoint with a query.

    Args:
        api_root: the root of the API, which may contain a query itself (`?rest_route=/`).
        path: such as `wp/v2/posts`.
        query: encoded.
    """
    return with_query(f"{api_root}{path}", query)


def with_query(url: str, query: str) -> str:
    """Return an address with a further query."""
    return f"{url}{'&' if '?' in url else '?'}{query}"


def posts_address(api_root: str, **parameters: str) -> str:
    """Return where the API gives posts, the newest first, with all fields of an entry.

    Args:
        api_root: the root of the API.
        parameters: which posts, in the terms of the API (`after`, `categories`, `orderby` …).
    """
    query = urlencode(parameters, safe=":,")
    return endpoint(api_root, "wp/v2/posts", f"{POST_OPTIONS}&{query}")


def is_posts_address(url: str) -> bool:
    """Is it an address where the API gives posts?"""
    return bool(_POSTS.search(url))


def api_root_of(url: str) -> str:
    """Return the root of the API of an address of posts, "" for other addresses.

    WordPress names the root in each response, except where it names a next page of posts.
    """
    found = _POSTS.search(url)
    return url[: found.start(1)] if found else ""


def category_in(url: str) -> str:
    """Return the number of the category whose posts an address gives, "" for those of all."""
    query = urlsplit(url).query
    return dict(parse_qsl(query)).get("categories", "") if is_posts_address(url) else ""


def parse_post(post: Any) -> Entry | None:
    """Return one post of the API as an entry, None where it is no post."""
    if not isinstance(post, dict):
        return None
    try:
        url = canonical(str(post["link"]))
        if not url:
            return None
        body, published = str(post["content"]["rendered"]), _utc(post["date_gmt"])
        return Entry(
            url=url,
            title=plain_title(str(post["title"]["rendered"]))
            or made_title(plain_text(body), url, published),
            guid=html.unescape(str(post["guid"]["rendered"])),
            published=published,
            updated=_utc(post["modified_gmt"]),
            sections=_categories(post),
            body_html=body,
            has_all_pages=True,
        )
    except (KeyError, TypeError, ValueError):
        return None


def parse_posts(posts: Any) -> tuple[Entry, ...]:
    """Return the posts in a list of the API as entries; what is no post is left out."""
    items = posts if isinstance(posts, list) else []
    return tuple(entry for post in items if (entry := parse_post(post)))


def read_posts(body: bytes, url: str) -> Listing | Problem:
    """Parse a response of the API as a list of news.

    Args:
        body: the response.
        url: its address.
    """
    try:
        posts = read_json(body)
    except ValueError:
        return Problem("not_feed", url, "JSON", reason="json")
    entries = parse_posts(posts)
    if not entries and posts != []:
        return Problem("not_feed", url, "JSON", reason="json")
    return Listing(entries, home=root(url))


def with_post(entry: Entry, post: Entry) -> Entry:
    """Return a feed's entry with what the API has of it: sections, edits, the whole body."""
    return replace(
        entry,
        guid=entry.guid or post.guid,
        sections=post.sections,
        published=post.published or entry.published,
        updated=post.updated,
        body_html=post.body_html or entry.body_html,
        has_all_pages=bool(post.body_html),
    )


def _categories(post: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        clean(html.unescape(str(term["name"])))
        for terms in post.get("_embedded", {}).get("wp:term", ())
        for term in terms
        if isinstance(term, dict) and term.get("taxonomy") == "category"
    )


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
