"""An article as CommonMark (https://spec.commonmark.org/0.31.2/); tables as GitHub writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from unicodedata import category

from hpreader.i18n import _, explain
from hpreader.model import (
    Article,
    Attachment,
    Block,
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Related,
    Span,
    Table,
)
from hpreader.render.blocks import attachment_facts, part_of
from hpreader.render.head import facts
from hpreader.render.line_breaks import printable
from hpreader.vietnam_time import day_and_time

_SPECIAL = re.compile(r"[\\`*_\[\]<>&#|~]|!(?=$|\[)")
_AT_START = re.compile(r"^(?P<number>\d{1,9})(?=[.)](?:\s|$))|^(?=[-+=])")
"""What would begin a list or underline a heading."""
_ENTITY = re.compile(r"&(?=#?\w+;)")
_IN_ADDRESS = {
    " ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C",
    "\n": "", "\r": "", "\t": "",
}  # fmt: skip
_BREAK = "\\\n"


def article_markdown(article: Article, level: int = 1) -> str:
    """The whole article, its images and its related news with their addresses.

    Args:
        article: the article.
        level: of its heading; the headings in it are below that.
    """
    sign = "#" * level
    head = (
        f"{sign} {_escaped(_flat(article.title))}",
        _link(_escaped(_flat(article.url)), article.url) if article.url else "",
        _begun(_escaped(_flat(facts(article)))),
        _marked(_escaped(_flat(article.lede)), "**"),
    )
    parts = [*filter(None, head), *_blocks(article.blocks, level + 1)]
    if article.related:
        heading = _("Other news")
        parts.append(f"{sign}# {_escaped(heading)}")
        parts.append("\n".join(map(_related, range(1, 1 + len(article.related)), article.related)))
    return printable("\n\n".join(parts) + "\n")


def escaped_line(text: str) -> str:
    """A plain text as a line of Markdown that means just this text."""
    return _begun(_escaped(_flat(text)))


def linked(text: str, url: str) -> str:
    """A link around Markdown; just the text where the address is none that a browser should follow."""
    return _link(text, url)


def _blocks(blocks: tuple[Block, ...], top: int) -> Iterator[str]:
    """The blocks; of two lists that follow one another the second has other signs.

    Otherwise CommonMark would make one list of them.
    """
    other = False
    before: Block | None = None
    for block in blocks:
        both = isinstance(before, ListBlock) and isinstance(block, ListBlock)
        other = both and not other
        if text := _block(block, top, other=other):
            yield text
            before = block


def _block(block: Block, top: int, *, other: bool) -> str:
    """One block."""
    match block:
        case Paragraph(content, preformatted=True) if not content.spans:
            return _fenced(content.text)
        case Paragraph(content):
            return _inline(content)
        case Heading(level, content):
            return f"{'#' * max(top, min(level, 6))} {_inline(content).replace(_BREAK, ' ')}"
        case Image(src, alt, caption):
            image = f"![{_escaped(_flat(alt))}]({_address(src)})"
            return f"{image}{_BREAK}{_inline(caption)}" if caption.text.strip() else image
        case ListBlock():
            return _list(block, other=other)
        case Quote(content):
            return _quote(content)
        case Table():
            return _table(block)
        case Embed(url, title):
            return _link(_escaped(_flat(title or url)), url)
        case Attachment(url, title):
            link = _link(_escaped(_flat(title or url)), url)
            line = " ".join(filter(None, (link, _escaped(attachment_facts(block)))))
            problem = block.problem and _escaped(_flat(explain(block.problem)))
            return f"{line}{_BREAK}{problem}" if problem else line


def _fenced(text: str) -> str:
    """A text as a fenced code block (section 4.5), whose fence is longer than any in the text."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _list(block: ListBlock, *, other: bool) -> str:
    """The items, each stepped in to where the text of its parent begins."""
    lines: list[str] = []
    columns = [0]
    numbers = [0]
    for index, item in enumerate(block.items):
        nesting = block.depths[index] if index < len(block.depths) else 0
        depth = max(0, min(nesting, len(columns) - 1))
        del columns[depth + 1 :], numbers[depth + 1 :]
        numbers[depth] += 1
        sign = "*" if other else "-"
        if block.ordered and depth == 0:
            sign = f"{numbers[0]}{')' if other else '.'}"
        column = columns[depth] + len(sign) + 1
        columns.append(column)
        numbers.append(0)
        text = _inline(item).replace("\n", "\n" + " " * column)
        lines.append(f"{' ' * columns[depth]}{sign} {text}".rstrip())
    return "\n".join(lines)


