"""Columns of teasers beside an article: headlines of other news, each with a short text.

Together they may have more prose than the article, so they are excluded before it is looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.body.article_names import NamedElements
from hpreader.page.related.items import is_article_link
from hpreader.page.tree.document import Page
from hpreader.page.tree.site_hosts import is_of_site, own_hosts
from hpreader.page.tree.tags import SUBHEADING_TAGS
from hpreader.page.tree.text_content import text_content

LINKED = 0.9
LONGEST_TEASER = 500
"""Characters of a headline and the text below it."""
FEWEST = 3
MOST_IN_TEASER = 2
SHORTEST_TITLE = 20
SHORTEST_WORDS = 40
"""Characters after a title that is no heading; a date or a number has fewer."""
NUMBERED = lazy_pattern(r"#?\d{1,3}\s*(?:[.):/]|[-–—]\s)|\d{1,2}\s*[:h]\s*\d\d\b", re.IGNORECASE)
ITEMS = frozenset({"li", "div", "article", "section", "td", "tr", "dd"})


def column_teasers(page: Page, named_groups: NamedElements) -> frozenset[_Element]:
    """The teasers of all columns outside the elements that the site names as its article.

    Args:
        page: the page.
        named_groups: the elements that the site names as its article.
    """
    hosts = own_hosts(page)
    columns: defaultdict[_Element | None, list[set[_Element]]] = defaultdict(list)
    for heading in (one for tag in SUBHEADING_TAGS for one in page.index.tags.get(tag, ())):
        if heads_teaser(page, heading, hosts):
            item = _item(page, heading)
            parts = {item} if item is not None else _flat(page, heading)
            columns[next(iter(parts)).getparent() if parts else None].append(parts)
    for link in page.index.tags.get("a", ()):
        if (
            page.weights.length(link) >= SHORTEST_TITLE
            and (item := _item_of_link(page, link)) is not None
        ):
            address = page.canonical(link.get("href"))
            if is_of_site(address, hosts) and is_article_link(address):
                columns[item.getparent()].append({item})
    own = [group[-1] for group in named_groups]
    return frozenset(
        part
        for items in columns.values()
        if len(items) >= FEWEST
        for item in items
        for part in item
        if not any(page.index.contains(one, part) for one in own)
    )


def _flat(page: Page, heading: _Element) -> set[_Element]:
    """A headline and the one short paragraph before the next headline, in a column without item elements."""
    words = heading.getnext()
    following = words.getnext() if words is not None else None
    is_one = (
        words is not None
        and words.tag in {"p", "div"}
        and 0 < page.weights.length(words) <= LONGEST_TEASER
        and (following is None or following.tag == heading.tag)
    )
    return {heading, words} if is_one and words is not None else set()


def _item_of_link(page: Page, link: _Element) -> _Element | None:
    """The element without a heading that begins with a link and has some more text."""
    if next(link.iterancestors(*SUBHEADING_TAGS), None) is not None:
        return None
    size = page.weights.length(link)
    for outer in link.iterancestors():
        position = page.index.positions[outer]
        text = page.weights.length(outer)
        is_first = not page.weights.length_between(position, page.index.positions[link])
        if not is_first or text > LONGEST_TEASER or outer.tag in {"p", "body"}:
            break
        if outer.tag in ITEMS and outer.tag != "tr" and text - size >= SHORTEST_WORDS:
            is_item = outer.getparent() is not None and page.weights.link_share(outer) < LINKED
            return outer if is_item and next(outer.iter(*SUBHEADING_TAGS), None) is None else None
    return None


def is_numbered(heading: _Element) -> bool:
    """Whether a number or a time of day is before its text."""
    return bool(NUMBERED.match(text_content(heading)))


def heads_teaser(page: Page, heading: _Element, hosts: frozenset[str]) -> bool:
    """Whether a heading is nothing but a link to another page of the site itself.

    A number or a time of day before it belongs to a part of an article: of a list in order, or of a ticker.
    """
    if page.weights.link_share(heading) <= LINKED or is_numbered(heading):
        return False
    links = (*heading.iter("a"), *heading.iterancestors("a"))
    addresses = [page.resolve(link.get("href")) for link in links]
    here = page.url.partition("#")[0]
    return any(
        is_of_site(address, hosts) and address.partition("#")[0] != here for address in addresses
    )


def are_teasers(page: Page, around: _Element, blocks: list[_Element]) -> bool:
    """Whether at least half of the blocks within an element are in boxes that lead to other articles."""
    hosts = own_hosts(page)
    positions = sorted(page.index.positions[block] for block in blocks)

    def count_in(element: _Element) -> int:
        first, end = page.index.positions[element], page.index.ends[element]
        return bisect_left(positions, end) - bisect_left(positions, first)

    boxes: dict[_Element, int] = {}
    for block in blocks:
        box = block
        while (
            box is not around
            and (parent := box.getparent()) is not None
            and parent is not around
            and count_in(parent) <= MOST_IN_TEASER
        ):
            box = parent
        boxes[box] = boxes.get(box, 0) + 1
    teasers = sum(
        count
        for box, count in boxes.items()
        if page.weights.length(box) <= count * LONGEST_TEASER and _leads_elsewhere(page, box, hosts)
    )
    return teasers * 2 >= len(blocks)


def _leads_elsewhere(page: Page, box: _Element, hosts: frozenset[str]) -> bool:
    """Whether a box has a heading, or a line as long as a title, that links to an article of the site."""
    here = page.url.partition("#")[0]
    for link in box.iter("a"):
        address = page.canonical(link.get("href"))
        around = link.getparent()
        is_in_line = around is not None and around.tag == "p"
        is_title = page.weights.length(link) >= SHORTEST_TITLE and not is_in_line
        if (
            is_title
            and address.partition("#")[0] != here
            and is_of_site(address, hosts)
            and is_article_link(address)
        ):
            return True
    return any(heads_teaser(page, one, hosts) for one in box.iter(*SUBHEADING_TAGS))


def _item(page: Page, heading: _Element) -> _Element | None:
    """The largest element around a headline with no more text than a teaser and no other headline."""
    found = None
    for element in heading.iterancestors():
        if page.weights.length(element) > LONGEST_TEASER or len(_headings_in(element)) > 1:
            break
        if element.tag in ITEMS:
            found = element
    return found


def _headings_in(element: _Element) -> list[_Element]:
    headings: list[_Element] = []
    for heading in element.iter(*SUBHEADING_TAGS, "h1"):
        headings.append(heading)
        if len(headings) > 1:
            break
    return headings
