"""The signs of a laid-out article: bars, bullets, rules; and words in their place, to be listened to."""

from __future__ import annotations

from typing import NamedTuple

from hpreader.i18n import N_


class Signs(NamedTuple):
    """What is set beside the texts of an article; the words are message ids."""

    separator: str
    """Between two facts."""
    bullets: str
    """Of lists, by depth."""
    link: str
    """Before a link that is a block."""
    document: str
    """Before the name of a document."""
    photo: str
    """Before the caption of an image that is not drawn."""
    quote: str
    """Before a paragraph of a quotation; empty for a bar along all of its lines."""
    has_columns: bool
    """Are tables set in columns, where these fit? If not, they are set row by row."""
    has_rules: bool
    """Is there a rule beside the heading of the other news, and a sign for the state of each?"""
    after_number: str
    """Between the number and the title of one of the other news."""


# None of these has an ambiguous width (Unicode Standard Annex 11), so that a terminal set up for
# Chinese or Japanese draws them one cell wide too.
DRAWN = Signs(
    separator=" \u2219 ",  # a bullet operator: the middle dot, which looks the same, is ambiguous
    bullets="\u25aa\u25e6\u2043",
    link="\u21aa",
    document="\u21aa",
    photo=N_("[Photo]"),
    quote="",
    has_columns=True,
    has_rules=True,
    after_number="  ",
)
"""For eyes."""

SPOKEN = Signs(
    separator=", ",
    bullets="-",
    link=N_("Link:"),
    document=N_("Document:"),
    photo=N_("Photo:"),
    quote=N_("Quotation:"),
    has_columns=False,
    has_rules=False,
    after_number=". ",
)
"""For ears: nothing that a screen reader spells out, and each line makes sense by itself."""
