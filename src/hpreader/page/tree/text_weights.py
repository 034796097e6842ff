"""How much text, and how much of it in links, every part of a page has."""

from __future__ import annotations

from itertools import accumulate

from lxml.etree import _Element

from hpreader.page.tree.selectors import Index


class Weights:
    """Sums over the text of a page, so that a part is weighed without walking it."""

    def __init__(self, index: Index) -> None:
        places, ends = self._places, self._ends = index.places, index.ends
        own = [0] * len(index.elements)
        for place, element in enumerate(index.elements):
            if said := element.text:
                own[place] += len(said.strip())
            tail = element.tail
            if tail and not tail.isspace():
                parent = element.getparent()
                if parent is not None:
                    own[places[parent]] += len(tail.strip())
        linked = [0] * len(own)
        for link in index.tags.get("a", ()):
            if link.get("href"):
                stretch = slice(places[link], ends[link])
                linked[stretch] = own[stretch]
        self.own = own
        self._all = [0, *accumulate(own)]
        self._linked = [0, *accumulate(linked)]

    def of(self, element: _Element) -> int:
        """Characters of text in an element and all below it."""
        return self._all[self._ends[element]] - self._all[self._places[element]]

    def between(self, start: int, end: int) -> int:
        """Characters of text that the elements from one place to before another say themselves."""
        return self._all[end] - self._all[start]

    def links(self, element: _Element) -> float:
        """Which part of its text stands in links, 0 to 1."""
        place, end = self._places[element], self._ends[element]
        whole = self._all[end] - self._all[place]
        return (self._linked[end] - self._linked[place]) / whole if whole else 0.0
