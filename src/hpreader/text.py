"""Cleaning text from the network, and comparing Vietnamese words with and without their marks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, Literal

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
_PRINTABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U00013440-\U0001345f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
"""Those of them for which `str.isprintable` is true, in any version of Unicode: Python 3.11 has 14.0."""
_BLANKS = re.compile(r"[^\S\n]+")
_WHITE_SPACE = re.compile(r"\s+")
_AROUND_LINE_END = re.compile(r" ?\n ?")
MOST_MARKS: Final = 5
"""How many marks one letter may have above, below and in it (Unicode's categories Mn and Me).

Hebrew with vowels and cantillation, the Quran, Tibetan stacks and Vietnamese in NFD need no more.
"""
_MOST_SPACING: Final = 8
"""The same with spacing marks (Mc), of which Burmese syllables have several."""
_MOST_TO_SORT: Final = 30
_JAMO = "\u1160-\u11ff\ud7b0-\ud7ff"
"""Vowels and final consonants of Korean, drawn into the letter before them; a syllable has two, of old ones three."""
_PILE = rf"[^\w\s\x00-\u02ff]{{{MOST_MARKS + 1},}}|[{_JAMO}]{{{MOST_MARKS + 1},}}"
"""Longer runs of marks, and of other signs that are no letters (marks are no part of words for Python)."""


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


def printable(text: str) -> str:
    """Text that may be printed, with its white space: without escape sequences and unsafe characters."""
    line = text.replace("\n", "")
    if line.isprintable() and (line.isascii() or not _seldom().search(line)):
        return text
    escapes, _, dropped, _ = _patterns()
    return _without_piles(dropped.sub("", escapes.sub("", text)))


def normalized(text: str, form: Literal["NFC", "NFD"] = "NFC") -> str:
    """A text in a normal form of Unicode, in a time that grows with its length.

    Putting the marks of one letter into their order takes Python a time that grows with the square of
    their number: minutes for some 100,000, in which no other thread goes on. So a letter has 30 at most, as
    in the Stream-Safe Text Format (Unicode Standard Annex 15, section 13); the rest is dropped.
    """
    if text.isascii():
        return text
    # In a short text there is no long run of marks, in one of usual letters there is none at all.
    if len(text) > _MOST_TO_SORT and _seldom().search(text):
        text = _mark_runs().sub(_cut_marks, text)
    return unicodedata.normalize(form, text)


@cache
def _mark_runs() -> re.Pattern[str]:
    """More signs in a row that may be marks than a letter can have; compiled when first needed."""
    return re.compile(rf"[^\w\s\x00-\u02ff]{{{_MOST_TO_SORT + 1},}}")


def _cut_marks(run: re.Match[str]) -> str:
    """A run of signs, each with its first marks that have an order."""
    kept: list[str] = []
    marks = 0
    for sign in run[0]:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_TO_SORT:
            kept.append(sign)
    return "".join(kept)


def is_plain(text: str) -> bool:
    """Whether a text has no `UNSAFE` character: a quick look, without a pattern to be compiled."""
    return text.isprintable() and (text.isascii() or _printable_unsafe().isdisjoint(text))


@cache
def _printable_unsafe() -> frozenset[str]:
    """The characters of `_PRINTABLE`."""
    found: set[str] = set()
    ranges = iter(_PRINTABLE.replace("-", ""))
    pairs = {_PRINTABLE[at - 1] for at, sign in enumerate(_PRINTABLE) if sign == "-"}
    for first in ranges:
        last = next(ranges) if first in pairs else first
        found.update(map(chr, range(ord(first), ord(last) + 1)))
    return frozenset(found)


def _is_clean(text: str) -> bool:
    """Whether there is certainly nothing to clean; called for every text, so mostly without a pattern."""
    return (
        text.isprintable()
        and "  " not in text
        and not (text[:1] == " " or text[-1:] == " ")
        and (
            text.isascii()
            or (
                # In this order: `is_normalized` takes long for a pile of marks.
                not (_seldom().search(text) and _unclean().search(text))
                and unicodedata.is_normalized("NFC", text)
            )
        )
    )


@cache
def _seldom() -> re.Pattern[str]:
    """What is no Latin letter or sign: a quick look before that at `_unclean`; compiled when first needed."""
    return re.compile("[^\x00-\u02ff\u1e00-\u20cf\u2100-\u2bff]")


@cache
def _unclean() -> re.Pattern[str]:
    """The printable characters (`str.isprintable`) that may need cleaning."""
    return re.compile(f"[{_PRINTABLE}]|{_PILE}")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The patterns for text that is not clean yet, compiled when first needed, which takes milliseconds."""
    patterns = (_LINE_ENDS, f"[{UNSAFE}]", _PILE)
    return (re.compile(_ESCAPES, re.VERBOSE), *map(re.compile, patterns))


def _cleaned_once(text: str, *, lines: bool, spaces: bool = False) -> str:
    escapes, line_ends, dropped, _ = _patterns()
    text = line_ends.sub("\n", escapes.sub("", text))
    text = _without_piles(normalized(dropped.sub("", text)))
    if spaces:
        return text.rstrip()
    if lines:
        text = _AROUND_LINE_END.sub("\n", _BLANKS.sub(" ", text))
    else:
        text = _WHITE_SPACE.sub(" ", text)
    return text.strip()


def _without_piles(text: str) -> str:
    """The text without the marks that a letter has too many of."""
    return _patterns()[3].sub(_cut_pile, text)


def _cut_pile(run: re.Match[str]) -> str:
    """A run of signs, each with its first marks."""
    kept: list[str] = []
    marks = spacing = 0
    for sign in run[0]:
        category = unicodedata.category(sign)
        if category == "Mc":
            spacing += 1
        elif category in {"Mn", "Me"} or "\u1160" <= sign <= "\ud7ff":
            marks += 1
        else:
            marks = spacing = 0
        if marks <= MOST_MARKS and marks + spacing <= _MOST_SPACING:
            kept.append(sign)
    return "".join(kept)


# --- comparing ----------------------------------------------------------------------------------

WORD: Final = re.compile(r"[^\W_]+")
"""A word as searches and rules compare it: a run of letters and digits; a syllable of Vietnamese."""


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
    text = normalized(text)
    # Where all that is left is one ASCII letter for each, this is thrice as quick as the table.
    parts = normalized(text.lower().replace("đ", "d"), "NFD")
    bare = parts.encode("ascii", "ignore")
    return bare.decode() if len(bare) == len(text) else text.translate(_BARE_LETTERS)


_MOST_TOKENS: Final = 20_000
"""Words that `fold_words` remembers, at some two hundred bytes each."""
_LONGEST_TOKEN: Final = 40


class _FoldedTokens(dict[str, str]):
    """What `fold` makes of the words of texts, with the signs around them."""

    def __missing__(self, token: str) -> str:
        folded = fold(token)
        if len(token) <= _LONGEST_TOKEN:
            if len(self) >= _MOST_TOKENS:
                self.clear()
            self[token] = folded
        return folded


_FOLDED_TOKENS: Final = _FoldedTokens()


def fold_words(text: str) -> str:
    """`fold` of one of many texts in which the same words come again and again: four times as quick.

    A blank divides letters for all that `fold` looks at, so a text is folded word by word.
    """
    return " ".join(map(_FOLDED_TOKENS.__getitem__, text.split(" ")))


_TONED = {"o": "òóỏõọ", "a": "àáảãạ", "e": "èéẻẽẹ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}
_NEW_STYLE: Final = {
    _TONED[first][tone] + second: first + _TONED[second][tone]
    for first, second in ("oa", "oe", "uy")
    for tone in range(5)
}
_OLD_STYLE: Final = re.compile(
    "[{o}{u}](?:(?<=[{o}])[ae]|(?<=[{u}])y)".format(**_TONED),
)
"""What the new spelling writes otherwise. No two of these overlap, and none is made by writing one anew.

It begins with one set of letters, which `re` looks for at a tenth of the cost of two patterns.
"""


def tone_key(text: str) -> str:
    """Lower case with the tone where the new spelling puts it: `Hòa` and `hoà` -> `hoà`.

    Words are equal for an exact search when their keys are. It has the length of its input in NFC.
    """
    text = normalized(text)
    lower = text.lower()
    if len(lower) != len(text):  # a few letters have no lower case of one letter
        lower = text.translate(_LOWER_LETTERS)
    return _OLD_STYLE.sub(_in_new_style, lower)


def _in_new_style(match: re.Match[str]) -> str:
    return _NEW_STYLE[match[0]]


def spellings(key: str) -> frozenset[str]:
    """The ways to write a syllable in lower case of which `tone_key` makes this key."""
    return frozenset((key, *(key.replace(new, old) for old, new in _NEW_STYLE.items())))


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
    return not _MARKED.isdisjoint(normalized(text).translate(_LOWER_LETTERS))


_RANKS = {letter: chr(ord("a") + rank) for rank, letter in enumerate(_ALPHABET)}


def sort_key(text: str) -> tuple[str, str, str]:
    """A key that sorts in the order of the Vietnamese alphabet: letters first, then tones."""
    ranks: list[str] = []
    tones: list[str] = []
    for letter in normalized(text).translate(_LOWER_LETTERS):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _TONES), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "", 1)) if tone else letter
        ranks.append(_RANKS.get(base, base))
        tones.append(str(_TONES.find(tone) + 1) if tone else "0")
    return "".join(ranks), "".join(tones), text
