"""The lines below an article that say who wrote it and where it was taken from.

They stand as the last paragraphs of Vietnamese articles: "Nguồn tin: …", "(Theo …)",
"Tin, ảnh: …", or a name at the right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hpreader.model import Image, Paragraph
from hpreader.page.blocks.drafts import Draft

LAST = 6
"""How many paragraphs from the end are looked at."""
LONGEST = 140

ORIGIN = re.compile(
    r"(?:nguồn tin|nguồn bài(?: viết)?|nguồn tham khảo|theo nguồn|nguồn|source)\s*(?::|：|\s-\s)\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
ACCORDING = re.compile(r"theo\s*:?\s+(?P<value>\S.{1,70})", re.IGNORECASE)
BYLINE = re.compile(
    r"(?:(?:tin|bài|nội dung|ảnh|clip|video|đồ họa|thực hiện|tác giả|tổng hợp|biên tập|nhóm pv|phóng viên|pv|lược dịch|biên dịch|dịch|người dịch|text|words|by)"
    r"(?:\s*(?:,|và|&|-|–|/|\+)\s*(?:tin|bài|ảnh|clip|video|đồ họa|hình))*)\s*(?:viết|ảnh)?\s*[::]\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
JOINING = frozenset({"-", "–", "&", "và", "/", ","})
BOTH = re.compile(
    r"(?P<name>[^()]{2,60}?)\s*[-–,]?\s*\((?:theo|nguồn|nguồn tin)\s*:?\s*(?P<origin>[^()]{2,70})\)\.?",
    re.IGNORECASE,
)
ENDING = re.compile(
    r"\((?:theo|nguồn|nguồn tin)\s*:?\s+(?P<value>[^()]{2,60})\)\s*\.?\s*$", re.IGNORECASE
)

BUTTON = re.compile(r"\s+(?:copy link|sao chép liên kết|lấy link)\W*$", re.IGNORECASE)
"""What a button behind the origin says: VCCorp's sites let one copy the address there."""
DONE = r"(?:t/h|th|tổng hợp|thực hiện|ghi|lược ghi|lược dịch|dịch|biên dịch|sưu tầm|biên soạn)"
ROLE = re.compile(
    rf"\s*\(\s*(?i:{DONE})\s*\)\s*$|(?<=\w)\s+{DONE}\s*$|\s*\(\s*(?i:ảnh|video|clip|đồ họa|minh họa)\s*:[^()]{{2,60}}\)\s*$"
)
"""What the one who signs did, or whose pictures are beside the words: "Hồng Phong (t/h)"."""
AGENCIES = re.compile(r"[A-ZĐ]{3,}(?:[\w+. ]{0,20}(?:/[A-Z][\w+. ]{1,20})*)")
"""A news agency, or several, as they stand in brackets below what they gave: "(TTXVN/Vietnam+)"."""
PLAIN_NAME = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+){1,4}")


@dataclass(frozen=True, slots=True)
class Signature:
    """What the last lines said."""

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
    """Is it one or several names of people: up to a few words that all begin with a capital?"""
    words = text.replace(",", " , ").split()
    names = [word for word in words if word not in JOINING]
    return 1 <= len(names) <= 12 and all(word[0].isupper() and not word.isdigit() for word in names)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and len(text.split()) > 6


def _ending(drafts: list[Draft]) -> str:
    """The origin that the last sentence names in brackets; the sentence keeps it."""
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
