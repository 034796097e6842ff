"""The lines around an article's headline and after its body, on sites without a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from lxml.etree import _Element

from hpreader import dates
from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.blocks.clean_up import same_text
from hpreader.page.blocks.figures import is_caption
from hpreader.page.metadata.signature import is_name
from hpreader.page.phrases import pattern
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.page.tree.visibility import is_hidden, is_junk_by_name

LINE_TAGS = frozenset(
    {"p", "div", "span", "h2", "h3", "h4", "h5", "li", "td", "time", "em", "i", "b", "strong", "small", "font", "label", "a", "address"}
)  # fmt: skip
LEDE_TAGS = frozenset({"p", "div", "h2", "h3", "h4", "span", "strong", "b", "blockquote"})
ABOVE = 30
"""How many elements before the headline are searched for its date and section."""
BEHIND = 40
NEAR = 25
"""How many elements after a headline within the article still belong to it."""
AUTHOR = lazy_pattern(r"author|byline|tac-?gia|pen-?name|writer|journalist", re.IGNORECASE)
DIGITS = lazy_pattern(r"\d")
LONGEST_LINE = 120
SHORTEST_LEDE, LONGEST_LEDE = 60, 900
"""Characters of a lede; one that is named so may be shorter."""
COMMENT = lazy_pattern(r"(?:^|[\s_-])comment(?:s|list|er)?(?:$|[\s_-])|binh-?luan", re.IGNORECASE)
BEHIND_LINE = pattern("signature_label", r"(?P<label><phrases>)\s*[:：]\s*(?P<value>\S.{1,60})")
SOURCE = lazy_pattern(r"(?:^|[\s_-])(?:source|nguon|nguontin|nguon-tin)(?:$|\s)", re.IGNORECASE)
SOURCE_PREFIX = pattern("origin_prefix", r"^<phrases>\s*[:：]?\s+")
ORIGIN_LABEL = lazy_pattern(r"nguồn|theo", re.IGNORECASE)


class Surroundings:
    """The lines around one article.

    Args:
        page: the page.
        title: its headline.
        body: the element that is its article.
    """

    def __init__(self, page: Page, title: str, body: _Element | None) -> None:
        self._page = page
        self._body = body
        self._end = page.index.positions[body] if body is not None else 0
        self._headline = self._find(title)
        positions = page.index.positions
        self._start = positions[self._headline] if self._headline is not None else None
        if self._start is not None and self._end <= self._start:
            # The headline is within the article: its lines are those right after it.
            self._end = self._start + NEAR
        self._known_lines: list[tuple[_Element, str]] = []
        self._further_lines = self._found_lines()

    def published(self) -> datetime | date | None:
        """The date in a line near the headline: one with a time of day, else a day."""
        day: date | None = None
        for element, text in self._lines():
            for line in (element.get("datetime") or "", text.strip("()[] ")):
                found = dates.parse_day(line, self._page.now)
                if isinstance(found, datetime):
                    return found
                day = day or found
        return day

    def byline(self) -> str:
        """The name in an element named after the author, or in a line with the date near the headline."""
        for element in self.named(AUTHOR):
            if self._is_of_comment(element):
                continue
            text = text_content(element)
            if 2 <= len(text.split()) <= 6 and is_name(text) and not DIGITS.search(text):
                return text
        for element, text in self._lines():
            if not _is_line(element):
                continue
            if found := BEHIND_LINE.fullmatch(text):
                if not ORIGIN_LABEL.match(found["label"]):
                    return found["value"]
                continue
            if dates.parse(text) is None or not any(sign in text for sign in "-–|•·"):
                continue
            for part in re.split(r"\s+[-–|•·]\s+", text):
                words = part.split()
                is_person = 2 <= len(words) <= 5 and is_name(part)
                if is_person and not DAY_NAMES.search(part) and not DIGITS.search(part):
                    return part
        return ""

    def _is_of_comment(self, element: _Element) -> bool:
        """Whether it names the author of a comment, and not of the article."""
        for one in (element, *element.iterancestors()):
            if self._body is not None and self._page.index.contains(one, self._body):
                break
            if COMMENT.search(f"{one.get('class') or ''} {one.get('id') or ''}"):
                return True
        return False

    def named(self, names: re.Pattern[str]) -> Iterator[_Element]:
        """The short elements near the headline whose class or role matches, in document order."""
        if self._start is None:
            return
        end = self._end
        if names is AUTHOR and self._body is not None:
            end = self._page.index.ends[self._body] + BEHIND
        for element in self._elements(max(0, self._start - ABOVE), end):
            if not element.attrib or not 2 <= self._page.weights.length(element) <= LONGEST_LINE:
                continue
            named = " ".join(
                element.get(name) or ""
                for name in ("class", "data-role", "data-content-name", "rel")
            )
            if names.search(named) and not is_hidden(element):
                yield element

    def lede(self) -> str:
        """The text between headline and article that belongs to neither."""
        if self._start is None or self._body is None:
            return ""
        inside = self._page.index.contains(
            self._body, self._elements(self._start, self._start + 1)[0]
        )
        end = (
            self._page.index.ends[self._body] if inside else self._page.index.positions[self._body]
        )
        texts = [one for one in self._elements(self._start + 1, end) if self._is_text(one)]
        if not inside:
            texts = [one for one in texts if not is_caption(one)]
        if not texts or is_caption(texts[0]) or (inside and not self._is_excluded(texts[:3])):
            return ""
        text = text_content(texts[0])
        is_prose = SENTENCE.search(text) and dates.parse(text) is None
        return text if is_prose and not self._is_aside(texts[0]) else ""

    def _is_text(self, element: _Element) -> bool:
        """Whether an element is one text of a lede's length, and no box of several."""
        if element.tag not in LEDE_TAGS or is_hidden(element):
            return False
        if not SHORTEST_LEDE <= self._page.weights.length(element) <= LONGEST_LEDE:
            return False
        if self._page.weights.link_share(element) > 0.3:
            return False
        return (
            next(
                element.iterdescendants(*LEDE_TAGS - {"span", "strong", "b"}, "li", "img", "input"),
                None,
            )
            is None
        )

    def _is_excluded(self, texts: list[_Element]) -> bool:
        """Whether the first text has a parent of its own, while the next two share theirs."""
        if len(texts) < 3:
            return False
        first, second, third = (text.getparent() for text in texts)
        return second is third and first is not second

    def behind(self) -> tuple[str, str]:
        """Byline and origin from lines right after the article: "Tác giả: …", "Nguồn tin: …"."""
        byline = origin = ""
        if self._body is None:
            return byline, origin
        end = self._page.index.ends[self._body]
        start = max(self._page.index.positions[self._body], end - BEHIND)
        for element in self._elements(start, end + BEHIND):
            if element.tag in LINE_TAGS and 6 <= self._page.weights.length(element) <= LONGEST_LINE:
                is_source = SOURCE.search(element.get("class") or "") is not None
                has_label = any(":" in piece or "：" in piece for piece in element.itertext())
                if not (is_source or has_label) or not _is_line(element):
                    continue
                text = text_content(element)
                if not origin and is_source and len(text) <= 60:
                    origin = SOURCE_PREFIX.sub("", text)
                found = BEHIND_LINE.fullmatch(text)
                if found is None:
                    continue
                value = found["value"].strip(" .;,")
                if ORIGIN_LABEL.match(found["label"]):
                    origin = origin or value
                elif is_name(value):
                    byline = byline or value
        return byline, origin

    def _is_aside(self, element: _Element) -> bool:
        """Whether it, or a box around it without the headline, is no part of the article's text."""
        for one in (element, *element.iterancestors()):
            if self._headline is None or self._page.index.contains(one, self._headline):
                return False
            if one.tag in {"li", "figure", "figcaption", "aside", "form", "nav"} or is_junk_by_name(
                one
            ):
                return True
            if "author" in (one.get("class") or "").lower():
                return True
        return False

    def about(self) -> list[_Element]:
        """The elements from shortly before the headline to the article; empty if there is no headline."""
        return [] if self._start is None else self._elements(max(0, self._start - ABOVE), self._end)

    def above(self) -> list[_Element]:
        """All links before the article, or of the whole page if there is none."""
        limit = self._end or len(self._page.index.elements)
        positions = self._page.index.positions
        return [link for link in self._page.index.tags.get("a", ()) if positions[link] < limit]

    def _find(self, title: str) -> _Element | None:
        """The element of the headline: the first with its text, headings before others."""
        if not title:
            return None
        for tag in ("h1", "h2", "h3", "h4", "p", "div", "span", "strong", "b", "td"):
            for element in self._page.index.tags.get(tag, ()):
                size = self._page.weights.length(element)
                if abs(size - len(title)) <= 8 and same_text(text_content(element), title):
                    return element
        return None

    def _lines(self) -> Iterator[tuple[_Element, str]]:
        """The short lines near the headline, those below it first; computed once."""
        yield from self._known_lines
        for line in self._further_lines:
            self._known_lines.append(line)
            yield line

    def _found_lines(self) -> Iterator[tuple[_Element, str]]:
        if self._start is None:
            return
        below = self._elements(self._start + 1, max(self._end, self._start + 1) + 3)
        above = self._elements(max(0, self._start - ABOVE), self._start)
        for element in (*below, *above):
            if element.tag not in LINE_TAGS or element is self._body:
                continue
            if 5 <= self._page.weights.length(element) <= LONGEST_LINE and not is_hidden(element):
                yield element, text_content(element)

    def _elements(self, start: int, end: int) -> list[_Element]:
        return self._page.index.elements[start:end]


def _is_line(element: _Element) -> bool:
    return next(element.iterdescendants("p", "div", "li", "br", "td"), None) is None


SENTENCE = lazy_pattern(r"\w+(?:\W+\w+){9}")
"""Ten words, as many as a lede has at least."""
DAY_NAMES = pattern("weekday", r"\b<phrases>\b")
