"""A text that is paragraphs and nothing else, read without a tree: the bodies of many feeds are such texts."""

from __future__ import annotations

import re
from typing import Final

from hpreader.model import Inline, Paragraph
from hpreader.page.blocks.drafts import Draft
from hpreader.text import clean

_PARAGRAPHS: Final = re.compile(r"[ \n\t]*(?:<p>[^<>&\[]*</p>[ \n\t]*)+")
"""Without entities, and without `[`, which shortcodes begin with."""
_MOST: Final = 100_000
"""Letters: what is longer is read within the budgets of `tree`."""


def plain_paragraphs(html: str) -> list[Draft] | None:
    """The blocks that `BlockBuilder` makes of the tree of such a text; None: it is none."""
    if not html.startswith("<p>") or len(html) > _MOST or _PARAGRAPHS.fullmatch(html) is None:
        return None
    if not html.replace("\n", " ").replace("\t", " ").isprintable():
        return None  # how libxml2 reads control characters is left to it
    texts = (clean(part.rpartition("<p>")[2]) for part in html.split("</p>")[:-1])
    return [Draft(Paragraph(Inline(text))) for text in texts if text]
