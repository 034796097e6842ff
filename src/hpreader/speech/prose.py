"""A text as it is read aloud."""

from __future__ import annotations

import re

from hpreader.speech.acronyms import abbreviations_spoken, letters_spoken, roman_spoken
from hpreader.speech.quantities import numbers_spoken, phones_spoken, ranges_spoken
from hpreader.speech.times import dates_spoken, times_spoken
from hpreader.text import clean

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/]")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DOMAIN = re.compile(r"(?<![\w.-])(?:[a-z][\w-]{0,62}\.){1,9}(?:vn|com|org|net|gov|edu)\b")
_DROPPED = re.compile(r"[*_#|<>\[\]{}\\^`•▪●■◆►▶→←↓↑]+")
_EMPTY = re.compile(r"\([\s,;:.]*\)")
"""Parentheses around an address that is left out."""
_ORDER = (
    abbreviations_spoken, roman_spoken, phones_spoken, dates_spoken, times_spoken, ranges_spoken,
    numbers_spoken, letters_spoken,
)  # fmt: skip
"""What is put into words, in this order: `Q.1` is a district before its number is read, a telephone number
is no range, and a date is no fraction."""


def spoken(text: str) -> str:
    """A text without digits, abbreviations and addresses, in words for a Vietnamese voice.

    Its lines stay lines; white space in them becomes one blank.
    """
    text = _ADDRESS.sub(" ", clean(text, lines=True))
    text = _MAIL.sub(lambda found: found[0].replace("@", " a còng ").replace(".", " chấm "), text)
    text = _DOMAIN.sub(lambda found: found[0].replace(".", " chấm "), text)
    for put_into_words in _ORDER:
        text = put_into_words(text)
    text = _EMPTY.sub(" ", _DROPPED.sub(" ", text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(re.sub(r" (?=[,.;:!?)])", "", line) for line in lines)
