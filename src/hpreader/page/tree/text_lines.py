"""Lines of text: which inline elements are parts of a line, so that no rule may leave them out.

A rule that drops an element (a profile's `drop`, a class name like "share" or "related") is meant for a block
or for a whole line. An inline element with other words on its line is a part of a sentence: EPI's
sites mark links within their sentences with the class that marks their boxes of other news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from lxml import etree
from lxml.etree import _Element

from hpreader.page.tree.tags import TEXT_CONTAINERS

CONTAINERS = TEXT_CONTAINERS | {"html"}


class TextLines:
    """The lines of a tree; each block is read once, when first needed.

    Args:
        is_excluded: whether a rule excludes an element; its text counts for no line.
    """

    def __init__(self, is_excluded: Callable[[_Element], bool]) -> None:
        self._is_excluded = is_excluded
        self._parts: dict[_Element, frozenset[_Element]] = {}
        """For each block the excluded inline elements that have other words on their line."""

    def holds(self, element: _Element) -> bool:
        """Whether an excluded element is inline and its line has words that no rule excludes.

        Words within links do not count: a line of nothing but links is a list, and no sentence.
        """
        if element.tag in CONTAINERS or _has_blocks(element):
            return False
        block = next(
            (one for one in element.iterancestors() if one.tag in CONTAINERS), element.getparent()
        )
        if block is None:
            return False
        known = self._parts.get(block)
        if known is None:
            known = self._parts[block] = frozenset(self._parts_of_lines(block))
        # an element within a part of a line is a part of it, too
        around = takewhile(lambda one: one is not block, element.iterancestors())
        return not known.isdisjoint((element, *around))

    def _parts_of_lines(self, block: _Element) -> Iterator[_Element]:
        """The excluded inline elements directly on those lines of a block that have other words."""
        has_words = False
        excluded: list[_Element] = []
        for event in self._events(block):
            if isinstance(event, str):
                has_words = has_words or any(map(str.isalnum, event))
            elif event is not None:
                excluded.append(event)
            else:
                if has_words:
                    yield from excluded
                has_words, excluded = False, []

    def _events(self, block: _Element) -> Iterator[str | _Element | None]:
        """The text of a block outside links, its excluded inline elements, None at each end of a line."""
        links: list[_Element] = []
        walk = etree.iterwalk(block, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                if element is block:
                    break
                if links and links[-1] is element:
                    links.pop()
                if element.tail and not links:
                    yield element.tail
            elif element is not block and (element.tag in CONTAINERS or _has_blocks(element)):
                yield None
                walk.skip_subtree()
            elif element is not block and self._is_excluded(element):
                yield element
                walk.skip_subtree()
            else:
                if element.tag == "a":
                    links.append(element)
                if element.text and not links:
                    yield element.text
        yield None


def _has_blocks(element: _Element) -> bool:
    return len(element) > 0 and next(element.iterdescendants(*CONTAINERS), None) is not None
