"""All boxes of other news of a page ("Tin khác" and the like), on any site.

First those that the site's profile names, then the links after each label that announces related news,
then boxes with the class of one, then single lines within the article that only link to another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from hpreader.model import Related
from hpreader.page.related.box_finder import BoxFinder
from hpreader.page.related.cards import cards_in
from hpreader.page.related.items import is_article_link, items_in, title_of
from hpreader.page.related.labels import (
    LINK_LINE_START,
    announces_news,
    announces_other,
    can_start_link_line,
    strip_label,
)
from hpreader.page.tree.document import Page
from hpreader.page.tree.site_hosts import is_of_site, own_hosts
from hpreader.page.tree.text_content import text_content
from hpreader.sites.profiles import Profile, RelatedBox

MOST_ITEMS = 40
LINE_TAGS = frozenset({"p", "div", "li", "blockquote", "h2", "h3", "h4", "h5", "center"})
"""Elements that a line can be which only links to another article."""
LONGEST_LINE = 300


@dataclass(slots=True)
class RelatedBoxes:
    """The boxes of other news that were found on a page."""

    page: Page
    own_url: str
    """The article's own address, which is excluded."""
    hosts: frozenset[str]
    """The hosts that are the page's own site."""
    elements: set[_Element] = field(default_factory=set)
    """The elements of the boxes."""
    _found: list[tuple[int, list[Related]]] = field(default_factory=list)
    """The position and the items of each box."""

    def add(self, elements: list[_Element], items: list[Related]) -> None:
        """Add a box, unless it links to other sites only, as advertisements do."""
        own = [item for item in items if is_of_site(item.url, self.hosts)]
        if own:
            self._found.append((self.page.index.positions[elements[0]], own))
            self.elements.update(elements)

    @property
    def items(self) -> tuple[Related, ...]:
        """The items of all boxes in document order, each article once."""
        if not self._found:
            return ()
        items: list[Related] = []
        seen = {self.page.key(self.own_url), self.page.key(self.page.url)}
        for _, box in sorted(self._found, key=lambda found: found[0]):
            for item in box:
                key = self.page.key(item.url)
                if key not in seen and len(items) < MOST_ITEMS:
                    seen.add(key)
                    items.append(item)
        return tuple(items)


def find_related(
    page: Page, profile: Profile | None, body: _Element | None, own_url: str
) -> RelatedBoxes:
    """All boxes of other news of a page.

    Args:
        page: the page.
        profile: the profile that matches the page.
        body: the article's element if it is known; no box can contain it.
        own_url: the article's own address, which is excluded.
    """
    if profile is None and "a" not in page.index.tags:  # only a profile finds news without a link
        return RelatedBoxes(page, own_url, frozenset())
    boxes = RelatedBoxes(page, own_url, own_hosts(page))
    for elements, items in _all_boxes(page, profile, body, boxes.elements):
        boxes.add(elements, items)
    if body is not None:
        add_cards(boxes, body)
    return boxes


def add_cards(boxes: RelatedBoxes, body: _Element) -> None:
    """Add the cards of other articles between the paragraphs of an article."""
    for card in cards_in(boxes.page, body, boxes.hosts, boxes.own_url):
        if not any(_overlap(boxes.page, card, box) for box in boxes.elements):
            boxes.add([card], items_in(boxes.page, card))


def _all_boxes(
    page: Page, profile: Profile | None, body: _Element | None, taken: set[_Element]
) -> Iterator[tuple[list[_Element], list[Related]]]:
    """Every box, the most certain first; elements that overlap with `taken` ones are skipped."""
    for box in profile.related if profile is not None else ():
        yield from _by_profile(page, box)
    finder = BoxFinder(page, body)
    for candidates in (finder.after_labels(), finder.by_name(), finder.within_text()):
        for elements in candidates:
            if elements and not any(_overlap(page, one, box) for one in elements for box in taken):
                items = [item for one in elements for item in items_in(page, one)]
                yield (
                    elements,
                    [item for item in items if not announces_news(strip_label(item.title))],
                )
    yield from _in_lines(page, page.body if body is None else body, taken)


def _by_profile(page: Page, box: RelatedBox) -> Iterator[tuple[list[_Element], list[Related]]]:
    for element in page.index.select(box.box):
        if box.label:
            label = page.index.first([box.label], element)
            if label is None and page.index.first([box.title or "a"], element) is None:
                continue
            if label is not None and not announces_news(strip_label(text_content(label))):
                continue
        items = items_in(
            page, element, item=box.item, title=box.title, excerpt=box.excerpt, date=box.date
        )
        if items:
            yield [element], items


def _overlap(page: Page, one: _Element, other: _Element) -> bool:
    return one is other or page.index.contains(one, other) or page.index.contains(other, one)


def _in_lines(
    page: Page, body: _Element, taken: set[_Element]
) -> Iterator[tuple[list[_Element], list[Related]]]:
    """Lines within the article such as "Xem thêm: …" that are nothing but a link to another one."""
    seen: set[_Element] = set()
    index = page.index
    start, end = index.positions[body], index.ends[body]
    for link in index.tags.get("a", ()):
        if not start < index.positions[link] < end:
            continue
        line = next((one for one in link.iterancestors() if one.tag in LINE_TAGS), None)
        if line is None or line in seen:
            continue
        seen.add(line)
        # Most lines with links begin with other words and are no such lines.
        if (
            not can_start_link_line(line.itertext())
            or page.weights.length(line) > LONGEST_LINE
            or not page.index.contains(body, line)
            or any(box is line or _overlap(page, box, line) for box in taken)
        ):
            continue
        items = _of_line(page, line)
        if items:
            yield [line], items


def _of_line(page: Page, line: _Element) -> list[Related]:
    if next(line.iterdescendants(*LINE_TAGS, "ul", "table", "img", "figure"), None) is not None:
        return []
    if not any(is_article_link(page.canonical(link.get("href"))) for link in line.iter("a")):
        return []
    text = text_content(line)
    lead = LINK_LINE_START.match(text)
    links = [link for link in line.iter("a") if page.canonical(link.get("href"))]
    linked = sum(len(text_content(link)) for link in links)
    if not lead or announces_other(text[: lead.end()]) or not 1 <= len(links) <= 4:
        return []
    # "Xem thêm:" may be the link's own text.
    if linked <= 15 or linked < (len(text) - lead.end()) * 0.8:
        return []
    items = []
    for link in links:
        title = LINK_LINE_START.sub("", title_of(link), count=1)
        if title:
            items.append(Related(title, page.canonical(link.get("href"))))
    return items
