"""Finds boxes of other news on any page: after their labels, or by their class names."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from hpreader import urls
from hpreader.page.related.items import is_article_link, is_section_link
from hpreader.page.related.labels import (
    MORE_LINK,
    announces_news,
    announces_other,
    can_begin_label,
    is_related_box_name,
    strip_label,
)
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import HEADING_TAGS
from hpreader.page.tree.text_content import text_content
from hpreader.page.tree.visibility import is_hidden

LABEL_TAGS = (
    *sorted(HEADING_TAGS), "strong", "b", "span", "div", "p", "a", "legend", "dt", "summary", "label", "li", "td", "th", "font",
    "center", "em", "u", "header", "section", "caption",
)  # fmt: skip
LONGEST_LABEL = 60
HIGHEST = 6
"""How many levels above its label a box may begin."""
MOST_LABELS = 60
"""How many labels are considered; real pages have less than a tenth of it."""
SHORTEST_HEADLINE = 15
MOST_BETWEEN = 3
"""How many small elements (a rule, a button, a date) may be between a label and its news."""
LONGEST_BETWEEN = 60
MENUS = frozenset({"nav", "footer", "menu", "select", "button"})
MENU_WORDS = ("menu", "footer", "navbar", "nav-bar", "breadcrumb", "pagination")
LONGEST_PROSE = 700
PROSE = 60
BOXES = ("div", "section", "aside", "ul", "ol", "article", "table")


class BoxFinder:
    """Finds the boxes of one page.

    Args:
        page: the page.
        body: the element that is known to be the article, which no box can be around.
    """

    def __init__(self, page: Page, body: _Element | None) -> None:
        self._page = page
        self._body = body
        self._headlines: dict[_Element, bool] = {}

    def after_labels(self) -> Iterator[list[_Element]]:
        """The elements of the box after each label."""
        looked = 0
        weights = self._page.weights
        for tag in LABEL_TAGS:
            for label in self._page.index.tags.get(tag, ()):
                if not 4 <= weights.length(label) <= LONGEST_LABEL or looked >= MOST_LABELS:
                    continue
                # An element that only contains the label's element is not the label.
                if not can_begin_label(_first_words(label)):
                    continue
                if announces_news(strip_label("".join(label.itertext()))) and not in_menu(label):
                    looked += 1
                    yield self._after(label)

    def by_name(self) -> Iterator[list[_Element]]:
        """The boxes with the class or id of a box of other news, outermost first."""
        index = self._page.index
        named = {
            element
            for names in (index.tokens, index.ids)
            for name, elements in names.items()
            if is_related_box_name(name)
            for element in elements
            if element.tag in BOXES
        }
        last = -1
        for element in sorted(named, key=index.positions.__getitem__):
            if index.positions[element] < last:
                continue
            if self._holds_body(element) or in_menu(element) or is_hidden(element):
                continue
            if self._is_list(element) and not announces_other(self._leading(element)[0]):
                last = index.ends[element]
                yield [element]

    def within_text(self) -> Iterator[list[_Element]]:
        """Lists of headlines only between paragraphs, which Vietnamese papers do not label."""
        if not self._is_vietnamese():
            return
        for tag in ("ul", "ol"):
            for element in self._page.index.tags.get(tag, ()):
                weights = self._page.weights
                if (
                    weights.length(element)
                    and weights.link_share(element) > 0.97
                    and self._is_between(element)
                ):
                    items = [item for item in element if weights.length(item)]
                    if all(self._has_headlines(item) for item in items) and not in_menu(element):
                        yield [element]

    def _is_vietnamese(self) -> bool:
        language = (self._page.root.get("lang") or "").lower()
        return language.startswith("vi") or urls.host(self._page.url).endswith(".vn")

    def _is_between(self, element: _Element) -> bool:
        """Whether it, or its parent, follows a paragraph of prose."""
        for one in (element, element.getparent()):
            before = one.getprevious() if one is not None else None
            if before is not None and before in self._page.index.positions:
                is_prose = before.tag == "p" and self._page.weights.length(before) > PROSE
                # "…như sau:" announces a list that belongs to the text.
                is_prose = is_prose and not text_content(before).endswith(":")
                return is_prose and self._page.weights.link_share(before) < 0.3
            if one is None or one.tag in {"article", "main", "body"}:
                break
        return False

    def _after(self, label: _Element) -> list[_Element]:
        """The nearest news after a label: among its next siblings, or those of its ancestors."""
        element = label
        for level in range(HIGHEST):
            run = self._run(element, level)
            parent = element.getparent()
            if run:
                # The label belongs to its box; it contains no news itself.
                return [element, *self._widened(run, parent, label)]
            if parent is None or parent.tag in {"body", "html", "main"} or parent is self._body:
                return []
            if self._holds_body(parent) or self._has_headlines(parent, but=label):
                return []
            element = parent
        return []

    def _run(self, element: _Element, level: int) -> list[_Element]:
        """The siblings after an element that are news, up to the first that is not."""
        run: list[_Element] = []
        between = 0
        for sibling in element.itersiblings():
            if sibling not in self._page.index.positions or is_hidden(sibling):
                continue
            weight = self._page.weights.length(sibling)
            if not weight:
                continue
            if self._is_other(sibling, level) or self._holds_body(sibling):
                break
            if self._is_news(sibling):
                run.append(sibling)
                between = 0
            elif between < MOST_BETWEEN and weight <= LONGEST_BETWEEN:
                between += 1
            elif not run or not self._is_excerpt(sibling, run[-1]):
                break
        return run

    def _widened(
        self, run: list[_Element], parent: _Element | None, label: _Element
    ) -> list[_Element]:
        """The parent of the news if it contains nothing else, as dates may be beside the links."""
        if len(run) == 1 or parent is None or parent is self._body or self._holds_body(parent):
            return run
        links = sum(1 for link in parent.iter("a") if self._is_headline(link))
        inside = sum(1 for one in run for link in one.iter("a") if self._is_headline(link))
        prose = self._page.weights.length(parent) * (1 - self._page.weights.link_share(parent))
        is_whole = links == inside and prose < LONGEST_PROSE and parent.tag not in {"body", "main"}
        return (
            [parent]
            if is_whole and run[0].tag in HEADING_TAGS | {"a"} and label is not parent
            else run
        )

    def _is_other(self, sibling: _Element, level: int) -> bool:
        """Whether it is the heading of something else, or a box with its own heading."""
        if sibling.tag in HEADING_TAGS and not self._has_headlines(sibling):
            return True
        text, container = self._leading(sibling)
        if announces_other(text) and len(text) <= LONGEST_LABEL:
            return True
        if (
            container is None
            or level < 1
            or len(text) > LONGEST_LABEL
            or announces_news(strip_label(text))
        ):
            return False
        is_heading = container.tag in HEADING_TAGS or any(
            one.tag in HEADING_TAGS for one in _within(container, sibling)
        )
        return is_heading and not self._has_headlines(container) and self._is_list(sibling)

    def _leading(self, element: _Element) -> tuple[str, _Element | None]:
        """The first text in an element and its element; empty if that is a headline."""
        for one in element.iter():
            if one.text and one.text.strip() and one.tag not in {"option", "select"}:
                container = next(
                    (up for up in (one, *one.iterancestors("a")) if up.tag == "a"), None
                )
                if container is not None and self._is_headline(container):
                    return "", None
                return text_content(one), one
        return "", None

    def _is_news(self, element: _Element) -> bool:
        """Whether it is a headline or a list of headlines, and not prose with a link."""
        if element.tag == "a":
            return self._is_headline(element)
        if element.tag in {"figure", "form", "nav", "footer", "script", "iframe"}:
            return False
        density = self._page.weights.link_share(element)
        if element.tag in {"p", "em", "i", "span", "strong", "b"}:
            return density >= 0.6 and self._has_headlines(element)
        return self._is_list(element)

    def _is_list(self, element: _Element) -> bool:
        links = [link for link in element.iter("a") if self._is_headline(link)]
        if not links:
            return False
        weights = self._page.weights
        prose = weights.length(element) * (1 - weights.link_share(element))
        return weights.link_share(element) >= 0.25 or prose / len(links) < LONGEST_PROSE / 2

    def _is_excerpt(self, element: _Element, before: _Element) -> bool:
        """Whether it is the excerpt of the headline before it, in a list without item elements."""
        return (
            before.tag in HEADING_TAGS | {"a"}
            and self._page.weights.length(element) <= LONGEST_PROSE / 2
            and self._page.weights.link_share(element) < 0.5
        )

    def _has_headlines(self, element: _Element, but: _Element | None = None) -> bool:
        known = self._headlines.get(element)
        if known is None:
            known = any(link is not but and self._is_headline(link) for link in element.iter("a"))
            self._headlines[element] = known
        return known

    def _is_headline(self, link: _Element) -> bool:
        stated = link.get("title") or ""
        if max(self._page.weights.length(link), len(stated)) < SHORTEST_HEADLINE:
            return False
        address = self._page.canonical(link.get("href"))
        text = text_content(link) or stated
        return (
            is_article_link(address)
            and not is_section_link(address, text)
            and not MORE_LINK.fullmatch(text)
        )

    def _holds_body(self, element: _Element) -> bool:
        body = self._body
        return body is not None and (element is body or self._page.index.contains(element, body))


def _first_words(element: _Element) -> str:
    """The element's own first text, or the text after an empty first child (an icon)."""
    text = element.text
    if (
        (not text or text.isspace())
        and len(element)
        and not element[0].text
        and not len(element[0])
    ):
        text = element[0].tail
    return text or ""


def _within(element: _Element, outer: _Element) -> Iterator[_Element]:
    """The ancestors of an element below `outer`."""
    for one in element.iterancestors():
        if one is outer:
            return
        yield one


def in_menu(element: _Element) -> bool:
    """Whether it is in the site's menu or footer."""
    for one in element.iterancestors():
        if one.tag in MENUS:
            return True
        if one.tag in {"body", "article", "main"}:
            return False
        names = f"{one.get('class') or ''} {one.get('id') or ''}".lower()
        if any(word in names for word in MENU_WORDS):
            return True
    return False
