"""Labels: those that announce related news, those of other boxes, and lines that only link to an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.phrases import alternatives, joined, pattern
from hpreader.page.phrases.derivation import first_letters, first_words, required_words
from hpreader.text import normalized

RELATED_LABEL = pattern("related_label")
"""The whole label of a box of other news."""

OTHER_LABEL = pattern("other_label")
"""A part of the label of other lists: most read, newest, advertisements, tags."""

_LEAD = joined("link_line_start")
LINK_LINE_START = lazy_pattern(
    rf"^\W*?(?:(?:>>+|»+|&gt;&gt;|→|►|▶|☛|👉)\s*(?:{_LEAD}\s*[:：>»\-–]*)?|{_LEAD}\s*[:：>»\-–]+|{_LEAD}(?=\s|$))\s*",
    re.IGNORECASE,
)
"""The beginning of a line that only links to another article."""

SIGNS_BEFORE = lazy_pattern(r"^\W+")
ARROWS = frozenset(">»→►▶☛👉")


@cache
def _lead_letters() -> frozenset[str]:
    """The first two letters of such lines."""
    return first_letters(alternatives("link_line_start"), 2)


MORE_LINK = pattern("more_link", r"\W*<phrases>?\W*")
"""The whole text of a link to an article that does not name it."""

NAMES = lazy_pattern(
    r"(?:^|[\s_-])(?:(?:box|tin|bai|news|list|bai-?viet|tin-?tuc|article|post|detail|content|wrap|knc|block|section|group)[_-]*)*"
    r"(?:lien-?quan|tinlienquan\w*|bailienquan|tin-?khac|bai-?khac|tin-?cung-?\w+|cung-?chuyen-?muc|cungchuyenmuc|tincung\w+|cung-?chu-?de"
    r"|relat(?:ed|e|es|ion)(?:[_-]*(?:news|posts?|articles?|stor(?:y|ies)|box|list|content|wrap(?:per)?|items?|inner|block|container|top|widget|embed|inline|inside))*|newsrelat\w+"
    r"|same[_-]?cat\w*|other[_-]?(?:news|posts?|articles?)|news[_-]?other|othernews|read[_-]?(?:more|next|also)|doc-?them|xem-?them|doc-?tiep|you-?may-?(?:also-?)?like)(?:[\s_-]*(?:\d+(?!\d)|v\d|wrap(?:per)?|box|list|news|container|block|section))*(?=\s|$)",
    re.IGNORECASE,
)
"""Classes and ids of boxes of other news, for those without a label.

Digits are taken as a whole (`\\d+(?!\\d)`): the ways to part them grow exponentially with their number.
"""
LONGEST_NAME = 200
"""Letters of a class or an id; longer ones are no names that a person gave."""

NOT_TOPICS = lazy_pattern(
    r"tags?\b|topic|keyword|hashtag|author|video|menu|search|service|product|tac-?gia|tu-?khoa",
    re.IGNORECASE,
)
"""Names of boxes of related things that are no news."""

_HINTS = lazy_pattern(lambda: "|".join(sorted(required_words([NAMES.pattern]))), re.IGNORECASE)

_SIGNS = " :：»›>.…-–|•*→▶►\u00a0"


@cache
def _first_words() -> frozenset[str]:
    """The first words of labels; the empty one is for labels that begin with a sign."""
    return first_words(alternatives("related_label")) | {""}


def strip_label(text: str) -> str:
    """A text without spaces and signs around its words, in NFC."""
    return normalized(" ".join(text.split())).strip(_SIGNS)


def can_begin_label(text: str) -> bool:
    """Whether a label can begin with a text's first word; a quick check, as it is made for every element."""
    words = text.split(None, 1)
    return bool(words) and _can_be_first(words[0])


@lru_cache(maxsize=4096)
def _can_be_first(word: str) -> bool:
    return normalized(word).strip(_SIGNS).lower() in _first_words()


def can_start_link_line(pieces: Iterable[str]) -> bool:
    """Whether `LINK_LINE_START` can match a line of these pieces; a quick check for every line with a link."""
    for piece in pieces:
        start = piece.lstrip()[:2]
        if start.isascii() and start.isalpha() and len(start) == 2 and piece.isascii():
            return start.lower() in _lead_letters()
        text = normalized(piece)
        words = SIGNS_BEFORE.sub("", text, count=1)
        if not ARROWS.isdisjoint(text[: len(text) - len(words)]):
            return True
        if words:
            # By two letters, as the first word may go on in another element.
            return len(words) == 1 or words[:2].lower() in _lead_letters()
    return False


def announces_news(text: str) -> bool:
    """Whether a label, stripped by `strip_label`, announces news related to the article."""
    return bool(RELATED_LABEL.fullmatch(text)) and not announces_other(text)


@lru_cache(maxsize=16384)
def is_related_box_name(names: str) -> bool:
    """Whether a class or an id names a box of other news."""
    if len(names) > LONGEST_NAME or not _HINTS.search(names):
        return False
    return bool(NAMES.search(names)) and not NOT_TOPICS.search(names)


def announces_other(text: str) -> bool:
    """Whether a label announces something else: most read, newest, advertisements, tags, comments."""
    return bool(OTHER_LABEL.search(text))
