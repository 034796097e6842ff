"""Where a page's prose is thickest: a second opinion on which part of it is the article.

Every block of prose counts for the elements around it, every short or linked line against them; the
element with the most is the article. Boxes that their name gives away count for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from lxml.etree import _Element

from hpreader.page.tree.parser import PARTING, Page
from hpreader.page.tree.visibility import NEVER, is_junk

SHORTEST = 60
"""Characters without links; shorter lines are labels, dates and captions as often as prose."""
LEAST_UNLINKED = 0.6
FEWEST_IN_FORM = 4
APART = frozenset({"aside", "header", "footer", "figcaption", "select"})
"""Elements whose text never says where the article is."""
LINES = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt"})
LISTS = frozenset({"ul", "ol", "li"})
HOLDERS = frozenset({"div", "section", "article", "main", "body", "td", "form", "center", "span", "blockquote", "li", "p", "font"})  # fmt: skip
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
        return sums[index.ends[element]] - sums[index.places[element]]

    def blocks_in(self, element: _Element, *, itself: bool = False) -> list[_Element]:
        """The blocks of prose within an element, it itself included if asked."""
        index = self.page.index
        first = index.places[element] + (not itself)
        return [
            block for block in index.elements[first : index.ends[element]] if block in self.blocks
        ]

    def text_in(self, element: _Element) -> set[_Element]:
        """Prose, lines and lists within an element that its site says is the article.

        Linked lines may be headings or sources; a list of nothing but links is other news.
        """
        index = self.page.index
        stretch = index.elements[index.places[element] : index.ends[element]]
        links = self.page.weights.links
        return {
            one
            for one in stretch
            if one in self.blocks
            or one.tag in LINES
            or (one.tag in LISTS and links(one) < LEAST_UNLINKED)
        }

    def side_by_side(self, blocks: list[_Element]) -> int:
        """Characters of prose in the blocks that have the same parent, or in a single one."""
        together: dict[_Element | None, int] = {}
        for block in blocks:
            said = own_text(self.page, block)[1]
            together[block.getparent()] = together.get(block.getparent(), 0) + said
            together[block] = together.get(block, 0) + said
        return max(together.values(), default=0)

    def thickest(self) -> _Element | None:
        """The innermost element with the best balance, None where nothing is prose."""
        best, found = 0, None
        for element in self.page.index.elements:
            if element.tag in HOLDERS:
                balance = self.balance(element)
                if balance > best or (balance == best and found is not None):
                    best, found = balance, element
        return found


def measure(page: Page, apart: frozenset[_Element] = frozenset()) -> Density:
    """Weigh every block of a page, but those that are known to stand apart from its article."""
    index = page.index
    prose = [0] * len(index.elements)
    balance = [0] * len(index.elements)
    blocks: set[_Element] = set()
    hidden = page.hidden
    place, count = 0, len(index.elements)
    while place < count:
        element = index.elements[place]
        tag = element.tag
        is_apart = element in hidden or element in apart or _is_apart(element)
        if tag in NEVER or is_apart or is_junk(element):
            place = index.ends[element]
            continue
        if tag in PARTING or tag == "body":
            said, unlinked = own_text(page, element)
            if unlinked >= SHORTEST and unlinked >= said * LEAST_UNLINKED:
                prose[place] = balance[place] = unlinked
                blocks.add(element)
            else:
                balance[place] = -said
        place += 1
    return Density(
        page,
        frozenset(blocks),
        [0, *accumulate(prose)],
        [0, *accumulate(balance)],
    )


def _is_apart(element: _Element) -> bool:
    """Is it an element of that kind, and not the form that ASP.NET wraps around a whole page?"""
    if element.tag != "form":
        return element.tag in APART
    return sum(1 for _ in element.iter("p", "br")) < FEWEST_IN_FORM


def own_text(page: Page, element: _Element) -> tuple[int, int]:
    """How many characters an element says itself, its inline parts included, and how many of them in no link."""
    weights = page.weights
    said = unlinked = weights.own[page.index.places[element]]
    for child in element:
        if child.tag not in PARTING and child in page.index.places:
            size = weights.of(child)
            said += size
            unlinked += round(size * (1 - weights.links(child)))
    return said, unlinked
