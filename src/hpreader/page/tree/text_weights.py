"""How much text each element of a page has, and which share of it is in links."""

from __future__ import annotations

from itertools import accumulate

from lxml.etree import _Element

from hpreader.page.tree.element_index import Index


class TextWeights:
    """Running sums over the text of a page, so that an element is measured without walking it."""

    def __init__(self, index: Index) -> None:
        positions, ends = self._places, self._ends = index.positions, index.ends
        own = [0] * len(index.elements)
        for position, element in enumerate(index.elements):
            if text := element.text:
                own[position] += len(text.strip())
            tail = element.tail
            if tail and not tail.isspace():
                parent = element.getparent()
                if parent is not None:
                    own[positions[parent]] += len(tail.strip())
        linked = [0] * len(own)
        for link in index.tags.get("a", ()):
            if link.get("href"):
                part = slice(positions[link], ends[link])
                linked[part] = own[part]
        self.own_lengths = own
        self._all = [0, *accumulate(own)]
        self._linked = [0, *accumulate(linked)]

    def length(self, element: _Element) -> int:
        """Characters of text in an element and all below it."""
        return self._all[self._ends[element]] - self._all[self._places[element]]

    def length_between(self, start: int, end: int) -> int:
        """Characters of the own text of the elements from one position to before another."""
        return self._all[end] - self._all[start]

    def link_share(self, element: _Element) -> float:
        """The share of an element's text that is in links, 0 to 1."""
        position, end = self._places[element], self._ends[element]
        whole = self._all[end] - self._all[position]
        return (self._linked[end] - self._linked[position]) / whole if whole else 0.0
