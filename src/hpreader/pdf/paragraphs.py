"""Paragraphs from the lines of a document's pages. Pure.

A PDF has no paragraphs: it places glyphs, and what comes of it are lines as they were printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hpreader.text import clean

FEWEST_REPEATS = 3
"""Pages that begin or end with one line, for it to be a running header or footer."""
FEW_LINES = 2
"""Lines at the top and at the bottom of a page where headers, footers and page numbers are."""
FITTING = 0.94
"""A line ended before its width if the next word would have fitted into this share of the width."""
NARROWEST = 50
"""Characters of a line; where all lines are shorter, a sentence at the end of a line ends its paragraph."""
VIETNAMESE_SHARE = 0.01
"""Of the letters of a text; other languages have the letters of `VIETNAMESE` in names only."""
LONGEST_NUMBER_LINE = 40

PAGE_NUMBER = re.compile(
    r"\W*(?:(?:trang|page|seite|p\.?)\s*(?:số\s*)?)?(\d{1,4})(?:\s*(?:/|of|trên|von|sur|de)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
"""A line that is a page number: `3`, `- 3 -`, `3/12`, `Trang 3/12`, `Page 3 of 12`."""
MARKER = re.compile(
    r"[-–—•▪◦●○■□✓*+]\s|\(?(?:\d{1,3}|[a-zđ]|[ivxIVX]{1,5})[.)](?:\s|$)|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s"
    r"|(?:Điều|Article|Section|Artikel)\s+\d+[.:]|(?:Chương|Mục|Phần|Phụ lục|Chapter|Part|Annex|Appendix)\s+(?:[IVXLC]+|\d+)\b"
    r"|(?:Kính gửi|Nơi nhận|Căn cứ|Theo đề nghị)\b"
)
"""How a line begins that is a paragraph, a list item or a heading of its own."""
SENTENCE_END = re.compile(r"[.!?:;…][\"”’)\]]*$")
VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
LEADERS = re.compile(r"(?:\s?[.·…_]){4,}\s?")
"""The dots between a heading and its page in a table of contents, and lines to write on."""
LEADER = " … "
SOFT_HYPHEN = "\u00ad"
HYPHENS = ("-", "\u2010")


def paragraphs_of(pages: Sequence[str]) -> tuple[str, ...]:
    """Join the lines of pages to paragraphs, without page numbers and repeated headers.

    Args:
        pages: the text of each page, line by line as printed.

    Returns:
        The paragraphs, cleaned and in NFC (`hpreader.text.clean`).
    """
    lines = [line for page in _without_furniture(pages) for line in page]
    if not lines:
        return ()
    lengths = sorted(map(len, lines))
    width = lengths[len(lengths) * 9 // 10]
    letters = sum(map(str.isalpha, "".join(lines)))
    hyphenates = len(VIETNAMESE.findall("".join(lines))) < VIETNAMESE_SHARE * max(letters, 1)
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if _continues(before, line, width):
            joined[-1] = _joined(joined[-1], line, hyphenates=hyphenates)
        else:
            joined.append(line)
    return tuple(filter(None, map(clean, joined)))


def _without_furniture(pages: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each page, without its number, and without the lines that head or end each page."""
    found = [_lines(page) for page in pages]
    offsets = Counter(
        number - position
        for position, lines in enumerate(found, 1)
        for number in {n for n in map(_page_number, _edges(lines)) if n is not None}
    )
    repeats = Counter(line for lines in found for line in set(_edges(lines)))
    seen: set[str] = set()
    for position, lines in enumerate(found, 1):
        kept = []
        for index, line in enumerate(lines):
            is_edge = min(index, len(lines) - 1 - index) < FEW_LINES
            number = _page_number(line) if is_edge else None
            if number is not None and (
                number == position or offsets[number - position] >= FEWEST_REPEATS
            ):
                continue
            if is_edge and repeats[line] >= FEWEST_REPEATS:
                if line in seen:
                    continue
                seen.add(line)
            kept.append(line)
        yield kept


def _lines(page: str) -> list[str]:
    """The lines with text; a soft hyphen at the end of a line, which cleaning would remove, is kept."""
    lines = []
    for raw in page.splitlines():
        line = clean(LEADERS.sub(LEADER, raw))
        if line:
            lines.append(line + SOFT_HYPHEN if raw.rstrip().endswith(SOFT_HYPHEN) else line)
    return lines


def _edges(lines: list[str]) -> list[str]:
    if len(lines) <= 2 * FEW_LINES:
        return lines
    return [*lines[:FEW_LINES], *lines[-FEW_LINES:]]


def _page_number(line: str) -> int | None:
    found = PAGE_NUMBER.fullmatch(line) if len(line) < LONGEST_NUMBER_LINE else None
    return int(found[1]) if found else None


def _continues(before: str, line: str, width: int) -> bool:
    """Whether a line belongs to the paragraph of the one before it."""
    if before.endswith(SOFT_HYPHEN):
        return True
    if MARKER.match(line) or LEADER in before:
        return False
    ends_sentence = SENTENCE_END.search(before) is not None
    if line[0].islower() and not before.isupper() and not ends_sentence:
        return True
    if ends_sentence:
        width = max(width, NARROWEST)
    next_word = line.split(" ", 1)[0]
    return len(before) + 1 + len(next_word) > FITTING * width


def _joined(text: str, line: str, *, hyphenates: bool) -> str:
    """Two lines of one paragraph.

    Vietnamese writes its syllables apart, so it needs no hyphens at the ends of lines: one that is
    there belongs to the word.
    """
    if text.endswith(SOFT_HYPHEN):
        return text[:-1] + line
    if text.endswith(HYPHENS) and len(text) > 1 and text[-2].isalpha():
        is_split = hyphenates and text[-2].islower() and line[0].islower()
        return text[:-1] + line if is_split else text + line
    return f"{text} {line}"
