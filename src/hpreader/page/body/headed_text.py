"""The text below a page's headline where no prose is found: lists, captions, notices and round-ups.

It is the last of the rules: it only decides pages that would be refused otherwise. What a page has that is
no article (menus, footers, headlines of other articles) is told from it by tag, name and links.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.body.density import own_lengths
from hpreader.page.body.teaser_columns import heads_teaser
from hpreader.page.metadata.jsonld import states_article
from hpreader.page.tree.document import Page
from hpreader.page.tree.site_hosts import own_hosts
from hpreader.page.tree.tags import BLOCK_TAGS, SUBHEADING_TAGS
from hpreader.page.tree.text_content import letters_of, text_content
from hpreader.page.tree.visibility import NON_ARTICLE_TAGS, is_junk

FEWEST_WORDS = 5
"""Words of a headline; names of sections have fewer."""
WORD = lazy_pattern(r"[\u3040-\u9fff]|[^\W\u3040-\u9fff]+")
"""In Chinese and Japanese, written without spaces, each character counts."""
FEWEST_IN_TITLE = 12
"""Letters and digits of a heading that repeats a part of the page's title."""
FEWEST_LETTERS = 80
"""Characters that the decider must find for a page to be an article; with a profile fewer will do."""
MAX_LINK_SHARE = 0.35
"""Share of links in an article; a part of a page with more contains side columns as well."""
MOST_HEADLINES = 3
"""Headings that are links to the site's own articles; a page with as many is a list of news."""
FURNITURE_TAGS = NON_ARTICLE_TAGS - {"head"} | {"aside", "footer", "form", "noscript", "label"}
FURNITURE = lazy_pattern(
    r"(?:^|[\s_-])(?:top|main|site|page|global|bottom)?[_-]?(?:foot(?:er)?|menu|nav(?:bar|igation)?|side-?bar|copyright|crumbs?|login|log-?in|search|cart|address|contact|cookies?|widget|tool-?bar|chan-?trang)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""How sites name what surrounds their articles."""
DIALOG = lazy_pattern(
    r"(?:^|[\s_-])(?:foot(?:er)?|copyright|chan-?trang|menu|side-?bar|login|log-?in|cookies?|consent|dialog|modal|overlay|popup)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""How they name what is laid over the page or below it."""
DIALOG_ROLES = frozenset({"dialog", "alertdialog"})
"""https://www.w3.org/TR/wai-aria-1.2/#dialog"""
FOOTER = lazy_pattern(
    r"(?:^|[\s_-])(?:foot(?:er)?|copyright|chan-?trang)(?:$|[\s_-])", re.IGNORECASE
)
"""How they name the footer; the other names of `FURNITURE` may be those of a part of an article."""


def headlines(page: Page) -> list[_Element]:
    """The elements that may be the page's headline, in document order.

    An `<h1>` with as many words as a headline; without one, a heading that is the beginning or the
    end of the page's title.
    """
    found = [
        title
        for title in page.index.tags.get("h1", ())
        if len(WORD.findall(text_content(title))) >= FEWEST_WORDS
    ]
    return found or _titled_headings(page)


def _titled_headings(page: Page) -> list[_Element]:
    titles = [text_content(one) for one in page.index.tags.get("title", ())[:1]]
    known = [letters_of(title) for title in (*titles, page.meta("og:title")) if title]
    return [
        heading
        for tag in ("h1", "h2", "h3")
        for heading in page.index.tags.get(tag, ())
        if len(letters := letters_of(text_content(heading))) >= FEWEST_IN_TITLE
        and any(title.startswith(letters) or title.endswith(letters) for title in known)
    ][:1]


def headed_text(page: Page, excluded: frozenset[_Element]) -> set[_Element]:
    """The elements with the text below the headline; empty if there is none, or if it is a list of news.

    Args:
        page: the page.
        excluded: elements that are known to be none of the article.
    """
    title = _headline(page)
    if title is None:
        return set()
    lengths = _lengths(page, excluded, page.index.ends[title])
    root = _around(page, title, lengths)
    first, last = page.index.positions[root], page.index.ends[root]
    found = {page.index.elements[at] for at in lengths if first <= at < last}
    text = sum(lengths[page.index.positions[one]][1] for one in found)
    linked = sum(lengths[page.index.positions[one]][0] for one in found) - text
    if text < FEWEST_LETTERS or linked > text * MAX_LINK_SHARE or _is_of_news(page, found):
        return set()
    return found


def _headline(page: Page) -> _Element | None:
    """The page's one headline; a shorter one is enough if the page states that it is an article."""
    found = headlines(page)
    if not found and states_article(page):
        found = [one for one in page.index.tags.get("h1", ()) if page.weights.length(one)]
    return found[0] if len(found) == 1 else None


def _lengths(page: Page, excluded: frozenset[_Element], start: int) -> dict[int, tuple[int, int]]:
    """The characters of each element with text of its own after a position, and how many are outside links."""
    index, hidden = page.index, page.hidden
    found: dict[int, tuple[int, int]] = {}
    position = start
    while position < len(index.elements):
        element = index.elements[position]
        if (
            element.tag in FURNITURE_TAGS
            or element in hidden
            or element in excluded
            or is_junk(element)
            or _is_furniture(_names_of(element))
        ):
            position = index.ends[element]
            continue
        if element.tag in BLOCK_TAGS:
            text, unlinked = own_lengths(page, element)
            if text:
                found[position] = text, unlinked
        position += 1
    return found


def is_in_footer(element: _Element) -> bool:
    """Whether an element is in the page's footer, by its tag or name."""
    return any(
        one.tag == "footer" or FOOTER.search(_names_of(one))
        for one in (element, *element.iterancestors())
    )


def is_in_furniture(element: _Element) -> bool:
    """Whether an element is in a footer, a dialog, a login or the like, by tag, role or name."""
    return any(
        one.tag in {"footer", "dialog", "nav"}
        or one.get("role") in DIALOG_ROLES
        or _names_dialog(_names_of(one))
        for one in (element, *element.iterancestors())
    )


def _names_of(element: _Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


@lru_cache(maxsize=4096)
def _names_dialog(names: str) -> bool:
    return names != " " and DIALOG.search(names) is not None


@lru_cache(maxsize=4096)
def _is_furniture(names: str) -> bool:
    return names != " " and FURNITURE.search(names) is not None


def _around(page: Page, title: _Element, lengths: dict[int, tuple[int, int]]) -> _Element:
    """The smallest element around the headline with the most text below it that is outside links.

    It ends before an element that adds headlines of other articles to enough text.
    """
    best, root = 0, title
    for element in title.iterancestors():
        last = page.index.ends[element]
        inside = {at: text for at, text in lengths.items() if at < last}
        balance = sum(2 * own - text for text, own in inside.values())
        if best >= FEWEST_LETTERS and _is_of_news(page, {page.index.elements[at] for at in inside}):
            break
        if balance > best:
            best, root = balance, element
    return root


def _is_of_news(page: Page, blocks: set[_Element]) -> bool:
    hosts = own_hosts(page)
    headings = (one for one in blocks if one.tag in SUBHEADING_TAGS)
    return sum(heads_teaser(page, one, hosts) for one in headings) >= MOST_HEADLINES
