"""Runs of text with their emphasis and links, gathered piece by piece from a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.etree import _Element

from hpreader import text
from hpreader.model import Inline, Span
from hpreader.page.tree.parser import PARTING, Page
from hpreader.page.tree.text_lines import TextLines
from hpreader.page.tree.visibility import is_hidden, is_responsive

STRONG = frozenset({"b", "strong"})
EMPHASIS = frozenset({"i", "em", "cite", "dfn"})
SILENT = frozenset(
    {
        "button",
        "input",
        "select",
        "textarea",
        "noscript",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "label",
    }
)
"""Elements within a run that say nothing to a reader."""

SHORTCODE = re.compile(
    r"\[/?(?:[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+|caption|gallery|embed|video|audio|playlist|contact-form-7|toc)"
    r"(?:\s+[^\[\]]*)?/?\]"
    r"|\[[a-z][a-z0-9]{2,}\s+[a-z_-]+=[^\[\]]*\]"
)
"""What a plugin that is gone would have replaced: a name with an underscore, hyphen or attributes, or one of WordPress' own."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What holds for the text at one place of a tree."""

    strong: bool = False
    emphasis: bool = False
    url: str = ""

    def within(self, element: _Element, page: Page) -> Marks:
        """What holds inside an element that stands here."""
        tag = element.tag
        if tag in STRONG:
            return Marks(True, self.emphasis, self.url)
        if tag in EMPHASIS:
            return Marks(self.strong, True, self.url)
        if tag == "a":
            return Marks(self.strong, self.emphasis, page.canonical(element.get("href")))
        if tag == "span" or tag == "font":
            style = (element.get("style") or "").replace(" ", "").lower()
            if "font-weight:bold" in style or "font-weight:700" in style:
                return Marks(True, self.emphasis, self.url)
            if "font-style:italic" in style:
                return Marks(self.strong, True, self.url)
        return self


PLAIN = Marks()


@dataclass(slots=True)
class Run:
    """Pieces of text in order, each with its marks; white space is collapsed across them."""

    pieces: list[tuple[str, Marks]] = field(default_factory=list)

    def add(self, said: str | None, marks: Marks) -> None:
        """Put text at the end; no run begins with white space, of which half of a page's pieces are."""
        if said and (self.pieces or not said.isspace()):
            self.pieces.append((said, marks))

    def finish(self) -> Inline:
        """The text with its spans; the run is empty afterwards."""
        pieces, self.pieces = self.pieces, []
        out: list[tuple[str, Marks]] = []
        wants_space = False
        for said, marks in pieces:
            cleaned = "" if said.isspace() else text.clean(said)
            if not cleaned:
                wants_space = wants_space or _blank(said)
                continue
            if out and (wants_space or said[0].isspace()):
                out.append((" ", _shared(out[-1][1], marks)))
            out.append((cleaned, marks))
            wants_space = said[-1].isspace()
        whole = "".join(said for said, _ in out)
        if "[" in whole and SHORTCODE.search(whole):
            return Inline(text.clean(SHORTCODE.sub(" ", whole)))
        if len(out) > 1 and text.clean(whole) != whole:  # a letter and its mark came in two pieces
            return Inline(text.clean(whole))
        return Inline(whole, _spans(out))


def _blank(said: str) -> bool:
    return said.isspace() or any(letter.isspace() for letter in said)


def _shared(one: Marks, other: Marks) -> Marks:
    if one is other:
        return one
    return Marks(
        one.strong and other.strong,
        one.emphasis and other.emphasis,
        one.url if one.url == other.url else "",
    )


def _spans(pieces: list[tuple[str, Marks]]) -> tuple[Span, ...]:
    if all(marks is PLAIN for _, marks in pieces):
        return ()
    spans: list[Span] = []
    open_spans: dict[str, tuple[int, str]] = {}
    place = 0
    before = PLAIN
    for said, marks in [*pieces, ("", PLAIN)]:
        if marks is not before:
            wanted = {
                "strong": "1" if marks.strong else "",
                "emphasis": "1" if marks.emphasis else "",
                "link": marks.url,
            }
            for kind, value in wanted.items():
                start, known = open_spans.get(kind, (0, ""))
                if known == value:
                    continue
                if known:
                    spans.append(_span(start, place, kind, known))
                open_spans[kind] = (place, value)
            before = marks
        place += len(said)
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end, span.kind)))


def _span(start: int, end: int, kind: str, value: str) -> Span:
    if kind == "link":
        return Span(start, end, "link", value)
    return Span(start, end, "strong" if kind == "strong" else "emphasis")


def inline_of(
    element: _Element,
    page: Page,
    skip: frozenset[_Element] = frozenset(),
    text_lines: TextLines | None = None,
) -> Inline:
    """The text of an element as one run.

    Args:
        element: the element.
        page: its page.
        skip: the elements that rules exclude.
        text_lines: which of them are parts of sentences, and stay for that; made from `skip` if not given.
    """
    run = Run()
    if text_lines is None:
        text_lines = TextLines(lambda node: node in skip or is_hidden(node))
    stack = [PLAIN]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node is not element and _is_left_out(node, skip, text_lines):
                walk.skip_subtree()
                stack.append(stack[-1])
                continue
            if node.tag in PARTING and node is not element:
                run.add(" ", stack[-1])
            stack.append(stack[-1].within(node, page))
            if node.tag == "img" and is_emoji(node):
                run.add(node.get("alt"), stack[-1])
            run.add(node.text, stack[-1])
        else:
            stack.pop()
            if node is element:
                break
            if node.tag in PARTING:
                run.add(" ", stack[-1])
            run.add(node.tail, stack[-1])
    return run.finish()


def _is_left_out(node: _Element, skip: frozenset[_Element], text_lines: TextLines) -> bool:
    if node.tag in SILENT:
        return True
    is_unseen = is_hidden(node)
    if is_unseen and not is_responsive(node):
        return True
    return (is_unseen or node in skip) and not text_lines.holds(node)


def is_emoji(image: _Element) -> bool:
    """Is it a picture that WordPress put in the place of a character?"""
    tokens = (image.get("class") or "").split()
    return "emoji" in tokens or "wp-smiley" in tokens


def joined(lines: list[Inline], mark: str = "\n") -> Inline:
    """Several runs as one, their spans moved along."""
    spans: list[Span] = []
    place = 0
    for line in lines:
        spans.extend(
            replace(span, start=span.start + place, end=span.end + place) for span in line.spans
        )
        place += len(line.text) + len(mark)
    return Inline(mark.join(line.text for line in lines), tuple(spans))


def is_covered(inline: Inline, kind: str) -> bool:
    """Is all of it strong, emphasised or a link (white space and signs aside)?"""
    said = inline.text
    if sum(span.end - span.start for span in inline.spans if span.kind == kind) * 2 < len(said):
        return False
    covered = bytearray(len(said))
    for span in inline.spans:
        if span.kind == kind:
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    letters = [place for place, letter in enumerate(said) if letter.isalnum()]
    return bool(letters) and all(covered[place] for place in letters)
