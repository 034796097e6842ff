"""What stands within the article's element and is not of the article: boxes between and around its text."""

from __future__ import annotations

from lxml.etree import _Element

from hpreader.page.blocks.figures import is_figure
from hpreader.page.blocks.image_blocks import PHOTO_FILE, TAGS
from hpreader.page.site_facts import is_of_site, own_hosts
from hpreader.page.tree.parser import PARTING, Page
from hpreader.page.tree.text_weights import Weights
from hpreader.page.tree.visibility import CONTAINERS, NEVER, is_hidden, is_junk

HEADINGS = ("h2", "h3", "h4")
MOST_LINKS = 0.35
MOST_IN_TABLE = 0.9
"""Names in a table within the text may lead to pages of their own; other news are links as a whole."""
PROSE = 40


def strangers_in(
    page: Page, root: _Element, kept: set[_Element], *, ends: bool = False
) -> list[_Element]:
    """The parts below the root that hold nothing kept and do not look like the article either.

    Args:
        page: the page.
        root: the element around the article.
        kept: the blocks that are known to be of it.
        ends: whether the last of them is known to be its end.
    """
    weights = page.weights
    if not kept:
        return []
    index = page.index
    if root in kept:
        first, last = index.places[root], index.ends[root]
    else:
        inside = [element for element in kept if index.contains(root, element)]
        first = min((index.places[element] for element in inside), default=0)
        last = max((index.ends[element] for element in inside), default=0)
    holders = _holders(root, kept)
    strangers: list[_Element] = []
    stack = list(root)
    while stack:
        element = stack.pop()
        if element not in index.places:
            continue
        if element.tag not in PARTING and element.getparent() in kept:
            continue  # an emphasised or linked part of a sentence
        if element.tag == "aside" and _is_aside(page, element, root):
            strangers.append(element)
            continue
        if element in kept or element in holders:
            if not is_figure(element, page):
                stack.extend(element)
        elif (
            element.tag in HEADINGS
            and first < index.places[element] < last
            and _leads_to_others(page, element)
        ):
            continue
        elif _is_stranger(page, weights, element, first, last) or (
            ends
            and element.tag in PARTING
            and index.places[element] >= last
            and not is_figure(element, page)
        ):
            strangers.append(element)
    return strangers


def _holders(root: _Element, kept: set[_Element]) -> set[_Element]:
    """Every element with something kept below it."""
    holders: set[_Element] = set()
    for element in kept:
        parent = element.getparent()
        while parent is not None and parent not in holders:
            holders.add(parent)
            if parent is root:
                break
            parent = parent.getparent()
    return holders


def _is_stranger(page: Page, weights: Weights, element: _Element, first: int, last: int) -> bool:
    tag = element.tag
    if tag not in PARTING and tag not in CONTAINERS:
        return False
    if tag in NEVER or is_hidden(element) or is_junk(element):
        return True
    place = page.index.places[element]
    size = weights.of(element)
    figure = is_figure(element, page) and not _leads_away(element)
    most = MOST_IN_TABLE if tag == "table" and first < place < last else MOST_LINKS
    if size and weights.links(element) > most and not figure:
        return True
    if not size:
        return (
            place < first and next(element.iter("img", "amp-img", "iframe", "video"), None) is None
        )
    if figure or tag in {"figcaption", "blockquote", "pre"}:
        return False
    if first < place < last:
        return False
    has_picture = next(element.iter("img", "amp-img", "picture"), None) is not None
    if place < first:
        return not (has_picture and size < 400)
    return tag not in {"p", "ul", "ol"} or size < PROSE


def _is_aside(page: Page, element: _Element, root: _Element) -> bool:
    """Does it stand beside the text, as its tag says, and is neither a picture nor the text itself?"""
    is_small = page.weights.of(element) < page.weights.of(root) / 2
    return is_small and not is_figure(element, page)


def _leads_to_others(page: Page, heading: _Element) -> bool:
    """Does it name what another site has, as in a list of what somebody recommends?"""
    hosts = own_hosts(page)
    addresses = [page.resolve(link.get("href")) for link in heading.iter("a")]
    return bool(addresses) and not any(is_of_site(address, hosts) for address in addresses)


def _leads_away(figure: _Element) -> bool:
    """Is its picture the link to another page, as in a teaser?"""
    picture = next(figure.iter(*TAGS), None)
    link = next(picture.iterancestors("a"), None) if picture is not None else None
    address = ((link.get("href") or "") if link is not None else "").partition("?")[0]
    return bool(address) and not address.startswith("#") and not PHOTO_FILE.search(address)
