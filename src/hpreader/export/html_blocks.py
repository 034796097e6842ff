"""The blocks of an article as markup that is valid both as HTML and as XHTML (polyglot).

See https://html.spec.whatwg.org/ and, for what both have in common, https://www.w3.org/TR/html-polyglot/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Final, NamedTuple

from hpreader import urls
from hpreader.i18n import explain
from hpreader.model import (
    Attachment,
    Block,
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Table,
)
from hpreader.render.blocks import attachment_facts

_TAGS = {"strong": "strong", "emphasis": "em"}

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) has no character for."""


def web_address(url: str) -> str:
    """An address of the web as a valid URI (RFC 3986); empty where it is none to be followed.

    One with a name and a password is none: a file may be given to others.
    """
    address = urls.resolve("", url) if url.startswith(("http://", "https://")) else ""
    return "" if "@" in address[: address.find("/", 8)] else address


def text_of(text: str) -> str:
    """A text as it may stand between tags or in an attribute."""
    return escape(_NOT_IN_XML.sub("", text))


def element(tag: str, content: str) -> str:
    """An element with its content; nothing where that is empty."""
    return f"<{tag}>{content}</{tag}>" if content else ""


def link(text: str, address: str) -> str:
    """A link around markup; just the markup where there is no address."""
    return f'<a href="{text_of(address)}">{text}</a>' if address else text


def image_at_its_address(image: Image) -> str:
    """An image that the program which shows the markup has to fetch."""
    address = web_address(image.src)
    return f'<img src="{text_of(address)}" alt="{text_of(image.alt)}"/>' if address else ""


class BlockMarkup(NamedTuple):
    """Writes blocks; what depends on the kind of file is given to it."""

    image: Callable[[Image], str] = image_at_its_address
    """Returns the markup of an image without its caption."""
    address: Callable[[str], str] = web_address
    """Returns where a link to an address leads; empty for nowhere."""
    top: int = 2
    """The level of the highest heading."""

    def block(self, block: Block) -> str:
        """The markup of a block; empty where there is nothing to show."""
        match block:
            case Paragraph(content, preformatted=True):
                return element("pre", self.inline(content).replace("<br/>\n", "\n"))
            case Paragraph(content):
                return element("p", self.inline(content))
            case Heading(level, content):
                return element(f"h{max(self.top, min(level, 6))}", self.inline(content))
            case Image(caption=caption):
                words = element("figcaption", self.inline(caption))
                return element("figure", self.image(block) + words)
            case ListBlock():
                return self._list(block)
            case Quote(content):
                return element("blockquote", element("p", self.inline(content)))
            case Table():
                return element("table", "\n".join(self._rows(block)))
            case Embed(url, title):
                return element("p", self.link(title or url, url))
            case Attachment(url, title):
                parts = (self.link(title or url, url), text_of(attachment_facts(block)))
                words = " ".join(filter(None, parts))
                problem = block.problem and text_of(explain(block.problem))
                return element("p", f"{words}<br/>\n{problem}" if problem else words)

    def link(self, text: str, url: str) -> str:
        """A link with a text."""
        return link(text_of(text), self.address(url))

    def inline(self, content: Inline) -> str:
        """A text with its links and emphasis; where spans overlap, the one that begins first is kept."""
        parts: list[str] = []
        at = 0
        for span in sorted(content.spans, key=lambda span: (span.start, -span.end)):
            if span.start < at or span.start >= span.end:
                continue
            parts.append(text_of(content.text[at : span.start]))
            parts.append(self._marked(span, text_of(content.text[span.start : span.end])))
            at = min(span.end, len(content.text))
        parts.append(text_of(content.text[at:]))
        return "".join(parts).replace("\n", "<br/>\n")

    def _marked(self, span: Span, text: str) -> str:
        if span.kind == "link":
            return link(text, self.address(span.url))
        return element(_TAGS[span.kind], text)

    def _list(self, block: ListBlock) -> str:
        """The items; a nested one is in a list within the item before it."""
        if not block.items:
            return ""
        tag = "ol" if block.ordered else "ul"
        parts: list[str] = [f"<{tag}>"]
        depth = 0
        for index, item in enumerate(block.items):
            nesting = block.depths[index] if index < len(block.depths) else 0
            wanted = max(0, min(nesting, depth + 1 if index else 0))
            if wanted > depth:
                parts.append("<ul>")
            elif index:
                parts.append("</li>" + "</ul></li>" * (depth - wanted))
            depth = wanted
            parts.append(f"<li>{self.inline(item)}")
        parts.append("</li>" + "</ul></li>" * depth)
        return "\n".join([*parts, f"</{tag}>"])

    def _rows(self, table: Table) -> Iterator[str]:
        """The rows; a cell that spans several has its attributes, and those it covers are left out."""
        spans = {(row, column): (rows, columns) for row, column, rows, columns in table.spans}
        covered = {
            (row + below, column + beside)
            for (row, column), (rows, columns) in spans.items()
            for below in range(rows)
            for beside in range(columns)
        } - spans.keys()
        for number, row in enumerate(table.rows):
            tag = "th" if number < table.header_rows else "td"
            cells = [
                f"<{tag}{_span_attributes(spans.get((number, column), (1, 1)))}>{self.inline(cell)}</{tag}>"
                for column, cell in enumerate(row)
                if (number, column) not in covered
            ]
            yield element("tr", "".join(cells))


def _span_attributes(span: tuple[int, int]) -> str:
    rows, columns = span
    return (f' rowspan="{rows}"' if rows > 1 else "") + (
        f' colspan="{columns}"' if columns > 1 else ""
    )
