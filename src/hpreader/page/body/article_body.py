"""The element that is the article and its blocks: found by the site's profile, else by the decider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from hpreader.model import Block, Heading, Image, Inline, ListBlock, Paragraph, Quote, Table
from hpreader.page.blocks.builder import BlockBuilder
from hpreader.page.blocks.drafts import Draft
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.body.decider import Decision, container_of_parts, decide
from hpreader.page.body.headed_text import FEWEST_LETTERS
from hpreader.page.body.image_story import FEWEST_IMAGES, image_story
from hpreader.page.body.jsonld_body import jsonld_steps, jsonld_text
from hpreader.page.related.related_news import RelatedBoxes, add_cards
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import IMAGE_TAGS
from hpreader.page.tree.visibility import is_in_comments
from hpreader.problems import Problem
from hpreader.sites.profiles import Profile

FEWEST = 3
"""Characters; an element with fewer and without an image is no body."""


MOST_PARTS = 200
MAIN_SHARE = 0.75
"""Share of the text of several elements of one name that is in the main one, if there is one."""


@dataclass(frozen=True, slots=True)
class Body:
    """The drafts of an article's blocks, and the element that contains them."""

    drafts: list[Draft]
    root: _Element
    by_profile: bool


def find_body(page: Page, profile: Profile | None, boxes: RelatedBoxes) -> Body | Problem | None:
    """The article's body, None if the page has none, a Problem if it is too large to search.

    Args:
        page: the page.
        profile: the profile that matches the page.
        boxes: the boxes of other news, which are excluded; cards found within the body are added.
    """
    if profile is not None:
        root = profile_body(page, profile)
        if root is not None:
            if page.trace is not None:
                page.trace.add("body", "profile", profile.name, element=root)
            return Body(_built(page, profile, root, boxes), root, by_profile=True)
    decision = decide(page)
    if isinstance(decision, Problem):
        return decision
    drafts: list[Draft] = []
    if decision is not None:
        add_cards(boxes, decision.root)
        drafts = _built(page, profile, decision.root, boxes, decision)
    if not any(isinstance(draft.block, Paragraph) for draft in drafts) or (
        letters_in(drafts) < FEWEST_LETTERS
    ):
        drafts = _from_jsonld(page) or drafts
    root = page.body if decision is None else decision.root
    return Body(drafts, root, by_profile=False) if drafts else None


def find_image_story(page: Page, profile: Profile | None, boxes: RelatedBoxes) -> Body | None:
    """The body of a post of images without text, None if the page is none."""
    root = image_story(page)
    if root is None:
        return None
    drafts = _built(page, profile, root, boxes)
    if sum(isinstance(draft.block, Image) for draft in drafts) < FEWEST_IMAGES:
        return None
    if page.trace is not None:
        page.trace.add("body", "images", element=root)
    return Body(drafts, root, by_profile=False)


def letters_in(drafts: list[Draft]) -> int:
    """Characters of the blocks' text, in whatever kind of block it is."""
    return sum(len(text) for draft in drafts for text in _texts(draft.block))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(content) | Heading(_, content) | Quote(content):
            yield content.text
        case Image(caption=caption):
            yield caption.text
        case ListBlock(items=items):
            yield from (item.text for item in items)
        case Table(rows):
            yield from (cell.text for row in rows for cell in row)
        case _:
            pass


def _from_jsonld(page: Page) -> list[Draft]:
    """The text in JSON-LD, for pages that show their text only by scripts."""
    text = jsonld_text(page) or jsonld_steps(page)
    if text and page.trace is not None:
        page.trace.add("body", "jsonld", text=text)
    return [Draft(Paragraph(Inline(line))) for line in text.split("\n")] if text else []


def profile_body(page: Page, profile: Profile) -> _Element | None:
    """The element that the profile names; of several, the one with the most text, or that around all of them.

    Some themes give each part of an article a box with the name of the whole.
    Old themes name comments as they name the article; elements within comments are skipped.
    """
    for selector in profile.body:
        found = [
            (page.weights.length(element), -number, element)
            for number, element in enumerate(page.index.select(selector))
            if number < MOST_PARTS and not is_in_comments(element)
        ]
        if found:
            size, _, element = max(found)
            if len(found) > 1 and size < sum(one[0] for one in found) * MAIN_SHARE:
                around = container_of_parts(page, [one[2] for one in found])
                element = element if around is None else around
            if size >= FEWEST or next(element.iter(*IMAGE_TAGS), None) is not None:
                return element
    return None


def _built(
    page: Page,
    profile: Profile | None,
    root: _Element,
    boxes: RelatedBoxes,
    decision: Decision | None = None,
) -> list[Draft]:
    """The blocks within an element, without what rules exclude."""
    dropped = _profile_drops(page, profile, root)
    skip = decision.skip if decision is not None else frozenset()
    if page.trace is not None:
        page.trace.note_rule(boxes.elements, "related_box")
        page.trace.note_rule(skip, "boilerplate")
    known = decision.containers if decision is not None else frozenset()
    exclusions = Exclusions(skip.union(dropped, boxes.elements), known, page.trace)
    return BlockBuilder(page, exclusions).build(root)


def _profile_drops(page: Page, profile: Profile | None, root: _Element) -> frozenset[_Element]:
    """The elements within the body that the profile's `drop` rules match."""
    rules = profile.drop if profile is not None else ()
    if page.trace is not None:
        for selector in rules:
            page.trace.note_rule(page.index.select(selector, root), "drop", selector)
    return frozenset(one for selector in rules for one in page.index.select(selector, root))
