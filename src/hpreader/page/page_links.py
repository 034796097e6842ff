"""Links of a page that the program follows: the next page of its list, and feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element

from hpreader import urls
from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content

NUMBER_IN_PATH = lazy_pattern(
    r"(?P<stem>.*?)(?:[-/](?:page|trang|p)?[-/]?(?P<number>\d{1,4}))?(?P<ending>\.\w{3,5})?/?"
)
"""`/phap-luat/page/2`, `/phap-luat/trang-2.html`, `/phap-luat-p2`, `/phap-luat/2`."""
NUMBER_IN_QUERY = lazy_pattern(r"(?:^|&)(?:\w*page\w*|p|trang)=(\d{1,4})(?:&|$)", re.IGNORECASE)
FEED_PATH = lazy_pattern(r"\.(?:rss|xml)$|/rss/[^/]|/feeds?/?$|/feeds?/[^/]", re.IGNORECASE)
TOPIC = lazy_pattern(
    r"/(?:tags?|chu-de|chuyen-muc|category)/|-tags?\d+|-ptag|-event\d+", re.IGNORECASE
)
ARTICLE_NUMBER = lazy_pattern(r"\d{5,}(?:\.\w{2,5})?$")
HYPHENS = 5
"""How many hyphens the address of an article has at least; sections have shorter names."""
ARTICLE_TYPE = lazy_pattern(r'"@type"\s*:\s*\[?\s*"(?:News|Reportage)?(?:Article|BlogPosting)"')
BOX_NAME = lazy_pattern(
    r"(?:[\w-]*[-_])?(?:(?:cung|tin|bai)[-_]?(?:chuyen[-_]?muc|lien[-_]?quan)|lien[-_]?quan"
    r"|related?(?:[-_]?(?:news|posts?|articles?|box|list))?)",
    re.IGNORECASE,
)
"""VnExpress' `_detail_cungchuyenmuc`, VCCorp's `react-relate`, Jetpack's `jp-relatedposts`."""
MOST_FEEDS = 200


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of a page, and what kind of page it is."""

    next_page: str = ""
    """The next page of its list, empty if it links to none."""
    feeds: tuple[tuple[str, str], ...] = ()
    """Text and address of each link to a feed; a page that lists a site's feeds has many."""
    is_article: bool = False
    """Whether it states that it is one article, and so no list."""
    has_unfilled_box: bool = False
    """Whether it has an empty box of other news, which only a script fills."""


def links_of(page: Page) -> PageLinks:
    """The links of a page."""
    return PageLinks(
        next(_next_pages(page), ""),
        tuple(_feeds(page)),
        _states_article(page),
        any(map(_is_unfilled_box, page.index.elements)),
    )


def _is_unfilled_box(element: _Element) -> bool:
    """Whether an element has the name of a box of other news and is empty."""
    names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    if not any(map(BOX_NAME.fullmatch, names)):
        return False
    return next(element.iter("a"), None) is None and len("".join(element.itertext()).strip()) < 40


def _states_article(page: Page) -> bool:
    """Whether the page is an article by WordPress' classes, the number in its address, or schema.org's types.

    Open Graph's `article` (https://ogp.me/#types) alone is no proof, as many sites have it on all their
    pages; it counts if the address is as long as a headline.
    """
    tokens = set((page.body.get("class") or "").split())
    if tokens & {"single", "single-post", "amp-single"}:
        return True
    path = urlsplit(page.url).path.rstrip("/")
    if tokens & {"archive", "category", "blog", "home"} or not path or TOPIC.search(path):
        return False
    stated = sum(len(ARTICLE_TYPE.findall(script)) for script in page.scripts)
    if ARTICLE_NUMBER.search(path) or stated == 1:  # a list may state each of its articles
        return True
    is_long = path.rpartition("/")[2].count("-") >= HYPHENS
    return is_long and page.meta("og:type").lower() == "article"


def _next_pages(page: Page) -> Iterator[str]:
    """The address in `rel=next`, else that of a link to this list's own address with the next number.

    The link's text does not matter: it is a number, an arrow or words in any language.
    """
    links = page.index.tags.get("a", ())
    for element in (*page.index.tags.get("link", ()), *links):
        address = page.resolve(element.get("href")).partition("#")[0]
        is_next = "next" in (element.get("rel") or "").lower().split()
        if is_next and urls.same_site(address, page.url) and address != page.url:
            yield address
    stem, number = _numbered(page.url)
    for element in links:
        address = page.resolve(element.get("href")).partition("#")[0]
        if address and _numbered(address) == (stem, number + 1):
            yield address


def _numbered(url: str) -> tuple[str, int]:
    """The list that an address belongs to, and the number of its page: 1 if it has none."""
    parts = urlsplit(urls.canonical(url))
    found = NUMBER_IN_PATH.fullmatch(parts.path)
    stem = found["stem"].rstrip("/") if found else parts.path
    number = int(found["number"] or 1) if found else 1
    query = parts.query
    if in_query := NUMBER_IN_QUERY.search(query):
        number = int(in_query[1])
        query = query.replace(in_query[0], "&").strip("&")
    return f"{urls.key(f'{parts.scheme}://{parts.netloc}{stem}')}?{query}", number


def _feeds(page: Page) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for element in page.index.tags.get("a", ()):
        address = page.resolve(element.get("href"))
        if (
            address not in seen
            and FEED_PATH.search(urlsplit(address).path)
            and len(seen) < MOST_FEEDS
        ):
            seen.add(address)
            yield text_content(element), address
