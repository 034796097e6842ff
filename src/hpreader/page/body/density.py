"""Where a page's prose is thickest: a second opinion on which part of it is the article.

Every block of prose counts for the elements around it, every short or linked line against them; the
element with the most is the article. Boxes that their name gives away count for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from lxml.etree import _Element

from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import BLOCK_TAGS
from hpreader.page.tree.visibility import NON_ARTICLE_TAGS, is_junk

SHORTEST = 60
"""Characters without links; shorter lines are labels, dates and captions as often as prose."""
LEAST_UNLINKED = 0.6
FEWEST_IN_FORM = 4
EXCLUDED_TAGS = frozenset({"aside", "header", "footer", "figcaption", "select"})
"""Elements whose text never says where the article is."""
LINES = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt"})
LISTS = frozenset({"ul", "ol", "li"})
CONTAINER_TAGS = frozenset({"div", "section", "article", "main", "body", "td", "form", "center", "span", "blockquote", "li", "p", "font"})  # fmt: skip
"""What an article's text is put into."""


@dataclass(frozen=True, slots=True)
class Density:
    """How much prose stands where."""

    page: Page
    blocks: frozenset[_Element]
    """The elements that say prose themselves."""
    _prose: list[int]
    _balance: list[int]

    def prose(self, element: _Element) -> int:
        """Characters of prose within an element."""
        return self._sum(self._prose, element)

    def balance(self, element: _Element) -> int:
        """Prose within an element less what is not prose."""
        return self._sum(self._balance, element)

    def _sum(self, sums: list[int], element: _Element) -> int:
        index = self.page.index
        return sums[index.ends[element]] - sums[index.positions[element]]

    def blocks_in(self, element: _Element, *, itself: bool = False) -> list[_Element]:
        """The blocks of prose within an element, it itself included if asked."""
        index = self.page.index
        first = index.positions[element] + (not itself)
        return [
            block for block in index.elements[first : index.ends[element]] if block in self.blocks
        ]

    def text_in(self, element: _Element) -> set[_Element]:
        """Prose, lines and lists within an element that its site says is the article.

        Linked lines may be headings or sources; a list of nothing but links is other news.
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
        """The innermost element with the best balance, None where nothing is prose."""
        best, found = 0, None
        for element in self.page.index.elements:
            if element.tag in CONTAINER_TAGS:
                balance = self.balance(element)
                if balance > best or (balance == best and found is not None):
                    best, found = balance, element
        return found


def measure_density(page: Page, excluded: frozenset[_Element] = frozenset()) -> Density:
    """Weigh every block of a page, but those that are known to stand apart from its article."""
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
    """Is it an element of that kind, and not the form that ASP.NET wraps around a whole page?"""
    if element.tag != "form":
        return element.tag in EXCLUDED_TAGS
    return sum(1 for _ in element.iter("p", "br")) < FEWEST_IN_FORM


def own_lengths(page: Page, element: _Element) -> tuple[int, int]:
    """How many characters an element says itself, its inline parts included, and how many of them in no link."""
    weights = page.weights
    text = unlinked = weights.own_lengths[page.index.positions[element]]
    for child in element:
        if child.tag not in BLOCK_TAGS and child in page.index.positions:
            size = weights.length(child)
            text += size
            unlinked += round(size * (1 - weights.link_share(child)))
    return text, unlinked
