"""Texts in `<pre>`, whose lines and spaces are kept (HTML, 4.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Inline, Span
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.blocks.inline import PLAIN_STYLE
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import BLOCK_TAGS, IMAGE_TAGS
from hpreader.text import clean

TAGS = frozenset({"pre", "listing", "xmp"})
TAB = 8
"""Columns; the width of a tab in browsers."""
EMPTY_LINES = lazy_pattern(r"\n(?:[ ]*\n)+")
APART = (*(BLOCK_TAGS - {"br"}), *IMAGE_TAGS, "iframe", "video", "audio", "object", "embed")
"""Elements that no preformatted text contains; a `<pre>` with one of these is walked like a `<div>`."""


def is_preformatted(element: _Element) -> bool:
    """Whether an element contains only text, whose lines and spaces are kept."""
    return element.tag in TAGS and next(element.iterdescendants(*APART), None) is None


def preformatted_texts(element: _Element, page: Page, exclusions: Exclusions) -> list[Inline]:
    """The text of such an element, parted at its empty lines, with the links in it."""
    source = ""
    links: list[Span] = []
    for text, url in _pieces(element, page, exclusions):
        if url:
            links.append(Span(len(source), len(source) + len(text), "link", url))
        source += text
    source = re.sub(r"\r\n?", "\n", source) if "\r" in source else source
    texts: list[Inline] = []
    start = 0
    for gap in [*EMPTY_LINES.finditer(source), None]:
        end = gap.start() if gap is not None else len(source)
        texts.append(_text(source[start:end], start, links))
        start = gap.end() if gap is not None else end
    return [text for text in texts if text.text.strip()]


def _text(source: str, start: int, links: list[Span]) -> Inline:
    """A part of the source that begins at an offset; its links are kept where no character was removed."""
    lines = [line.rstrip() for line in source.expandtabs(TAB).split("\n")]
    while lines and not lines[0]:
        start += 1
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    text = clean("\n".join(lines), lines=True, spaces=True)
    spans = []
    for span in links:
        first, last = span.start - start, span.end - start
        if 0 <= first < last <= len(text) and text[first:last] in source:
            spans.append(Span(first, last, "link", span.url))
    is_unchanged = source.strip("\n").startswith(text)
    return Inline(text, tuple(spans) if is_unchanged else ())


def _pieces(element: _Element, page: Page, exclusions: Exclusions) -> Iterator[tuple[str, str]]:
    """The text of an element piece by piece, each with the address of its link."""
    styles = [PLAIN_STYLE]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "end":
            styles.pop()
            if node is element:
                return
            if node.tail:
                yield node.tail, styles[-1].url
            continue
        if node is not element and exclusions.excludes_within_line(node):
            walk.skip_subtree()
            styles.append(styles[-1])
            continue
        styles.append(styles[-1].within(node, page))
        if node.tag == "br":
            yield "\n", ""
        if node.text:
            yield node.text, styles[-1].url
