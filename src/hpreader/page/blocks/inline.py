"""Runs of text with their emphasis and links, collected piece by piece from a tree."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from lxml import etree
from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Inline, Span
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.blocks.formulas import formula_text
from hpreader.page.blocks.line_groups import are_lines
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import BLOCK_TAGS
from hpreader.text import clean

STRONG = frozenset({"b", "strong"})
EMPHASIS = frozenset({"i", "em", "cite", "dfn"})
SHORTCODE = lazy_pattern(
    r"\[/?(?:[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+|caption|gallery|embed|video|audio|playlist|contact-form-7|toc)"
    r"(?:\s+[^\[\]]*)?/?\]"
    r"|\[[a-z][a-z0-9]{2,}\s+[a-z_-]+=[^\[\]]*\]"
)
"""A shortcode whose plugin is gone: a name with an underscore, hyphen or attributes, or one of WordPress' own."""


@dataclass(frozen=True, slots=True)
class InlineStyle:
    """The emphasis and the link of a piece of text."""

    strong: bool = False
    emphasis: bool = False
    url: str = ""

    def within(self, element: _Element, page: Page) -> InlineStyle:
        """The style inside a child element."""
        tag = element.tag
        if tag in STRONG:
            return InlineStyle(True, self.emphasis, self.url)
        if tag in EMPHASIS:
            return InlineStyle(self.strong, True, self.url)
        if tag == "a":
            return InlineStyle(self.strong, self.emphasis, page.canonical(element.get("href")))
        if tag == "span" or tag == "font":
            style = (element.get("style") or "").replace(" ", "").lower()
            if "font-weight:bold" in style or "font-weight:700" in style:
                return InlineStyle(True, self.emphasis, self.url)
            if "font-style:italic" in style:
                return InlineStyle(self.strong, True, self.url)
        return self


PLAIN_STYLE = InlineStyle()


@dataclass(slots=True)
class TextRun:
    """Pieces of text in order, each with its marks; white space is collapsed across them."""

    pieces: list[tuple[str, InlineStyle]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    """How many pieces are before each line break."""

    def add(self, text: str | None, marks: InlineStyle) -> None:
        """Append text; white space at the beginning of a run is dropped."""
        if text and (self.pieces or not text.isspace()):
            self.pieces.append((text, marks))

    def break_line(self) -> None:
        """Append a line break; `finish` decides whether it parts lines or is a space in a sentence."""
        if self.pieces:
            self.breaks.append(len(self.pieces))

    def finish(self) -> Inline:
        """The text with its spans, its lines parted by newlines; the run is empty afterwards."""
        lines = self._lines()
        separator = ""
        if len(lines) > 1:
            texts = (clean("".join(text for text, _ in line)) for line in lines)
            separator = "\n" if are_lines([text for text in texts if text]) else " "
        out: list[tuple[str, InlineStyle]] = []
        for line in lines:
            _append_line(out, line, separator)
        whole = "".join(text for text, _ in out)
        if "[" in whole and SHORTCODE.search(whole):
            return Inline(clean(SHORTCODE.sub(" ", whole), lines=True))
        if len(out) > 1 and clean(whole, lines=True) != whole:
            return Inline(clean(whole, lines=True))  # a letter and its mark came in two pieces
        return Inline(whole, _spans(out))

    def _lines(self) -> list[list[tuple[str, InlineStyle]]]:
        """The pieces of each line."""
        pieces, self.pieces = self.pieces, []
        breaks, self.breaks = self.breaks, []
        return [pieces[start:end] for start, end in pairwise((0, *breaks, len(pieces)))]


def _append_line(
    out: list[tuple[str, InlineStyle]], line: list[tuple[str, InlineStyle]], separator: str
) -> None:
    """Append the cleaned pieces of a line, after a separator where there is a line before it."""
    begins, wants_space = bool(out), False
    for text, marks in line:
        cleaned = "" if text.isspace() else clean(text)
        if not cleaned:
            wants_space = wants_space or _blank(text)
            continue
        if begins:
            style = _common_style(out[-1][1], marks)
            out.append((separator, InlineStyle(url=style.url) if separator == "\n" else style))
        elif out and (wants_space or text[0].isspace()):
            out.append((" ", _common_style(out[-1][1], marks)))
        out.append((cleaned, marks))
        begins, wants_space = False, text[-1].isspace()


def _blank(text: str) -> bool:
    return text.isspace() or any(letter.isspace() for letter in text)


def _common_style(one: InlineStyle, other: InlineStyle) -> InlineStyle:
    if one is other:
        return one
    return InlineStyle(
        one.strong and other.strong,
        one.emphasis and other.emphasis,
        one.url if one.url == other.url else "",
    )


def _spans(pieces: list[tuple[str, InlineStyle]]) -> tuple[Span, ...]:
    if all(marks is PLAIN_STYLE for _, marks in pieces):
        return ()
    spans: list[Span] = []
    open_spans: dict[str, tuple[int, str]] = {}
    position = 0
    before = PLAIN_STYLE
    for text, marks in [*pieces, ("", PLAIN_STYLE)]:
        if marks is not before:
            requested = {
                "strong": "1" if marks.strong else "",
                "emphasis": "1" if marks.emphasis else "",
                "link": marks.url,
            }
            for kind, value in requested.items():
                start, known = open_spans.get(kind, (0, ""))
                if known == value:
                    continue
                if known:
                    spans.append(_span(start, position, kind, known))
                open_spans[kind] = (position, value)
            before = marks
        position += len(text)
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end, span.kind)))


