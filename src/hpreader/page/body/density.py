"""Which element of a page has the densest prose: a check of readability's choice.

Each block of prose counts for the elements around it, each short or linked line against them; the
element with the best balance is the densest. Boxes that are excluded by their names do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from lxml.etree import _Element

from hpreader.page.blocks.builder import FEWEST_IN_FORM
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import BLOCK_TAGS
from hpreader.page.tree.visibility import NON_ARTICLE_TAGS, is_junk

SHORTEST = 60
"""Characters outside links; shorter lines may be labels, dates and captions."""
LEAST_UNLINKED = 0.6
EXCLUDED_TAGS = frozenset({"aside", "header", "footer", "figcaption", "select"})
"""Elements whose text does not count."""
LINES = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt"})
LISTS = frozenset({"ul", "ol", "li"})
CONTAINER_TAGS = frozenset({"div", "section", "article", "main", "body", "td", "form", "center", "span", "blockquote", "li", "p", "font"})  # fmt: skip
"""Elements that may contain an article."""


@dataclass(frozen=True, slots=True)
class Density:
    """The amount of prose in each element."""

    page: Page
    blocks: frozenset[_Element]
    """The elements whose own text is prose."""
    _prose: list[int]
    _balance: list[int]

    def prose(self, element: _Element) -> int:
        """Characters of prose within an element."""
        return self._sum(self._prose, element)

    def balance(self, element: _Element) -> int:
        """Characters of prose within an element, less those of other text."""
        return self._sum(self._balance, element)

    def _sum(self, sums: list[int], element: _Element) -> int:
        index = self.page.index
        return sums[index.ends[element]] - sums[index.positions[element]]

    def blocks_in(self, element: _Element, *, itself: bool = False) -> list[_Element]:
        """The blocks of prose within an element, the element included if `itself`."""
        index = self.page.index
        first = index.positions[element] + (not itself)
        return [
            block for block in index.elements[first : index.ends[element]] if block in self.blocks
        ]

    def text_in(self, element: _Element) -> set[_Element]:
        """Prose, lines and lists within an element that the site names as its article.

        Linked lines may be headings or sources; a list of links only is other news.
        """
        index = self.page.index
        part = index.elements[index.positions[element] : index.ends[element]]
        links = self.page.weights.link_share
        return {
            one
            for one in part
            if one in self.blocks
            or one.tag in LINES
            or (one.tag in LISTS and links(one) < LEAST_UNLINKED)
        }

    def side_by_side(self, blocks: list[_Element]) -> int:
        """Characters of prose in the blocks that have the same parent, or in a single one."""
        together: dict[_Element | None, int] = {}
        for block in blocks:
            text = own_lengths(self.page, block)[1]
            together[block.getparent()] = together.get(block.getparent(), 0) + text
            together[block] = together.get(block, 0) + text
        return max(together.values(), default=0)

    def densest(self) -> _Element | None:
        """The innermost element with the best balance, None if the page has no prose."""
        best, found = 0, None
        for element in self.page.index.elements:
            if element.tag in CONTAINER_TAGS:
                balance = self.balance(element)
                if balance > best or (balance == best and found is not None):
                    best, found = balance, element
        return found


def measure_density(page: Page, excluded: frozenset[_Element] = frozenset()) -> Density:
    """Measure every block of a page except those that are excluded."""
    index = page.index
    prose = [0] * len(index.elements)
    balance = [0] * len(index.elements)
    blocks: set[_Element] = set()
    hidden = page.hidden
    position, count = 0, len(index.elements)
    while position < count:
        element = index.elements[position]
        tag = element.tag
        is_apart = element in hidden or element in excluded or _is_excluded(element)
        if tag in NON_ARTICLE_TAGS or is_apart or is_junk(element):
            position = index.ends[element]
            continue
        if tag in BLOCK_TAGS or tag == "body":
            text, unlinked = own_lengths(page, element)
            if unlinked >= SHORTEST and unlinked >= text * LEAST_UNLINKED:
                prose[position] = balance[position] = unlinked
                blocks.add(element)
            else:
                balance[position] = -text
        position += 1
    return Density(
        page,
        frozenset(blocks),
        [0, *accumulate(prose)],
        [0, *accumulate(balance)],
    )


def _is_excluded(element: _Element) -> bool:
    """Whether its tag excludes it; the form that ASP.NET wraps around a whole page is not excluded."""
    if element.tag == "header":
        return sum(1 for _ in element.iter("p")) < 3
    if element.tag != "form":
        return element.tag in EXCLUDED_TAGS
    return sum(1 for _ in element.iter("p", "br")) < FEWEST_IN_FORM


def own_lengths(page: Page, element: _Element) -> tuple[int, int]:
    """Characters of an element's own text, its inline children included, and how many are outside links."""
    weights = page.weights
    text = unlinked = weights.own_lengths[page.index.positions[element]]
    for child in element:
        if _is_inline(child) and child in page.index.positions:
            size = weights.length(child)
            text += size
            unlinked += round(size * (1 - weights.link_share(child)))
    return text, unlinked


def _is_inline(element: _Element) -> bool:
    """Whether it is a part of a line; some elements that are no blocks by their tags contain blocks."""
    if element.tag in BLOCK_TAGS or element.tag == "noscript":
        return False
    return all(child.tag not in BLOCK_TAGS or child.tag == "br" for child in element)
