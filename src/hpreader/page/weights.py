"""How much text, and how much of it in links, every part of a page has."""

from __future__ import annotations

from itertools import accumulate

from lxml.etree import _Element

from hpreader.page.selecting import Index


class Weights:
    """Sums over the text of a page, so that a part is weighed without walking it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        own: list[int] = []
        linked: list[int] = []
        link_end = 0
        for place, element in enumerate(index.elements):
            size = len(element.text.strip()) if element.text else 0
            for child in element:
                if child.tail:
                    size += len(child.tail.strip())
            if element.tag == "a" and element.get("href"):
                link_end = max(link_end, self._end(element))
            own.append(size)
            linked.append(size if place < link_end else 0)
        self.own = own
        self._all = [0, *accumulate(own)]
        self._linked = [0, *accumulate(linked)]

    def _place(self, element: _Element) -> int:
        return self._index.places[element]

    def _end(self, element: _Element) -> int:
        return self._index.ends[element]

    def of(self, element: _Element) -> int:
        """Characters of text in an element and all below it."""
        return self._all[self._end(element)] - self._all[self._place(element)]

    def links(self, element: _Element) -> float:
        """Which part of its text stands in links, 0 to 1."""
        whole = self.of(element)
        linked = self._linked[self._end(element)] - self._linked[self._place(element)]
        return linked / whole if whole else 0.0
