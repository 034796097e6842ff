"""The image above an article's body: where the profile names it, else found by captions, names and size."""

from __future__ import annotations

import re
from itertools import islice

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Image
from hpreader.page.blocks.builder import BlockBuilder
from hpreader.page.blocks.drafts import Draft
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.blocks.figures import is_caption, is_figure
from hpreader.page.blocks.image_blocks import image_key, image_of
from hpreader.page.body.article_body import Body
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import IMAGE_TAGS
from hpreader.page.tree.visibility import NON_ARTICLE_TAGS, is_hidden, is_junk
from hpreader.sites.profiles import Profile

FEATURED = lazy_pattern(
    r"featured|hero|lead-?(?:image|photo|media)|post-?thumbnail|wp-post-image|main-?(?:image|photo)|article-?(?:image|photo|cover)|cover-?(?:image|photo)",
    re.IGNORECASE,
)
"""How sites name the image above an article."""
MOST_ABOVE = 200
"""How many images above an article are considered; real pages have far fewer."""
LARGE = 400
"""Pixels; a smaller image beside the headline shows the author or is an icon."""
HIGHEST = 10
"""Levels above an image among which its figure is."""
MOST_WITHIN = 100
"""How many elements of a figure are searched for its caption."""
OUTSIDE = NON_ARTICLE_TAGS | {"aside", "footer", "li", "form"}
"""Elements whose images are not the article's."""


def leading_image(page: Page, profile: Profile | None, body: Body) -> list[Draft]:
    """The image above the body with its caption; empty if there is none or the body contains it too."""
    element = page.index.first(profile.featured) if profile is not None else None
    if element is not None and page.index.contains(body.root, element):
        return []
    if element is None:
        element = _shown_above(page, body.root)
    if element is None:
        return []
    known = {image_key(draft.block.src) for draft in body.drafts if isinstance(draft.block, Image)}
    return [
        Draft(image) for image in _images_in(page, element) if image_key(image.src) not in known
    ][:1]


def _images_in(page: Page, element: _Element) -> list[Image]:
    """The images that an element is or contains, with their captions."""
    if element.tag in IMAGE_TAGS:
        image = image_of(element, page)
        return [image] if image else []
    return [
        draft.block
        for draft in BlockBuilder(page, Exclusions()).build(element)
        if isinstance(draft.block, Image)
    ]


def _shown_above(page: Page, root: _Element) -> _Element | None:
    """A captioned figure above the body, the image of `og:image`, one with such a name, or a large one beside the headline."""
    index = page.index
    end = index.positions[root]
    start = max(
        (index.positions[title] for title in index.tags.get("h1", ()) if index.ends[title] <= end),
        default=-1,
    )
    article = next(root.iterancestors("article", "main"), None)
    if article is not None and (start < 0 or index.positions[article] < start):
        start = index.positions[article]
    if start < 0:
        return None
    known: set[_Element] = set()
    heads = {title.getparent() for title in index.tags.get("h1", ())}
    shared = {image_key(page.resolve(page.meta(name))) for name in ("og:image", "twitter:image")}
    shown = (one for one in index.elements[start:end] if one.tag in IMAGE_TAGS)
    for element in islice(shown, MOST_ABOVE):
        if not _is_excluded(element, article):
            found = _whole_figure(page, element, start)
            if found in known:
                continue
            known.add(found)
            images = _images_in(page, found)
            if any(one.caption.text or image_key(one.src) in shared for one in images):
                return found
            is_large = any(one.size[0] >= LARGE for one in images)
            beside = is_large and element.getparent() in heads
            if images and (beside or _is_featured(element) or _is_featured(found)):
                return found
    return None


def _whole_figure(page: Page, image: _Element, start: int) -> _Element:
    """The figure around an image: the innermost one with a caption, else the innermost one."""
    figures: list[_Element] = []
    for one in islice(image.iterancestors(), HIGHEST):
        if page.index.positions[one] < start or one.tag in {"article", "main", "body"}:
            break
        if is_figure(one, page):
            if any(map(is_caption, islice(one.iter(), MOST_WITHIN))):
                return one
            figures.append(one)
    return figures[0] if figures else image


def _is_featured(element: _Element) -> bool:
    """Whether its name or that of its parents means the image above an article."""
    return any(
        FEATURED.search(f"{one.get('class') or ''} {one.get('id') or ''}")
        for one in (element, *islice(element.iterancestors(), 2))
        if one.tag not in {"article", "main", "body"}
    )


def _is_excluded(element: _Element, article: _Element | None) -> bool:
    """Whether it is inside a menu, a box or a hidden element."""
    for one in element.iterancestors():
        if one is article:
            return False
        if one.tag in OUTSIDE or is_hidden(one) or is_junk(one):
            return True
    return False
