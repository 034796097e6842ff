"""Posts that are a title and documents, and documents beside an article's body.

Offices publish a decision as its title, its date and a PDF; the page then has no prose that could be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Attachment
from hpreader.model.documents import document_type
from hpreader.page.blocks.attachments import (
    LABEL,
    VIEWER_TAGS,
    document_url,
    take_attachments,
    viewed_document,
)
from hpreader.page.blocks.builder import BlockBuilder
from hpreader.page.blocks.drafts import Draft
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.body.article_body import Body
from hpreader.page.related.related_news import RelatedBoxes
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import BLOCK_TAGS
from hpreader.page.tree.text_content import text_content
from hpreader.page.tree.visibility import is_hidden, is_junk

OUTSIDE = ("nav", "footer", "aside", "header", "dialog")
"""Elements whose documents do not belong to the article."""
OUTSIDE_NAME = lazy_pattern(
    r"footer|sidebar|menu|widget|(?:^|[\s_-])(?:nav|banner|right|left|col-?right|quick-?links?)(?:$|[\s_-])",
    re.IGNORECASE,
)
ATTACHMENT_NAME = lazy_pattern(
    r"attach|dinh-?kem|(?:^|[\s_-])files?(?:$|[\s_-])|download|tai-?lieu|tai-?ve|document|van-?ban",
    re.IGNORECASE,
)
FEWEST_WORDS = 2
"""Words of a headline; a shorter one is the name of a section."""
TITLE_NAME = lazy_pattern(r"title|tieu-?de|headline", re.IGNORECASE)
LONGEST_TITLE = 300
FEWEST_TEASERS = 3
HIGHEST = 12
"""Levels between a headline and the element around the post."""


def document_post(page: Page, boxes: RelatedBoxes) -> Body | None:
    """The post around the page's headline that contains documents, None if there is none."""
    for headline in _headlines(page):
        for around in _around(headline):
            count = sum(1 for _ in _documents(page, around, boxes))
            if not count:
                continue
            if _is_list(around, count):
                return None
            if around.tag == "body":
                return _only_documents(page, around, boxes)
            exclusions = Exclusions(frozenset(boxes.elements), trace=page.trace)
            drafts = BlockBuilder(page, exclusions).build(around)
            if page.trace is not None:
                page.trace.add("body", "documents", element=around)
            return Body(drafts, around, by_profile=False)
    return None


def _headlines(page: Page) -> Iterator[_Element]:
    for tag in ("h1", "h2", "h3"):
        for element in page.index.tags.get(tag, ()):
            if len(text_content(element).split()) >= FEWEST_WORDS and not _is_outside(element):
                yield element
                break
    for token, elements in page.index.tokens.items():
        if TITLE_NAME.search(token):
            yield from (one for one in elements[:2] if _is_title(page, one))


def _is_title(page: Page, element: _Element) -> bool:
    """Whether the page's `<title>` begins with the text of an element."""
    text = text_content(element) if page.weights.length(element) <= LONGEST_TITLE else ""
    window = next((text_content(one) for one in page.index.tags.get("title", ())), "")
    return len(text.split()) > FEWEST_WORDS and window.startswith(text) and not _is_outside(element)


def _is_list(around: _Element, count: int) -> bool:
    """Whether the documents belong to teasers: as many headings as documents link to pages."""
    linked = 0
    for heading in around.iter("h2", "h3", "h4", "h5"):
        addresses = [one.get("href") or "" for one in heading.iter("a")]
        linked += any(address and not document_type(address) for address in addresses)
    return linked >= FEWEST_TEASERS and linked * 2 >= count


def _around(headline: _Element) -> Iterator[_Element]:
    for level, one in enumerate(headline.iterancestors()):
        if level > HIGHEST or one.tag == "html":
            return
        yield one


def _only_documents(page: Page, around: _Element, boxes: RelatedBoxes) -> Body | None:
    """The documents alone, where the headline and they have no element of their own around them."""
    drafts = [Draft(one) for one in _documents(page, around, boxes)]
    if page.trace is not None:
        page.trace.add("body", "documents", element=around)
    return Body(drafts, around, by_profile=False)


def documents_beside(page: Page, body: _Element, boxes: RelatedBoxes) -> list[Attachment]:
    """The documents after an article's body that are named as its attachments or shown by a viewer."""
    found: list[Attachment] = []
    around = body
    for one in body.iterancestors():
        if one.tag in {"body", "html"}:
            break
        around = one
        if one.tag in {"article", "main"} or next(one.iter("h1"), None) is not None:
            break
    if around is body:
        return []
    end = page.index.ends[body]
    for element, attachment in _documents_with_elements(page, around, boxes):
        is_after = page.index.positions[element] >= end
        if is_after and (element.tag in VIEWER_TAGS or _is_named(element, around)):
            found.append(attachment)
    return found


def _is_named(element: _Element, around: _Element) -> bool:
    """Whether a name or a label near an element says that it is an attachment."""
    for one in (element, *element.iterancestors()):
        if one is around:
            return False
        if ATTACHMENT_NAME.search(f"{one.get('class') or ''} {one.get('id') or ''}"):
            return True
        before = one.getprevious()
        label = text_content(before) if before is not None and len(before) < 3 else ""
        label = label or (one.text or "").strip()
        if 0 < len(label) < 60 and LABEL.fullmatch(label) and any(map(str.isalpha, label)):
            return True
    return False


def _documents(page: Page, around: _Element, boxes: RelatedBoxes) -> Iterator[Attachment]:
    return (attachment for _, attachment in _documents_with_elements(page, around, boxes))


def _documents_with_elements(
    page: Page, around: _Element, boxes: RelatedBoxes
) -> Iterator[tuple[_Element, Attachment]]:
    """The documents within an element that links of their own and viewers lead to."""
    for element in around.iter("a", "div", *VIEWER_TAGS):
        viewed = viewed_document(element, page)
        if viewed is None and element.tag != "a":
            continue
        if viewed is None and not document_url(element.get("href") or "", page):
            continue
        if _is_outside(element, around) or _is_in_boxes(element, boxes):
            continue
        if viewed is not None:
            yield element, viewed
            continue
        line = _line_around(element)
        drafts = BlockBuilder(page, Exclusions()).build(line)
        for attachment in take_attachments(drafts)[1]:
            if attachment.url == page.canonical(element.get("href")):
                yield element, attachment


def _line_around(element: _Element) -> _Element:
    """The block that contains a link."""
    return next((one for one in element.iterancestors() if one.tag in BLOCK_TAGS), element)


def _is_outside(element: _Element, around: _Element | None = None) -> bool:
    for one in (element, *element.iterancestors()):
        if one is around or one.tag in {"body", "main", "article"}:
            return False
        if one.tag in OUTSIDE or is_hidden(one) or is_junk(one):
            return True
        if OUTSIDE_NAME.search(f"{one.get('class') or ''} {one.get('id') or ''}"):
            return True
    return False


def _is_in_boxes(element: _Element, boxes: RelatedBoxes) -> bool:
    return any(one in boxes.elements for one in (element, *element.iterancestors()))
