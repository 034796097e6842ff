"""Byline and origin in the last paragraphs of an article.

Vietnamese articles end with "Nguồn tin: …", "(Theo …)", "Tin, ảnh: …", or a name aligned to the right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Image, Paragraph
from hpreader.page.blocks.drafts import Draft
from hpreader.page.phrases import joined, pattern

LAST = 6
"""How many of the last paragraphs are considered."""
LONGEST = 140

ORIGIN = pattern("origin_label", r"<phrases>\s*(?::|：|\s-\s)\s*(?P<value>\S.*)")
ACCORDING = lazy_pattern(r"theo\s*:?\s+(?P<value>\S.{1,70})", re.IGNORECASE)
BYLINE = pattern(
    "credit_label",
    rf"(?:<phrases>(?:\s*(?:,|và|&|-|–|/|\+)\s*{joined('credit_addition')})*)"
    r"\s*(?:viết|ảnh)?\s*[:：]\s*(?P<value>\S.*)",
)
JOINING = frozenset({"-", "–", "&", "và", "/", ","})
BOTH = pattern(
    "quoted_origin",
    r"(?P<name>[^()]{2,60}?)\s*[-–,]?\s*\(<phrases>\s*:?\s*(?P<origin>[^()]{2,70})\)\.?",
)
ENDING = pattern("quoted_origin", r"\(<phrases>\s*:?\s+(?P<value>[^()]{2,60})\)\s*\.?\s*$")

BUTTON = pattern("copy_button", r"\s+<phrases>\W*$")
"""The label of a button after the origin, with which VCCorp's sites copy the address."""
DONE = joined("role")
ROLE = lazy_pattern(
    rf"\s*\(\s*(?i:{DONE})\s*\)\s*$|(?<=\w)\s+{DONE}\s*$|\s*\(\s*(?i:{joined('credited_work')})\s*:[^()]{{2,60}}\)\s*$"
)
"""The author's role, or the photographer, after the name: "Hồng Phong (t/h)"."""
AGENCIES = lazy_pattern(r"[A-ZĐ]{3,}(?:[\w+. ]{0,20}(?:/[A-Z][\w+. ]{1,20})*)")
"""One or more news agencies in brackets below their text: "(TTXVN/Vietnam+)"."""
PLAIN_NAME = lazy_pattern(r"[^\W\d_]+(?:\s+[^\W\d_]+){1,4}")


@dataclass(frozen=True, slots=True)
class Signature:
    """Byline and origin, each may be empty."""

    byline: str = ""
    origin: str = ""


def take_signature(drafts: list[Draft]) -> Signature:
    """Read the lines below an article and take them out of its blocks."""
    byline = origin = ""
    looked = 0
    for number in range(len(drafts) - 1, -1, -1):
        draft = drafts[number]
        if isinstance(draft.block, Image):
            continue
        if not isinstance(draft.block, Paragraph) or looked >= LAST:
            break
        looked += 1
        found = _read(draft, is_last=looked <= 2, is_end=looked == 1)
        if found is None and draft.content is not None and draft.content.text == origin:
            found, looked = Signature(), 0  # said twice; what stands above it is an end again
        if found is None:
            break
        byline = byline or found.byline
        origin = origin or found.origin
        del drafts[number]
    if not origin:
        origin = _ending(drafts)
    return Signature(byline, origin)


def _read(draft: Draft, *, is_last: bool, is_end: bool) -> Signature | None:
    content = draft.content
    if content is None or len(content.text) > LONGEST:
        return None
    text = BUTTON.sub("", content.text.strip())
    strip_label = (
        text[1:-1].strip() if text.startswith(("(", "[")) and text.endswith((")", "]")) else text
    )
    if found := ORIGIN.fullmatch(strip_label):
        return Signature(origin=_value(found["value"]))
    if found := BYLINE.fullmatch(strip_label):
        return Signature(byline=_value(found["value"]))
    is_set_apart = (
        strip_label != text or draft.alignment == "right" or draft.is_strong or draft.is_emphasised
    )
    if (
        (found := ACCORDING.fullmatch(strip_label))
        and (is_set_apart or len(strip_label.split()) <= 5)
        and not _is_sentence(strip_label)
    ):
        return Signature(origin=_value(found["value"]))
    if not is_last:
        return None
    if strip_label != text and AGENCIES.fullmatch(strip_label):
        return Signature(origin=strip_label)
    if (found := BOTH.fullmatch(text)) and is_name(found["name"]):
        return Signature(_value(found["name"]), _value(found["origin"]))
    strip_label = ROLE.sub("", strip_label)
    is_plain_name = PLAIN_NAME.fullmatch(strip_label) is not None and is_end
    is_signed = (
        draft.alignment == "right" or (draft.is_strong and len(text.split()) <= 8) or is_plain_name
    )
    if draft.alignment == "center" and strip_label.isupper():  # a heading in the middle of the line
        return None
    if (
        is_signed
        and is_name(strip_label.rstrip("."))
        and len(strip_label) <= 60
        and (draft.alignment == "right" or len(strip_label.split()) >= 2)
    ):
        return Signature(byline=_value(strip_label))
    return None


def is_name(text: str) -> bool:
    """Whether a text is one or more names of people: a few words that all begin with a capital."""
    words = text.replace(",", " , ").split()
    names = [word for word in words if word not in JOINING]
    return 1 <= len(names) <= 12 and all(word[0].isupper() and not word.isdigit() for word in names)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and len(text.split()) > 6


def _ending(drafts: list[Draft]) -> str:
    """The origin in brackets at the end of the last sentence, which stays unchanged."""
    for draft in reversed(drafts):
        if draft.content is not None:
            found = ENDING.search(draft.content.text)
            return _value(found["value"]) if found else ""
    return ""


def _value(text: str) -> str:
    value = text.strip().strip("()[]").strip()
    return (
        value[:-1].rstrip()
        if value.endswith((".", ",", ";")) and not value.endswith("P.V.")
        else value
    )
