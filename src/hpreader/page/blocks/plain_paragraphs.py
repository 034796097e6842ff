"""A text that is paragraphs and nothing else, read without a tree: the bodies of many feeds are such texts."""

from __future__ import annotations

from typing import Final

from hpreader.model import Inline, Paragraph
from hpreader.page.blocks.drafts import Draft
from hpreader.text import clean

_MOST: Final = 100_000
"""Letters: what is longer is read within the budgets of `tree`."""
_BETWEEN: Final = " \n\t"


def plain_paragraphs(html: str) -> list[Draft] | None:
    """The blocks that `BlockBuilder` makes of the tree of such a text; None: it is none."""
    if not html.startswith("<p>") or len(html) > _MOST:
        return None
    contents = _contents(html)
    if contents is None:
        return None
    texts = list(map(clean, contents))
    if texts != contents and not html.replace("\n", " ").replace("\t", " ").isprintable():
        return None  # how libxml2 reads control characters is left to it
    return [Draft(Paragraph(Inline(text))) for text in texts if text]


def _contents(html: str) -> list[str] | None:
    """What is in each `<p>…</p>`; None where there is anything else but white space between them.

    There are no entities in it, and no `[`, which shortcodes begin with. Where each part before an end
    tag begins with a start tag, and there are no more signs of tags than these have, there is no other tag.
    """
    *parts, rest = html.split("</p>")
    tags = 2 * len(parts)
    if "&" in html or "[" in html or html.count("<") != tags or html.count(">") != tags:
        return None
    parts = [part.lstrip(_BETWEEN) for part in parts]
    if rest.strip(_BETWEEN) or not all(part.startswith("<p>") for part in parts):
        return None
    return [part[len("<p>") :] for part in parts]
