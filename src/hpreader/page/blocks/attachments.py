"""Documents attached to an article: links that are a line of their own, and viewers within the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Attachment, Heading, Inline, ListBlock, Paragraph, Table
from hpreader.model.documents import DOCUMENT_TYPES, document_type, file_name
from hpreader.page.blocks.drafts import Draft
from hpreader.page.phrases import pattern
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.text import clean

VIEWER_TAGS = frozenset({"iframe", "object", "embed", "amp-iframe", "amp-google-document-embed"})
VIEWER = lazy_pattern(
    r"docs\.google\.com/(?:\w+/)*(?:viewer|gview|viewerng)|view\.officeapps\.live\.com/op/|viewer|pdfjs|flipbook|embed",
    re.IGNORECASE,
)
"""Addresses of pages that show a document whose address is in their query."""
CAN_BE_DOCUMENT = lazy_pattern(
    rf"\.(?:{'|'.join(DOCUMENT_TYPES)})\b|officeapps|(?:docs|drive)\.google", re.IGNORECASE
)
"""A quick check, as it is made for every link of a page."""
FILE_PARAMETERS = ("url", "src", "file", "pdf", "document", "doc", "source", "link", "path")
"""The parameters in which viewers have the address of the document."""
ADDRESSES = (
    "data-pdf-url", "data-pdf", "data-file", "data-document", "data-doc", "data-pdf-src", "data-source", "data-url", "data-src",
    "data-lazy-src", "data-href", "src", "data", "source", "href",
)  # fmt: skip
"""The attributes in which plugins have the address of a document."""
PLUGIN_ATTRIBUTES = frozenset({*ADDRESSES[:9], "source"})
SHORTCODE = lazy_pattern(
    r"\[(?:pdf[\w-]*|pdfjs[\w-]*|embed[\w-]*|gview|dearpdf|dflip|flipbook|document|file)\b[^\]]*?"
    r"\b(?:url|file|src|source|href|pdf)\s*=\s*[\"'”“″‘’]*([^\"'”“″‘’\s\]]+)[^\]]*\]",
    re.IGNORECASE,
)
"""A shortcode of a plugin that is gone; WordPress wrote its quotation marks as typographic ones."""
LABEL = pattern(
    "attachment_label",
    r"(?:\W|\b(?:pdf|docx?|xlsx?|pptx?|zip|rar|\d+(?:[.,]\d+)?\s*(?:bytes?|kb|mb|gb))\b|<phrases>)*",
)
"""What may be beside the link on the line of an attachment: what it is, its kind and its size."""
GENERIC = pattern(
    "attachment_link", r"\W*(?:<phrases>)?\W*(?:\(?\.?(?:pdf|docx?|xlsx?|pptx?)\)?)?\W*"
)
"""The text of a link that does not name the document."""
SIZE = lazy_pattern(r"(\d+(?:[.,]\d+)?)\s*(bytes|kb|mb|gb)\b", re.IGNORECASE)
UNITS = {"bytes": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3}
LONGEST_TITLE = 300
MOST = 100
"""Attachments of one article."""


def document_url(address: str, page: Page) -> str:
    """The address of the document that an address leads to, "" if it leads to none.

    Args:
        address: that of the document, or of a viewer with the document's in its query.
        page: the page that names it.
    """
    url = page.resolve(address) if CAN_BE_DOCUMENT.search(address) else ""
    if not url:
        return ""
    if VIEWER.search(url):
        for name, value in _parameters(url):
            if name.lower() in FILE_PARAMETERS and (document := page.resolve(value)):
                is_known = bool(document_type(document))
                is_of_viewer = "officeapps.live" in url or "docs.google" in url
                if is_known or (is_of_viewer and document.startswith(("http://", "https://"))):
                    return document
    if document_type(url):
        return url
    return url if "drive.google.com/file/" in url and "/preview" in url else ""


def _parameters(url: str) -> list[tuple[str, str]]:
    parts = urlsplit(url)
    return [*parse_qsl(parts.query), *parse_qsl(parts.fragment)]


def viewed_document(element: _Element, page: Page) -> Attachment | None:
    """The document that an element shows in a browser, None if it shows none."""
    if element.tag not in VIEWER_TAGS and not _is_plugin_box(element):
        return None
    for name in ADDRESSES:
        address = (element.get(name) or "").strip()
        url = document_url(address, page) if address else ""
        if not url and address and (element.get("type") or "").lower() == "application/pdf":
            url = page.resolve(address)
        if url:
            title = clean(element.get("title") or element.get("aria-label") or "")
            media_type = document_type(url) or clean(element.get("type") or "")
            if media_type not in DOCUMENT_TYPES.values():
                media_type = ""
            return Attachment(url, _title(title, url), media_type)
    return None


def _is_plugin_box(element: _Element) -> bool:
    """Whether it is an empty box that a script turns into a viewer: its attributes name a document."""
    if element.tag != "div" or PLUGIN_ATTRIBUTES.isdisjoint(element.keys()):
        return False
    return any(document_type(element.get(name) or "") for name in PLUGIN_ATTRIBUTES)


def shortcode_documents(pieces: Iterable[str], page: Page) -> Iterator[Attachment]:
    """The documents that shortcodes in the pieces of a text name."""
    text = "".join(pieces)
    for found in SHORTCODE.finditer(text) if "[" in text else ():
        url = document_url(found[1], page)
        if url:
            yield Attachment(url, _title("", url), document_type(url))


def documents_in(element: _Element, page: Page) -> list[Attachment]:
    """The documents that an element is made for: a viewer, or WordPress' file block.

    That block (`.wp-block-file`) has a name, a button, and perhaps a viewer.
    """
    viewed = viewed_document(element, page)
    if viewed is not None:
        return [viewed]
    if element.tag != "div" or "wp-block-file" not in (element.get("class") or "").split():
        return []
    found: list[Attachment] = []
    for node in element.iter("a", *VIEWER_TAGS):
        if node.tag != "a":
            viewed = viewed_document(node, page)
            found += [viewed] if viewed is not None else []
        elif url := page.resolve(node.get("href")):
            size = _size(text_content(element))
            found.append(Attachment(url, _title(text_content(node), url), document_type(url), size))
    return distinct(found)


def take_attachments(drafts: list[Draft]) -> tuple[list[Draft], list[Attachment]]:
    """The blocks that are text, and the documents that lines of their own link to.

    A link within a sentence stays where it is.
    """
    kept: list[Draft] = []
    found: list[Attachment] = []
    for draft in drafts:
        match draft.block:
            case Attachment() as attachment:
                found.append(attachment)
            case Paragraph(content) | Heading(_, content) if attached := _documents_of(content):
                found.extend(attached)
            case ListBlock(ordered, items, depths):
                attached = [one for item in items for one in _documents_of(item)]
                found.extend(attached)
                rest = [number for number, item in enumerate(items) if not _documents_of(item)]
                if len(rest) == len(items):
                    kept.append(draft)
                elif rest:
                    inner = tuple(depths[number] for number in rest) if depths else ()
                    draft.block = ListBlock(ordered, tuple(items[one] for one in rest), inner)
                    kept.append(draft)
            case Table(rows):
                found.extend(one for row in rows for one in _documents_in_row(row))
                kept.append(draft)
            case _:
                kept.append(draft)
    if found:
        kept = [draft for draft in kept if not _is_label(draft)]
    return kept, distinct(found)


def _documents_in_row(row: tuple[Inline, ...]) -> list[Attachment]:
    """The documents of the cells of a row, named by its longest cell where the links name nothing."""
    found = [one for cell in row for one in _documents_of(cell)]
    if not found:
        return []
    others = [cell.text for cell in row if not cell.links() and any(map(str.isalpha, cell.text))]
    name = max(others, key=len, default="").replace("\n", " ")
    return [
        replace(one, title=name) if name and one.title == file_name(one.url) else one
        for one in found
    ]


def _is_label(draft: Draft) -> bool:
    """Whether it is the line above attachments, which names nothing: `Tệp đính kèm:`."""
    match draft.block:
        case Paragraph(content) | Heading(_, content):
            return bool(LABEL.fullmatch(content.text)) and any(map(str.isalpha, content.text))
        case _:
            return False


def _documents_of(content: Inline) -> list[Attachment]:
    """The documents of a line that contains only links to documents, and what they are."""
    if not content.spans:  # as in most lines
        return []
    links = [span for span in content.spans if span.kind == "link"]
    if not links or not all(document_type(span.url) for span in links):
        return []
    beside, at = "", 0
    for span in links:
        beside += content.text[at : span.start] + " "
        at = span.end
    beside += content.text[at:]
    name = ""
    if not LABEL.fullmatch(beside):
        label, colon, rest = beside.partition(":")
        is_label = bool(LABEL.fullmatch(label)) and any(map(str.isalpha, label))
        generic = all(GENERIC.fullmatch(content.text[one.start : one.end]) for one in links)
        if len(links) == 1 and generic and len(beside.strip()) <= LONGEST_TITLE:
            name = _name_beside(beside)
        elif not (colon and is_label and LABEL.fullmatch(rest)):
            return []
        if not name and not is_label:
            return []
    size = _size(beside) if len(links) == 1 else None
    return [
        Attachment(
            span.url,
            name or _title(content.text[span.start : span.end], span.url),
            document_type(span.url),
            size or _size(content.text[span.start : span.end]),
        )
        for span in links
    ]


def _name_beside(text: str) -> str:
    """The name of a document on the line of a link such as `Tải về`, "" for a sentence."""
    name = clean(SIZE.sub(" ", text)).strip(" :;,.-–—()[]|•")
    is_sentence = text.strip().endswith((".", "!", "?", "…")) or ". " in name
    return "" if is_sentence else name


def _title(text: str, url: str) -> str:
    """The text of a link, or the name of its file where the text does not name the document."""
    text = clean(text)[:LONGEST_TITLE]
    if text and not GENERIC.fullmatch(SIZE.sub("", text)):
        return text
    return clean(file_name(url)) or text


def _size(text: str) -> int | None:
    """The size in bytes that a text states, None if it states none."""
    found = SIZE.search(text)
    return round(float(found[1].replace(",", ".")) * UNITS[found[2].lower()]) if found else None


def distinct(attachments: Iterable[Attachment]) -> list[Attachment]:
    """The attachments without repeated addresses; the best title of each and its size are kept."""
    known: dict[str, Attachment] = {}
    for one in attachments:
        before = known.get(one.url)
        if before is None:
            known[one.url] = one
            continue
        is_better = before.title == file_name(before.url) != "" and bool(one.title)
        known[one.url] = replace(
            before,
            title=one.title if is_better else before.title,
            size=before.size if before.size is not None else one.size,
        )
    return list(known.values())[:MOST]
