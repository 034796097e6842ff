"""Cards between paragraphs: a photo and a headline that both lead to the same other article.

Sites set them into the text without a label that would announce them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from hpreader.page.boxes import BOXES, HEADINGS
from hpreader.page.dom import Page
from hpreader.page.images import TAGS
from hpreader.page.items import is_article_link
from hpreader.page.site import is_of_site

LONGEST = 400
"""Characters; whoever says more about another article tells of it."""
MOST = 0.3
"""How much of a text cards may be; a page of nothing but them is a list that somebody made."""


def cards_in(page: Page, body: _Element, hosts: frozenset[str]) -> list[_Element]:
    """The cards of other articles within an article's element, in document order.

    Args:
        page: the page.
        body: the article's element.
        hosts: the hosts that are the page's own site; cards that lead elsewhere are its own matter.
    """
    cards = list(dict.fromkeys(_cards(page, body, hosts)))
    said = sum(map(page.weights.of, cards))
    return cards if said <= page.weights.of(body) * MOST else []


def _cards(page: Page, body: _Element, hosts: frozenset[str]) -> Iterator[_Element]:
    own = page.key(page.url)
    for link in body.iterdescendants("a"):
        if next(link.iter(*TAGS), None) is None:
            continue
        address = page.canonical(link.get("href"))
        if not is_article_link(address) or page.key(address) == own:
            continue
        if is_of_site(address, hosts) and (card := _card(page, body, link, address)) is not None:
            yield card


def _card(page: Page, body: _Element, photo: _Element, address: str) -> _Element | None:
    """The smallest box around a linked photo and the headline that leads to the same address."""
    for box in photo.iterancestors():
        if box is body or page.weights.of(box) > LONGEST:
            break
        if box.tag in BOXES and address in (
            page.canonical(link.get("href")) for link in box.iter("a") if _is_headline(link)
        ):
            return box
    return None


def _is_headline(link: _Element) -> bool:
    is_within = any(one.tag in HEADINGS for one in link.iterancestors())
    return is_within or next(link.iter(*HEADINGS), None) is not None
