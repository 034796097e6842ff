"""An article's documents as blocks: each attachment, and after it the paragraphs of its text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hpreader.model import Article, Attachment, Inline, Paragraph
from hpreader.model.documents import DOCUMENT_TYPES, PDF, document_type, file_name
from hpreader.pdf.library import is_available
from hpreader.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.fetch import Fetched
    from hpreader.model import Block
    from hpreader.newsroom.articles.redirects import RequestedArticle

TRANSIENT_KINDS: Final = frozenset({"pdf_skipped", "robots"})
"""With such a Problem a document is fetched when the user opens its article."""


def readable_documents(article: Article) -> tuple[Attachment, ...]:
    """Return the attachments whose text can be read, if they have any."""
    found = (block for block in article.blocks if isinstance(block, Attachment))
    return tuple(one for one in found if one.media_type == PDF)


def unread_documents(article: Article) -> tuple[Attachment, ...]:
    """Return those of them whose text was not read yet, and may be now."""
    read = {block.document for block in article.blocks if isinstance(block, Paragraph)}
    return tuple(
        one for one in readable_documents(article) if one.url not in read and _may_be_read(one)
    )


def _may_be_read(attachment: Attachment) -> bool:
    problem = attachment.problem
    if problem is None or problem.is_network or problem.until or problem.kind in TRANSIENT_KINDS:
        return True
    return problem.kind == "pdf_unsupported" and is_available()


def with_document(article: Article, attachment: Attachment, texts: Sequence[str]) -> Article:
    """Return an article with another state of one of its attachments, and with its text after it.

    Args:
        article: the article.
        attachment: takes the place of the one with the same address.
        texts: the paragraphs of the document.
    """
    blocks: list[Block] = []
    for block in article.blocks:
        if isinstance(block, Attachment) and block.url == attachment.url:
            blocks.append(attachment)
            blocks += (Paragraph(Inline(text), document=attachment.url) for text in texts)
        elif not isinstance(block, Paragraph) or block.document != attachment.url:
            blocks.append(block)
    return replace(article, blocks=tuple(blocks))


def with_documents_of(article: Article, before: Article | None) -> Article:
    """Return an article with what an earlier version has of the documents that it has not read."""
    for attachment in unread_documents(article) if before is not None else ():
        known = read_document_of(before, attachment.url)
        if known is not None:
            size = known[0].size if attachment.size is None else attachment.size
            state = replace(attachment, size=size, problem=known[0].problem)
            article = with_document(article, state, known[1])
    return article


def read_document_of(
    article: Article | None, url: str
) -> tuple[Attachment, tuple[str, ...]] | None:
    """Return an attachment with its text, None where the article has not read such a document."""
    if article is None:
        return None
    unread = {one.url for one in unread_documents(article)}
    for attachment in readable_documents(article):
        if attachment.url == url and url not in unread:
            blocks = (block for block in article.blocks if isinstance(block, Paragraph))
            return attachment, tuple(one.content.text for one in blocks if one.document == url)
    return None


def document_at(response: Fetched) -> Attachment | None:
    """Return the document that a server sent, None where it sent a page."""
    start = response.body[:64].lstrip()
    if start.startswith(b"%PDF-"):
        media_type = PDF
    elif start.startswith(b"<") or response.content_type.startswith("text/"):
        media_type = ""
    elif response.content_type in DOCUMENT_TYPES.values():
        media_type = response.content_type
    else:  # servers send documents under general types too
        media_type = document_type(response.url)
    if not media_type:
        return None
    return Attachment(response.url, file_name(response.url), media_type, size=len(response.body))


def article_of_document(requested: RequestedArticle, attachment: Attachment) -> Article:
    """Return the article that consists of a document at the requested address."""
    url = canonical(requested.url) or requested.url
    title = requested.title or requested.link_text or attachment.title
    return Article(
        url=url, title=title, blocks=(replace(attachment, title=attachment.title or title),)
    )
