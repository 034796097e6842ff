"""Bytes to a tree, within budgets; everything about a page that is not yet about its article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from lxml import etree
from lxml.etree import _Element
from lxml.html import HtmlElement

from hpreader import urls
from hpreader.page.tree.charset import decode, legible
from hpreader.page.tree.consent import consent_layers
from hpreader.page.tree.content_kind import kind_of_bytes, kind_of_text
from hpreader.page.tree.html_repair import remove_element, repair_html
from hpreader.page.tree.selectors import Index
from hpreader.page.tree.text_weights import TextWeights
from hpreader.page.tree.visibility import hidden_in
from hpreader.problems import Problem
from hpreader.text import clean

LARGEST = 10_000_000
"""Bytes; the largest real pages met are a tenth of it."""
MOST_ELEMENTS = 60_000
MOST_TAGS = 250_000
"""Counted as `<` before parsing, so that nothing larger is ever parsed."""
LONGEST_NAME = 4000
"""Characters of a class or an id; longer ones are dropped, as every rule reads them anew."""
MAX_DEPTH = 500
"""Levels; readability and libxml2 copy trees recursively, real pages stay below a hundred."""
DEPTH_SAMPLE = 200
"""Each of how many elements is asked for its level, before all are."""

NON_TEXT_TAGS = frozenset({"script", "style", "svg", "template", "math", "canvas"})
"""Dropped at once, after scripts with JSON-LD were read."""


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
    """The beginning of what its other scripts say, to tell a challenge page by."""
    now: datetime | None = None
    """From when "2 giờ trước" is counted, the clock's time where it is not given."""
    hosts: frozenset[str] | None = None
    """What `site.own_hosts` found when first asked."""
    _weights: TextWeights | None = None
    _hidden: frozenset[_Element] | None = None
    _meta_elements: dict[str, list[_Element]] | None = None
    _relations: dict[str, list[_Element]] | None = None
    _canonical: dict[str, str] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    @property
    def weights(self) -> TextWeights:
        """How much text each part has, summed up when first asked."""
        if self._weights is None:
            self._weights = TextWeights(self.index)
        return self._weights

    @property
    def hidden(self) -> frozenset[_Element]:
        """What of it a browser would not show, gathered when first asked."""
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
        """`urls.key`, remembered: each article of a box is linked several times."""
        known = self._keys.get(url)
        if known is None:
            known = self._keys[url] = urls.key(url)
        return known

    def meta(self, *names: str) -> str:
        """The first `<meta>` with one of these names or properties that says something."""
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


def read_page(source: str | bytes, url: str, charset: str | None = None) -> Page | Problem:
    """Parse a page.

    Args:
        source: the page as it came.
        url: where it came from, for its links and for what a Problem is about.
        charset: what the HTTP header says, None when it says nothing.
    """
    if len(source) > LARGEST:
        return Problem("too_large", url, f"{len(source) // 1_000_000} MB")
    if isinstance(source, bytes):
        kind = kind_of_bytes(source, charset)
        if kind:
            return Problem("not_html", url, kind)
    decoded = decode(source, charset) if isinstance(source, bytes) else legible(source)
    if isinstance(decoded, Problem):
        return Problem(decoded.kind, url, decoded.detail)
    return parse(decoded, url)


def parse(source: str, url: str) -> Page | Problem:
    """Parse the text of a page or of a part of it."""
    if not source.strip("\ufeff \t\r\n\f\v\x00"):
        return Problem("empty", url)
    kind = kind_of_text(source)
    if kind:
        return Problem("not_html", url, kind)
    if source.count("<") > MOST_TAGS:
        return Problem("too_deep", url, f"more than {MOST_TAGS} tags")
    # huge_tree lifts libxml2's limit of 256 levels, at which it would cut the page in silence;
    # the limits of this module take its place.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    # one class for all, so that the decider can work on a copy: it needs what HtmlElement can do
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    encoded = source.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(encoded, parser)
    except etree.LxmlError as error:  # libxml2 found nothing that it could make a tree of
        return Problem("not_html", url, clean(str(error))[:80])
    if root is None:
        return Problem("empty", url)
    repair_html(root)
    return _indexed(root, url)


def _indexed(root: _Element, url: str) -> Page | Problem:
    index = Index()
    page = Page(url, url, root, index)
    _read_scripts(page)
    etree.strip_elements(root, *NON_TEXT_TAGS, with_tail=False)
    for layer in consent_layers(root):
        remove_element(layer)
    if broken_limit := _build(index, root):
        return Problem("too_deep", url, broken_limit)
    base = next(
        (element.get("href") for element in index.tags.get("base", ()) if element.get("href")), ""
    )
    page.base = urls.resolve(url, base) or url if base else url
    return page


def _build(index: Index, root: _Element) -> str:
    """Fill the index of a tree; the limit that the tree breaks, "" if it breaks none."""
    elements = index.elements = list(root.iter(etree.Element))
    if len(elements) > MOST_ELEMENTS:
        return f"more than {MOST_ELEMENTS} elements"
    index.positions = dict(zip(elements, range(len(elements)), strict=True))
    ends, position = index.ends, len(elements)
    for element in reversed(elements):
        ends[element] = ends[element[-1]] if len(element) else position
        position -= 1
    if _is_too_deep(index):
        return f"more than {MAX_DEPTH} levels"
    _fill(index)
    return ""


def _read_scripts(page: Page) -> None:
    for element in page.root.iter("script"):
        text = element.text or ""
        if "ld+json" in (element.get("type") or "").lower():
            page.scripts.append(text)
        elif len(page.inline_script) < 2000:
            page.inline_script += text[:1000]


def _is_too_deep(index: Index) -> bool:
    # from one element to the next there is never more than one level down
    looked_at = index.elements[::DEPTH_SAMPLE]
    if all(sum(1 for _ in one.iterancestors()) < MAX_DEPTH - DEPTH_SAMPLE for one in looked_at):
        return False
    around: list[int] = []
    for position, end in enumerate(map(index.ends.__getitem__, index.elements)):
        while around and around[-1] <= position:
            around.pop()
        around.append(end)
        if len(around) > MAX_DEPTH:
            return True
    return False


def _fill(index: Index) -> None:
    tags, tokens, ids = (defaultdict[str, list[_Element]](list) for _ in range(3))
    # most lists of classes stand on a page many times
    known: dict[str, list[list[_Element]]] = {}
    for element in index.elements:
        tags[str(element.tag)].append(element)
        token_list, name = element.get("class"), element.get("id")
        if token_list:
            if len(token_list) > LONGEST_NAME:
                del element.attrib["class"]
                continue
            positions = known.get(token_list)
            if positions is None:
                positions = known[token_list] = [tokens[token] for token in token_list.split()]
            for position in positions:
                position.append(element)
        if name:
            if len(name) > LONGEST_NAME:
                del element.attrib["id"]
                continue
            ids[name].append(element)
    index.tags, index.tokens, index.ids = dict(tags), dict(tokens), dict(ids)


def text_content(element: _Element) -> str:
    """All text of an element, cleaned, with a space where blocks and line breaks part words."""
    if not len(element):
        return clean(element.text or "")
    if not any(node.tag in BLOCK_TAGS for node in islice(element.iter(), 1, None)):
        return clean("".join(element.itertext()))
    pieces: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if node.tag in BLOCK_TAGS and pieces:
                pieces.append(" ")
            if node.text:
                pieces.append(node.text)
        else:
            if node.tag in BLOCK_TAGS:
                pieces.append(" ")
            if node is not element and node.tail:
                pieces.append(node.tail)
    return clean("".join(pieces))


BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "br", "center", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a line."""
