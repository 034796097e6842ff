"""Files that are no page, detected by their first bytes or their root: PDF, images, feeds, data."""

from __future__ import annotations

import re

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.tree.charset import is_wide

MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0", "Word"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"ID3", "MP3"),
    (b"RIFF", "WebP, WAV or AVI"),
    (b"OggS", "Ogg"),
    (b"7z\xbc\xaf", "7-Zip"),
)
XML_ROOT = lazy_pattern(
    r"\s*<(?:\?xml[^>]*\?>\s*(?:<!--.*?-->\s*|<\?.*?\?>\s*)*<)?(rss|feed|rdf:rdf|urlset|sitemapindex|svg)\b",
    re.IGNORECASE | re.DOTALL,
)

CONTROLS = bytes((*range(1, 9), *range(14, 27)))


def kind_of_bytes(source: bytes, charset: str | None) -> str:
    """The kind of bytes that are no text, "" if they may be a page.

    Args:
        source: the bytes of the answer.
        charset: the charset in the HTTP header; UTF-16 contains zeros as binary data does.
    """
    start = source[:64].lstrip()
    if start[4:8] == b"ftyp":
        return "MP4"
    kind = next((name for magic, name in MAGIC if start.startswith(magic)), "")
    if not kind and not is_wide(source, charset) and _is_binary(source[:4096]):
        kind = "binary data"
    return kind


def _is_binary(head: bytes) -> bool:
    """Are there more control characters than any text of letters of one byte has?"""
    return len(head) - len(head.translate(None, CONTROLS)) > len(head) * 0.03


def kind_of_text(source: str) -> str:
    """What text is that is no page, "" where it may be one."""
    head = source.lstrip("\ufeff \t\r\n")[:2000]
    found = XML_ROOT.match(head)
    if found:
        return {"rss": "RSS", "feed": "Atom", "rdf:rdf": "RSS", "svg": "SVG"}.get(
            found[1].lower(), "XML"
        )
    if head[:1] in "{[" and "<" not in head[:200]:
        return "JSON"
    if source.count("\x00") > len(source) // 100 or source[:2000].count("\ufffd") > 100:
        return "binary data"
    return ""
