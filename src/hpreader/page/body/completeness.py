"""Whether a page has all of its article: its further pages, and paywalls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.etree import _Element

from hpreader import urls
from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.phrases import alternatives, joined, pattern
from hpreader.page.phrases.derivation import required_words
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.text import normalized

MOST_PAGES = 50
LONGEST_COUNT = 40
PAGERS = lazy_pattern(
    r"page-?links?|post-?page-?numbers|page-?numbers?|pagination|paging|pager|phan-?trang|post-nav-links|wp-link-pages",
    re.IGNORECASE,
)
"""How sites name the box of links to an article's pages."""
ENDING = lazy_pattern(r"\.\w{3,5}$")
FURTHER = lazy_pattern(
    r"(?:/(?:page/|trang[-/]?)?|[-_](?:p|page|trang)?[-_]?)\d{1,3}|[?&](?:page|p|trang|paged)=\d{1,3}",
    re.IGNORECASE,
)
"""What is appended to the first page's address for a further page: `/2`, `/page/2`, `-p2`, `?page=2`."""
COUNT = pattern(
    "page_word", rf"\b<phrases>\s*:?\s*1\s*(?:/|{joined('of_pages')})\s*([2-9]|\d{{2}})\b"
)
WALL_NAMES = lazy_pattern(
    r"pay-?wall|premium|subscri(?:be|ption)|metered|regwall|login-?wall|locked|member-?only|thu-?phi",
    re.IGNORECASE,
)
WALL = pattern("wall")
FOR_OTHER_THINGS = pattern(
    "wall_for_other_things", r"(?:(?!\b(?:và|hoặc|and|or|&)\b)[^.,;!?]){0,24}?\b<phrases>"
)
"""What a login beside an article is for, directly after the words that `WALL` matches."""
WALL_WORDS = lazy_pattern(lambda: "|".join(sorted(required_words(alternatives("wall")))))
"""Each text that `WALL` matches contains one of these; most lines contain none."""
NOT_FREE = lazy_pattern(r"isAccessibleForFree\"?\s*:\s*\"?false", re.IGNORECASE)
"""https://developers.google.com/search/docs/appearance/structured-data/paywalled-content"""
ASIDE_NAMES = (
    "comment", "binh-luan", "newsletter", "footer", "popup", "modal", "menu", "respond", "cart", "shop", "sidebar",
)  # fmt: skip
LONGEST_WALL = 500
LONGEST_TEASER = 2000
SHORTEST_TEASER = 600
"""Characters; an article that shows less above its wall is not worth opening."""


def next_pages(page: Page, canonical: str) -> Iterator[str]:
    """The further pages of a paged article: its own address with a number appended.

    Args:
        page: the page.
        canonical: the article's own address.
    """
    seen = {canonical}
    own = urls.key(canonical)
    ending = ENDING.search(own.rpartition("/")[2])
    stems = {own, own.removesuffix(ending[0])} if ending else {own}
    for link in _page_links(page):
        address = page.canonical(link.get("href"))
        if address and address not in seen and len(seen) <= MOST_PAGES:
            key = urls.key(address)
            rests = [key.removeprefix(stem) for stem in stems if key.startswith(stem)]
            endings = ["", ending[0]] if ending else [""]
            if any(FURTHER.fullmatch(rest.removesuffix(end)) for rest in rests for end in endings):
                seen.add(address)
                yield address


@lru_cache(maxsize=16384)
def _is_pager(name: str) -> bool:
    return bool(PAGERS.search(name))


@lru_cache(maxsize=16384)
def _is_wall_name(name: str) -> bool:
    return bool(WALL_NAMES.search(name))


def _page_links(page: Page) -> Iterator[_Element]:
    yield from page.links("next")
    index = page.index
    containers = [
        element
        for name, elements in index.tokens.items()
        if _is_pager(name)
        for element in elements
    ]
    for container in sorted(set(containers), key=index.positions.__getitem__):
        yield from container.iter("a")
    for link in index.tags.get("a", ()):
        if "next" in (link.get("rel") or "").lower().split():
            yield link


def states_page_count(page: Page) -> bool:
    """Whether the page states that it is the first of several ("Trang 1/3")."""
    for tag in ("span", "div", "p", "li", "strong"):
        for element in page.index.tags.get(tag, ()):
            text = element.text or ""
            is_short = len(text) < LONGEST_COUNT
            if is_short and "1" in text and COUNT.fullmatch(text.strip(" ()[]\r\n\t")):
                return True
    return False


def find_wall(page: Page, root: _Element, letters: int) -> _Element | None:
    """The box that asks for a login or a payment to read the rest, None if there is none.

    Args:
        page: the page.
        root: the element with its article; what ends above it asks for something else.
        letters: characters of its article; in a long one only boxes with such a name are considered.
    """
    start = page.index.positions[root]
    is_stated = any(NOT_FREE.search(script) for script in page.scripts)
    for name, elements in page.index.tokens.items():
        if _is_wall_name(name):
            for element in elements:
                is_box = (
                    is_stated and element.tag in {"div", "section"} and letters < SHORTEST_TEASER
                )
                if page.index.ends[element] > start and (
                    is_box or _is_wall(page, element, LONGEST_WALL)
                ):
                    return element
    if letters > LONGEST_TEASER:
        return None
    lines = (
        one
        for tag in ("p", "div", "h2", "h3", "h4", "strong")
        for one in page.index.tags.get(tag, ())
        if page.index.ends[one] > start
    )
    return next((line for line in lines if _is_wall(page, line, 200)), None)


def _is_wall(page: Page, element: _Element, longest: int) -> bool:
    if element.tag in {"body", "html", "a", "button"}:
        return False
    if not 15 <= page.weights.length(element) <= longest:
        return False
    text = normalized("".join(element.itertext()).lower())
    if not WALL_WORDS.search(text):
        return False
    return is_wall_text(text_content(element)) and not _is_aside(element)


def is_wall_text(text: str) -> bool:
    """Whether a line asks for a login or a payment to read on, and not to write comments or to shop."""
    return any(not FOR_OTHER_THINGS.match(text, found.end()) for found in WALL.finditer(text))


def _is_aside(element: _Element) -> bool:
    """Whether it belongs to comments, newsletters or a shop, which ask for a login as well."""
    for one in (element, *element.iterancestors()):
        names = f"{one.get('class') or ''} {one.get('id') or ''}".lower()
        if one.tag in {"footer", "nav", "aside", "header"} or any(
            word in names for word in ASIDE_NAMES
        ):
            return True
    return False
