"""Titles and teasers of feeds as plain text, whichever way their HTML was escaped."""

from __future__ import annotations

import html
import re

from hpreader.text import clean

_LONGEST = 20_000
"""No teaser needs more of its HTML."""
_TEASER = 400
_TITLE = 1_000
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|\w{1,32});")
_INLINE_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|small|sup|sub|br|p|div|img|mark|abbr|q|cite|code|del|ins|h[1-6])"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\s*(?:\[\s*(?:…|\.{3}|&hellip;|&#8230;)\s*\]|\(\s*(?:…|\.{3})\s*\))"
    r"(?:\s*(?:continue reading|read more|đọc tiếp|xem thêm)\b.{0,200})?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_FOOTER = re.compile(
    r"(?:^|\s)(?:The post\s.{1,400}?\s(?:appeared first on|first appeared on)"
    r"|Bài viết\s.{1,400}?\sđã xuất hiện đầu tiên (?:vào ngày|trên|tại))\s.{1,200}$",
    re.DOTALL,
)
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|noscript|iframe|svg)\b.*?(?:</\1\s*>|\Z)"
    r"|</?([A-Za-z][\w-]*)[^<>]*>|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""Linear in the text, unlike the standard library's parser."""
_WITHIN_WORDS = frozenset({
    "a", "abbr", "b", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "small", "span",
    "strong", "sub", "sup", "u",
})  # fmt: skip


def plain_title(text: str) -> str:
    """A title without tags; entities are resolved, also where they were escaped twice."""
    text = text[:_LONGEST]
    for _ in range(3):
        resolved = _resolved(text)
        if resolved == text:
            break
        text = resolved
    return clean(_INLINE_TAG.sub(" ", text) if "<" in text else text)[:_TITLE]


def plain_text(markup: str) -> str:
    """The words of a piece of HTML."""
    return clean(_resolved(_MARKUP.sub(_between_words, markup[:_LONGEST])))


def teaser(text: str) -> str:
    """A teaser without "[…]" and without WordPress' footer, of a length that fits a list."""
    text = _MORE.sub("…", _FOOTER.sub("", text)).strip()
    text = "" if text == "…" else text
    if len(text) <= _TEASER:
        return text
    return text[:_TEASER].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _between_words(match: re.Match[str]) -> str:
    name = match[2]
    return "" if name and name.lower() in _WITHIN_WORDS else " "


def _resolved(text: str) -> str:
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
