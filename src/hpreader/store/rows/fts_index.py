"""The full-text index, kept in step with the articles.

The index contains no text but prepared words, in two tables. One has each form of an article's words
once: without diacritics (`text.fold`), and with their exact spelling (`text.tone_key`) behind a mark. It
answers searches for words and beginnings of words, exact or not. The other has the words without
diacritics in their order, and answers which words are next to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.text import WORD, fold, tone_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

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

_PARAGRAPH_END: Final = "\ue000"
"""What stands between two paragraphs while a text is taken apart: no clean text contains it."""
_PARAGRAPH_WORD: Final = "¶"
"""The word between two paragraphs, so that no phrase matches across them."""

_MOST_KNOWN: Final = 100_000
"""Forms that are remembered, at some hundred bytes each."""

_MOST_TOKENS: Final = 20_000
"""Tokens whose words are remembered, at some two hundred bytes each."""
_LONGEST_TOKEN: Final = 40
"""Letters of a token that is remembered."""

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
        """Tokens whose words are stored."""
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
        self._add_words(set[str]().union(*(columns.tokens for _, columns in added)))

    def _add_words(self, tokens: Set[str]) -> None:
        """Store the words of tokens; those that this object stored or found before are not looked up again."""
        # What another connection deleted, or a transaction that failed took back, is not known.
        state = (self._database.rollbacks, self._database.number("PRAGMA main.data_version"))
        if state != self._known_at or len(self._known) > _MOST_KNOWN:
            self._known_at = state
            self._known.clear()
        new = tokens - self._known
        self._known |= new
        forms = " ".join(map(_FORMS.__getitem__, new)).split()
        self._database.execute_many(
            "INSERT OR IGNORE INTO word (word) VALUES (?)",
            [(word,) for word in sorted(set(map(_word, forms)))],
        )

    def _execute(self, sql: str, words: Sequence[tuple[int, _Columns]]) -> None:
        """Run a statement of each table for row numbers with the words for both."""
        forms = [(number, columns.forms) for number, columns in words]
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

    tokens: Set[str]
    forms: str
    """Those of the tokens, some of them more than once; without positions the index has each once."""
    sequence: str


def _columns(document: Document) -> _Columns:
    text = "\n".join(document).replace("\n", f" {_PARAGRAPH_END} ")
    tokens = text.split()
    different = set(tokens)
    forms = " ".join(map(_FORMS.__getitem__, different))
    return _Columns(different, forms, " ".join(map(_SEQUENCES.__getitem__, tokens)))


class _TokenWords(dict[str, str]):
    """The words of a token (what white space encloses: `(“Hòa`), worked out when it is first met.

    White space divides letters for every rule by which their forms follow from those around them, so the
    words of a text are those of its tokens. Most texts then cost a look at their tokens only.
    """

    def __init__(self, of_paragraph_end: str) -> None:
        super().__init__({_PARAGRAPH_END: of_paragraph_end})
        self._of_paragraph_end = of_paragraph_end

    def remember(self, token: str, words: str) -> None:
        """Keep the words of a token."""
        if len(self) >= _MOST_TOKENS:
            self.clear()
            self[_PARAGRAPH_END] = self._of_paragraph_end
        self[token] = words


class _Forms(_TokenWords):
    """All forms of the words of tokens."""

    def __missing__(self, token: str) -> str:
        words = WORD.findall(tone_key(token))
        folded = list(map(fold, words))
        forms = " ".join([*folded, *map(exact_form, words)])
        if len(token) <= _LONGEST_TOKEN:
            self.remember(token, forms)
            _SEQUENCES.remember(token, " ".join(folded))  # which is asked for next
        return forms


class _Sequences(_TokenWords):
    """The words of tokens without diacritics."""

    def __missing__(self, token: str) -> str:
        words = " ".join(map(fold, WORD.findall(tone_key(token))))
        if len(token) <= _LONGEST_TOKEN:
            self.remember(token, words)
        return words


def exact_form(word: str) -> str:
    """A word with its exact spelling (`text.tone_key`) as it is in the table of forms."""
    first = ord(word[0])
    return chr(first + _EXACT) + word[1:] if first < _SHIFTED else chr(_EXACT) + word


_FORMS: Final = _Forms("")
_SEQUENCES: Final = _Sequences(_PARAGRAPH_WORD)


def _word(form: str) -> str:
    """The word of a form, as it is stored in `word`."""
    first = ord(form[0])
    if first == _EXACT:
        return form[1:]
    return chr(first - _EXACT) + form[1:] if first > _EXACT else form