def _quote(content: Inline) -> str:
    """Each paragraph of a quotation."""
    paragraphs = []
    start = 0
    for part in content.text.split("\n"):
        if part.strip():
            paragraphs.append(f"> {_inline(part_of(content, start, start + len(part)))}")
        start += len(part) + 1
    return "\n>\n".join(paragraphs)


def _table(table: Table) -> str:
    """A table; one without names of columns gets empty ones, which the syntax asks for."""
    columns = max(map(len, table.rows), default=0)
    if not columns:
        return ""
    rows = [[_inline(cell).replace(_BREAK, " ") for cell in row] for row in table.rows]
    if not table.header:
        rows.insert(0, [])
    rows.insert(1, ["---"] * columns)
    return "\n".join(f"| {' | '.join(row + [''] * (columns - len(row)))} |" for row in rows)


def _related(number: int, item: Related) -> str:
    """A numbered item of the box of other news."""
    when = item.published
    day = ""
    if when:
        day = day_and_time(when) if isinstance(when, datetime) else f"{when:%d/%m/%Y}"
    link = _link(_escaped(_flat(item.title or item.url)), item.url)
    indent = " " * len(f"{number}. ")
    lines = [link, _begun(_escaped(_flat(item.excerpt))), day]
    return f"{number}. " + f"{_BREAK}{indent}".join(filter(None, lines))


def _inline(content: Inline) -> str:
    """A text with its links and emphasis; newlines become hard breaks."""
    size = len(content.text)
    links = sorted(
        (span for span in content.spans if span.kind == "link" and span.start < span.end),
        key=lambda span: span.start,
    )
    parts: list[str] = []
    at = 0
    for span in links:
        if span.start < at or not _leads_somewhere(span.url):
            continue
        parts.append(_emphasised(part_of(content, at, span.start), "".join(parts)))
        parts.append(_link(_escaped(_flat(content.text[span.start : span.end])), span.url))
        at = min(span.end, size)
    parts.append(_emphasised(part_of(content, at, size), "".join(parts)))
    lines = (_begun(line.strip()) for line in "".join(parts).split("\n"))
    return _BREAK.join(filter(None, lines))


def _emphasised(content: Inline, before: str) -> str:
    """A text without links, with its emphasis where the syntax allows it."""
    parts: list[str] = []
    at = 0
    for span in _spans_of_lines(content):
        start, end = _trimmed(content.text, span)
        if span.kind == "link" or start < at or start >= end:
            continue
        parts.append(_escaped(content.text[at:start]))
        sign = "**" if span.kind == "strong" else "*"
        inner = content.text[start:end]
        behind = ("".join(parts) or before)[-1:]
        if not _can_stand(behind, inner, content.text[end : end + 1]):
            sign = ""
        parts.append(_marked(_escaped(inner), sign))
        at = end
    parts.append(_escaped(content.text[at:]))
    return "".join(parts)


def _spans_of_lines(content: Inline) -> list[Span]:
    """The spans in order, those over several lines as one for each line."""
    spans: list[Span] = []
    for span in sorted(content.spans, key=lambda span: (span.start, -span.end)):
        start = span.start
        for line in content.text[span.start : span.end].split("\n"):
            spans.append(replace(span, start=start, end=start + len(line)))
            start += len(line) + 1
    return spans


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """A span without the spaces at its ends."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def _can_stand(before: str, inner: str, after: str) -> bool:
    """May emphasis begin and end here (section 6.2: left- and right-flanking runs)?"""
    opens = _is_open(before) or not _is_sign(inner[0])
    closes = _is_open(after) or not _is_sign(inner[-1])
    return before != "*" and opens and closes


def _is_open(beside: str) -> bool:
    """Whether a space, a sign or nothing is beside the emphasis."""
    return not beside or beside.isspace() or _is_sign(beside)


def _is_sign(character: str) -> bool:
    """Is it punctuation or a symbol?"""
    return category(character)[0] in "PS"


def _marked(text: str, sign: str) -> str:
    """The text between two signs of emphasis."""
    return f"{sign}{text}{sign}" if text else ""


def _link(text: str, url: str) -> str:
    """A link; just its text where the address is none that a browser should follow."""
    return f"[{text}]({_address(url)})" if _leads_somewhere(url) else text


def _leads_somewhere(url: str) -> bool:
    """Is it an address of the web?"""
    return url.startswith(("http://", "https://"))


def _address(url: str) -> str:
    """An address that is valid between parentheses (section 6.3, link destinations)."""
    return _ENTITY.sub("&amp;", "".join(_IN_ADDRESS.get(sign, sign) for sign in url))


def _flat(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())


def _escaped(text: str) -> str:
    """The text with a backslash before each sign that would be markup."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _begun(line: str) -> str:
    """An escaped line that does not begin a list or underline a heading."""
    return _AT_START.sub(lambda match: f"{match['number'] or ''}\\", line)
