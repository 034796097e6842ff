"""Boilerplate within the article's element: boxes before, between and after its text."""

from __future__ import annotations

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.blocks.figures import is_figure
from hpreader.page.blocks.image_blocks import IMAGE_FILE
from hpreader.page.body.teaser_columns import is_numbered
from hpreader.page.tree.document import Page
from hpreader.page.tree.site_hosts import is_of_site, own_hosts
from hpreader.page.tree.tags import BLOCK_TAGS, IMAGE_TAGS, LIST_TAGS, UPPER_SUBHEADING_TAGS
from hpreader.page.tree.text_weights import TextWeights
from hpreader.page.tree.visibility import CONTAINERS, NON_ARTICLE_TAGS, is_hidden, is_junk

MOST_LINKS = 0.35
MOST_IN_TABLE = 0.9
"""Share of links in a table within the text, whose cells may link to other pages; boxes of news are all links."""
PROSE = 40
FEWEST_SOURCES = 2
MIN_IN_LIST = 0.9
"""Share of a box's text that its list of sources has."""
MOST_LINKED_OF_SOURCES = 0.8
"""Share of links in a list of sources, whose items have an author, a year or a page as well."""
REFERENCES = lazy_pattern(r"(?:^|[\s_-])(?:references|footnotes|endnotes)(?:$|[\s_-])")
"""How wikis and blogs name it."""


def boilerplate_in(
    page: Page,
    root: _Element,
    content: set[_Element],
    *,
    ends: bool = False,
    is_roundup: bool = False,
) -> list[_Element]:
    """The elements below the root that contain none of the article's blocks and do not look like a part of it.

    Args:
        page: the page.
        root: the element around the article.
        content: the blocks of the article that are known.
        ends: whether the last of them is the article's end.
        is_roundup: whether its headings link to other articles of the site.
    """
    weights = page.weights
    if not content:
        return []
    index = page.index
    if root in content:
        first, last = index.positions[root], index.ends[root]
    else:
        inside = [element for element in content if index.contains(root, element)]
        first = min((index.positions[element] for element in inside), default=0)
        last = max((index.ends[element] for element in inside), default=0)
    containers = _containers(root, content)
    boilerplate: list[_Element] = []
    stack = list(root)
    while stack:
        element = stack.pop()
        if element not in index.positions:
            continue
        if element.tag not in BLOCK_TAGS and element.getparent() in content:
            continue  # emphasis or a link within a sentence
        if element.tag == "aside" and _is_aside(page, element, root):
            boilerplate.append(element)
            continue
        if element in content or element in containers:
            if not is_figure(element, page):
                stack.extend(element)
        elif (
            element.tag in UPPER_SUBHEADING_TAGS
            and (first < index.positions[element] < last or (is_roundup and element in content))
            and (is_roundup or is_numbered(element) or _links_to_other_sites(page, element))
        ):
            continue
        elif _is_boilerplate(page, weights, element, first, last) or (
            ends
            and element.tag in BLOCK_TAGS
            and index.positions[element] >= last
            and not is_figure(element, page)
        ):
            boilerplate.append(element)
    return boilerplate


def _containers(root: _Element, content: set[_Element]) -> set[_Element]:
    """Every element that contains a block of the article."""
    containers: set[_Element] = set()
    for element in content:
        parent = element.getparent()
        while parent is not None and parent not in containers:
            containers.add(parent)
            if parent is root:
                break
            parent = parent.getparent()
    return containers


def _is_boilerplate(
    page: Page, weights: TextWeights, element: _Element, first: int, last: int
) -> bool:
    tag = element.tag
    if tag not in BLOCK_TAGS and tag not in CONTAINERS:
        return False
    if tag in NON_ARTICLE_TAGS or is_hidden(element) or is_junk(element):
        return True
    position = page.index.positions[element]
    size = weights.length(element)
    figure = is_figure(element, page) and not _links_to_a_page(element)
    is_within = first < position < last
    most = MOST_IN_TABLE if tag == "table" and is_within else MOST_LINKS
    if is_within and tag in LIST_TAGS and _links_to_other_sites(page, element):
        return False
    if position > first and _is_reference_list(page, element):
        return False
    if size and weights.link_share(element) > most and not figure:
        return True
    if not size:
        return (
            position < first
            and next(element.iter("img", "amp-img", "iframe", "video"), None) is None
        )
    if figure or tag in {"figcaption", "blockquote", "pre"}:
        return False
    if is_within:
        return False
    has_picture = next(element.iter("img", "amp-img", "picture"), None) is not None
    if position < first:
        return not (has_picture and size < 400)
    return tag not in {"p", "ul", "ol"} or size < PROSE


def _is_reference_list(page: Page, element: _Element) -> bool:
    """Whether it is a numbered list of sources, or a box with nothing else.

    Its items have words beside their links, and it is named so or leads to other sites.
    """
    lists = [element] if element.tag == "ol" else element.findall(".//ol")
    weights = page.weights
    if (
        len(lists) != 1
        or weights.length(lists[0]) < weights.length(element) * MIN_IN_LIST
        or weights.link_share(lists[0]) > MOST_LINKED_OF_SOURCES
    ):
        return False
    if REFERENCES.search(lists[0].get("class") or ""):
        return True
    hosts = own_hosts(page)
    addresses = [page.resolve(link.get("href")) for link in lists[0].iter("a")]
    others = sum(bool(one) and not is_of_site(one, hosts) for one in addresses)
    return others >= FEWEST_SOURCES


def _is_aside(page: Page, element: _Element, root: _Element) -> bool:
    """Whether an `<aside>` is a side note: less than half of the text, and no figure."""
    is_small = page.weights.length(element) < page.weights.length(root) / 2
    return is_small and not is_figure(element, page)


def _links_to_other_sites(page: Page, element: _Element) -> bool:
    """Whether a heading or a list links to other sites only, as in a list of recommendations."""
    hosts = own_hosts(page)
    addresses = [page.resolve(link.get("href")) for link in element.iter("a")]
    return bool(addresses) and not any(is_of_site(address, hosts) for address in addresses)


def _links_to_a_page(figure: _Element) -> bool:
    """Whether the image links to another page, as in a teaser."""
    image = next(figure.iter(*IMAGE_TAGS), None)
    link = next(image.iterancestors("a"), None) if image is not None else None
    address = ((link.get("href") or "") if link is not None else "").partition("?")[0]
    return bool(address) and not address.startswith("#") and not IMAGE_FILE.search(address)
