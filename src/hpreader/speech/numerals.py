"""Integers in Vietnamese words."""

from __future__ import annotations

import unicodedata

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000
MOST_DIGITS = 15
"""Longer numbers are codes: their digits are read one by one."""


def number_words(digits: str) -> str:
    """A number without separators: as an integer, or digit by digit where it begins with 0 or is long."""
    if len(digits) > MOST_DIGITS or (len(digits) > 1 and unicodedata.digit(digits[0]) == 0):
        return digit_words(digits)
    return integer_words(int(digits))


def digit_words(text: str) -> str:
    """The digits of a text one by one; all else is left out."""
    values = (unicodedata.digit(sign, None) for sign in text)
    return " ".join(DIGITS[value] for value in values if value is not None)


def integer_words(number: int) -> str:
    """An integer from 0 on: 1005 -> "một nghìn không trăm linh năm"."""
    if number < 10:
        return DIGITS[number]
    return " ".join(_words(number, is_first=True))


def _words(number: int, *, is_first: bool) -> list[str]:
    """The words of a number above 0; the first group of all is the only one without its hundreds."""
    billions, rest = divmod(number, _BILLION)
    words = []
    if billions:
        words += [*_words(billions, is_first=is_first), "tỷ"]
        is_first = False
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += [*_group_words(group, is_first=is_first), _GROUPS[power]]
            is_first = False
    return [word for word in words if word]


def _group_words(group: int, *, is_first: bool) -> list[str]:
    """The words of 1 to 999."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [] if is_first and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens == 0:
        linked = ["linh"] if words else []
        return [*words, *linked, DIGITS[ones]] if ones else words
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5:
        words.append("lăm")
    elif ones:
        words.append(DIGITS[ones])
    return words
