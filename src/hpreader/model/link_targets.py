"""What becomes of a link in an article that is to be opened. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from hpreader import model, urls
from hpreader.model.documents import document_type

if TYPE_CHECKING:
    from hpreader.model import Article


class LinkTarget(NamedTuple):
    """The address of a link, and what to do with it."""

    kind: Literal["refused", "file", "document", "article", "elsewhere"]
    """`refused`: no address of the Web, or one that may not be followed from here; `file`: what the
    article itself consists of; `document`: one of the same site, which, like a file, only another
    program shows; `elsewhere`: on another site, so its user sees the address first."""
    url: str
    """The absolute address, or the text of one that is refused."""


def link_target(article: Article, url: str) -> LinkTarget:
    """Judge a link.

    Args:
        article: it is in this article, or among its other news.
        url: the address as the page has it.
    """
    address, origin = urls.resolve("", url), article.url or urls.PUBLIC
    if not address or not urls.may_follow(address, origin):
        return LinkTarget("refused", url)
    if _is_file_of(article, address):
        return LinkTarget("file", address)
    if not urls.same_site(address, origin):
        return LinkTarget("elsewhere", address)
    return LinkTarget("document" if is_document(article, url) else "article", url)


def is_document(article: Article, url: str) -> bool:
    """Is an address that of a document, which only another program can show?"""
    is_attached = any(
        isinstance(one, model.Attachment) and one.url == url for one in article.blocks
    )
    return is_attached or bool(document_type(url))


def _is_file_of(article: Article, address: str) -> bool:
    """Is it the file that an article consists of: a sound, a film, a document?"""
    kinds = (model.Attachment, model.Embed)
    files = (block.url for block in article.blocks if isinstance(block, kinds))
    return urls.canonical(address) == article.url and article.url in files
