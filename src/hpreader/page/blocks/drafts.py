"""Blocks in the making: what is known of them only while the tree is walked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.etree import _Element

from hpreader.model import Block, Embed, Image, Inline, Paragraph
from hpreader.page.blocks.inline import is_covered

ALIGNED = re.compile(r"text-align\s*:\s*(right|center|end)", re.IGNORECASE)
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
"""Characters; what is longer and not the caption of the picture above tells something itself."""


@dataclass(slots=True)
class Draft:
    """A block, and how it stood on the page."""

    block: Block
    alignment: str = ""
    """"right", "center" or "" where nothing says so."""

    @property
    def content(self) -> Inline | None:
        """The text, if it is a paragraph."""
        return self.block.content if isinstance(self.block, Paragraph) else None

    @property
    def is_strong(self) -> bool:
        """Is it a paragraph that is bold as a whole?"""
        return self.content is not None and is_covered(self.content, "strong")

    @property
    def is_emphasised(self) -> bool:
        """Is it a paragraph that is italic as a whole?"""
        return self.content is not None and is_covered(self.content, "emphasis")

    @property
    def lacks_caption(self) -> bool:
        """Is it a picture without a caption?"""
        return isinstance(self.block, Image) and not self.block.caption.text

    def takes(self, caption: Inline) -> bool:
        """Is a caption below it its own: the first one, one that is said twice, or who took the photo?"""
        match self.block:
            case Image(caption=own):
                is_said = own.text.startswith(caption.text)
                return not own.text or is_said or len(caption.text) <= LONGEST_CREDIT
            case Embed():
                return True
            case _:
                return False

    def caption(self, caption: Inline) -> None:
        """Give a picture its caption, and what another site shows its title, where they have none."""
        match self.block:
            case Image() as image if self.lacks_caption:
                self.block = replace(image, caption=caption)
            case Embed(url, title) if not title:
                self.block = Embed(url, caption.text)
            case _:
                pass


def alignment_of(element: _Element | None) -> str:
    """How the text of an element is aligned, as far as it says so itself or its parents do."""
    for _ in range(3):
        if element is None:
            break
        if element.tag == "center":
            return "center"
        if element.keys():  # most paragraphs say nothing of themselves
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
