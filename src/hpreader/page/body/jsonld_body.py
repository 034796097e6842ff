"""What a page's JSON-LD says the article's text is: a witness to where it stands and where it ends.

schema.org's `articleBody` has no pictures, links or headings to speak of, and some sites cut it short,
so it is never the article while the page itself shows one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element

from hpreader.page.body.density import own_lengths
from hpreader.page.metadata.jsonld import unescaped
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import BLOCK_TAGS, text_content

SHORTEST = 400
"""Characters; what is shorter is a summary."""
MOST_NODES = 2000
SHORTEST_BLOCK = 40
MIN_AGREEMENT = 0.7
"""How much of the text that was found elsewhere a witness must confirm to be one."""
CERTAIN_AGREEMENT = 0.85
"""How much it must confirm for what it does not know to be none of the article."""
MIN_FOUND = 0.6
"""How much of what it says must stand on the page."""
LINE_END = re.compile(r"<(?:/p|/div|/h\d|br)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """What of a page the witness confirms to be the article, and what it does not know."""

    confirmed: frozenset[_Element]
    unmatched: frozenset[_Element]
    """Blocks that were kept, stand among or below the confirmed ones, and are said nowhere."""
    is_whole: bool
    """Whether the article ends where the confirmed blocks end."""


def jsonld_text(page: Page) -> str:
    """The article's text as JSON-LD gives it, its paragraphs in lines; "" if there is none."""
    for script in page.scripts:
        if '"articleBody"' in script:
            text = _article_body_in(script)
            if len(text) >= SHORTEST:
                return _without_markup(text)
    return ""


def match_body(page: Page, content: set[_Element]) -> BodyMatch | None:
    """What the witness says about the text that was kept, None where it says nothing of use."""
    stated = _letters(jsonld_text(page))
    if not stated:
        return None
    blocks = [
        (element, own_lengths(page, element)[0])
        for element in page.index.elements
        if element.tag in BLOCK_TAGS
    ]
    blocks = [(element, size) for element, size in blocks if size >= SHORTEST_BLOCK]
    confirmed = {element for element, _ in blocks if _letters(text_content(element)) in stated}
    found = sum(size for element, size in blocks if element in confirmed)
    total = sum(size for element, size in blocks if element in content)
    agreed = sum(size for element, size in blocks if element in content and element in confirmed)
    if found < len(stated) * MIN_FOUND:
        return None
    if agreed < found * (1 - MIN_AGREEMENT):  # what was kept is something else
        return BodyMatch(frozenset(confirmed), frozenset(), is_whole=False)
    if agreed < total * MIN_AGREEMENT:
        return None
    return BodyMatch(
        frozenset(confirmed),
        frozenset(
            _unmatched_blocks(page, confirmed, content, is_sure=agreed >= total * CERTAIN_AGREEMENT)
        ),
        is_whole=True,
    )


def _unmatched_blocks(
    page: Page, confirmed: set[_Element], content: set[_Element], *, is_sure: bool
) -> Iterator[_Element]:
    """What was kept and is not confirmed: below the last confirmed block, among them if that is sure.

    What stands above the first one may be the lede, which many sites state apart.
    """
    index = page.index
    first = min(index.positions[element] for element in confirmed)
    last = max(index.positions[element] for element in confirmed)
    for element in content - confirmed:
        position = index.positions[element]
        is_among = first < position < last and is_sure and element.tag in {"p", "div"}
        is_long = own_lengths(page, element)[0] >= SHORTEST_BLOCK
        holds_any = any(index.contains(element, block) for block in confirmed)
        if is_long and (position > last or is_among) and not holds_any:
            yield element


def _article_body_in(script: str) -> str:
    try:
        waiting: list[Any] = [json.loads(script.strip(), strict=False)]
    except (ValueError, RecursionError):
        return ""
    seen = 0
    while waiting and seen < MOST_NODES:
        seen += 1
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            text = node.get("articleBody")
            if isinstance(text, str) and text:
                return text
            waiting.extend(node.values())
    return ""


def _without_markup(text: str) -> str:
    """The text without its markup, a line for each paragraph."""
    lines = LINE_END.sub("\n", text).splitlines()
    return "\n".join(line for part in lines if (line := unescaped(TAG.sub("", part))))


def _letters(text: str) -> str:
    return SIGNS.sub("", text.lower())
