"""Figures: which elements are figures and captions, and which image a caption belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Embed, Image, Inline, Paragraph
from hpreader.page.blocks.drafts import Draft
from hpreader.page.blocks.inline import joined
from hpreader.page.phrases import pattern
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import IMAGE_TAGS

LONGEST_CAPTION = 600
FIGURE_TOKENS = frozenset(
    {
        "wp-caption",
        "tplCaption",
        "image-box",
        "article-image",
        "photo-box",
        "picbox",
        "c-img",
        "expNoEdit",
    }
)
CAPTION_TOKENS = frozenset({
    "wp-caption-text", "wp-element-caption", "image_desc", "media-caption", "PhotoCMS_Caption", "PhotoCMS_Author", "pCaption", "caption-text",
    "image-caption", "img-caption", "photo-caption", "imgcaption", "gallery-caption", "caption_text", "Image", "fig-caption",
    "figcaption", "caption", "image__caption", "picture-caption", "media__caption", "article-image-caption",
    "wp-caption-dd", "imagecaption", "entry-thumbnail-caption", "thumbnail-caption", "featured-caption", "desc_cation",
})  # fmt: skip
CAPTION_NAME = lazy_pattern(
    r"(?:^|[\s_-]|(?<=[a-z]))(?:[Cc]aption|[Cc]redits?|[Ll]egende?|chu-?thich)(?:$|[\s_-]|[Tt]ext)"
)
"""How sites name the line below an image and the one with the photographer."""
FIGURE_NAME = lazy_pattern(
    r"(?:^|[\s_-])(?:image|img|photo|foto|picture|pic|media(?!-text)|thumb|thumbnail|bild|anh|hinh)s?(?:$|[\s_-])",
    re.IGNORECASE,
)
"""How sites name a box around an image and its caption; WordPress' `media-text` contains prose as well."""
LONGEST_IN_BOX = 400
"""Characters of text in a box that contains only an image and its caption."""
BUTTON = pattern("image_button", r"\W*<phrases>\W*")
"""The labels of buttons on images."""


@dataclass(slots=True)
class Frame:
    """A figure or a quotation that is being walked."""

    element: _Element
    kind: str
    start: int
    captions: list[Inline] = field(default_factory=list)
    """The texts of elements that are captions by their tag or name."""
    loose: list[Inline] = field(default_factory=list)
    """Other text in a figure."""
    lines: list[Inline] = field(default_factory=list)


def is_figure(element: _Element, page: Page) -> bool:
    """Whether an element contains images and their caption, and nothing else of length."""
    if element.tag == "figure":
        return True
    if element.tag not in {"div", "dl", "aside"}:
        return False
    if (element.get("itemtype") or "").endswith("/ImageObject"):
        return True
    names = element.get("class")
    if not names:
        return False
    if not FIGURE_TOKENS.isdisjoint(names.split()):
        return True
    return (
        _names_figure(names)
        and page.weights.length(element) <= LONGEST_IN_BOX
        and next(element.iter(*IMAGE_TAGS), None) is not None
    )


@lru_cache(maxsize=1024)
def _names_figure(names: str) -> bool:
    return FIGURE_NAME.search(names) is not None


def is_caption(element: _Element) -> bool:
    """Whether an element is a caption by its tag, class or id."""
    if element.tag == "figcaption":
        return True
    token_list, name = element.get("class"), element.get("id")
    return (token_list is not None and _names_caption(token_list)) or (
        name is not None and _names_caption(name)
    )


@lru_cache(maxsize=1024)
def _names_caption(names: str) -> bool:
    is_one = not CAPTION_TOKENS.isdisjoint(names.split()) or bool(CAPTION_NAME.search(names))
    return is_one and not names.startswith(("has-", "no-", "with-"))


def caption_figure(drafts: list[Draft], frame: Frame) -> None:
    """Attach a figure's captions to its images: one each, one to all, or all to the last image."""
    inside = drafts[frame.start :]
    captions = frame.captions or [text for text in frame.loose if not BUTTON.fullmatch(text.text)]
    if not captions:
        return
    waiting = [draft for draft in inside if draft.lacks_caption]
    if len(captions) == len(waiting):
        for draft, caption in zip(waiting, captions, strict=True):
            draft.caption(caption)
    elif waiting and len(frame.captions) == 1:
        for draft in waiting:
            draft.caption(captions[0])
    elif waiting:
        waiting[-1].caption(joined(captions, " "))
    elif len(inside) == 1 and isinstance(inside[0].block, Embed):
        inside[0].caption(captions[0])
    elif any(isinstance(draft.block, Image) for draft in inside):
        return
    elif inside or not frame.captions:  # a table, or no figure after all
        drafts.extend(Draft(Paragraph(caption)) for caption in captions)
