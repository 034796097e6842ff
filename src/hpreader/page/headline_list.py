"""Headlines read from a section page, for sites without a feed."""

from __future__ import annotations

from datetime import date, datetime, time

from lxml.etree import _Element

from hpreader import urls
from hpreader.model import VIETNAM, Entry, Listing, Related
from hpreader.model.documents import document_type
from hpreader.page.body.non_articles import problem_without_article
from hpreader.page.related.document_items import documents_in
from hpreader.page.related.items import items_in
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.page.tree.visibility import is_hidden
from hpreader.problems import Problem

SHORTEST_TITLE = 20
FEWEST = 3
MAIN = (
    ".arch-psts", "main .wp-block-query", "#main", "main", "#content", "[role=main]", ".site-main", ".cm-posts", ".list-news", ".list-news-subfolder", ".l-content",
)  # fmt: skip
OUTSIDE = frozenset({"nav", "header", "footer", "aside", "form"})
OUTSIDE_WORDS = (
    "sidebar",
    "most",
    "menu",
    "footer",
    "header",
    "nav",
    "widget",
    "docnhieu",
    "xemnhieu",
    "breadcrumb",
    "banner",
    "popular",
)
OF_ITEMS = ("entry-", "post-", "article-", "story", "item-", "card-")
"""How names of what is within one item begin: WordPress' `entry-header` is no header of the page."""


def build_list(page: Page, fewest: int = FEWEST) -> Listing | Problem:
    """The headlines of a section page, in its order.

    Args:
        page: the page.
        fewest: with fewer headlines a page is no list; the last page of a list may have one only.
    """
    root = _main(page)
    items = _headlines(page, root)
    if len(items) < fewest and root is not page.root:
        items = _headlines(page, page.root)
    outside = _outside(page)
    entries = tuple(
        Entry(
            url=item.url,
            title=item.title,
            summary=item.excerpt,
            published=_moment(item.published),
            media_type=document_type(item.url),
        )
        for item in items
        if page.key(item.url) not in outside
    )
    if len(entries) < fewest:
        return problem_without_article(page)
    title = page.meta("og:title") or next(
        (text_content(element) for element in page.index.tags.get("title", ())), ""
    )
    return Listing(entries, title, urls.canonical(page.url))


def _main(page: Page) -> _Element:
    """The part of a page that holds its list: the site's own name for it, where that has most headlines."""
    weights = page.weights
    whole = weights.length(page.root)
    for selector in MAIN:
        for element in page.index.select(selector):
            if weights.length(element) >= whole * 0.3:
                return element
    return page.body


def _headlines(page: Page, root: _Element) -> list[Related]:
    """The headlines within an element that lead to articles and to documents, in their order."""
    items = [item for item in items_in(page, root) if _is_headline(page, item)]
    found = {page.key(item.url) for item in items}
    documents = [
        item
        for item in documents_in(page, root)
        if page.key(item.url) not in found and _is_headline(page, item)
    ]
    if not documents:
        return items
    places: dict[str, int] = {}
    for place, link in enumerate(root.iter("a")):
        places.setdefault(page.key(page.canonical(link.get("href"))), place)
    return sorted([*items, *documents], key=lambda item: places.get(page.key(item.url), 0))


def _is_headline(page: Page, item: Related) -> bool:
    return (
        len(item.title) >= SHORTEST_TITLE
        and urls.same_site(item.url, page.url)
        and page.key(item.url) != page.key(page.url)
    )


def _outside(page: Page) -> set[str]:
    """Addresses that are linked only in menus, side columns and footers."""
    within: set[str] = set()
    without: set[str] = set()
    for link in page.index.tags.get("a", ()):
        url = page.canonical(link.get("href"))
        if url:
            (without if _stands_outside(link) else within).add(page.key(url))
    return without - within


def _stands_outside(link: _Element) -> bool:
    for element in link.iterancestors():
        if element.tag in OUTSIDE and element.tag != "header":
            return True
        if element.tag in {"body", "main"}:
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
        own = [name for name in names if not name.startswith(OF_ITEMS)]
        if any(word in name for name in own for word in OUTSIDE_WORDS) or is_hidden(element):
            return True
    return False


def _moment(when: datetime | date | None) -> datetime | None:
    if when is None or isinstance(when, datetime):
        return when
    return datetime.combine(when, time(), VIETNAM)
