"""Text that an editor inserted or deleted (HTML, 4.7), and slots of advertisers, who also use `<ins>`."""

from __future__ import annotations

import re

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.tree.visibility import FEWEST_IN_ARTICLE, JUNK_WORDS, WORD

INSERTION = "ins"
DELETIONS = frozenset({"del", "s", "strike"})
AD_ATTRIBUTE = lazy_pattern(
    r"data-(?:ad|ads|aax|revive|zone\w*|placement|slot|banner|adunit)(?:-|$)"
)
"""Attributes by which advertisers' scripts find their slots (AdSense, Revive, publishers' own)."""
STRUCK = lazy_pattern(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
LONGEST_DELETION = 1000
"""Characters; a longer text is struck out because an end tag is missing, and is kept."""


def is_ad_slot(element: _Element) -> bool:
    """Whether an element is an `<ins>` for advertisements, by its name or its attributes."""
    if element.tag != INSERTION or sum(1 for _ in element.iter("p")) >= FEWEST_IN_ARTICLE:
        return False
    if any(AD_ATTRIBUTE.match(str(name)) for name in element.keys()):  # noqa: SIM118
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return not JUNK_WORDS.isdisjoint(word.lower() for word in WORD.findall(names))


def is_deletion(element: _Element) -> bool:
    """Whether it is a text that is struck out because it no longer holds."""
    is_struck = element.tag in DELETIONS or (
        element.tag in {"span", "font"} and bool(STRUCK.search(element.get("style") or ""))
    )
    return is_struck and sum(map(len, element.itertext())) <= LONGEST_DELETION
