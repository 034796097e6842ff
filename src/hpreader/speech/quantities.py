"""Numbers in Vietnamese words: with units, money, ranges, fractions, telephone numbers."""

from __future__ import annotations

import re

from hpreader.speech.acronyms import units_spoken
from hpreader.speech.numerals import digit_words, number_words

_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3}){2,})(?![.,]?\d{4}|\d|\.\d)")
"""Thousands parted by dots, or as in English by commas, which once is a decimal comma."""
_NUMBER = re.compile(r"(\d+)(?:,(\d+))?")
_PHONE = re.compile(
    r"(?<![\w.,/+])(?:"
    r"(?:\+84|\(?0\d{2,4}\)?)(?:[ .-]?\d{2,4}){2,4}"  # mobile and area codes
    r"|1[89]00(?:[ .-]?\d{2,4}){1,2}"  # service numbers
    r")(?![\w/]|[.,]\d)"
)
_PHONE_DIGITS = range(8, 13)
_MINUS = re.compile(r"(?<![^\s(])[-−](?=\d)")
_SCORE = re.compile(
    r"((?:tỷ|tỉ) số(?: chung cuộc)?|thắng|thua|hòa) (\d{1,2})\s?[-–]\s?(\d{1,2})(?![\w-])",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?<=[\d%])\s?[-–—]\s?(?=\d)|(?<=\d)\s?[-–—]\s?(?=ngày )|(?:(?<=giờ)|(?<=phút))\s?[-–—]\s?(?=\w)"
)
_TIMES = re.compile(r"(?<=\d)\s?[x×]\s?(?=\d)")
_FRACTION = re.compile(r"(?<![\w/.,])(\d{1,9})/(\d{1,9})(?![\w/])")
_SLASH = re.compile(r"(?<=\w)\s?/\s?(?=\w)")
_DOT = re.compile(r"(?<=\d)\.(?=\d)")
_HYPHEN = re.compile(r"(?<=\w)-(?=\d)|(?<=\d)-(?=\w)")
_MONEY_BEFORE = re.compile(r"([$€£¥])\s?(\d[\d.,]*(?<!\D)(?: (?:nghìn|triệu|tỷ|tỉ)\b)?)")
_MONEY = {"$": "đô la", "€": "ơ rô", "£": "bảng Anh", "¥": "yên"}
_ORDINAL = re.compile(r"\b(thứ) ([14])(?![\w/]|[.,]\d)", re.IGNORECASE)
_ORDINALS = {"1": "nhất", "4": "tư"}
_SIGNS = {
    "&": " và ",
    "+": " cộng ",
    "=": " bằng ",
    "≈": " khoảng ",
    "~": " khoảng ",
    "°": " độ ",
    "≥": " từ ",
    "≤": " đến ",
}


def phones_spoken(text: str) -> str:
    """A text with its telephone numbers digit by digit."""
    return _PHONE.sub(_phone, text)


def _phone(found: re.Match[str]) -> str:
    words = digit_words(found[0])
    if len(words.split()) not in _PHONE_DIGITS:
        return found[0]
    return f"cộng {words}" if found[0][0] == "+" else words


def ranges_spoken(text: str) -> str:
    """A text with "đến" between the ends of ranges, and no sign between the numbers of a score."""
    return _RANGE.sub(" đến ", _SCORE.sub(r"\1 \2 \3", text))


def numbers_spoken(text: str) -> str:
    """A text without digits: numbers with their units in words."""
    text = _GROUPED.sub(lambda found: re.sub("[.,]", "", found[0]), _MINUS.sub("âm ", text))
    text = _ORDINAL.sub(lambda found: f"{found[1]} {_ORDINALS[found[2]]}", text)
    text = _MONEY_BEFORE.sub(lambda found: f"{found[2]} {_MONEY[found[1]]}", text)
    text = _FRACTION.sub(_fraction, _TIMES.sub(" nhân ", text))
    text = _SLASH.sub(_slash, units_spoken(text))
    text = _HYPHEN.sub(" ", _DOT.sub(" chấm ", text))
    text = _NUMBER.sub(_number, text)
    return "".join(_SIGNS.get(sign, sign) if not sign.isdigit() else _digit(sign) for sign in text)


def _digit(sign: str) -> str:
    """A digit that is raised, in a circle, or of another script."""
    return f" {digit_words(sign)} "


def _number(found: re.Match[str]) -> str:
    """A number in words, apart from letters that touch it."""
    words = number_words(found[1])
    if found[2] is not None:
        words += f" phẩy {number_words(found[2])}"
    before, after = _beside(found)
    return (" " if before.isalnum() else "") + words + (" " if after.isalnum() else "")


def _fraction(found: re.Match[str]) -> str:
    """A proper fraction of small numbers, else one number over another."""
    above, below = int(found[1]), int(found[2])
    word = "phần" if above < below <= 10 else "trên"
    return f"{found[1]} {word} {found[2]}"


def _slash(found: re.Match[str]) -> str:
    """Between numbers "trên"; between other words nothing is said."""
    before, after = _beside(found)
    is_number = before.isdigit() and after.isdigit()
    return " trên " if is_number else " "


def _beside(found: re.Match[str]) -> tuple[str, str]:
    """The signs before and after a match; empty at the ends of the text."""
    text, start, end = found.string, found.start(), found.end()
    return text[max(0, start - 1) : start], text[end : end + 1]
