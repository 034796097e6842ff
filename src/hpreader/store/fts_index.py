"""The full-text index, kept in step with the articles.

The index contains no text but prepared words: runs of letters and digits joined by spaces, once
with their exact spelling (`text.tone_key`) and once without diacritics (`text.fold`).
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

EXACT: Final = "fts_exact"
"""The table of words with their exact spelling."""
FOLDED: Final = "fts_folded"
"""The table of words without diacritics."""
_TABLES: Final = (EXACT, FOLDED)

_PARAGRAPH_END: Final = " ¶ "
"""A word between two paragraphs, so that no phrase matches across them."""

_MERGED_PAGES: Final = 500
_MERGES: Final = 50
"""At most 2 MB are written in one transaction and 100 MB in one call of `merge`."""


class Document(NamedTuple):
    """The searchable text of an article; `lede` is the list's summary while there is no body."""

    title: str
    lede: str
    text: str = ""

    @property
    def body(self) -> str:
        """The text from which snippets are cut."""
        return "\n".join(part for part in (self.lede, self.text) if part)


def document_of(title: str, article: Article) -> Document:
    """The searchable text of a body: lede, paragraphs, list items, table cells and captions."""
    texts = (inline.text for block in article.blocks for inline in model.block_inlines(block))
    return Document(title, article.lede, "\n".join(text for text in texts if text))


class FtsIndex:
    """Adds, replaces and removes articles of the index, by row number.

    The writing methods belong inside a transaction of the caller's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, number: int) -> Document | None:
        """The text of an article as it was indexed; None if it was not.

        Raises:
            codec.UnreadableError: a value was not written by this program.
        """
        row = self._database.one(
            "SELECT title, lede, text FROM document WHERE number = ?", (number,)
        )
        return Document(row[0], row[1], codec.inflate(row[2])) if row else None

    def put(self, number: int, document: Document) -> None:
        """Index an article, in place of its former text."""
        before = self.get(number)
        if before == document:
            return
        if before:
            self._delete_words(number, before)
        for table, columns in zip(_TABLES, _columns(document), strict=True):
            self._database.execute(
                f"INSERT INTO {table} (rowid, title, lede, text) VALUES (?, ?, ?, ?)",
                (number, *columns),
            )
        self._database.execute(
            "INSERT OR REPLACE INTO document (number, title, lede, text) VALUES (?, ?, ?, ?)",
            (number, document.title, document.lede, zlib.compress(document.text.encode())),
        )

    def remove(self, number: int) -> None:
        """Take an article out of the index."""
        before = self.get(number)
        if before:
            self._delete_words(number, before)
            self._database.execute("DELETE FROM document WHERE number = ?", (number,))

    def merge(self) -> None:
        """Drop the entries of removed articles from the index's files, in transactions of its own.

        See https://www.sqlite.org/fts5.html, "The 'merge' Command".
        """
        for table in _TABLES:
            pages = -_MERGED_PAGES  # negative begins a merge of the whole index, positive continues
            for _ in range(_MERGES):
                before = self._database.connection.total_changes
                with self._database.writing():
                    self._database.execute(
                        f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,)
                    )
                if self._database.connection.total_changes - before < 2:  # FTS5: nothing is left
                    break
                pages = _MERGED_PAGES

    def _delete_words(self, number: int, document: Document) -> None:
        """An index without contents deletes a row only when it is given the row's words again."""
        for table, columns in zip(_TABLES, _columns(document), strict=True):
            self._database.execute(
                f"INSERT INTO {table} ({table}, rowid, title, lede, text)"
                " VALUES ('delete', ?, ?, ?, ?)",
                (number, *columns),
            )


def _columns(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values of the columns title, lede and text, of the exact and of the folded table."""
    exact = tuple(_words(part) for part in (document.title, document.lede, document.text))
    return exact, tuple(fold(part) for part in exact)


def _words(text: str) -> str:
    lines = tone_key(text).split("\n")
    return _PARAGRAPH_END.join(" ".join(WORD.findall(line)) for line in lines)
