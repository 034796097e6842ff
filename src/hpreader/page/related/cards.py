"""Cards between paragraphs: an image and a headline that both link to the same other article.

Sites put them into the text without a label.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from hpreader.page.related.box_finder import BOXES
from hpreader.page.related.items import is_article_link
from hpreader.page.tree.document import Page
from hpreader.page.tree.site_hosts import is_of_site
from hpreader.page.tree.tags import HEADING_TAGS, IMAGE_TAGS

LONGEST = 400
"""Characters; a longer text about another article is a part of this one."""
MOST = 0.3
"""Share of cards in a text; a page that consists of them is an article that lists things."""
MOST_LINKS = 12
"""A box with more links contains several cards or a gallery."""


def cards_in(page: Page, body: _Element, hosts: frozenset[str], own_url: str) -> list[_Element]:
    """The cards of other articles within an article's element, in document order.

    Args:
        page: the page.
        body: the article's element.
        hosts: the hosts of the page's own site; cards with links to other sites are a part of the text.
        own_url: the article's own address, to which its own headline and image may link.
    """
    cards = list(dict.fromkeys(_cards(page, body, hosts, own_url)))
    text = sum(map(page.weights.length, cards))
    return cards if text <= page.weights.length(body) * MOST else []


def _cards(page: Page, body: _Element, hosts: frozenset[str], own_url: str) -> Iterator[_Element]:
    own = {page.key(page.url), page.key(own_url)}
    headlines = [link for link in body.iterdescendants("a") if _is_headline(link)]
    told = {page.canonical(link.get("href")) for link in headlines}
    others = {
        address
        for address in told
        if is_article_link(address) and is_of_site(address, hosts) and page.key(address) not in own
    }
    for image in body.iterdescendants(*IMAGE_TAGS) if others else ():
        link = next(image.iterancestors("a"), None)
        if link is not None and (address := page.canonical(link.get("href"))) in others:
            card = _card(page, body, link, address)
            if card is not None:
                yield card


def _card(page: Page, body: _Element, image: _Element, address: str) -> _Element | None:
    """The smallest box around a linked image and a headline with the same address."""
    for box in image.iterancestors():
        if box is body or page.weights.length(box) > LONGEST:
            break
        links = list(islice(box.iter("a"), MOST_LINKS + 1))
        if len(links) > MOST_LINKS:
            break
        if box.tag in BOXES and any(
            _is_headline(link) and page.canonical(link.get("href")) == address for link in links
        ):
            return box
    return None


def _is_headline(link: _Element) -> bool:
    is_within = next(link.iterancestors(*HEADING_TAGS), None) is not None
    return is_within or next(link.iter(*HEADING_TAGS), None) is not None