def _span(start: int, end: int, kind: str, value: str) -> Span:
    if kind == "link":
        return Span(start, end, "link", value)
    return Span(start, end, "strong" if kind == "strong" else "emphasis")


def inline_of(
    element: _Element,
    page: Page,
    exclusions: Exclusions,
    inner: frozenset[_Element] = frozenset(),
    *,
    keeps_lines: bool = False,
) -> Inline:
    """The text of an element as one run.

    Args:
        element: the element.
        page: its page.
        exclusions: which elements within it are left out.
        inner: elements within it that are read separately.
        keeps_lines: whether line breaks may part lines; otherwise they are spaces.
    """
    run = TextRun()
    stack = [PLAIN_STYLE]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node is not element and (node in inner or exclusions.excludes_within_line(node)):
                walk.skip_subtree()
                stack.append(stack[-1])
                continue
            if node.tag == "math":
                run.add(formula_text(node), stack[-1])
                walk.skip_subtree()
                stack.append(stack[-1])
                continue
            if keeps_lines and node.tag == "br":
                run.break_line()
            elif node.tag in BLOCK_TAGS and node is not element:
                run.add(" ", stack[-1])
            stack.append(stack[-1].within(node, page))
            if node.tag == "img" and is_emoji(node):
                run.add(node.get("alt"), stack[-1])
            run.add(node.text, stack[-1])
        else:
            stack.pop()
            if node is element:
                break
            if node.tag in BLOCK_TAGS and node.tag != "br":
                run.add(" ", stack[-1])
            run.add(node.tail, stack[-1])
    return run.finish()


def is_emoji(image: _Element) -> bool:
    """Whether it is an image with which WordPress replaced a character."""
    tokens = (image.get("class") or "").split()
    return "emoji" in tokens or "wp-smiley" in tokens


def joined(lines: list[Inline], mark: str = "\n") -> Inline:
    """Several runs as one, their spans shifted."""
    spans: list[Span] = []
    position = 0
    for line in lines:
        spans.extend(
            replace(span, start=span.start + position, end=span.end + position)
            for span in line.spans
        )
        position += len(line.text) + len(mark)
    return Inline(mark.join(line.text for line in lines), tuple(spans))


def is_covered(inline: Inline, kind: str) -> bool:
    """Whether all letters and digits are strong, emphasised or a link."""
    text = inline.text
    if not inline.spans or sum(
        span.end - span.start for span in inline.spans if span.kind == kind
    ) * 2 < len(text):
        return False
    covered = bytearray(len(text))
    for span in inline.spans:
        if span.kind == kind:
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    letters = [position for position, letter in enumerate(text) if letter.isalnum()]
    return bool(letters) and all(covered[position] for position in letters)


def part_of(inline: Inline, start: int) -> Inline:
    """A text from an offset on, with the spans in it."""
    spans = tuple(
        replace(span, start=max(span.start, start) - start, end=span.end - start)
        for span in inline.spans
        if span.end > start
    )
    return Inline(inline.text[start:], spans)
