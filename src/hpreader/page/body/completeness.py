"""Whether a page holds the whole of its article: its further pages, and walls before the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from lxml.etree import _Element

from hpreader import urls
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content

MOST_PAGES = 50
LONGEST_COUNT = 40
PAGERS = re.compile(
    r"page-?links?|post-?page-?numbers|page-?numbers?|pagination|paging|pager|phan-?trang|post-nav-links|wp-link-pages",
    re.IGNORECASE,
)
"""How sites name the links to the pages of an article."""
ENDING = re.compile(r"\.\w{3,5}$")
FURTHER = re.compile(
    r"(?:/(?:page/|trang[-/]?)?|[-_](?:p|page|trang)?[-_]?)\d{1,3}|[?&](?:page|p|trang|paged)=\d{1,3}",
    re.IGNORECASE,
)
"""What a further page's address has more than the first one's: `/2`, `/page/2`, `-p2`, `?page=2`."""
COUNT = re.compile(r"\b(?:trang|page)\s*:?\s*1\s*(?:/|trên|of)\s*([2-9]|\d{2})\b", re.IGNORECASE)
WALL_NAMES = re.compile(
    r"pay-?wall|premium|subscri(?:be|ption)|metered|regwall|login-?wall|locked|member-?only|thu-?phi",
    re.IGNORECASE,
)
WALL = re.compile(
    r"(?:đăng nhập|đăng ký|trở thành|mua gói|nâng cấp)[^.]{0,60}(?:để|mới có thể|và) (?:(?:đọc|xem) (?:tiếp|toàn bộ|đầy đủ|trọn vẹn|hết|bài|nội dung)|tiếp tục (?:đọc|xem))"
    r"|(?:nội dung|bài viết|tin|phần còn lại)[^.]{0,30}(?:dành (?:riêng )?cho|chỉ dành cho)[^.]{0,30}(?:thành viên|thuê bao|hội viên|tài khoản|độc giả trả phí)"
    r"|(?:subscribe|sign in|log in|register|become a member)[^.]{0,40}to (?:continue|read|keep|unlock)|(?:this|the) (?:article|content|story) is (?:only )?(?:for|available to) (?:subscribers|members)",
    re.IGNORECASE,
)
WALL_WORDS = (
    "đọc", "xem", "dành", "continue", "read", "keep", "unlock", "subscriber", "member",
)  # fmt: skip
"""One of these is in all that `WALL` finds; most lines have none."""
NOT_FREE = re.compile(r"isAccessibleForFree\"?\s*:\s*\"?false", re.IGNORECASE)
"""https://developers.google.com/search/docs/appearance/structured-data/paywalled-content"""
LONGEST_WALL = 500
LONGEST_TEASER = 2000
SHORTEST_TEASER = 600
"""Characters; behind a wall that shows less there is nothing to read."""


def next_pages(page: Page, canonical: str) -> Iterator[str]:
    """The further pages of a paged article: its own address with a number, where pages are numbered.

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
    """Does it say that it is the first of several pages ("Trang 1/3")?"""
    return any(
        (text := element.text) is not None
        and "1" in text
        and len(text) < LONGEST_COUNT
        and COUNT.fullmatch(text.strip(" ()[]\r\n\t"))
        for tag in ("span", "div", "p", "li", "strong")
        for element in page.index.tags.get(tag, ())
    )


def find_wall(page: Page, letters: int) -> _Element | None:
    """The box that says that the rest is for those who log in or pay, None where there is none.

    Args:
        page: the page.
        letters: how long its article is; a long one has a box that is named so.
    """
    is_stated = any(NOT_FREE.search(script) for script in page.scripts)
    for name, elements in page.index.tokens.items():
        if _is_wall_name(name):
            for element in elements:
                is_box = (
                    is_stated and element.tag in {"div", "section"} and letters < SHORTEST_TEASER
                )
                if is_box or _is_wall(page, element, LONGEST_WALL):
                    return element
    if letters > LONGEST_TEASER:
        return None
    lines = (
        one
        for tag in ("p", "div", "h2", "h3", "h4", "strong")
        for one in page.index.tags.get(tag, ())
    )
    return next((line for line in lines if _is_wall(page, line, 200)), None)


def _is_wall(page: Page, element: _Element, longest: int) -> bool:
    if element.tag in {"body", "html", "a", "button"}:
        return False
    if not 15 <= page.weights.length(element) <= longest:
        return False
    text = unicodedata.normalize("NFC", "".join(element.itertext()).lower())
    if not any(word in text for word in WALL_WORDS):
        return False
    return bool(WALL.search(text_content(element))) and not _is_aside(element)


def _is_aside(element: _Element) -> bool:
    """Is it about comments or newsletters, which also ask one to log in?"""
    for one in (element, *element.iterancestors()):
        names = f"{one.get('class') or ''} {one.get('id') or ''}".lower()
        if one.tag in {"footer", "nav", "aside", "header"} or any(
            word in names
            for word in ("comment", "binh-luan", "newsletter", "footer", "popup", "modal", "menu")
        ):
            return True
    return False
