"""An article as a row of units that are compared: headline, lede, paragraphs, items, rows, captions."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model.article import (
    Attachment,
    Embed,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from hpreader.revisions.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hpreader.model import Article, Inline
    from hpreader.revisions.tokens import Token

Role = Literal[
    "title", "lede", "heading", "paragraph", "quote", "item", "row", "caption", "document"
]

_LINKED: Final = 0.8
"""From this share of linked letters on, a unit points to other news and is none of the text."""
_LONGEST_LINE: Final = 25
"""Words of a line about the article itself; longer ones are text."""
_POINTER: Final = lazy_pattern(
    r"(?:xem|đọc) (?:thêm|tiếp)\b|(?:xem|đọc|tin|bài) (?:khác|liên quan|cùng chuyên mục)\b"
    r"|mời (?:bạn|quý vị|độc giả|quý độc giả)\b|>+|read more\b|see also\b|related\b"
    r"|(?:ảnh|nguồn|video|clip|đồ họa|nguồn tin|source|photo)\s*:"
    r"|theo dõi .{0,40}(?:trên|qua) (?:google|facebook|fanpage|zalo|youtube|tiktok|twitter|telegram|ứng dụng|app|kênh|trang)\b"
    r"|#\w",
    re.IGNORECASE,
)
"""How lines begin that point elsewhere or tell where something is from."""
_STATUS: Final = lazy_pattern(
    r"(?:bài viết )?(?:được )?(?:cập nhật|sửa đổi|chỉnh sửa|đăng tải|xuất bản|ngày đăng|updated?|last updated|published|modified)\b"
    r"|\d+ (?:giây|phút|giờ|ngày|tuần|tháng) trước\b"
    r"|(?:lượt xem|lượt đọc|lượt thích|views?|bình luận|chia sẻ|đánh giá)\b"
    r"|\(?[\d.,]+k? (?:lượt xem|lượt đọc|lượt thích|bình luận|lượt chia sẻ|views?|comments?|shares?)\b",
    re.IGNORECASE,
)
"""How lines begin that tell when the article was updated, or how often it was read."""
_STATUS_WORDS: Final = frozenset(
    [
        "bài",
        "viết",
        "được",
        "cập",
        "nhật",
        "sửa",
        "đổi",
        "chỉnh",
        "đăng",
        "tải",
        "xuất",
        "bản",
        "ngày",
        "lần",
        "cuối",
        "gần",
        "mới",
        "nhất",
        "lượt",
        "xem",
        "đọc",
        "thích",
        "bình",
        "luận",
        "chia",
        "sẻ",
        "đánh",
        "giá",
        "lúc",
        "vào",
        "giây",
        "phút",
        "giờ",
        "tuần",
        "tháng",
        "năm",
        "trước",
        "nay",
        "hôm",
        "qua",
        "sáng",
        "trưa",
        "chiều",
        "tối",
        "đêm",
        "thứ",
        "hai",
        "ba",
        "tư",
        "sáu",
        "bảy",
        "chủ",
        "h",
        "g",
        "s",
        "k",
        "gmt",
        "utc",
        "am",
        "pm",
        "at",
        "on",
        "ago",
        "last",
        "update",
        "updated",
        "published",
        "modified",
        "view",
        "views",
        "comment",
        "comments",
        "share",
        "shares",
        "second",
        "seconds",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
"""Words of such lines; one that has another word tells news: `Cập nhật 14h30: 5 người bị thương`."""

_LEAD: Final = lazy_pattern(
    r"\([^()]{1,40}\)\s*[-–—:]\s*"
    r"|(?:cập nhật|updated?)\b(?:[\s\d/.,-]|(?<=\d):(?=\d)|lúc|at|h|g|giờ|phút|ngày|sáng|trưa|chiều|tối)*(?:[:–—]|-\s)\s*",
    re.IGNORECASE,
)
"""The name of the paper before a text, `(TTXVN) - `, or the time of an update, `Cập nhật 14h30: `."""


class Unit:
    """One text of an article."""

    def __init__(self, role: Role, text: str, *, is_linked: bool = False) -> None:
        """Make it.

        Args:
            role: what it is.
            text: without newlines.
            is_linked: whether it consists of links.
        """
        self.role: Role = role
        self.text = text
        self._is_linked = is_linked

    @cached_property
    def words(self) -> list[Token]:
        """Its words and numbers, without what is before the news itself (`_LEAD`)."""
        found = words_of(self.text)
        if self.text[:1] in "(CcUu" and (lead := _LEAD.match(self.text)):
            return [word for word in found if word.start >= lead.end()] or found
        return found

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of its words: equal for two that differ in case, signs and white space only."""
        return tuple(word.key for word in self.words)

    @cached_property
    def is_service(self) -> bool:
        """Whether it tells nothing of the news: a line of links, of an update, of a signature."""
        if self.role == "title":
            return False
        if self._is_linked or not self.keys:
            return True
        if len(self.keys) > _LONGEST_LINE:
            return False
        line = self.text.lstrip(' "“(*-–—•')
        return bool(_POINTER.match(line)) or self._is_status(line) or self._is_signature

    def _is_status(self, line: str) -> bool:
        """When the article was updated or how often it was read, and nothing else."""
        return _STATUS.match(line) is not None and all(
            word.kind == "number" or word.key in _STATUS_WORDS for word in self.words
        )

    @property
    def _is_signature(self) -> bool:
        """A name or two alone: `Nguyễn Văn An`, `Hồng Minh - TTXVN`, `PV (tổng hợp)`."""
        if (
            self.role != "paragraph"
            or len(self.words) > 8
            or any(w.kind == "number" for w in self.words)
        ):
            return False
        return all(
            w.text[0].isupper() or w.key in {"theo", "tổng", "hợp", "và", "thực", "hiện"}
            for w in self.words
        )


def units_of(article: Article) -> list[Unit]:
    """The units of an article, in reading order; the text of its documents is left out.

    A document is fetched and read apart from the article, so its text may be missing at one time and there
    at another.
    """
    found = [Unit("title", article.title)]
    if article.lede:
        found.append(Unit("lede", article.lede))
    for block in article.blocks:
        match block:
            case Paragraph(content, document=document):
                found += [] if document else _lines("paragraph", content)
            case Heading(content=content):
                found += _lines("heading", content)
            case Quote(content):
                found += _lines("quote", content)
            case Image(caption=caption):
                found += _lines("caption", caption)
            case ListBlock(items=items):
                found += [unit for item in items for unit in _lines("item", item)]
            case Table(rows=rows):
                texts = (" \u2502 ".join(cell.text for cell in row if cell.text) for row in rows)
                found += [Unit("row", " ".join(text.split())) for text in texts if text]
            case Attachment(title=title, url=url):
                found.append(Unit("document", title or url, is_linked=True))
            case Embed():
                pass
    return found


def _lines(role: Role, content: Inline) -> Iterator[Unit]:
    """The lines of a run of text, each as a unit."""
    start = 0
    for line in content.text.split("\n"):
        stop = start + len(line)
        if line.strip():
            linked = sum(
                max(0, min(span.end, stop) - max(span.start, start))
                for span in content.spans
                if span.kind == "link"
            )
            yield Unit(role, line.strip(), is_linked=linked >= _LINKED * len(line))
        start = stop + 1
