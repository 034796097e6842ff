"""Headlines of a list that lead to documents: notices and decisions that are PDF or office files."""

from __future__ import annotations

from itertools import islice
from typing import Final

from lxml.etree import _Element

from hpreader.model import Related
from hpreader.model.documents import document_type
from hpreader.page.related.items import is_article_link, title_of
from hpreader.page.related.teasers import date_of, excerpt_of
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.page.tree.visibility import is_hidden

_LISTS: Final = frozenset({"ul", "ol", "dl", "table", "tbody"})
"""What holds one item beside the other, so that a document in it belongs to none of the others."""
_SHORTEST_TITLE: Final = 20
_MOST: Final = 400
_DEEPEST: Final = 20
"""Elements around a link that may belong to its item."""


def documents_in(page: Page, box: _Element) -> list[Related]:
    """The documents of a list that are items of their own, in the order of the page.

    A document beside the only headline of an item is attached to that article and is left out: the
    article shows it.

    Args:
        page: the page.
        box: the element that holds the list.
    """
    links: dict[str, _Element] = {}
    for link in box.iter("a"):
        url = page.canonical(link.get("href"))
        if url and document_type(url) and not is_hidden(link):
            links.setdefault(page.key(url), link)
    found = (_item(page, box, link) for link in list(links.values())[:_MOST])
    return [item for item in found if item is not None]


def _item(page: Page, box: _Element, link: _Element) -> Related | None:
    """The item of a document; None for one that is attached to an article or has no name."""
    url = page.canonical(link.get("href"))
    own = page.key(url)
    container = link
    for parent in islice(link.iterancestors(), _DEEPEST):
        if container is box:
            break
        around = {page.key(page.canonical(other.get("href"))): other for other in parent.iter("a")}
        articles = {key for key, other in around.items() if _is_headline(page, other)}
        if len(articles) == 1 and parent.tag not in _LISTS:
            return None
        if articles or any(key != own and _is_document(page, around[key]) for key in around):
            break
        container = parent
    title = title_of(link)
    if len(title) < _SHORTEST_TITLE:
        title = _row_title(container)
    if len(title) < _SHORTEST_TITLE:
        return None
    excerpt = excerpt_of(page, container, "", title, link)
    return Related(title, url, excerpt, date_of(page, container, "", link))


def _is_headline(page: Page, link: _Element) -> bool:
    url = page.canonical(link.get("href"))
    return (
        not document_type(url) and is_article_link(url) and len(title_of(link)) >= _SHORTEST_TITLE
    )


def _is_document(page: Page, link: _Element) -> bool:
    return bool(document_type(page.canonical(link.get("href"))))


def _row_title(container: _Element) -> str:
    """The longest cell of a table's row: where its link says "download" only, that is its name."""
    cells = (text_content(cell) for cell in container.iter("td", "th"))
    return max(cells, key=len, default="")
