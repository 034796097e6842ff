"""Which address of the site gives what, as WordPress answers it; a function of values alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote

from hpreader.sample import amp, feeds, pages
from hpreader.sample.articles import SECTIONS, TITLE, Edition, Post
from hpreader.sample.images import SIZE, picture
from hpreader.sample.markup import split_pages

_HTML, _JSON, _RSS = (
    "text/html; charset=UTF-8",
    "application/json; charset=UTF-8",
    "application/rss+xml; charset=UTF-8",
)
_ROBOTS = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
_PICTURE = re.compile(r"/wp-content/uploads/[\w/]+/([\w-]+?)(?:-(\d{2,4})x(\d{2,4}))?\.png")
_LARGEST_PICTURE = 1280


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site gives for one request."""

    status: int
    body: bytes = b""
    content_type: str = _HTML
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(paper: Edition, path: str, query: Mapping[str, str]) -> Answer:
    """What the site says to a path (still quoted) and its query."""
    plain = unquote(path)
    if plain == "/":
        return _front(paper, query)
    if len(plain) > 1 and plain.endswith("/") and plain not in ("/amp/", "/wp-json/"):
        return _moved(paper.base + path.rstrip("/"))
    if plain in ("/feed", "/comments/feed"):
        return _feed(paper, paper.listed() if plain == "/feed" else (), query, TITLE)
    if plain == "/amp":
        return _moved(f"{paper.base}/amp/")
    if plain == "/amp/":
        return _text(pages.front_page(paper))
    if plain == "/robots.txt":
        return Answer(200, _ROBOTS.encode(), "text/plain; charset=utf-8")
    if plain.startswith("/category/"):
        return _section(paper, plain.removeprefix("/category/"), query)
    if plain.startswith("/wp-json"):
        return _rest(paper, plain.removeprefix("/wp-json").strip("/"), query)
    if found := _PICTURE.fullmatch(plain):
        return _picture(found)
    slug, html, form = plain[1:].partition(".html")
    return _article(paper, slug, form, query) if html else _missing(paper)


def _front(paper: Edition, query: Mapping[str, str]) -> Answer:
    if number := query.get("p"):
        post = paper.find_id(number)
        return _moved(pages.post_url(paper, post)) if post else _missing(paper)
    if "feed" in query:
        return _moved(f"{paper.base}/feed")
    return _text(pages.front_page(paper))


def _section(paper: Edition, rest: str, query: Mapping[str, str]) -> Answer:
    slug, _, form = rest.partition("/")
    name = next((name for name, known in SECTIONS if known == slug), "")
    if not name or form not in ("", "feed", "amp"):
        return _missing(paper)
    if form == "feed":
        return _feed(paper, paper.listed(slug), query, f"{name} - {TITLE}")
    make = amp.amp_section_page if form == "amp" else pages.section_page
    return _text(make(paper, name, slug))


def _article(paper: Edition, slug: str, form: str, query: Mapping[str, str]) -> Answer:
    post = paper.find(slug)
    if post is None:
        moved = paper.find_former(slug)
        # An old AMP address goes to the new one in two hops, the second one drops the slash.
        tail = "/amp/" if form == "/amp" else form
        return _moved(pages.post_url(paper, moved) + tail) if moved else _missing(paper)
    if form == "/feed":
        return _feed(paper, (), query, f"Các phản hồi về: {post.title}")
    page = form.removesuffix("/amp").removeprefix("/") or "1"
    if not page.isdecimal() or not 1 <= int(page) <= len(split_pages(post.body)):
        return _missing(paper)
    if form.endswith("/amp") or "amp" in query:
        return _text(
            amp.amp_page(paper, post, int(page)),
            {"Last-Modified": feeds.http_date(datetime.now(UTC))},
        )
    links = ", ".join(
        (
            f'<{paper.base}/wp-json/>; rel="https://api.w.org/"',
            f'<{paper.base}/wp-json/wp/v2/posts/{post.id}>; rel="alternate"; type="application/json"',
            f"<{paper.base}/?p={post.id}>; rel=shortlink",
        )
    )
    return _text(pages.article_page(paper, post, int(page)), {"Link": links})


def _feed(paper: Edition, posts: tuple[Post, ...], query: Mapping[str, str], title: str) -> Answer:
    paged = query.get("paged", "1")
    page = max(int(paged), 1) if paged.isdecimal() else 1
    shown = posts[(page - 1) * feeds.FEED_LENGTH : page * feeds.FEED_LENGTH]
    changed = feeds.http_date(paper.modified())
    # WordPress gives every feed the date of the newest change of the whole site.
    tag = hashlib.md5(changed.encode(), usedforsecurity=False).hexdigest()
    headers = {"Last-Modified": changed, "ETag": f'"{tag}"'}
    status = 404 if page > 1 and not shown else 200
    return Answer(status, feeds.rss(paper, shown, title).encode(), _RSS, headers)


def _rest(paper: Edition, path: str, query: Mapping[str, str]) -> Answer:
    if path == "":
        return Answer(200, feeds.rest_root(paper).encode(), _JSON)
    if path == "wp/v2/categories":
        return Answer(200, feeds.rest_categories(paper).encode(), _JSON)
    if path == "wp/v2/posts":
        status, text, headers = feeds.rest_posts(paper, query)
        return Answer(status, text.encode(), _JSON, headers)
    post = paper.find_id(path.removeprefix("wp/v2/posts/"))
    if post is None:
        return Answer(404, feeds.rest_missing().encode(), _JSON)
    return Answer(200, feeds.rest_post(paper, post).encode(), _JSON)


def _picture(found: re.Match[str]) -> Answer:
    size = (int(found[2]), int(found[3])) if found[2] else SIZE
    body = picture(f"{found[1]}.png", size) if max(size) <= _LARGEST_PICTURE else None
    if body is None:
        return Answer(404, "Không có ảnh này.".encode(), "text/plain; charset=utf-8")
    return Answer(200, body, "image/png", {"Cache-Control": "max-age=31536000"})


def _text(html: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(200, html.encode(), _HTML, headers or {})


def _moved(location: str) -> Answer:
    return Answer(301, b"", _HTML, {"Location": location})


def _missing(paper: Edition) -> Answer:
    return Answer(404, pages.missing_page(paper).encode())
