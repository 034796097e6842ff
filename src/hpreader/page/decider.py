"""Which text of an unknown page is its article: readability-lxml's judgement, brought back to the tree.

Every element carries its number through readability, so that what it kept is found again in the
original tree, where captions, late pictures, tables and embeds still are.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree
from lxml.etree import _Element

from hpreader.page.dom import PARTING, Page
from hpreader.page.visibility import CONTAINERS, NEVER, is_hidden, is_junk_by_name
from hpreader.page.weights import Weights
from hpreader.problems import Problem

MARK = "data-hpreader-place"
COVERED = 0.9
"""How much of the kept text the element that is taken for the article must hold."""
MAIN_SELECTORS = (
    "[itemprop=articleBody]", ".article-body", ".article__body", ".entry-content", ".post-content", ".article-content",
    ".story-body", ".post-body", ".articleBody", ".article-text", ".td-post-content", "#article-body", ".content-body",
    ".article__content", ".single-content", ".news-content", ".detail-content",
)  # fmt: skip
"""How sites name the element that is their article."""
LARGEST = 2_000_000
"""Characters of markup without scripts and styles; the time that readability takes grows faster than that."""
MOST_LINKS = 0.35
PROSE = 40

logging.getLogger("readability").addHandler(logging.NullHandler())
logging.getLogger("readability").propagate = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The part of a tree that is the article, and what within it is not."""

    root: _Element
    skip: frozenset[_Element]


def decide(page: Page) -> Decision | Problem | None:
    """The article of a page, None where there is none, a Problem where looking would take too long."""
    source = _marked(page)
    if len(source) > LARGEST:
        return Problem("too_deep", page.url, f"more than {LARGEST // 1_000_000} MB of text")
    kept = _kept(page, source)
    if not kept:
        return None
    weights = page.weights
    root = _root(page, weights, kept)
    return Decision(root, frozenset(_strangers(page, weights, root, kept)))


def _marked(page: Page) -> str:
    for place, element in enumerate(page.index.elements):
        if element.tag in PARTING:
            element.set(MARK, str(place))
    return etree.tostring(page.root, encoding="unicode", method="html")


def _kept(page: Page, source: str) -> set[_Element]:
    """The elements whose text readability takes for the article's."""
    # deferred: takes 60 ms to import, and pages of known sites never need it
    from readability import Document  # noqa: PLC0415
    from readability.readability import Unparseable  # noqa: PLC0415

    try:
        summary = Document(source).summary()
    except Unparseable:
        return set()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = etree.fromstring(summary.encode("utf-8", "replace"), parser) if summary.strip() else None
    if tree is None:
        return set()
    kept: set[_Element] = set()
    for element in tree.iter(etree.Element):
        place = element.get(MARK)
        if place is not None and place.isdigit() and _speaks(element):
            kept.add(page.index.elements[int(place)])
    return kept


def _speaks(element: _Element) -> bool:
    """Does it have text of its own, not only within other blocks?"""
    if element.text and element.text.strip():
        return True
    return any(
        (child.tail and child.tail.strip())
        or (child.tag not in PARTING and "".join(child.itertext()).strip())
        for child in element
    )


def _root(page: Page, weights: Weights, kept: set[_Element]) -> _Element:
    """The smallest element around nearly all that was kept, or the site's own name for it."""
    speaking = [0] * len(page.index.elements)
    for element in kept:
        speaking[page.index.places[element]] = _own_prose(element, weights, page)
    sums = [0, *accumulate(speaking)]
    total = sums[-1]

    def held(element: _Element) -> int:
        return sums[page.index.ends[element]] - sums[page.index.places[element]]

    for selector in MAIN_SELECTORS:
        named = [
            element for element in page.index.select(selector) if held(element) >= total * 0.75
        ]
        if named:
            return named[-1]
    root = page.root
    while True:
        inner = next(
            (
                child
                for child in root
                if child in page.index.places and held(child) >= total * COVERED
            ),
            None,
        )
        if inner is None or inner.tag in {"p", "h1", "h2"}:
            return root
        root = inner


def _own_prose(element: _Element, weights: Weights, page: Page) -> int:
    place = page.index.places[element]
    size = weights.own[place]
    for child in element:
        if child.tag not in PARTING and child in page.index.places:
            size += weights.of(child)
    return size


def _strangers(page: Page, weights: Weights, root: _Element, kept: set[_Element]) -> list[_Element]:
    """The parts below the root that hold nothing kept and do not look like the article either."""
    if not kept:
        return []
    places = sorted(
        page.index.places[element] for element in kept if page.index.contains(root, element)
    )
    first, last = (
        (places[0], page.index.ends[page.index.elements[places[-1]]]) if places else (0, 0)
    )
    holders = _holders(root, kept)
    strangers: list[_Element] = []
    stack = list(root)
    while stack:
        element = stack.pop()
        if element in kept or element not in page.index.places:
            continue
        if element in holders:
            stack.extend(element)
        elif _is_stranger(page, weights, element, first, last):
            strangers.append(element)
    return strangers


def _holders(root: _Element, kept: set[_Element]) -> set[_Element]:
    """Every element with something kept below it."""
    holders: set[_Element] = set()
    for element in kept:
        parent = element.getparent()
        while parent is not None and parent not in holders:
            holders.add(parent)
            if parent is root:
                break
            parent = parent.getparent()
    return holders


def _is_stranger(page: Page, weights: Weights, element: _Element, first: int, last: int) -> bool:
    tag = element.tag
    if tag not in PARTING and tag not in CONTAINERS:
        return False
    if tag in NEVER or is_hidden(element) or is_junk_by_name(element):
        return True
    place = page.index.places[element]
    size = weights.of(element)
    if size and weights.links(element) > MOST_LINKS:
        return True
    if not size:
        return (
            place < first and next(element.iter("img", "amp-img", "iframe", "video"), None) is None
        )
    if tag in {"figure", "figcaption", "blockquote", "pre"}:
        return False
    if first < place < last:
        return False
    has_picture = next(element.iter("img", "amp-img", "picture"), None) is not None
    if place < first:
        return not (has_picture and size < 400)
    return tag not in {"p", "ul", "ol"} or size < PROSE
