"""Headlines in a box or a list: title, address, excerpt and date of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from lxml.etree import _Element

from hpreader import dates, text
from hpreader.model import Related
from hpreader.page.dom import Page, text_of
from hpreader.page.visibility import is_hidden

EXCERPT_WORDS = (
    "excerpt",
    "sapo",
    "desc",
    "summary",
    "description",
    "lead",
    "intro",
    "teaser",
    "dek",
)
TITLE_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
DATE_WORDS = ("date", "time", "ago", "published", "ngay")
LONGEST_EXCERPT = 600
SHORTEST_TITLE = 8
MOST = 400

NOT_ARTICLES = re.compile(
    r"/(?:tag|tags|category|author|tac-gia|chuyen-muc|chu-de|search|tim-kiem|feed|wp-login|login|rss|print|page)(?:/|$|\.)|[?&](?:replytocom|share|cat|tag)="
    r"|-tags?\d*\.html|-ptag|-event\d+|\.(?:jpe?g|png|gif|webp|pdf|mp4|zip)$",
    re.IGNORECASE,
)
OTHER_SITES = re.compile(
    r"(?:facebook|twitter|x|pinterest|linkedin|whatsapp|zalo|youtube|google|t|telegram|instagram|tiktok)\.(?:com|me|net|vn|org)$"
)


def items_in(
    page: Page, box: _Element, *, item: str = "", title: str = "", excerpt: str = "", date: str = ""
) -> list[Related]:
    """The items of a box in the order of the page, each address once.

    Args:
        page: the page.
        box: the element that holds them.
        item: selector of one item, empty where it is to be found out.
        title: selector of its headline, a link or around one.
        excerpt: selector of its excerpt.
        date: selector of its date.
    """
    holders = list(page.index.select(item, box)) if item else []
    if holders:
        found = (_item(page, holder, title, excerpt, date) for holder in holders[:MOST])
    else:
        found = (
            _item(page, holder, "", excerpt, date, link)
            for holder, link in _guessed(page, box, title)
        )
    items: dict[str, Related] = {}
    for related in found:
        if related is not None:
            items.setdefault(page.key(related.url), related)
    return list(items.values())


def is_article_link(url: str) -> bool:
    """Could the address be an article's: of a site, not its front page, a tag or a picture?"""
    host, _, path = url.partition("://")[2].partition("/")
    if not host or OTHER_SITES.search(host) or NOT_ARTICLES.search(url):
        return False
    return len(path.strip("/")) > 3 or "p=" in path


def _item(
    page: Page, holder: _Element, title: str, excerpt: str, when: str, link: _Element | None = None
) -> Related | None:
    if link is None:
        named = page.index.first([title], holder) if title else None
        link = _link_of(page, named) if named is not None else next(_best_links(page, holder), None)
    if link is None:
        return None
    url = page.canonical(link.get("href"))
    said = text_of(link) or text.clean(link.get("title") or "")
    if not is_article_link(url) or len(said) < SHORTEST_TITLE:
        return None
    return Related(
        said, url, _excerpt(page, holder, excerpt, said, link), _date(page, holder, when)
    )


def _link_of(page: Page, element: _Element) -> _Element | None:
    if element.tag == "a":
        return element
    return next(
        (link for link in element.iter("a") if page.canonical(link.get("href"))), None
    ) or next(element.iterancestors("a"), None)


def _best_links(page: Page, holder: _Element) -> Iterator[_Element]:
    """The links of an item, the one in a heading first, then by the length of what they say."""
    links = [
        link
        for link in holder.iter("a")
        if is_article_link(page.canonical(link.get("href"))) and not is_hidden(link)
    ]
    yield from sorted(
        links,
        key=lambda link: (not _is_heading(link), "title" not in _names(link), -len(text_of(link))),
    )


def _is_heading(link: _Element) -> bool:
    parent = link.getparent()
    return (parent is not None and parent.tag in TITLE_TAGS) or any(
        child.tag in TITLE_TAGS for child in link
    )


def _names(link: _Element) -> str:
    parent = link.getparent()
    return f"{link.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}".lower()


def _guessed(page: Page, box: _Element, title: str) -> Iterator[tuple[_Element, _Element]]:
    """Items of a box whose build is unknown: for each address its best link, and what is around only it."""
    links: dict[str, list[_Element]] = {}
    candidates = page.index.select(title, box) if title else box.iter("a")
    for candidate in candidates:
        link = _link_of(page, candidate)
        if link is None or is_hidden(link):
            continue
        url = page.canonical(link.get("href"))
        if is_article_link(url):
            links.setdefault(page.key(url), []).append(link)
    everywhere = {link: key for key, group in links.items() for link in group}
    for key, group in list(links.items())[:MOST]:
        best = max(
            group,
            key=lambda link: (
                _is_heading(link),
                "title" in _names(link),
                _is_titled(link),
                bool(text_of(link)),
            ),
        )
        yield _holder(best, box, key, everywhere), best


def _is_titled(link: _Element) -> bool:
    """Does it say what its `title` attribute says (an excerpt that is a link does not)?"""
    return bool(link.get("title")) and text_of(link) == text.clean(link.get("title") or "")


def _holder(link: _Element, box: _Element, key: str, everywhere: dict[_Element, str]) -> _Element:
    """The largest element around a link with no other item's link in it."""
    holder = link
    while holder is not box:
        parent = holder.getparent()
        if parent is None or any(everywhere.get(other, key) != key for other in parent.iter("a")):
            break
        holder = parent
    return holder


def _excerpt(page: Page, holder: _Element, selector: str, title: str, link: _Element) -> str:
    if selector:
        element = page.index.first([selector], holder)
        return text_of(element)[:LONGEST_EXCERPT] if element is not None else ""
    for element in holder.iter("p", "div", "span", "a"):
        if (
            element is link
            or element in (ancestors := list(link.iterancestors()))
            or link in ancestors
        ):
            continue
        names = (element.get("class") or "").lower()
        if element.tag == "p" or any(word in names for word in EXCERPT_WORDS):
            said = text_of(element)
            if 25 <= len(said) <= LONGEST_EXCERPT and said != title and dates.parse(said) is None:
                return said
    return ""


def _date(page: Page, holder: _Element, selector: str) -> datetime | date | None:
    elements = page.index.select(selector, holder) if selector else _date_places(holder)
    for element in elements:
        for said in (
            element.get("datetime"),
            text_of(element),
            element.get("title"),
            element.get("data-date"),
        ):
            found = dates.parse_day(said, page.now) if said and len(said) < 80 else None
            if found is not None:
                return found
    return None


def _date_places(holder: _Element) -> Iterator[_Element]:
    yield from holder.iter("time")
    for element in holder.iter("span", "div", "p", "small", "em", "i", "li"):
        names = (element.get("class") or "").lower()
        if any(word in names for word in DATE_WORDS):
            yield element
