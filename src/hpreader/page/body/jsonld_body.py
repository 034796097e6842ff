"""The article's text in JSON-LD (schema.org's `articleBody`), matched with the blocks of the page.

It shows where the article is and where it ends. It has no images, links or headings, and some sites cut
it short, so it is the article only if the page itself shows no text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.body.density import own_lengths
from hpreader.page.metadata.jsonld import MOST_NODES, unescaped
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import BLOCK_TAGS
from hpreader.page.tree.text_content import letters_of, text_content

SHORTEST = 400
"""Characters; a shorter text is a summary."""
SHORTEST_BLOCK = 40
MIN_AGREEMENT = 0.7
"""Share of the chosen content that it must confirm to be used."""
CERTAIN_AGREEMENT = 0.85
"""Share that it must confirm for unmatched blocks among the matched ones to be excluded."""
MIN_FOUND = 0.6
"""Share of it that must be on the page."""
STEP_KINDS = ("HowToStep", "HowToDirection")
LINE_END = lazy_pattern(r"<(?:/p|/div|/h\d|br)\b[^<>]*>", re.IGNORECASE)
TAG = lazy_pattern(r"</?[a-zA-Z][^<>]*>")


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """The blocks of a page that the text in JSON-LD contains, and the chosen ones that it does not."""

    confirmed: frozenset[_Element]
    unmatched: frozenset[_Element]
    """Chosen blocks among or below the confirmed ones that are not in the text."""
    is_whole: bool
    """Whether the article ends where the confirmed blocks end."""


def jsonld_text(page: Page) -> str:
    """The article's text in JSON-LD, one line for each paragraph; "" if there is none."""
    for script in page.scripts:
        if '"articleBody"' in script:
            text = _article_body_in(script)
            if len(text) >= SHORTEST:
                return _without_markup(text)
    return ""


def jsonld_steps(page: Page) -> str:
    """The steps of the instructions in JSON-LD, one line for each; "" if there are none.

    https://schema.org/HowToStep and https://schema.org/HowToDirection, of a recipe or other instructions.
    """
    for script in page.scripts:
        if any(kind in script for kind in STEP_KINDS):
            lines = [
                text
                for node in _nodes_of(script)
                if node.get("@type") in STEP_KINDS and isinstance(text := node.get("text"), str)
            ]
            steps = _without_markup("\n".join(lines))
            if len(steps) >= SHORTEST:
                return steps
    return ""


def match_body(page: Page, content: set[_Element]) -> BodyMatch | None:
    """How the text in JSON-LD matches the chosen content, None if there is none or it is of no use."""
    stated = letters_of(jsonld_text(page))
    if not stated:
        return None
    blocks = [
        (element, own_lengths(page, element)[0])
        for element in page.index.elements
        if element.tag in BLOCK_TAGS
    ]
    blocks = [(element, size) for element, size in blocks if size >= SHORTEST_BLOCK]
    confirmed = {element for element, _ in blocks if letters_of(text_content(element)) in stated}
    found = sum(size for element, size in blocks if element in confirmed)
    total = sum(size for element, size in blocks if element in content)
    agreed = sum(size for element, size in blocks if element in content and element in confirmed)
    if found < len(stated) * MIN_FOUND:
        return None
    if agreed < found * (1 - MIN_AGREEMENT):  # the chosen content is something else
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
    """The chosen blocks that are not confirmed: those below the last confirmed one, and if sure, those among them.

    Blocks above the first confirmed one may be the lede, which many sites state separately.
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
    for node in _nodes_of(script):
        text = node.get("articleBody")
        if isinstance(text, str) and text:
            return text
    return ""


def _nodes_of(script: str) -> Iterator[dict[str, Any]]:
    """The objects of a script, those around others first, in the order of the text."""
    try:
        waiting: list[Any] = [json.loads(script.strip(), strict=False)]
    except (ValueError, RecursionError):
        return
    seen = 0
    while waiting and seen < MOST_NODES:
        seen += 1
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(node.values())


def _without_markup(text: str) -> str:
    """The text without its markup, a line for each paragraph."""
    lines = LINE_END.sub("\n", text).splitlines()
    return "\n".join(line for part in lines if (line := unescaped(TAG.sub("", part))))
