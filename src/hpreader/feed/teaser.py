"""Teasers of feeds: plain text of a length that fits a list."""

from __future__ import annotations

import re

from hpreader.lazy_pattern import lazy_pattern

_TEASER = 400
_LOOKED_AT = 2_000
"""Letters: a footer that ends behind them begins behind a teaser."""
_MORE = lazy_pattern(
    r"\s*(?:\[\s*(?:…|\.{3}|&hellip;|&#8230;)\s*\]|\(\s*(?:…|\.{3})\s*\))"
    r"(?:\s*(?:continue reading|read more|đọc tiếp|xem thêm)\b.{0,200})?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_FOOTER = lazy_pattern(
    r"(?:^|\s)(?:The post\s.{1,400}?\s(?:appeared first on|first appeared on)"
    r"|Bài viết\s.{1,400}?\sđã xuất hiện đầu tiên (?:vào ngày|trên|tại))\s.{1,200}$",
    re.DOTALL,
)

_FOOTER_STARTS = ("The post", "Bài viết")
"""Without one of these, `_FOOTER` cannot match; its pattern is tried at each blank of a text."""


def teaser(text: str) -> str:
    """A teaser without "[…]" and without WordPress' footer, of a length that fits a list."""
    text = text[:_LOOKED_AT]
    if any(words in text for words in _FOOTER_STARTS):
        text = _FOOTER.sub("", text)
    if "[" in text or "(" in text:
        text = _MORE.sub("…", text)
    text = text.strip()
    text = "" if text == "…" else text
    if len(text) <= _TEASER:
        return text
    return text[:_TEASER].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
