"""The excerpt and the date beside a headline in a box or a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from lxml.etree import _Element

from hpreader import dates
from hpreader.page.phrases import pattern
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.text import clean

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
DATE_WORDS = ("date", "time", "ago", "publish", "ngay", "thoigian", "thoi-gian")
LONGEST_DATE = 80
LONGEST_EXCERPT = 600
TITLE_WORDS = ("title", "headline", "heading", "tieude", "tieu-de")
MORE_AT_END = pattern("excerpt_end", r"\s*(?:\[?…\]?\s*)?<phrases>\s*[.…»>→]*$")
NOT_EXCERPTS = (*TITLE_WORDS, *DATE_WORDS, "meta", "author", "cate")


def excerpt_of(page: Page, container: _Element, selector: str, title: str, link: _Element) -> str:
    """The excerpt beside a headline, "" if there is none."""
    if selector:
        element = page.index.first([selector], container)
        return text_content(element)[:LONGEST_EXCERPT] if element is not None else ""
    around = set(link.iterancestors())
    for element in container.iter("p", "div", "span", "a", "h4", "h5"):
        if element is link or element in around:
            continue
        names = (element.get("class") or "").lower()
        is_named = element.tag == "p" or any(word in names for word in EXCERPT_WORDS)
        is_link = element.tag == "a" and page.canonical(element.get("href")) == page.canonical(
            link.get("href")
        )
        if (is_named or is_link) and not any(word in names for word in NOT_EXCERPTS):
            text = MORE_AT_END.sub("", text_content(element))
            if _is_excerpt(text, title):
                return text
    return ""


def _is_excerpt(text: str, title: str) -> bool:
    if not 25 <= len(text) <= LONGEST_EXCERPT or dates.parse(text) is not None:
        return False
    return not text.startswith(title) and not title.startswith(text.rstrip(" .…"))


def date_of(
    page: Page, container: _Element, selector: str, link: _Element
) -> datetime | date | None:
    """When an item was published: a time of day if there is one, else a day, else a relative time."""
    positions = page.index.select(selector, container) if selector else _date_candidates(container)
    relative: datetime | date | None = None
    day: datetime | date | None = None
    for text in (*_said_of(positions), *_beside(container, link)):
        found = dates.parse_day(text, page.now) if len(text) < LONGEST_DATE else None
        if found is None:
            continue
        if dates.is_relative(text):
            relative = relative or found
        elif isinstance(found, datetime):
            return found
        else:
            day = day or found
    return day or relative


def _said_of(positions: Iterator[_Element]) -> Iterator[str]:
    for element in positions:
        for name in ("datetime", "title", "data-date", "data-time"):
            if text := element.get(name):
                yield text
        yield text_content(element)


def _date_candidates(container: _Element) -> Iterator[_Element]:
    yield from container.iter("time")
    for element in container.iter("span", "div", "p", "small", "em", "i", "li", "td", "abbr"):
        names = (element.get("class") or "").lower()
        if any(word in names for word in DATE_WORDS) or element.get("data-date"):
            yield element


def _beside(container: _Element, link: _Element) -> Iterator[str]:
    """The texts after a link that have no element with a telling name: "(07/07/2025)"."""
    # In a list without item elements, what follows up to the next headline belongs to this one.
    for start in (link, container) if container.tag in {"h2", "h3", "h4", "h5", "h6"} else (link,):
        if start.tail:
            yield clean(start.tail).strip("()[] -–|•")
        for element in start.itersiblings():
            if next(element.iter("a"), None) is not None:
                break
            yield text_content(element).strip("()[] -–|•")
            if element.tail:
                yield clean(element.tail).strip("()[] -–|•")
    if container is not link:
        for element in container.iter("span", "small", "em", "i", "td", "div", "p", "font"):
            if not len(element):
                yield text_content(element).strip("()[] -–|•")
