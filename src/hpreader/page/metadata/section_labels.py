"""The section of an article on sites without a profile: breadcrumbs, labels, links to categories."""

from __future__ import annotations

import re
from itertools import islice

from lxml.etree import _Element

from hpreader import urls
from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.metadata.headline_surroundings import Surroundings
from hpreader.page.phrases import pattern
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content

HOME = pattern("home", r"<phrases>|[»›>/]|")
LONGEST_HOME = 30
"""Characters of a link that `HOME` matches, some invisible ones included."""
CATEGORY = lazy_pattern(
    r"categor|bread-?_?crumb|(?:^|[\s_-])cate?(?:$|[\s_-])|chuyen-?muc|taxonomy|terms-list",
    re.IGNORECASE,
)
CATEGORY_PATH = lazy_pattern(r"/(?:category|chuyen-muc|danh-muc|the-loai)/[^/]", re.IGNORECASE)
"""How WordPress, in English and in Vietnamese, and NukeViet begin the address of a category."""
MOST_CRUMBS = 6
MENU = lazy_pattern(r"(?:^|[\s_-])(?:main)?menu(?:$|[\s_-])|navbar", re.IGNORECASE)
"""How sites name their menus, which begin as the way to an article does."""


def crumbs(page: Page, around: Surroundings) -> list[str]:
    """The breadcrumbs: the links next to one to the front page, above the article."""
    for link in reversed(around.above()):
        if page.weights.length(link) > LONGEST_HOME:
            continue
        text = text_content(link) or link.get("title") or "-"
        if not HOME.fullmatch(text) or not _is_front(page, link) or _in_menu(link):
            continue
        for container in islice(
            link.iterancestors("li", "ul", "ol", "div", "span", "td", "p", "nav", "section"), 4
        ):
            inner = list(container.iter("a"))
            if len(inner) > MOST_CRUMBS or page.weights.length(container) > 250:
                break
            if len(inner) > 1:
                return [text for one in inner if (text := text_content(one))]
    return []


def labels(around: Surroundings) -> list[str]:
    """The texts of elements near the headline named after categories, else of links to category addresses."""
    for element in around.named(CATEGORY):
        links = [text_content(link) for link in element.iter("a")]
        text = [name for name in links or [text_content(element)] if _is_short(name)]
        if text and len(links) <= MOST_CRUMBS:
            return text
    links_there = [one for one in around.about() if one.tag == "a" and not _in_menu(one)]
    named = [
        text_content(one) for one in links_there if CATEGORY_PATH.search(one.get("href") or "")
    ]
    return list(filter(_is_short, named))[:MOST_CRUMBS]


def _is_short(name: str) -> bool:
    return 1 <= len(name.split()) <= 8


def _is_front(page: Page, link: _Element) -> bool:
    address = page.resolve(link.get("href")) or page.url
    return len(urls.key(address).strip("/").split("/")) <= 2


def _in_menu(link: _Element) -> bool:
    return any(MENU.search(one.get("class") or "") for one in islice(link.iterancestors(), 4))
