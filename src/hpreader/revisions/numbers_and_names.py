"""The facts of a text that an edit may correct: its numbers and its names."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.revisions.tokens import Token

_SCALES: Final = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_DIGITS: Final = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_TENS: Final = frozenset({"mươi", "mười"})
_PLACES: Final = _TENS | {"trăm"} | frozenset(_SCALES)
_COUNTED: Final = frozenset(
    [
        "người",
        "nạn",
        "nhân",
        "cháu",
        "bé",
        "em",
        "học",
        "công",
        "bệnh",
        "nghi",
        "đối",
        "bị",
        "hành",
        "chiến",
        "cán",
        "ca",
        "vụ",
        "chiếc",
        "cái",
        "con",
        "xe",
        "ô",
        "tàu",
        "thuyền",
        "ca-nô",
        "căn",
        "ngôi",
        "nhà",
        "hộ",
        "gia",
        "phòng",
        "tầng",
        "thửa",
        "cây",
        "ngày",
        "tháng",
        "tuần",
        "giờ",
        "phút",
        "tuổi",
        "lần",
        "bộ",
        "đoạn",
        "điểm",
        "tỉnh",
        "xã",
        "phường",
        "huyện",
        "quận",
        "thôn",
        "khu",
        "dự",
        "doanh",
        "trường",
        "lớp",
        "đội",
        "đoàn",
        "nhóm",
        "tấn",
        "tạ",
        "kg",
        "km",
        "mét",
        "m",
        "ha",
        "lít",
        "đồng",
        "usd",
    ]
)
"""What number words stand before; without one of these `ba`, `năm` or `tư` may be another word."""
_STARTERS: Final = frozenset(
    [
        "ông",
        "đội",
        "bà",
        "anh",
        "chị",
        "em",
        "cô",
        "chú",
        "bác",
        "cháu",
        "cụ",
        "tại",
        "theo",
        "trong",
        "ở",
        "khi",
        "sau",
        "trước",
        "do",
        "vì",
        "với",
        "từ",
        "đến",
        "ngày",
        "các",
        "những",
        "chủ",
        "phó",
        "cả",
        "và",
        "nhưng",
        "còn",
        "đây",
        "đó",
        "hiện",
        "sở",
        "ban",
        "bộ",
        "phòng",
        "vụ",
        "một",
        "hai",
        "ba",
        "bốn",
        "năm",
        "nhiều",
        "mỗi",
        "khoảng",
        "gần",
        "hơn",
        "về",
        "nhằm",
        "để",
        "bên",
        "cùng",
        "tới",
        "vào",
        "lúc",
        "chiều",
        "sáng",
        "tối",
        "đêm",
        "trưa",
        "hôm",
        "nay",
        "mới",
        "được",
        "bị",
        "có",
        "là",
        "đồng",
        "riêng",
        "ngoài",
        "nếu",
        "như",
        "vậy",
        "cũng",
        "tuy",
        "dù",
        "ảnh",
        "nguồn",
        "the",
        "a",
        "in",
        "on",
        "at",
        "mr",
        "mrs",
        "ms",
    ]
)
"""Words that often begin a sentence before a name, and are no part of it."""

_KINDS_OF_PLACES: Final = frozenset(
    [
        "phường",
        "xã",
        "quận",
        "huyện",
        "tỉnh",
        "thị",
        "trấn",
        "đường",
        "phố",
        "chợ",
        "cầu",
        "đảo",
        "tp",
        "tx",
        "ông",
        "bà",
        "anh",
        "chị",
    ]
)
"""Words before a name that are written with a capital or without one."""


class Fact(NamedTuple):
    """A number or a name, and where it is among the words of its text."""

    kind: Literal["number", "name"]
    value: str
    """Equal for two ways of writing the same."""
    start: int
    stop: int
    is_word: bool = False
    """Whether it is a number in words."""
    is_ordinal: bool = False
    """Whether it is a day of the week, or another `thứ …`."""


def find_facts(words: Sequence[Token]) -> list[Fact]:
    """The numbers and names of a text.

    Args:
        words: its words and numbers (`words_of`).
    """
    found: list[Fact] = []
    at = 0
    while at < len(words):
        fact = _number_at(words, at) or _number_words_at(words, at) or _name_at(words, at)
        if fact is None:
            at += 1
        else:
            found.append(fact)
            at = fact.stop
    return [fact for fact in found if fact.value]


def _number_at(words: Sequence[Token], at: int) -> Fact | None:
    """A number in digits with the words that scale it: `1,2 nghìn tỷ`."""
    if words[at].kind != "number":
        return None
    value, stop = Decimal(words[at].key), at + 1
    while stop < len(words) and words[stop].key in _SCALES:
        value *= _SCALES[words[stop].key]
        stop += 1
    return Fact("number", _plain(value), at, stop)


def _number_words_at(words: Sequence[Token], at: int) -> Fact | None:
    """A number in words: `hai mươi lăm`; a single digit only before what is counted."""
    stop = at
    while stop < len(words) and (words[stop].key in _DIGITS or words[stop].key in _PLACES):
        if stop > at and words[stop].key == "năm" and not _scales(words, stop + 1):
            break  # years: five is `lăm` behind another number, as in `mười lăm`
        stop += 1
    if stop == at or words[at].key not in _DIGITS:
        return None
    keys = [word.key for word in words[at:stop]]
    is_ordinal = at > 0 and words[at - 1].key == "thứ"
    if len(keys) == 1 or not _PLACES.intersection(keys):
        is_counted = stop < len(words) and words[stop].key in _COUNTED and _is_next(words, stop)
        if len(keys) > 1 or not (is_counted or is_ordinal):
            return None
    value = _plain(_value(keys))
    return Fact("number", value, at, stop, is_word=True, is_ordinal=is_ordinal)


def _scales(words: Sequence[Token], at: int) -> bool:
    """Whether a word makes the digit before it tens, hundreds or more."""
    return at < len(words) and words[at].key in _PLACES


def _value(keys: Sequence[str]) -> Decimal:
    total = group = digit = 0
    for key in keys:
        if key in _SCALES:
            total += max(1, group + digit) * _SCALES[key]
            group = digit = 0
        elif key == "trăm":
            group, digit = group + max(1, digit) * 100, 0
        elif key == "mươi":
            group, digit = group + max(1, digit) * 10, 0
        elif key == "mười":
            group, digit = group + 10, 0
        else:
            digit = _DIGITS[key]
    return Decimal(total + group + digit)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _name_at(words: Sequence[Token], at: int) -> Fact | None:
    """Words with capitals in a row, without a first one that has its capital from the sentence."""
    if not _is_capital(words[at]):
        return None
    stop = at + 1
    while (
        stop < len(words)
        and _is_capital(words[stop])
        and not words[stop].begins
        and _is_next(words, stop)
    ):
        stop += 1
    start = at
    if (
        words[at].begins
        and (words[at].key in _STARTERS or stop == at + 1)
        and not _is_acronym(words[at])
    ):
        start += 1
    while start < stop and words[start].key in _KINDS_OF_PLACES:
        start += 1
    value = " ".join(word.key for word in words[start:stop])
    return Fact("name", value, start, stop)


def _is_next(words: Sequence[Token], at: int) -> bool:
    """Whether nothing but a space is between a word and the one before it."""
    return words[at].start - words[at - 1].end <= 1


def _is_capital(word: Token) -> bool:
    return word.kind == "word" and word.text[0].isupper()


def _is_acronym(word: Token) -> bool:
    return len(word.text) > 1 and word.text.isupper()
