"""Headlines in a box or a list: title, address, excerpt and date of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Related
from hpreader.page.phrases import pattern
from hpreader.page.related.labels import MORE_LINK
from hpreader.page.related.teasers import TITLE_WORDS, date_of, excerpt_of
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import HEADING_TAGS
from hpreader.page.tree.text_content import text_content
from hpreader.page.tree.visibility import is_hidden
from hpreader.text import clean

SHORTEST_TITLE = 8
MOST = 400
LONGEST_NAME = "a picture that says nothing"
TEMPLATE = "{{"
"""What the text of a template contains that no script filled in."""
LONG_SLUG = lazy_pattern(
    r"\d{4}|(?:[^/-]+-){4}|[?&](?:p|id|newsid)=\d|-\w*\d+\.\w+$", re.IGNORECASE
)

NOT_ARTICLES = lazy_pattern(
    r"/(?:tags?|hashtag|tu-khoa|topic|topics|category|author|authors|tac-gia|chuyen-muc|chu-de|search|tim-kiem|feed|wp-login|dang-nhap|login|rss|print|in-bai|page)(?:/|$|\.|\?)|/(?:chuyen-de|trang-chu|lien-he|gioi-thieu|quang-cao)(?:/?$|\.|\?)|[?&](?:replytocom|share|cat|tag|keyword|q|s)="
    r"|-tags?\d*\.html|-ptag|-tag\d+|-event\d+|/(?:index|default)\.(?:html?|php|aspx)$|\.(?:jpe?g|png|gif|webp|pdf|docx?|xlsx?|mp[34]|zip|rar)$",
    re.IGNORECASE,
)
ARCHIVES = lazy_pattern(
    r"/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?(?:page/\d+/?)?(?:$|\?)"
    r"|/(?:contributors?|staff|columnists?|reporters?|journalists?|bylines?|writers?|tacgia|but-danh)/[^/]+/?$"
    r"|[?&](?:m=\d{4,8}|author(?:_name)?=\w+)(?:&|$)",
    re.IGNORECASE,
)
"""Lists of a year, a month or a day, and pages of authors, as WordPress and others address them."""
COUNT = pattern("counted_reaction", r"\W*\d[\d.,]*\s*[km]?\+?\s*<phrases>\W*")
"""How many comments or likes an article has, as a whole text."""
OTHER_SITES = lazy_pattern(
    r"(?:^|\.)(?:facebook|twitter|x|pinterest|linkedin|whatsapp|zalo|youtube|google|t|telegram|instagram|tiktok)\.(?:com|me|net|vn|org)$"
)


def items_in(
    page: Page, box: _Element, *, item: str = "", title: str = "", excerpt: str = "", date: str = ""
) -> list[Related]:
    """The items of a box in the order of the page, each address once.

    Args:
        page: the page.
        box: the element that holds them.
        item: selector of one item; empty if items are to be found by their links.
        title: selector of its headline, a link or around one.
        excerpt: selector of its excerpt.
        date: selector of its date.
    """
    containers = list(page.index.select(item, box)) if item else []
    if containers:
        found = (_item(page, container, title, excerpt, date) for container in containers[:MOST])
    else:
        found = (
            _item(page, container, "", excerpt, date, link)
            for container, link in _guessed_items(page, box, title)
        )
    items: dict[str, Related] = {}
    for related in found:
        if related is not None:
            items.setdefault(page.key(related.url), related)
    return list(items.values())


def is_article_link(url: str) -> bool:
    """Whether an address may be an article's: not a front page, a tag, an image or a social network."""
    host, _, path = url.partition("://")[2].partition("/")
    if not host or OTHER_SITES.search(host) or NOT_ARTICLES.search(url) or ARCHIVES.search(url):
        return False
    return len(path.strip("/")) > 3 or "p=" in path


def _item(
    page: Page,
    container: _Element,
    title: str,
    excerpt: str,
    when: str,
    link: _Element | None = None,
) -> Related | None:
    named = _named_link(page, container, title) if link is None else None
    link = link if named is None else named
    if link is None:
        link = next(_best_links(page, container), None)
    if link is None:
        return _scripted_item(page, container)
    url = page.canonical(link.get("href"))
    text = _whole(page, container, url, title_of(link))
    if not is_article_link(url) or len(text) < SHORTEST_TITLE or TEMPLATE in text:
        return None
    # What a profile's selector names is a headline, however short.
    if (named is None and is_section_link(url, text)) or MORE_LINK.fullmatch(text):
        return None
    return Related(
        text,
        url,
        excerpt_of(page, container, excerpt, text, link),
        date_of(page, container, when, link),
    )


def _named_link(page: Page, container: _Element, selector: str) -> _Element | None:
    """The link that a selector names: the first with text, as images are links too."""
    found = page.index.select(selector, container) if selector else iter(())
    links = (_link_of(page, element) for element in found)
    return next((link for link in links if link is not None and title_of(link)), None)


