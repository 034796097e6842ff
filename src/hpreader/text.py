"""Cleaning text from the network, and comparing Vietnamese words with and without their marks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

WORDS_PER_MINUTE = 200
"""How fast people read Vietnamese, in syllables, which are what it writes apart."""


def reading_minutes(words: int) -> int:
    """How many minutes it takes to read so many words (syllables): at least 1, 0 for no words."""
    return max(1, round(words / WORDS_PER_MINUTE)) if words else 0


# --- cleaning -----------------------------------------------------------------------------------

_ESCAPES = r"""
      (?: \x1b[\]PX^_] | [\x90\x98\x9d-\x9f] ) [^\x07\x1b\x9c]* (?: \x07 | \x1b\\ | \x9c )  # a string
    | \x1b[\]PX^_] [^\x07\x1b\x9c\n]*                        # a string that nothing ends
    | (?: \x1b\[ | \x9b ) [\x30-\x3f]* [\x20-\x2f]* [\x40-\x7e]?  # CSI
    | \x1b [\x20-\x2f]* [\x30-\x7e]?                         # all other sequences, and ESC alone
    """
"""Terminal control sequences (ECMA-48, sections 5.4 and 5.6).

A string that begins with an 8-bit character and has no end is most likely a letter read in the wrong
charset: only that character is removed.
"""

_LINE_ENDS = "\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"

UNSAFE: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001f3fb-\U0001f3ff\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U000e0000-\U0010ffff"
)
"""The characters that are neither stored nor drawn, as the inside of a regular expression's class.

Controls except tab and newline, format characters (bidi, zero-width, tags), lone surrogates (no file
takes them), private use (icon fonts), noncharacters, and those about whose width terminals disagree:
fillers, variation selectors and the skin colours of emoji, which xterm and tmux draw as a second
emoji. Written out because asking `unicodedata` for each letter is slow.
"""
_PRINTABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
"""Those of them for which `str.isprintable` is true."""
_BLANKS = re.compile(r"[^\S\n]+")
_WHITE_SPACE = re.compile(r"\s+")
_AROUND_LINE_END = re.compile(r" ?\n ?")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED_MARKS = f"([{_MARKS}]{{4}})[{_MARKS}]+"


def clean(text: str, *, lines: bool = False, spaces: bool = False) -> str:
    """Text that can be stored, compared and drawn: NFC, one space for any white space, no controls.

    Escape sequences go whole; so do bidi overrides, zero-width characters and variation
    selectors. With `lines`, newlines are kept; with `spaces`, which is for preformatted text, all white
    space but that at the end. Cleaning what is clean changes nothing.
    """
    if spaces:
        return _cleaned_once(text, lines=lines, spaces=True)
    if _is_clean(text):
        return text
    if not lines and "\x1f" not in text:  # which is white space to `split`, but parts no words
        spaced = " ".join(text.split())
        if _is_clean(spaced):
            return spaced
    while not _is_clean(text):
        cleaned = _cleaned_once(text, lines=lines)
        if cleaned == text:
            break
        text = cleaned
    return text


def _is_clean(text: str) -> bool:
    """Whether there is certainly nothing to clean; called for every text, so mostly without a pattern."""
    return (
        text.isprintable()
        and "  " not in text
        and not (text[:1] == " " or text[-1:] == " ")
        and (
            text.isascii()
            or (not _seldom().search(text) and unicodedata.is_normalized("NFC", text))
        )
    )


@cache
def _seldom() -> re.Pattern[str]:
    """The printable characters (`str.isprintable`) that may need cleaning; compiled when first needed."""
    return re.compile(f"[{_PRINTABLE}{_MARKS}]")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The patterns for text that is not clean yet, compiled when first needed, which takes milliseconds."""
    patterns = (_LINE_ENDS, f"[{UNSAFE}]", _PILED_MARKS)
    return (re.compile(_ESCAPES, re.VERBOSE), *map(re.compile, patterns))


def _cleaned_once(text: str, *, lines: bool, spaces: bool = False) -> str:
    escapes, line_ends, dropped, piled_marks = _patterns()
    text = line_ends.sub("\n", escapes.sub("", text))
    text = unicodedata.normalize("NFC", dropped.sub("", text))
    text = piled_marks.sub(r"\1", text)
    if spaces:
        return text.rstrip()
    if lines:
        text = _AROUND_LINE_END.sub("\n", _BLANKS.sub(" ", text))
    else:
        text = _WHITE_SPACE.sub(" ", text)
    return text.strip()


# --- comparing ----------------------------------------------------------------------------------


class _Letters(dict[int, int]):
    """A `str.translate` table that works each letter out when it is first met."""

    def __init__(self, *, marks: bool) -> None:
        super().__init__()
        self._marks = marks

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        if not self._marks:
            letter = {"đ": "d", "Đ": "d"}.get(letter, _bare(letter))
        lower = letter.lower()
        self[code] = ord(lower) if len(lower) == 1 else ord(letter)
        return self[code]


def _bare(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else letter


_BARE_LETTERS = _Letters(marks=False)
_LOWER_LETTERS = _Letters(marks=True)


def fold(text: str) -> str:
    """Lower case without marks, `đ` as `d`: `Đường` -> `duong`.

    It has the length of its input in NFC, so offsets in it are offsets in the original.
    """
    text = unicodedata.normalize("NFC", text)
    # Where all that is left is one ASCII letter for each, this is thrice as quick as the table.
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = parts.encode("ascii", "ignore")
    return bare.decode() if len(bare) == len(text) else text.translate(_BARE_LETTERS)


_TONED = {"o": "òóỏõọ", "a": "àáảãạ", "e": "èéẻẽẹ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}
_NEW_STYLE = tuple(
    (_TONED[first][tone] + second, first + _TONED[second][tone])
    for first, second in ("oa", "oe", "uy")
    for tone in range(5)
)


def tone_key(text: str) -> str:
    """Lower case with the tone where the new spelling puts it: `Hòa` and `hoà` -> `hoà`.

    Words are equal for an exact search when their keys are. It has the length of its input in NFC.
    """
    text = unicodedata.normalize("NFC", text)
    lower = text.lower()
    if len(lower) != len(text):  # a few letters have no lower case of one letter
        lower = text.translate(_LOWER_LETTERS)
    for old, new in _NEW_STYLE:
        lower = lower.replace(old, new)
    return lower


_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of dictionaries, after the level tone."""

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

_MARKED = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưy"
    for tone in ("", *_TONES)
) - frozenset("aeiouy") | {"đ"}


def has_marks(text: str) -> bool:
    """Does a text have a Vietnamese mark or `đ`, so that its spelling is meant?"""
    return not _MARKED.isdisjoint(unicodedata.normalize("NFC", text).translate(_LOWER_LETTERS))


_RANKS = {letter: chr(ord("a") + rank) for rank, letter in enumerate(_ALPHABET)}


def sort_key(text: str) -> tuple[str, str, str]:
    """A key that sorts in the order of the Vietnamese alphabet: letters first, then tones."""
    ranks: list[str] = []
    tones: list[str] = []
    for letter in unicodedata.normalize("NFC", text).translate(_LOWER_LETTERS):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _TONES), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "", 1)) if tone else letter
        ranks.append(_RANKS.get(base, base))
        tones.append(str(_TONES.find(tone) + 1) if tone else "0")
    return "".join(ranks), "".join(tones), text
