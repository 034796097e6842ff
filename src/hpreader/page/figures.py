"""Figures: what is one, what is its caption, and which picture the caption is for."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from hpreader.model import Embed, Image, Inline, Paragraph
from hpreader.page.drafts import Draft
from hpreader.page.inline import joined

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
    "wp-caption-text", "wp-element-caption", "image_desc", "media-caption", "PhotoCMS_Caption", "pCaption", "caption-text",
    "image-caption", "img-caption", "photo-caption", "imgcaption", "gallery-caption", "caption_text", "Image", "fig-caption",
    "figcaption", "caption", "image__caption", "picture-caption", "media__caption", "article-image-caption",
    "wp-caption-dd", "imagecaption", "entry-thumbnail-caption", "thumbnail-caption", "featured-caption",
})  # fmt: skip


@dataclass(slots=True)
class Frame:
    """A figure or a quotation that is being walked through."""

    element: _Element
    kind: str
    start: int
    captions: list[Inline] = field(default_factory=list)
    lines: list[Inline] = field(default_factory=list)


def is_figure(element: _Element) -> bool:
    """Is it an element around pictures and their caption?"""
    if element.tag == "figure":
        return True
    return element.tag in {"div", "dl"} and not FIGURE_TOKENS.isdisjoint(
        (element.get("class") or "").split()
    )


def is_caption(element: _Element) -> bool:
    """Does its tag or class say that it is a caption?"""
    if element.tag == "figcaption":
        return True
    token_list = element.get("class")
    return bool(token_list) and not CAPTION_TOKENS.isdisjoint((token_list or "").split())


def caption_figure(drafts: list[Draft], frame: Frame) -> None:
    """Give the captions of a figure that ends to its pictures: one each, or all to the last one."""
    inside = drafts[frame.start :]
    captions = frame.captions
    if not captions:
        return
    waiting = [draft for draft in inside if draft.lacks_caption]
    if len(captions) == len(waiting):
        for draft, caption in zip(waiting, captions, strict=True):
            draft.caption(caption)
    elif waiting:
        waiting[-1].caption(joined(captions, " "))
    elif len(inside) == 1 and isinstance(embed := inside[0].block, Embed):
        inside[0].block = Embed(embed.url, embed.title or captions[0].text)
    elif not any(isinstance(draft.block, Image) for draft in inside):
        drafts.extend(Draft(Paragraph(caption)) for caption in captions)
