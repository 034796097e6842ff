"""Texts parted by `<br>`: whether they are lines of their own, or one text that was wrapped at a width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hpreader.page.phrases import pattern

LONGEST_LINE = 80
"""Characters; what follows a longer text without a stop most likely continues its sentence."""
LONGEST_VERSE = 45
"""Characters of a line of a poem that is written without capitals."""
FEWEST_VERSES = 3
SENTENCE_END = (".", "!", "?", "…", "”", '"')
ENUMERATED = frozenset("-–—•·*+▪◦●○►▶→✓✔☎➤")
UNFINISHED = pattern("unfinished_line_end", r".*\b<phrases>")
"""A line that ends with a preposition, an article or the like: its sentence goes on in the next one."""


def are_lines(texts: Sequence[str]) -> bool:
    """Whether texts that `<br>` separates are lines: a line-up, a timetable, an address, a poem.

    They are where most of them begin as a line begins (a capital, a figure, a dash), and where short ones
    without capitals have no full stop, as in verse. Otherwise a sentence goes on over the break.

    Args:
        texts: the cleaned texts between the breaks, none of them empty.
    """
    if len(texts) < 2:
        return False
    beginning = sum(_begins_line(one, following) for one, following in pairwise(texts))
    if beginning * 2 > len(texts) - 1:
        return True
    is_short = max(map(len, texts)) <= LONGEST_VERSE
    is_sentence = texts[0][:1].isupper() and texts[-1].endswith(SENTENCE_END)
    return len(texts) >= FEWEST_VERSES and is_short and not is_sentence


def _begins_line(before: str, text: str) -> bool:
    if text[0] in ENUMERATED:
        return True
    is_wrapped = len(before) > LONGEST_LINE and not before.endswith((*SENTENCE_END, ":", ";"))
    is_wrapped = is_wrapped or UNFINISHED.fullmatch(before) is not None
    return not is_wrapped and not text[0].islower()
