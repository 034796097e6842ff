"""A parsed page: its tree, and values over all of it that are computed once, when first needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from lxml.etree import _Element

from hpreader import urls
from hpreader.page.tree.element_index import Index
from hpreader.page.tree.text_weights import TextWeights
from hpreader.page.tree.trace import Trace
from hpreader.page.tree.visibility import hidden_in
from hpreader.text import clean


@dataclass(slots=True)
class Page:
    """A parsed page: its tree, the index over it, and the metadata scripts it carried."""

    url: str
    base: str
    root: _Element
    index: Index
    scripts: list[str] = field(default_factory=list)
    """The text of its JSON-LD scripts."""
    inline_script: str = ""
    """The beginning of its other scripts, by which a challenge page is recognised."""
    now: datetime | None = None
    """The time that "2 giờ trước" refers to; the present if it is None."""
    hosts: frozenset[str] | None = None
    """The value of `site_hosts.own_hosts`, None before it is first computed."""
    trace: Trace | None = None
    """Where to record what is decided on the page, None to record nothing."""
    _weights: TextWeights | None = None
    _hidden: frozenset[_Element] | None = None
    _meta_elements: dict[str, list[_Element]] | None = None
    _relations: dict[str, list[_Element]] | None = None
    _canonical: dict[str, str] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    @property
    def weights(self) -> TextWeights:
        """How much text each element has; computed when first needed."""
        if self._weights is None:
            self._weights = TextWeights(self.index)
        return self._weights

    @property
    def hidden(self) -> frozenset[_Element]:
        """The elements that a browser does not show; computed when first needed."""
        if self._hidden is None:
            self._hidden = hidden_in(self.index)
        return self._hidden

    @property
    def body(self) -> _Element:
        """The `<body>`, or the whole page where it has none."""
        body = self.root.find("body")
        return self.root if body is None else body

    def resolve(self, address: str | None) -> str:
        """An absolute http address, "" if there is none."""
        return urls.resolve(self.base, address.strip()) if address else ""

    def canonical(self, address: str | None) -> str:
        """The canonical form of an address on this page."""
        if not address:
            return ""
        known = self._canonical.get(address)
        if known is None:
            known = self._canonical[address] = urls.canonical(address.strip(), self.base)
        return known

    def key(self, url: str) -> str:
        """`urls.key`, cached: each article of a box is linked several times."""
        known = self._keys.get(url)
        if known is None:
            known = self._keys[url] = urls.key(url)
        return known

    def meta(self, *names: str) -> str:
        """The content of the first non-empty `<meta>` with one of these names or properties, "" if there is none."""
        if self._meta_elements is None:
            self._meta_elements = defaultdict(list)
            for element in self.index.tags.get("meta", ()):
                known = element.get("property") or element.get("name") or element.get("itemprop")
                self._meta_elements[(known or "").lower()].append(element)
        for name in names:
            for element in self._meta_elements.get(name, ()):
                content = clean(element.get("content") or "")
                if content:
                    return content
        return ""

    def links(self, relation: str) -> Iterator[_Element]:
        """The `<link>`s of a relation."""
        if self._relations is None:
            self._relations = defaultdict(list)
            for element in self.index.tags.get("link", ()):
                for known in set((element.get("rel") or "").lower().split()):
                    self._relations[known].append(element)
        yield from self._relations.get(relation, ())
