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

from hpreader.page.body.density import own_text
from hpreader.page.metadata.jsonld import unescaped
from hpreader.page.tree.parser import PARTING, Page, text_of

SHORTEST = 400
"""Characters; what is shorter is a summary."""
MOST_NODES = 2000
SHORTEST_BLOCK = 40
AGREES = 0.7
"""How much of the text that was found elsewhere a witness must confirm to be one."""
SURE = 0.85
"""How much it must confirm for what it does not know to be none of the article."""
FOUND = 0.6
"""How much of what it says must stand on the page."""
LINE_END = re.compile(r"<(?:/p|/div|/h\d|br)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Testimony:
    """What of a page the witness confirms to be the article, and what it does not know."""

    confirmed: frozenset[_Element]
    unknown: frozenset[_Element]
    """Blocks that were kept, stand among or below the confirmed ones, and are said nowhere."""
    is_whole: bool
    """Whether the article ends where the confirmed blocks end."""


def stated_text(page: Page) -> str:
    """The article's text as JSON-LD gives it, its paragraphs in lines; "" if there is none."""
    for script in page.scripts:
        if '"articleBody"' in script:
            said = _found(script)
            if len(said) >= SHORTEST:
                return _plain(said)
    return ""


def testimony(page: Page, kept: set[_Element]) -> Testimony | None:
    """What the witness says about the text that was kept, None where it says nothing of use."""
    stated = _letters(stated_text(page))
    if not stated:
        return None
    blocks = [
        (element, own_text(page, element)[0])
        for element in page.index.elements
        if element.tag in PARTING
    ]
    blocks = [(element, size) for element, size in blocks if size >= SHORTEST_BLOCK]
    confirmed = {element for element, _ in blocks if _letters(text_of(element)) in stated}
    found = sum(size for element, size in blocks if element in confirmed)
    total = sum(size for element, size in blocks if element in kept)
    agreed = sum(size for element, size in blocks if element in kept and element in confirmed)
    if found < len(stated) * FOUND:
        return None
    if agreed < found * (1 - AGREES):  # what was kept is something else
        return Testimony(frozenset(confirmed), frozenset(), is_whole=False)
    if agreed < total * AGREES:
        return None
    return Testimony(
        frozenset(confirmed),
        frozenset(_unknown(page, confirmed, kept, is_sure=agreed >= total * SURE)),
        is_whole=True,
    )


def _unknown(
    page: Page, confirmed: set[_Element], kept: set[_Element], *, is_sure: bool
) -> Iterator[_Element]:
    """What was kept and is not confirmed: below the last confirmed block, among them if that is sure.

    What stands above the first one may be the lede, which many sites state apart.
    """
    index = page.index
    first = min(index.places[element] for element in confirmed)
    last = max(index.places[element] for element in confirmed)
    for element in kept - confirmed:
        place = index.places[element]
        is_among = first < place < last and is_sure and element.tag in {"p", "div"}
        is_long = own_text(page, element)[0] >= SHORTEST_BLOCK
        holds_any = any(index.contains(element, block) for block in confirmed)
        if is_long and (place > last or is_among) and not holds_any:
            yield element


def _found(script: str) -> str:
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
            said = node.get("articleBody")
            if isinstance(said, str) and said:
                return said
            waiting.extend(node.values())
    return ""


def _plain(said: str) -> str:
    """The text without its markup, a line for each paragraph."""
    lines = LINE_END.sub("\n", said).splitlines()
    return "\n".join(line for part in lines if (line := unescaped(TAG.sub("", part))))


def _letters(said: str) -> str:
    return SIGNS.sub("", said.lower())
