"""The words, numbers and signs of a text; in Vietnamese each syllable is written as a word."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from hpreader.lazy_pattern import lazy_pattern
from hpreader.text import tone_key

_TOKEN: Final = lazy_pattern(
    r"(?P<number>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?![.,]?\d)|\d+[.,]\d{1,2}(?![.,]?\d)|\d+)"
    r"|(?P<word>(?:[kcdm]?m[23²³](?!\w))|[^\W\d_]+)|(?P<sign>\S)"
)
_GROUPED: Final = lazy_pattern(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")
_AFTER: Final = frozenset('.!?…:;“"«(•‘|')
"""Signs after which a capital begins a sentence, a quotation or an item, and tells nothing of a name."""
_SAME_SIGNS: Final = str.maketrans(dict.fromkeys("“”„«»‘’'", '"') | dict.fromkeys("–—−‐‑", "-"))


class Token(NamedTuple):
    """One word, number or sign of a text."""

    kind: Literal["word", "number", "sign"]
    text: str
    key: str
    """Equal for two that differ in case, in the place of a tone or in the way of writing a number only."""
    start: int
    """Where it begins in its text."""
    begins: bool = False
    """Whether it is the first word of a sentence."""

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.start + len(self.text)


def tokens_of(text: str) -> list[Token]:
    """All tokens of a text, in order."""
    found: list[Token] = []
    begins = True
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match[0]
        if kind == "word":
            found.append(Token("word", token, _word_key(token), match.start(), begins))
            begins = False
        elif kind == "number":
            found.append(Token("number", token, number_key(token), match.start(), begins))
            begins = False
        else:
            found.append(Token("sign", token, token.translate(_SAME_SIGNS), match.start()))
            begins = begins or token in _AFTER
    return found


def words_of(text: str) -> list[Token]:
    """The words and numbers of a text, without its signs."""
    return [token for token in tokens_of(text) if token.kind != "sign"]


def _word_key(word: str) -> str:
    """A word without case, the tone where the new spelling has it; `m2` is `m²`."""
    return tone_key(word).replace("²", "2").replace("³", "3")


def number_key(text: str) -> str:
    """A number without leading zeros and separators of groups, its fraction behind a point.

    `1.200` and `1,200` are 1200; `2,5` and `2.5` are 2.5 (https://vi.wikipedia.org/wiki/Dấu_thập_phân).
    """
    whole, fraction = text, ""
    if _GROUPED.fullmatch(text):
        tail = re.search(r"[.,](\d{1,2})$", text)
        if tail:
            whole, fraction = text[: tail.start()], tail[1]
        whole = whole.replace(".", "").replace(",", "")
    elif separator := re.search(r"[.,]", text):
        whole, fraction = text[: separator.start()], text[separator.end() :]
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")
