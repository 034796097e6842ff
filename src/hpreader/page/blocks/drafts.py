"""Drafts of blocks: a block and what is known of it only while the tree is walked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Block, Embed, Image, Inline, Paragraph
from hpreader.page.blocks.inline import is_covered

ALIGNED = lazy_pattern(r"text-align\s*:\s*(right|center|end)", re.IGNORECASE)
RIGHT_TOKENS = frozenset(
    {
        "has-text-align-right",
        "text-align-right",
        "text-right",
        "align-right",
        "author",
        "pAuthor",
        "Author",
        "source",
    }
)
CENTRE_TOKENS = frozenset(
    {"has-text-align-center", "text-align-center", "text-center", "aligncenter"}
)
LONGEST_CREDIT = 60
"""Characters of a photographer's name; a longer text below a captioned image is a paragraph."""


@dataclass(slots=True)
class Draft:
    """A block, and how it is laid out on the page."""

    block: Block
    alignment: str = ""
    """"right", "center", or "" if nothing states it."""

    @property
    def content(self) -> Inline | None:
        """The text of a paragraph, None for other blocks."""
        block = self.block
        return block.content if isinstance(block, Paragraph) else None

    @property
    def is_strong(self) -> bool:
        """Whether it is a paragraph that is all bold."""
        return self.content is not None and is_covered(self.content, "strong")

    @property
    def is_emphasised(self) -> bool:
        """Whether it is a paragraph that is all italic."""
        return self.content is not None and is_covered(self.content, "emphasis")

    @property
    def lacks_caption(self) -> bool:
        """Whether it is an image without a caption."""
        return isinstance(self.block, Image) and not self.block.caption.text

    def takes(self, caption: Inline) -> bool:
        """Whether a caption below it belongs to it: its first one, a repeated one, or the photographer's name."""
        match self.block:
            case Image(caption=own):
                is_said = own.text.startswith(caption.text)
                return not own.text or is_said or len(caption.text) <= LONGEST_CREDIT
            case Embed():
                return True
            case _:
                return False

    def caption(self, caption: Inline) -> None:
        """Set the caption of an image or the title of an embed that has none."""
        match self.block:
            case Image() as image if self.lacks_caption:
                self.block = replace(image, caption=caption)
            case Embed(url, title) if not title:
                self.block = Embed(url, caption.text)
            case _:
                pass


def alignment_of(element: _Element | None) -> str:
    """The alignment of an element's text as its own attributes or those of its parents state it."""
    for _ in range(3):
        if element is None:
            break
        if element.tag == "center":
            return "center"
        if element.keys():  # most paragraphs have no attributes
            style = element.get("style")
            if style and (named := ALIGNED.search(style)):
                return "center" if named[1].lower() == "center" else "right"
            stated = (element.get("align") or "").lower()
            if stated in {"right", "center"}:
                return stated
            tokens = (element.get("class") or "").split()
            if not RIGHT_TOKENS.isdisjoint(tokens):
                return "right"
            if not CENTRE_TOKENS.isdisjoint(tokens):
                return "center"
            if element.tag in {"p", "td", "div"} and stated:
                break
        element = (
            element.getparent() if element.tag not in {"article", "section", "td", "body"} else None
        )
    return ""
