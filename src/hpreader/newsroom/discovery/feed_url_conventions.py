"""Where common systems keep their feeds and the further pages of their lists: by address alone.

The conventions of Vietnamese systems were measured or read in public programs: VCCorp and EPI answer at
`/rss/<section>.rss`, ONECMS at `/rss/<section>` and `/rss/trang-chu`, VietNamNet at
`/<section>.rss`, WordPress at `<section>/feed` (https://wordpress.org/documentation/article/wordpress-feeds/).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

FRONT_FEEDS = (
    "/feed",
    "/rss/home.rss",
    "/rss/trang-chu",
    "/rss/tin-moi-nhat.rss",
    "/rss",
    "/rss.xml",
    "/rss.html",
)
"""Of a whole site: WordPress, VCCorp and EPI, ONECMS, then common addresses without a system; the
last ones may be pages that link to the site's feeds."""

_FEED = re.compile(
    r"(?:^|/)(?:rss|feeds?|atom|rdf)(?:/|$|\.)|\.(?:rss|xml|rdf|atom)$", re.IGNORECASE
)
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed=|format=(?:feed|rss|atom)|type=rss)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:html?|aspx?|php|shtml|htm)$", re.IGNORECASE)


def names_feed(url: str) -> bool:
    """Is it the address of a feed? A page at such an address is an error page, not a list."""
    parts = urlsplit(url)
    is_api = "wp/v2/posts" in url
    return is_api or bool(_FEED.search(parts.path) or _FEED_QUERY.search(parts.query))


def section_feeds(page: str) -> tuple[str, ...]:
    """Return where the feed of a section may be, by the address of its page; none for a front page."""
    path = _FILE.sub("", urlsplit(page).path.rstrip("/"))
    if not path:
        return ()
    found = (f"{path}/feed", f"/rss{path}.rss", f"/rss{path}", f"{path}.rss")
    return tuple(urljoin(page, address) for address in found)


def front_feeds(page: str) -> tuple[str, ...]:
    """Return where the feed of a site may be, by the address of any page of it."""
    return tuple(urljoin(page, path) for path in FRONT_FEEDS)


def numbered_feed(url: str, number: int) -> str:
    """Return the address of a further page of a WordPress feed."""
    return _with_query(url, "paged", number)


def page_of_feed(url: str) -> str:
    """Return the page whose feed this is, in WordPress; the address itself where it is no such feed."""
    parts = urlsplit(url)
    path = re.sub(r"/feed(?:/\w+)?/?$", "", parts.path) or "/"
    query = "" if _FEED_QUERY.search(parts.query) else parts.query
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def numbered_pages(url: str, number: int) -> tuple[str, ...]:
    """Return possible addresses of a section's further page, for lists that do not link to it."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    ending = match[0] if (match := _FILE.search(path)) else ""
    bare = path.removesuffix(ending)
    paths = [f"{bare}/page/{number}", f"{bare}/trang-{number}{ending}", f"{bare}-p{number}{ending}"]
    if not bare:
        paths.pop()  # a front page has no name that a number could follow
    numbered = [urlunsplit((parts.scheme, parts.netloc, one, parts.query, "")) for one in paths]
    return (numbered[0], _with_query(url, "page", number), *numbered[1:])


def _with_query(url: str, name: str, number: int) -> str:
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    return urlunsplit(parts._replace(query=urlencode([*kept, (name, number)]), fragment=""))
