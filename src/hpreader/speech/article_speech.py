"""The parts of an article that are read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from hpreader.model import (
    Article,
    Attachment,
    Block,
    Embed,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from hpreader.speech.prose import spoken

_PAUSES = ".?!…:;,"


def article_speech(article: Article) -> str:
    """Title, lede and text of an article in words, a paragraph a line, blank lines between them.

    Left out are images with their captions, documents, videos, addresses and the related news. Each
    paragraph ends with a sign for which a voice pauses.
    """
    parts = (
        article.title,
        article.lede,
        *(part for block in article.blocks for part in _parts(block)),
    )
    lines = (_paused(line) for part in parts for line in spoken(part).split("\n") if line)
    return "\n\n".join(lines) + "\n"


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(content) | Heading(_, content) | Quote(content):
            yield content.text
        case ListBlock(items=items):
            yield from (item.text for item in items)
        case Table(rows=rows):
            yield from (", ".join(cell.text for cell in row if cell.text) for row in rows)
        case Image() | Embed() | Attachment():
            pass


def _paused(line: str) -> str:
    return line if line.rstrip('"”’)»')[-1:] in _PAUSES else f"{line}."
