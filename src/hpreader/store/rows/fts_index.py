"""The full-text index, kept in step with the articles.

The index contains no text but prepared words, in two tables. One has each form of an article's words
once: without diacritics (`text.fold`), and with their exact spelling (`text.tone_key`) behind a mark. It
answers searches for words and beginnings of words, exact or not. The other has the words without
diacritics in their order, and answers which words are next to each other.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.text import WORD, fold, normalized, tone_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Set

    from hpreader.model import Article
    from hpreader.store.database import Database

FORMS: Final = "fts_forms"
"""The table of the forms of words."""
SEQUENCE: Final = "fts_sequence"
"""The table of the words without diacritics, in their order."""
_TABLES: Final = (FORMS, SEQUENCE)
_EXACT: Final = 0xF0000
"""Added to the first letter of a form with its exact spelling: no text contains these characters
(Unicode's private use), and the mark takes no letter of a prefix away."""
_SHIFTED: Final = 0x10000
"""Letters from here on have a mark before them: the sum would be no character."""

_PARAGRAPH_END: Final = " ¶ "
"""A word between two paragraphs, so that no phrase matches across them."""

_MOST_KNOWN: Final = 100_000
"""Forms that are remembered, at some hundred bytes each."""

_MOST_WORDS: Final = 20_000
"""Words whose forms are remembered, at some hundred bytes each."""

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

    `put_all` belongs inside a transaction of the caller's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: set[str] = set()
        """Forms whose words are stored."""
        self._known_at: tuple[int, int] = (0, 0)

    def put_all(self, changes: Iterable[tuple[int, Document | None, Document | None]]) -> None:
        """Change what is indexed of articles.

        Args:
            changes: row numbers, each with the text that was indexed and the one to be indexed; None:
                there is none.
        """
        different = sorted(one for one in changes if one[1] != one[2])
        self._execute(
            "INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)",
            [(number, _columns(before)) for number, before, _ in different if before],
        )
        added = [(number, _columns(after)) for number, _, after in different if after]
        self._execute("INSERT INTO {table} (rowid, words) VALUES (?, ?)", added)
        self._add_words(set[str]().union(*(columns.forms for _, columns in added)))

    def _add_words(self, forms: Set[str]) -> None:
        """Store the words of forms; those that this object stored or found before are not looked up again."""
        # What another connection deleted, or a transaction that failed took back, is not known.
        state = (self._database.rollbacks, self._database.number("PRAGMA main.data_version"))
        if state != self._known_at or len(self._known) > _MOST_KNOWN:
            self._known_at = state
            self._known.clear()
        new = forms - self._known
        self._known |= new
        self._database.execute_many(
            "INSERT OR IGNORE INTO word (word) VALUES (?)",
            [(word,) for word in sorted(set(map(_word, new)))],
        )

    def _execute(self, sql: str, words: Sequence[tuple[int, _Columns]]) -> None:
        """Run a statement of each table for row numbers with the words for both."""
        forms = [(number, " ".join(columns.forms)) for number, columns in words]
        self._database.execute_many(sql.format(table=FORMS), forms)
        sequences = [(number, columns.sequence) for number, columns in words]
        self._database.execute_many(sql.format(table=SEQUENCE), sequences)

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
        self._known.clear()
        with self._database.writing():
            self._database.execute(_DELETE_NO_WORDS)
            # Each word is looked up, which takes some twenty microseconds; FTS5's own list of words
            # (fts5vocab) would count the articles of each.
            self._database.execute(
                f"DELETE FROM word WHERE NOT EXISTS (SELECT 1 FROM {FORMS} WHERE {FORMS} MATCH"
                " '\"' || word || '\" OR \"' || CASE WHEN unicode(word) < ? THEN"
                " char(unicode(word) + ?) || substr(word, 2) ELSE char(?) || word END || '\"')",
                (_SHIFTED, _EXACT, _EXACT),
            )


_DELETE_NO_WORDS: Final = (
    "DELETE FROM word WHERE typeof(word) <> 'text' OR word = '' OR instr(CAST(word AS BLOB), x'00')"
    " OR word GLOB '*[^0-9A-Za-z' || char(128) || '-' || char(1114111) || ']*'"
)
"""Deletes what FTS5's tokenizer "ascii" would not read as one word, and what would end its query: no text
gives such words, but a damaged cache may have them."""


class _Columns(NamedTuple):
    """The words of a text for each of the tables."""

    forms: Set[str]
    sequence: str


def _columns(document: Document) -> _Columns:
    lines = [_words(line) for part in document for line in part.split("\n")]
    words = set(chain.from_iterable(lines))
    forms = {*map(_FOLDED.__getitem__, words), *map(_EXACT_FORMS.__getitem__, words)}
    sequence = _PARAGRAPH_END.join([" ".join(map(_FOLDED.__getitem__, line)) for line in lines])
    return _Columns(forms, sequence)


def _words(line: str) -> list[str]:
    """The words of a line, in a spelling that has their forms.

    The key of a word is that of its letters in the line, but for the sigma, which is another letter at the
    end of a word. So each word is worked out once, and most lines take a look at their words only.
    """
    return WORD.findall(tone_key(line) if "\u03a3" in line else normalized(line))


class _WordForms(dict[str, str]):
    """A form of each word, worked out when it is first met; of some ten thousand words at a time."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        form = self[word] = self._form(tone_key(word))
        return form


def exact_form(word: str) -> str:
    """A word with its exact spelling (`text.tone_key`) as it is in the table of forms."""
    first = ord(word[0])
    return chr(first + _EXACT) + word[1:] if first < _SHIFTED else chr(_EXACT) + word


_FOLDED: Final = _WordForms(fold)
_EXACT_FORMS: Final = _WordForms(exact_form)


def _word(form: str) -> str:
    """The word of a form, as it is stored in `word`."""
    first = ord(form[0])
    if first == _EXACT:
        return form[1:]
    return chr(first - _EXACT) + form[1:] if first > _EXACT else form
