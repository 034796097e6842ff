"""Abbreviations, units, Roman numerals and unpronounceable words, from `abbreviations.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from hpreader.speech.numerals import integer_words

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_VALID_ROMAN = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_NUMBERED = (
    "khóa|khoá|kỳ|kì|thứ|thế kỷ|thế kỉ|chương|phần|quý|đại hội|hội nghị|tập|loại|hạng|cấp|đợt|vòng|mục|"
    "điều|khoản|bậc|vùng|nhóm|giai đoạn"
)
_AFTER_NOUN = re.compile(rf"\b({_NUMBERED})(\s+)([IVXLCDM]+)(?!\w)", re.IGNORECASE)
_ALONE = re.compile(r"(?<![\w.&/-])([IVX]{2,})(?![\w.&]*\w)")
_UNSPEAKABLE = re.compile(r"(?<!\w)[B-DF-HJ-NP-TV-XZĐ]{3,6}(?!\w)")
_ORDINALS = {1: "nhất", 4: "tư"}


@cache
def _table() -> dict[str, Any]:
    text = files("hpreader.speech").joinpath("abbreviations.toml").read_text("utf-8")
    return tomllib.loads(text)


def _any_of(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _abbreviations() -> re.Pattern[str]:
    """Whole words, of which those with a dot at the end may touch the next word (`Q.1`)."""
    words = sorted(_table()["words"], key=len, reverse=True)
    ends = (r"\s?" if word.endswith(".") else r"(?![^\W\d]|&\w)" for word in words)
    forms = "|".join(re.escape(word) + end for word, end in zip(words, ends, strict=True))
    return re.compile(rf"(?<![\w.&])(?:{forms})")


def abbreviations_spoken(text: str) -> str:
    """A text with its abbreviations written out."""
    words: dict[str, str] = _table()["words"]

    def full(found: re.Match[str]) -> str:
        word = found[0].rstrip()
        is_touching = word.endswith(".") or found.string[found.end() : found.end() + 1].isdigit()
        return words[word] + (" " if is_touching else "")

    return _abbreviations().sub(full, text)


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"(?<=\d)\s?({_any_of(_table()['units'])})(?![^\W_])")


@cache
def _per() -> re.Pattern[str]:
    """What quantities are counted by, behind a slash: `người/km2`, `đồng/tháng`."""
    words = _table()["units"] | dict.fromkeys(_table()["per"]["words"], "")
    return re.compile(rf"(?<=\w)\s?/\s?({_any_of(words)})(?![^\W_])")


def units_spoken(text: str) -> str:
    """A text whose units behind numbers and slashes are written out, the slashes as "trên"."""
    units = _table()["units"]
    text = _units().sub(lambda found: f" {units[found[1]]}", text)
    return _per().sub(lambda found: f" trên {units.get(found[1], found[1])}", text)


def roman_spoken(text: str) -> str:
    """A text with Roman numerals in words: behind what is numbered, and others of I, V and X."""
    text = _AFTER_NOUN.sub(_after_noun, text)
    return _ALONE.sub(lambda found: _roman_words(found[1]) or found[0], text)


def _after_noun(found: re.Match[str]) -> str:
    numeral = found[3]
    words = _roman_words(numeral) if numeral.isupper() else ""
    if words and found[1].lower() == "thứ":
        words = _ORDINALS.get(_value(numeral), words)
    return f"{found[1]}{found[2]}{words}" if words else found[0]


def _roman_words(numeral: str) -> str:
    """A Roman numeral in words; empty where it is none."""
    return integer_words(_value(numeral)) if _VALID_ROMAN.fullmatch(numeral) else ""


def _value(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def letters_spoken(text: str) -> str:
    """A text in which capitals without a vowel are read letter by letter."""
    letters = _table()["letters"]
    return _UNSPEAKABLE.sub(lambda found: " ".join(letters[sign] for sign in found[0]), text)
