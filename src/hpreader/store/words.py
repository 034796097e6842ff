"""What is a word to the full-text index, and keeping the index in step with the articles.

The index never sees text but only prepared words: letters and digits, parted by spaces, once in
their exact spelling (`text.tone_key`) and once without marks (`text.fold`).
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.store import codec
from hpreader.text import fold, tone_key

if TYPE_CHECKING:
    from hpreader.model import Article
    from hpreader.store.database import Database

WORD: Final = re.compile(r"[^\W_]+")
"""A word: a run of letters and digits."""

_LINE_END: Final = " ¶ "
"""Stands between paragraphs in the index, so that no phrase runs from one into the next."""

TABLES: Final = ("words_exact", "words_folded")


class Document(NamedTuple):
    """The searchable text of an article; `lede` is the summary while the body is not here."""

    title: str
    lede: str
    text: str = ""

    @property
    def body(self) -> str:
        """What a snippet is taken from."""
        return "\n".join(part for part in (self.lede, self.text) if part)


def document_of(title: str, article: Article) -> Document:
    """All that is searched in an article: lede, texts, items, cells and captions."""
    texts = (inline.text for block in article.blocks for inline in model.block_inlines(block))
    return Document(title, article.lede, "\n".join(text for text in texts if text))


def put_document(database: Database, number: int, document: Document) -> None:
    """Index an article anew."""
    before = get_document(database, number)
    if before == document:
        return
    if before:
        _forget(database, number, before)
    for table, columns in zip(TABLES, _prepared(document), strict=True):
        database.execute(
            f"INSERT INTO {table} (rowid, title, lede, text) VALUES (?, ?, ?, ?)",
            (number, *columns),
        )
    database.execute(
        "INSERT OR REPLACE INTO document (number, title, lede, text) VALUES (?, ?, ?, ?)",
        (number, document.title, document.lede, zlib.compress(document.text.encode())),
    )


def get_document(database: Database, number: int) -> Document | None:
    """The text of an article as it was indexed."""
    row = database.one("SELECT title, lede, text FROM document WHERE number = ?", (number,))
    return Document(row[0], row[1], codec.inflate(row[2])) if row else None


def remove_document(database: Database, number: int) -> None:
    """Take an article out of the index."""
    before = get_document(database, number)
    if before:
        _forget(database, number, before)
        database.execute("DELETE FROM document WHERE number = ?", (number,))


def _forget(database: Database, number: int, document: Document) -> None:
    for table, columns in zip(TABLES, _prepared(document), strict=True):
        database.execute(
            f"INSERT INTO {table} ({table}, rowid, title, lede, text)"
            " VALUES ('delete', ?, ?, ?, ?)",
            (number, *columns),
        )


def _prepared(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    exact = tuple(_indexed(part) for part in (document.title, document.lede, document.text))
    return exact, tuple(fold(part) for part in exact)


def _indexed(text: str) -> str:
    lines = tone_key(text).split("\n")
    return _LINE_END.join(" ".join(WORD.findall(line)) for line in lines)
