"""The boxes of other news: Tin khác and its cousins, on any site.

First the boxes that the site's profile names, then every heading or label that announces related
news, with the nearest links after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from hpreader import text, urls
from hpreader.model import Related
from hpreader.page.dom import Page, text_of
from hpreader.page.items import items_in
from hpreader.page.weights import Weights
from hpreader.sites.profiles import Profile, RelatedBox

LABEL = re.compile(
    r"(?:các\s+)?(?:tin|bài|bài viết|tin bài|tin tức)(?:\s+(?:tức|bài|viết))?\s+(?:khác|liên quan|cùng (?:chuyên mục|chủ đề|loại|mục)|đã đưa|cũ hơn|tương tự)"
    r"|(?:các )?tin (?:đã đưa|đăng trước|cũ hơn)|cùng (?:chuyên mục|chủ đề|tác giả|sự kiện|danh mục)|(?:đọc|xem) (?:thêm|tiếp)(?: .{1,30})?|có thể bạn (?:quan tâm|thích)(?: .{1,20})?"
    r"|(?:bài|tin) nên đọc|liên quan|chủ đề liên quan|mời bạn đọc thêm|đừng bỏ lỡ|tin cùng chuyên mục|bài cùng chuyên mục"
    r"|related(?: (?:posts?|articles?|stories|news|content|reading))?|similar (?:posts?|articles?)|more (?:stories|news|articles|from .{1,40}|in .{1,40}|like this)"
    r"|you (?:may|might) (?:also )?(?:like|be interested in)|read (?:more|next|also)|also read|recommended(?: for you)?|recent posts",
    re.IGNORECASE,
)
NOT_RELATED = re.compile(
    r"đọc nhiều|xem nhiều|nổi bật|mới nhất|tin mới|tin nóng|most (?:read|popular)|trending|quảng cáo|bình luận|comments?",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"^\W*(?:xem thêm|đọc thêm|đọc tiếp|tin liên quan|bài liên quan|xem ngay|mời (?:quý )?(?:vị|bạn)[^:]{0,30}|tham khảo(?: thêm)?|>>+|»|read more|also read|related)\s*[::>»]*\s*",
    re.IGNORECASE,
)
LABEL_TAGS = (
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "strong",
    "b",
    "span",
    "div",
    "p",
    "a",
    "legend",
    "dt",
    "summary",
    "label",
)
LONGEST_LABEL = 50
HIGHEST = 5
"""How many levels above its label a box may begin."""
MOST_ITEMS = 40
MOST_LABELS = 60
"""Labels that are followed up; no real page has a tenth of it."""


@dataclass(slots=True)
class Boxes:
    """What was found, and the parts of the tree that it was found in."""

    items: list[Related] = field(default_factory=list)
    places: set[_Element] = field(default_factory=set)


def find_related(page: Page, profile: Profile | None, body: _Element | None, own_url: str) -> Boxes:
    """All boxes of other news of a page, in its order, each article once.

    Args:
        page: the page.
        profile: what is known of its kind.
        body: the element that is known to be the article, which no box can be around.
        own_url: the article's own address, which is no other news.
    """
    found: list[tuple[int, _Element, list[Related]]] = []
    for box in profile.related if profile is not None else ():
        found.extend(_by_profile(page, box))
    taken = {element for _, element, _ in found}
    for place, element, items in _by_label(page, page.weights, body, taken):
        found.append((place, element, items))
    found.extend(_in_paragraphs(page, page.body if body is None else body, taken))
    boxes = Boxes()
    seen = {page.key(own_url)}
    for _, element, items in sorted(found, key=lambda box: box[0]):
        boxes.places.add(element)
        for item in items:
            key = page.key(item.url)
            if key not in seen and len(boxes.items) < MOST_ITEMS:
                seen.add(key)
                boxes.items.append(item)
    return boxes


def _by_profile(page: Page, box: RelatedBox) -> Iterator[tuple[int, _Element, list[Related]]]:
    for element in page.index.select(box.box):
        if box.label:
            label = page.index.first([box.label], element)
            if label is not None and NOT_RELATED.search(text_of(label)):
                continue
            if label is None and page.index.first([box.title or "a"], element) is None:
                continue
            if label is not None and not LABEL.fullmatch(text_of(label).strip(" :»>.…")):
                continue
        items = items_in(
            page, element, item=box.item, title=box.title, excerpt=box.excerpt, date=box.date
        )
        if items:
            yield page.index.places[element], element, items


def _by_label(
    page: Page, weights: Weights, body: _Element | None, taken: set[_Element]
) -> Iterator[tuple[int, _Element, list[Related]]]:
    """Boxes below a label of related news; what is in a box that is `taken` is not looked at again."""
    looked = 0
    for tag in LABEL_TAGS:
        for label in page.index.tags.get(tag, ()):
            if looked >= MOST_LABELS:
                return
            if not 4 <= weights.of(label) <= LONGEST_LABEL or not LABEL.fullmatch(_raw(label)):
                continue
            if any(page.index.contains(box, label) for box in taken):
                continue
            looked += 1
            box = _box_of(page, weights, label, body)
            if box is None or any(box is other or _overlap(page, box, other) for other in taken):
                continue
            taken.add(box)
            items = [item for item in items_in(page, box) if not LABEL.fullmatch(item.title)]
            if items:
                yield page.index.places[box], box, items


def _raw(label: _Element) -> str:
    """What a label says, not cleaned: most of a page's short texts are looked at and are no label."""
    return unicodedata.normalize("NFC", " ".join("".join(label.itertext()).split())).strip(
        " :»>.…-–|"
    )


