"""The text of an element, and text reduced to its letters for comparisons."""

from __future__ import annotations

from itertools import islice

from lxml import etree
from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.tree.tags import BLOCK_TAGS
from hpreader.text import clean

SIGNS = lazy_pattern(r"[\W_]+")
LETTER = lazy_pattern(r"[^\W_]")
"""A letter or digit, as `letters_of` keeps it."""


def text_content(element: _Element) -> str:
    """All text of an element, cleaned, with a space at blocks and line breaks."""
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


def letters_of(text: str) -> str:
    """The letters and digits of a text in lower case, to compare texts without punctuation and spaces."""
    return SIGNS.sub("", text.lower())
