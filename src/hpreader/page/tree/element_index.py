"""An index over the elements of a page, so that a selector costs a dictionary look-up and not a walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree
from lxml.etree import _Element

from hpreader.page.tree.selectors import Compound, compile_selector


@cache
def _having(attribute: str) -> etree.XPath:
    """An expression for the elements with an attribute; three times as fast as checking each element."""
    return etree.XPath(f"//@{attribute}/..")


@dataclass(slots=True)
class Index:
    """The elements of a page in document order, and where each tag, class and id occurs."""

    elements: list[_Element] = field(default_factory=list)
    positions: dict[_Element, int] = field(default_factory=dict)
    ends: dict[_Element, int] = field(default_factory=dict)
    """The position after the last descendant: d is in e if `positions[e] < positions[d] < ends[e]`."""
    tags: dict[str, list[_Element]] = field(default_factory=dict)
    tokens: dict[str, list[_Element]] = field(default_factory=dict)
    ids: dict[str, list[_Element]] = field(default_factory=dict)
    _matched: dict[Compound, list[_Element]] = field(default_factory=dict)
    _selected: dict[str, list[_Element]] = field(default_factory=dict)
    _attributed: dict[str, list[_Element]] = field(default_factory=dict)

    def select(self, selector: str, within: _Element | None = None) -> Iterator[_Element]:
        """The elements that match, in document order, those inside `within` only if it is given."""
        for element in self._all(selector):
            if within is None or self.contains(within, element):
                yield element

    def first(self, selectors: Iterable[str], within: _Element | None = None) -> _Element | None:
        """The first match of the first selector that has one."""
        for selector in selectors:
            for element in self.select(selector, within):
                return element
        return None

    def contains(self, outer: _Element, inner: _Element) -> bool:
        """Whether `inner` is a descendant of `outer`."""
        position = self.positions.get(inner, -1)
        return self.positions.get(outer, position) < position < self.ends.get(outer, -1)

    def _all(self, selector: str) -> list[_Element]:
        """All matches on the page: step by step from the left, each step within the ones before."""
        known = self._selected.get(selector)
        if known is None:
            steps = compile_selector(selector)
            known = self._of(steps[0])
            for step in steps[1:]:
                if not known:
                    break
                known = self._below(known, step)
            self._selected[selector] = known
        return known

    def _of(self, step: Compound) -> list[_Element]:
        known = self._matched.get(step)
        if known is None:
            known = self._candidates(step)
            if known and not step.is_name:
                known = [element for element in known if step.matches(element)]
            self._matched[step] = known
        return known

    def _below(self, outer: list[_Element], step: Compound) -> list[_Element]:
        if step.is_child:
            parents = set(outer)
            return [element for element in self._of(step) if element.getparent() in parents]
        found: list[_Element] = []
        parts = iter(outer)
        start = end = -1
        for element in self._of(step):
            position = self.positions[element]
            while position >= end:
                following = next(parts, None)
                if following is None:
                    return found
                # In document order the first of nested elements is the largest.
                if self.ends[following] > end:
                    start, end = self.positions[following], self.ends[following]
            if start < position:
                found.append(element)
        return found

    def _candidates(self, step: Compound) -> list[_Element]:
        if step.id:
            return self.ids.get(step.id, [])
        if step.tokens:
            return min((self.tokens.get(token, []) for token in step.tokens), key=len)
        if step.tag:
            return self.tags.get(step.tag, [])
        if step.attributes and self.elements:
            name, how, value = step.attributes[0]
            if name == "class" and how == "*":
                return self._with_token(value)
            return self._with_attribute(name)
        return self.elements

    def _with_token(self, part: str) -> list[_Element]:
        """The elements with a class that holds `part`, which no space is in."""
        groups = (found for token, found in self.tokens.items() if part in token)
        found = {element for group in groups for element in group}
        return sorted(found, key=self.positions.__getitem__)

    def _with_attribute(self, name: str) -> list[_Element]:
        known = self._attributed.get(name)
        if known is None:
            found = _having(name)(self.elements[0])
            elements = found if isinstance(found, list) else []
            known = [element for element in elements if element in self.positions]
            self._attributed[name] = known
        return known
