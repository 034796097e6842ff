"""Headlines in a box or a list: title, address, excerpt and date of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from hpreader import text
from hpreader.model import Related
from hpreader.page.related.labels import MORE
from hpreader.page.related.teasers import TITLE_WORDS, date_of, excerpt_of
from hpreader.page.tree.parser import Page, text_of
from hpreader.page.tree.visibility import is_hidden

TITLE_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SHORTEST_TITLE = 8
MOST = 400
LONGEST_NAME = "a picture that says nothing"
TEMPLATE = "{{"
"""What a page of unfilled templates says."""
LONG_SLUG = re.compile(r"\d{4}|(?:[^/-]+-){4}|[?&](?:p|id|newsid)=\d|-\w*\d+\.\w+$", re.IGNORECASE)

NOT_ARTICLES = re.compile(
    r"/(?:tags?|hashtag|tu-khoa|topic|topics|category|author|authors|tac-gia|chuyen-muc|chu-de|search|tim-kiem|feed|wp-login|dang-nhap|login|rss|print|in-bai|page)(?:/|$|\.|\?)|/(?:chuyen-de|trang-chu|lien-he|gioi-thieu|quang-cao)(?:/?$|\.|\?)|[?&](?:replytocom|share|cat|tag|keyword|q|s)="
    r"|-tags?\d*\.html|-ptag|-tag\d+|-event\d+|/(?:index|default)\.(?:html?|php|aspx)$|\.(?:jpe?g|png|gif|webp|pdf|docx?|xlsx?|mp[34]|zip|rar)$",
    re.IGNORECASE,
)
OTHER_SITES = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|pinterest|linkedin|whatsapp|zalo|youtube|google|t|telegram|instagram|tiktok)\.(?:com|me|net|vn|org)$"
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
    named = _named_link(page, holder, title) if link is None else None
    link = link if named is None else named
    if link is None:
        link = next(_best_links(page, holder), None)
    if link is None:
        return _stated_item(page, holder)
    url = page.canonical(link.get("href"))
    said = _whole(page, holder, url, title_of(link))
    if not is_article_link(url) or len(said) < SHORTEST_TITLE or TEMPLATE in said:
        return None
    # What a profile's selector names is a headline, however short.
    if (named is None and is_section_link(url, said)) or MORE.fullmatch(said):
        return None
    return Related(
        said, url, excerpt_of(page, holder, excerpt, said, link), date_of(page, holder, when, link)
    )


def _named_link(page: Page, holder: _Element, selector: str) -> _Element | None:
    """The link that a selector names: the first that says something, as pictures are links too."""
    found = page.index.select(selector, holder) if selector else iter(())
    links = (_link_of(page, element) for element in found)
    return next((link for link in links if link is not None and title_of(link)), None)


def _whole(page: Page, holder: _Element, url: str, said: str) -> str:
    """A headline that was cut with dots, as another link to the same article says it whole."""
    stem = said.rstrip(" .…")
    if stem == said or not said.endswith(("...", "…")):
        return said
    for link in holder.iter("a"):
        stated = text.clean(link.get("title") or "")
        if stated.startswith(stem) and page.key(page.canonical(link.get("href"))) == page.key(url):
            return stated
    return said


def _stated_item(page: Page, holder: _Element) -> Related | None:
    """An item that a script makes a link of: VCCorp's say what they are in attributes."""
    url = page.canonical(holder.get("data-url"))
    said = text.clean(holder.get("data-title") or "")
    if len(said) < SHORTEST_TITLE or not is_article_link(url):
        return None
    return Related(said, url, "", date_of(page, holder, "", holder))


def title_of(link: _Element) -> str:
    """What a link says as a headline: of a card that is a link as a whole, only its heading."""
    for element in link.iter(*TITLE_TAGS):
        if len(said := text_of(element)) >= SHORTEST_TITLE:
            return said
    said = text_of(link)
    stated = text.clean(link.get("title") or "")
    stem = said.rstrip(" .…")
    if stated and (not said or (stem != said and stated.startswith(stem))):
        return stated
    if stated and said.startswith(stated) and len(said) > len(stated) + 25:
        return stated
    for element in link.iterdescendants("div", "p", "span", "strong"):
        names = (element.get("class") or "").lower()
        if any(word in names for word in TITLE_WORDS) and len(text_of(element)) >= SHORTEST_TITLE:
            return text_of(element)
    if not said:
        picture = next(link.iterdescendants("img", "amp-img"), None)
        return text.clean(picture.get("alt") or "") if picture is not None else ""
    return said


def is_section_link(url: str, said: str) -> bool:
    """Does it lead to a section: a short name, and an address without a number or a long slug?"""
    path = url.partition("://")[2].partition("/")[2]
    return len(re.findall(r"\w+", said)) <= 4 and not LONG_SLUG.search(path)


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
        if is_article_link(page.canonical(link.get("href")))
        and not is_hidden(link)
        and not MORE.fullmatch(text_of(link))
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
        if is_article_link(url) and not is_section_link(url, text_of(link) or LONGEST_NAME):
            links.setdefault(page.key(url), []).append(link)
    everywhere = {link: key for key, group in links.items() for link in group}
    for key, group in list(links.items())[:MOST]:
        best = max(
            group,
            key=lambda link: (
                _is_heading(link),
                "title" in _names(link),
                _is_titled(link),
                bool(text_of(link)) and not MORE.fullmatch(text_of(link)),
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
