"""The text of an element, and which elements begin and end a line of text."""

from __future__ import annotations

from itertools import islice

from lxml import etree
from lxml.etree import _Element

from hpreader.text import clean

BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "br", "center", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a line."""


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