def _overlap(page: Page, one: _Element, other: _Element) -> bool:
    return page.index.contains(one, other) or page.index.contains(other, one)


def _box_of(
    page: Page, weights: Weights, label: _Element, body: _Element | None
) -> _Element | None:
    """The nearest element around a label with links to articles beside it, or the list right after it."""
    element = label
    for _ in range(HIGHEST):
        following = element.getnext()
        if (
            following is not None
            and following in page.index.places
            and weights.of(following)
            and _has_headlines(weights, following)
        ):
            return following
        parent = element.getparent()
        if parent is None or parent.tag in {"body", "html", "main"} or parent is body:
            return None
        if body is not None and page.index.contains(parent, body):
            return None
        if weights.of(parent) > weights.of(label) and _has_headlines(weights, parent):
            return parent
        element = parent
    return None


def _has_headlines(weights: Weights, element: _Element) -> bool:
    if element.tag in {"p", "figure"} or weights.links(element) < 0.25:
        return False
    return any(len(text_of(link)) >= 15 for link in element.iter("a"))


def _in_paragraphs(
    page: Page, body: _Element, taken: set[_Element]
) -> Iterator[tuple[int, _Element, list[Related]]]:
    """Lines within the article such as "Xem thêm: …" that are nothing but a link to another one."""
    for paragraph in page.index.tags.get("p", ()):
        if not page.index.contains(body, paragraph) or any(
            page.index.contains(box, paragraph) for box in taken
        ):
            continue
        links = [link for link in paragraph.iter("a") if page.canonical(link.get("href"))]
        if not 1 <= len(links) <= 3:
            continue
        said = text_of(paragraph)
        lead = INLINE.match(said)
        linked = sum(len(text_of(link)) for link in links)
        if lead and len(said) < 300 and linked >= (len(said) - lead.end()) * 0.8 and linked > 15:
            items = [
                Related(text.clean(text_of(link)), page.canonical(link.get("href")))
                for link in links
            ]
            yield (
                page.index.places[paragraph],
                paragraph,
                [item for item in items if urls.same_site(item.url, page.url) and item.title],
            )
