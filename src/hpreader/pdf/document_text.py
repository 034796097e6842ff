"""The text of a PDF, read in a process of its own that is ended when it takes too long."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Final

from hpreader.child_process import child_output
from hpreader.pdf.library import is_available
from hpreader.pdf.paragraphs import paragraphs_of
from hpreader.problems import Problem
from hpreader.text import clean

MOST_PAGES: Final = 100
MOST_SECONDS: Final = 20.0
MOST_CHARACTERS: Final = 400_000
"""Of the text of one document: some 130 pages."""
MOST_OUTPUT: Final = 8_000_000
"""Bytes that the process may write; JSON takes up to six for each letter."""
HEADER_WITHIN: Final = 1024
"""A PDF begins with `%PDF-`, at least within so many bytes (ISO 32000-1, annex H, note 13)."""
MOST_UNREADABLE: Final = 0.2
"""The share of characters without a meaning, from which on a text is none: fonts without a `ToUnicode` map."""


TCVN3: Final = re.compile("[A-Za-z][µ¸¶¹]|®[a-zµ¸¶·¹]")
"""Letters of the fonts named `.Vn…` (TCVN 5712:1993, VN3), which documents without a `ToUnicode` map give as those of
Latin-1: `x· héi` for `xã hội`, `®iÒu` for `điều`."""
MOST_TCVN3: Final = 0.005
"""Their share of a text that is none in these fonts: a quantity such as `5µ` now and then."""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What could be read of a document."""

    paragraphs: tuple[str, ...] = ()
    problem: Problem | None = None
    """Why it is not all of its text, or none."""


@dataclass(slots=True)
class _Pages:
    """What the process wrote."""

    count: int = 0
    texts: list[str] = field(default_factory=list)
    failed: int = 0
    problem: str = ""
    detail: str = ""


async def read_document(
    data: bytes, url: str, *, seconds: float = MOST_SECONDS, most_pages: int = MOST_PAGES
) -> DocumentText:
    """Read the text of a PDF.

    Args:
        data: the document.
        url: its address, for the problem.
        seconds: after how long it is ended; the pages that were read until then are returned.
        most_pages: how many pages are read.
    """
    if not is_available():
        return DocumentText(problem=Problem("pdf_unsupported", url))
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        return DocumentText(problem=Problem("pdf_broken", url, "no PDF"))
    output, _ = await child_output(
        "hpreader.pdf.page_extraction",
        str(most_pages),
        data=(data,),
        seconds=seconds,
        most_output=MOST_OUTPUT,
    )
    pages = _pages_in(output)
    if pages.problem == "locked":
        return DocumentText(problem=Problem("pdf_locked", url))
    if pages.problem or (pages.failed and not pages.texts):
        return DocumentText(problem=Problem("pdf_broken", url, pages.detail))
    texts, is_cut = _within_characters(pages.texts)
    paragraphs = paragraphs_of(texts)
    read, total = len(texts), max(pages.count, len(texts))
    if is_cut or read < total or not total:
        return DocumentText(paragraphs, Problem("pdf_shortened", url, f"{read}/{total or '?'}"))
    if not paragraphs or _is_unreadable(texts):
        return DocumentText(problem=Problem("pdf_no_text", url))
    return DocumentText(paragraphs)


def _pages_in(output: bytes | bytearray) -> _Pages:
    pages = _Pages()
    for line in output.splitlines():
        try:
            record = json.loads(line)
        except ValueError:  # the last line, where the process was ended
            break
        if "text" in record:
            pages.texts.append(str(record["text"]))
        elif "failed" in record:
            pages.failed += 1
            pages.detail = clean(str(record["failed"]))
        elif "problem" in record:
            pages.problem = str(record["problem"])
            pages.detail = clean(str(record.get("detail", "")))
        else:
            pages.count = int(record.get("pages", 0))
    return pages


def _within_characters(texts: list[str]) -> tuple[list[str], bool]:
    """The pages whose text is within the bound, and whether there are more."""
    left = MOST_CHARACTERS
    for number, text in enumerate(texts):
        if len(text) > left:
            return [*texts[:number], text[:left]], True
        left -= len(text)
    return texts, False


def _is_unreadable(texts: list[str]) -> bool:
    """Whether much of it are codes of glyphs instead of letters."""
    letters = [sign for text in texts for sign in text if not sign.isspace()]
    strange = sum(
        not sign.isprintable() or "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd"
        for sign in letters
    )
    old_fonts = sum(len(TCVN3.findall(text)) for text in texts)
    total = max(len(letters), 1)
    return strange > MOST_UNREADABLE * total or old_fonts > MOST_TCVN3 * total