def _whole(page: Page, container: _Element, url: str, text: str) -> str:
    """A headline that was cut, completed by another link to the same article."""
    stem = text.rstrip(" .…")
    if stem == text or not text.endswith(("...", "…")):
        return text
    for link in container.iter("a"):
        stated = clean(link.get("title") or "")
        if stated.startswith(stem) and page.key(page.canonical(link.get("href"))) == page.key(url):
            return stated
    return text


def _scripted_item(page: Page, container: _Element) -> Related | None:
    """An item that a script turns into a link: VCCorp's have title and address in attributes."""
    url = page.canonical(container.get("data-url"))
    text = clean(container.get("data-title") or "")
    if len(text) < SHORTEST_TITLE or not is_article_link(url):
        return None
    return Related(text, url, "", date_of(page, container, "", container))


def title_of(link: _Element) -> str:
    """The headline of a link; if a whole card is the link, only its heading."""
    for element in link.iter(*HEADING_TAGS):
        if len(text := text_content(element)) >= SHORTEST_TITLE:
            return text
    text = _text_without_counts(link)
    stated = clean(link.get("title") or "")
    stem = text.rstrip(" .…")
    if stated and (not text or (stem != text and stated.startswith(stem))):
        return stated
    if stated and text.startswith(stated) and len(text) > len(stated) + 25:
        return stated
    for element in link.iterdescendants("div", "p", "span", "strong"):
        names = (element.get("class") or "").lower()
        if (
            any(word in names for word in TITLE_WORDS)
            and len(text_content(element)) >= SHORTEST_TITLE
        ):
            return text_content(element)
    if not text:
        image = next(link.iterdescendants("img", "amp-img"), None)
        return clean(image.get("alt") or "") if image is not None else ""
    return text


def _text_without_counts(link: _Element) -> str:
    """The text of a link without elements that count its comments or likes."""
    text = text_content(link)
    for element in link.iterdescendants("span", "small", "i", "em", "div", "sup", "p", "b"):
        count = text_content(element)
        if count and COUNT.fullmatch(count) and len(count) < len(text):
            text = clean(text.removesuffix(count)) if text.endswith(count) else text
            text = clean(text.removeprefix(count)) if text.startswith(count) else text
    return "" if COUNT.fullmatch(text) else text


def is_section_link(url: str, text: str) -> bool:
    """Whether a link is a section's: a short text, and an address without a number or a long slug."""
    path = url.partition("://")[2].partition("/")[2]
    return len(re.findall(r"\w+", text)) <= 4 and not LONG_SLUG.search(path)


def _link_of(page: Page, element: _Element) -> _Element | None:
    if element.tag == "a":
        return element
    return next(
        (link for link in element.iter("a") if page.canonical(link.get("href"))), None
    ) or next(element.iterancestors("a"), None)


def _best_links(page: Page, container: _Element) -> Iterator[_Element]:
    """The links of an item, those in a heading first, then by the length of their texts."""
    links = [
        link
        for link in container.iter("a")
        if is_article_link(page.canonical(link.get("href")))
        and not is_hidden(link)
        and not MORE_LINK.fullmatch(text_content(link))
        and not COUNT.fullmatch(text_content(link))
    ]
    yield from sorted(
        links,
        key=lambda link: (
            not _is_heading(link),
            "title" not in _names(link),
            -len(text_content(link)),
        ),
    )


def _is_heading(link: _Element) -> bool:
    parent = link.getparent()
    return (parent is not None and parent.tag in HEADING_TAGS) or any(
        child.tag in HEADING_TAGS for child in link
    )


def _names(link: _Element) -> str:
    parent = link.getparent()
    return f"{link.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}".lower()


def _guessed_items(page: Page, box: _Element, title: str) -> Iterator[tuple[_Element, _Element]]:
    """The items of a box of unknown structure: for each address the largest element around its links alone, and its best link."""
    links: dict[str, list[_Element]] = {}
    candidates = page.index.select(title, box) if title else box.iter("a")
    for candidate in candidates:
        link = _link_of(page, candidate)
        if link is None or is_hidden(link):
            continue
        url = page.canonical(link.get("href"))
        if is_article_link(url) and not is_section_link(url, text_content(link) or LONGEST_NAME):
            links.setdefault(page.key(url), []).append(link)
    everywhere = {link: key for key, group in links.items() for link in group}
    for key, group in list(links.items())[:MOST]:
        best = max(
            group,
            key=lambda link: (
                _is_heading(link),
                "title" in _names(link),
                _is_titled(link),
                bool(_text_without_counts(link)) and not MORE_LINK.fullmatch(text_content(link)),
            ),
        )
        yield _container(best, box, key, everywhere), best


def _is_titled(link: _Element) -> bool:
    """Whether its text equals its `title` attribute; that of a linked excerpt does not."""
    return bool(link.get("title")) and text_content(link) == clean(link.get("title") or "")


def _container(
    link: _Element, box: _Element, key: str, everywhere: dict[_Element, str]
) -> _Element:
    """The largest element around a link with no other item's link in it."""
    container = link
    while container is not box:
        parent = container.getparent()
        if parent is None or any(everywhere.get(other, key) != key for other in parent.iter("a")):
            break
        container = parent
    return container
