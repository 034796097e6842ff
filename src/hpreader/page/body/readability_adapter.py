"""readability-lxml on a parsed page: which elements of the tree contain the article's text.

It works on a copy of the tree, so nothing is serialized and parsed again; its result is mapped to the
original tree by the position of each element. Imported late: readability takes 60 ms to import.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.etree import _Element
from lxml.html import HTMLParser
from readability import Document
from readability.readability import REGEXES, Unparseable

from hpreader.page.tree.document import Page
from hpreader.page.tree.html_repair import remove_element
from hpreader.page.tree.tags import TEXT_CONTAINERS
from hpreader.page.tree.visibility import NON_ARTICLE_TAGS, is_ticker_name

UNLIKELY: re.Pattern[str] = REGEXES["unlikelyCandidatesRe"]
LIKELY: re.Pattern[str] = REGEXES["okMaybeItsACandidateRe"]
BLOCKS = ("blockquote", "dl", "div", "img", "ol", "p", "table", "ul")
"""How the tags begin that a paragraph cannot contain."""
LINK_LINE_START = frozenset(
    {"a", "b", "cite", "code", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"}
)
PARSER = HTMLParser()

logging.getLogger("readability").addHandler(logging.NullHandler())
logging.getLogger("readability").propagate = False


class ReadabilityAdapter(Document):  # type: ignore[misc]  # readability is not typed
    """Readability on a tree that is parsed and clean already, with a tree as its result."""

    def __init__(self, page: Page, excluded: frozenset[_Element]) -> None:
        super().__init__("")
        self._page = page
        self._excluded = excluded
        self.copies: dict[_Element, int] = {}

    def _parse(self, input: object) -> _Element:  # noqa: A002, ARG002 (as readability names it)
        """A new copy of the page without elements that are never a part of an article."""
        root = copy.deepcopy(self._page.root)
        elements = list(root.iter())
        self.copies = {element: position for position, element in enumerate(elements)}
        hidden = self._page.hidden | self._excluded
        for element, original in zip(elements, self._page.index.elements, strict=True):
            is_never = element.tag in NON_ARTICLE_TAGS and element.tag != "head"
            if original in hidden or is_never or _is_page_end(original):
                remove_element(element)
        return root

    def remove_unlikely_candidates(self) -> None:
        """As in readability, but each distinct name is matched once."""
        for element in self.html.findall(".//*"):
            if not element.keys() or element.tag in {"html", "body"}:
                continue
            names = f"{element.get('class', '')} {element.get('id', '')}"
            if (
                _is_unlikely(names)
                and element.tag not in {"pre", "code"}
                and not _any_of(element.iterancestors("pre", "code"))
                and not _any_of(element.iter("main", "article", "math"))
            ):
                remove_element(element)

    def transform_misused_divs_into_paragraphs(self) -> None:
        """As in readability, without serializing every part of the page to look for its tags."""
        for box in self.html.findall(".//div"):
            if not _holds_blocks(islice(box.iter(), 1, None)):
                box.tag = "p"
        for box in self.html.findall(".//div"):
            _put_into_paragraphs(box)

    def get_link_density(self, elem: _Element) -> float:
        """Share of text in links; takes a third of the time of readability's own."""
        links = elem.findall(".//a")
        if not links:
            return 0.0
        linked = sum(_letters(link) for link in links)
        return linked / max(_letters(elem), 1)

    def get_clean_html(self) -> str:
        """The text whose length readability checks; the tree stays in `html`."""
        return etree.tostring(self.html, encoding="unicode", method="html")


def _is_page_end(element: _Element) -> bool:
    """Whether it is the page's footer, and not that of an article or a quotation."""
    return element.tag == "footer" and not _any_of(element.iterancestors("article", "blockquote"))


@lru_cache(maxsize=4096)
def _is_unlikely(names: str) -> bool:
    if "comment" in names and is_ticker_name(names):
        names = names.replace("comment", "")
    return bool(UNLIKELY.search(names)) and not LIKELY.search(names)


def _any_of(elements: Iterator[_Element]) -> bool:
    return next(elements, None) is not None


def _holds_blocks(elements: Iterable[_Element]) -> bool:
    return any(str(element.tag).startswith(BLOCKS) for element in elements)


def _put_into_paragraphs(box: _Element) -> None:
    """Wrap a box's own text, and adjacent inline elements, in paragraphs."""
    children = list(box)
    paragraph = None
    if box.text and box.text.strip():
        paragraph = _paragraph(box.text)
        box.text = None
        box.insert(0, paragraph)
    for child in children:
        if child.tag not in LINK_LINE_START or _holds_blocks(child.iter()):
            paragraph = None
            continue
        if paragraph is None:
            paragraph = _paragraph("")
            child.addprevious(paragraph)
        paragraph.append(child)
    for position, child in reversed(list(enumerate(box))):
        if child.tail and child.tail.strip():
            box.insert(position + 1, _paragraph(child.tail))
            child.tail = None
        if child.tag == "br":
            remove_element(child)


def _paragraph(text: str) -> _Element:
    paragraph = PARSER.makeelement("p")
    paragraph.text = text or None
    return paragraph


def readability_blocks(page: Page, excluded: frozenset[_Element]) -> set[_Element]:
    """The elements whose own text is the article by readability's choice; empty if it finds none.

    Args:
        page: the page.
        excluded: elements that are known to be none of the article.

    Raises:
        MemoryError: there is too little of it.
    """
    adapter = ReadabilityAdapter(page, excluded)
    try:
        adapter.summary()
    except Unparseable as error:  # readability raises it for any error
        if isinstance(error.__context__, MemoryError):
            raise MemoryError from error
        return set()
    elements = page.index.elements
    return {elements[position] for position in _text_positions(adapter.html, adapter.copies)}


def _letters(element: _Element) -> int:
    return len("".join("".join(element.itertext()).split()))


def _text_positions(root: _Element, positions: dict[_Element, int]) -> set[int]:
    """The positions of the blocks that contain text themselves.

    Readability inserts paragraphs where line breaks separate text; their text counts for the element of
    the page around them.
    """
    found: set[int] = set()
    containers: list[int] = [-1]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            position = positions.get(element, -1) if element.tag in TEXT_CONTAINERS else -1
            containers.append(position if position >= 0 else containers[-1])
            if element.text and element.text.strip():
                found.add(containers[-1])
        else:
            containers.pop()
            if element is not root and element.tail and element.tail.strip():
                found.add(containers[-1])
    found.discard(-1)
    return found
