"""Lists: their items and how deep each is nested."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from hpreader.model import Inline
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.blocks.inline import inline_of
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import LIST_TAGS
from hpreader.page.tree.visibility import is_hidden

LIST_STOPPERS = (
    "figure",
    "img",
    "amp-img",
    "iframe",
    "pre",
    "table",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "video",
)
"""Elements that a list of text does not contain; a list with one of these is walked like a `<div>`."""


def is_plain_list(element: _Element) -> bool:
    """Whether a list contains only text."""
    return next(element.iter(*LIST_STOPPERS), None) is None


def items_of(root: _Element, page: Page, exclusions: Exclusions) -> tuple[list[Inline], list[int]]:
    """The items of a list and of the lists within it, in order, and the depth of each."""
    items: list[Inline] = []
    depths: list[int] = []
    inner = frozenset(child for child in root.iter(*LIST_TAGS) if child is not root)
    depth = -1
    for event, node in etree.iterwalk(root, events=("start", "end"), tag=(*LIST_TAGS, "li")):
        if node.tag != "li":
            depth += 1 if event == "start" else -1
        elif event == "start" and node not in exclusions.listed and not is_hidden(node):
            item = inline_of(node, page, exclusions, inner, keeps_lines=True)
            if item.text:
                items.append(item)
                depths.append(max(depth, 0))
    return items, depths
