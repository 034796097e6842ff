"""The texts of articles: the body, the last entry of a list and former texts, compressed together.

A feed with bodies gives an article's text twice, as the HTML of its entry and as the blocks of its
body; in one compressed value the second copy takes a tenth of the first. What an entry has in common
with the article's row is not stored with it.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hpreader import model
from hpreader.store.rows.fts_index import Document
from hpreader.store.values import codec
from hpreader.store.values.timestamps import from_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.model import Entry, FormerText
    from hpreader.store.database import Database
    from hpreader.store.rows.stored_article import ArticleRow

_WORDS: Final = (
    "và của là có các cho được không trong với một đã này những người đến khi từ về ra ở năm để vào trên nhiều sẽ"
    " cũng theo phải bị còn làm sau nên tại đó như hơn lại đang mới ngày thì ông bà nói biết đường nhà nước học"
    " không có được những người trong của cho với các một này đã đến về tại ngày năm từ khi theo việc"
    " thành phố Hải Phòng đồng thời thực hiện công tác phát triển quản lý hoạt động tổ chức xây dựng"
    " tỉnh xã hội kinh tế cán bộ lãnh đạo Ủy ban nhân dân Chủ tịch Đảng Nhà nước Việt Nam"
)
_DICTIONARY: Final = (
    f'{_WORDS}"'
    '},{"is":"Image","src":"https://","alt":"","caption":{"is":"Inline","text":""}}'
    ',"spans":[{"is":"Span","start":,"end":,"kind":"link","url":"https://www.'
    '<div><a href="https://"><strong><em><img src="https://.jpg" alt=""/><br/></p>\\n<p>'
    '"],"related_from":"page","has_page":true,"byline":"","lede":""'
    ',"updated":{"is":"datetime","at":"2026-01-01T00:00:00+00:00"}'
    '.</p>"},"utgshp"]\n[{"is":"Entry","url":"","title":"","text_html":"<p>","utgsp"]'
    '{"is":"Article","url":"https://www.","title":"","blocks":[{"is":"Paragraph","content":'
    '{"is":"Inline","text":"Theo "}},{"is":"Paragraph","content":{"is":"Inline","text":"'
    '"}}],"published":{"is":"datetime","at":"2026-01-01T00:00:00+07:00"},"source":"'
    '","section":"","sections":[""],"id":"","guid":"https://","cached_at":{"is":"datetime",'
    '"at":"2026-01-01T00:00:00.000000+00:00"},"reading":"list 0.1.0"}'
    '\n[{"is":"Entry","url":"","title":"","body_html":"<p>'
).encode()
"""What most texts contain, so that it need not be stored with each of them; a change needs a new CACHE_VERSION
(https://www.rfc-editor.org/rfc/rfc1950, section 2.2, FDICT). The most frequent is at the end."""
_LEVEL: Final = 9
"""zlib's: it costs no more than 6 for texts of this length."""

_OF_ROW: Final = {
    "u": "url",
    "t": "title",
    "g": "guid",
    "s": "summary",
    "h": "text_html",
    "p": "published",
}
"""The fields of an entry that are not stored where they are those of the row, by their letter.

The HTML of a teaser without elements is the summary."""
_EMPTY_FIELDS: Final[dict[str, Any]] = {letter: None if letter == "p" else "" for letter in _OF_ROW}
"""Their values in an entry of which nothing is known."""


class Content(NamedTuple):
    """The texts of one article as JSON; "" for what there is not."""

    article: str = ""
    entry: str = ""
    former: str = ""
    """A tuple of `model.FormerText`, the oldest first."""

    def document(self, row: ArticleRow) -> Document:
        """The searchable text of the article.

        An article is found by its title and summary until its body is cached.

        Raises:
            codec.UnreadableError: the body was not written by this program.
        """
        return self.described(row.title, row.summary)

    def described(self, title: str, summary: str) -> Document:
        """`document` of the row with this title and summary."""
        if not self.article:
            return Document(title, summary)
        lede, text = _texts(self.article)
        return Document(title, lede, text)

    def entry_of(self, row: ArticleRow) -> Entry | None:
        """The last entry of the article; None if no list contained it.

        Raises:
            codec.UnreadableError: it was not written by this program.
        """
        if not row.has_entry:
            return None
        if not self.entry:
            return replace(_empty(), **_of_row(row, _OF_ROW))
        stored = codec.load(self.entry)
        if not (isinstance(stored, tuple) and isinstance(stored[0], model.Entry)):
            raise codec.UnreadableError(f"no entry: {self.entry[:80]}")
        entry: Entry = stored[0]
        letters: str = stored[1]
        return replace(entry, **_of_row(row, letters))

    def packed(self) -> bytes | None:
        """The texts as they are stored; None if there are none."""
        if not self.article and not self.entry:
            return None
        packer = zlib.compressobj(_LEVEL, zdict=_DICTIONARY)
        # JSON contains no newline outside of its strings, and `\\n` for those in them.
        texts = f"{self.article}\n{self.entry}" + (f"\n{self.former}" if self.former else "")
        return packer.compress(texts.encode()) + packer.flush()

    def former_texts(self) -> tuple[FormerText, ...]:
        """The former texts of the article, the oldest first; those that cannot be read are left out."""
        if not self.former:
            return ()
        try:
            stored = codec.load(self.former)
        except codec.UnreadableError:
            return ()
        return tuple(one for one in stored if isinstance(one, model.FormerText))


def unpacked(data: bytes) -> Content:
    """The texts of which `Content.packed` made these bytes.

    Raises:
        codec.UnreadableError: the bytes are not from `Content.packed`.
    """
    try:
        unpacker = zlib.decompressobj(zdict=_DICTIONARY)
        article, _, rest = unpacker.decompress(data).decode().partition("\n")
        entry, _, former = rest.partition("\n")
    except (ValueError, TypeError, zlib.error) as error:
        raise codec.UnreadableError(str(error)) from error
    if not unpacker.eof:
        raise codec.UnreadableError("cut text")
    return Content(article, entry, former)


def entry_json(entry: Entry, row: ArticleRow) -> str:
    """An entry for `Content.entry`, without what is in the article's row.

    What identified the entry in its list (`own_key`) is not needed once that is done.
    """
    common = _of_row(row, _OF_ROW)
    letters = [letter for letter, name in _OF_ROW.items() if getattr(entry, name) == common[name]]
    without = {_OF_ROW[letter]: _EMPTY_FIELDS[letter] for letter in letters}
    rest = replace(entry, own_key="", **without)
    if len(letters) == len(_OF_ROW) and rest == _empty():
        return ""
    return codec.dump((rest, "".join(letters)))


@cache
def _empty() -> Entry:
    """An entry of which nothing is known; made when first needed, since `list` needs none."""
    return model.Entry("", "")


def _of_row(row: ArticleRow, letters: Iterable[str]) -> dict[str, Any]:
    """The fields of an entry that are those of a row."""
    published = None if row.published is None else from_timestamp(row.published)
    special = {"text_html": row.summary, "published": published}
    return {
        name: special[name] if name in special else getattr(row, name)
        for letter, name in _OF_ROW.items()
        if letter in letters
    }


def _texts(article: str) -> tuple[str, str]:
    """Lede and text of a body, as `fts_index.document_of` finds them in its value.

    Making the values of all blocks takes ten times as long, and a search needs their texts only.

    Raises:
        codec.UnreadableError: the body was not written by this program.
    """
    found: list[str] = []

    def add(plain: dict[str, Any]) -> object:
        kind = plain.get("is")
        if kind == "Inline":
            found.append(plain["text"])
        elif kind == "Attachment":
            found.append(plain.get("title", ""))
        return plain

    try:
        whole = json.loads(article, object_hook=add)
        lede = whole.get("lede", "")
        text = "\n".join([text for text in found if text])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise codec.UnreadableError(str(error)) from error
    codec.check_cells((lede,), str)
    return lede, text


class Contents:
    """Reads and writes texts by the key that is in the article's row; writing is the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, row: ArticleRow) -> Content:
        """The texts of an article.

        Raises:
            codec.UnreadableError: they were not written by this program.
        """
        return self.load_all([row])[row.number]

    def load_all(self, rows: Iterable[ArticleRow]) -> dict[int, Content]:
        """The texts of articles by row number; empty ones for those without texts.

        Raises:
            codec.UnreadableError: some were not written by this program.
        """
        rows = list(rows)
        found = {
            key: unpacked(data)
            for key, data in self._database.all_of(
                "SELECT key, data FROM content WHERE key IN ({keys})",
                (row.content for row in rows if row.content is not None),
            )
        }
        return {row.number: found.get(row.content or 0, Content()) for row in rows}

    def documents(self, numbers: Iterable[int]) -> dict[int, Document]:
        """The searchable texts of articles, by row number.

        Raises:
            codec.UnreadableError: some were not written by this program.
        """
        found = {}
        for number, title, summary, data in self._database.all_of(
            "SELECT number, title, summary, data FROM article LEFT JOIN content ON key = content"
            " WHERE number IN ({keys})",
            numbers,
        ):
            content = Content() if data is None else unpacked(data)
            found[number] = content.described(title, summary)
        return found

    def new_keys(self, count: int) -> range:
        """Keys that are not used, behind all others: so pages are filled one after the other."""
        last = self._database.number("SELECT max(key) FROM content")
        return range(last + 1, last + 1 + count)

    def save_all(self, contents: Mapping[int, bytes]) -> None:
        """Store packed texts by their keys."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO content (key, data) VALUES (?, ?)", sorted(contents.items())
        )

    def remove_all(self, keys: Iterable[int]) -> None:
        """Delete texts."""
        self._database.all_of("DELETE FROM content WHERE key IN ({keys})", keys)
