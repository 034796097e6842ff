"""The character encoding of a page's bytes, and texts that cannot be decoded.

Order: byte order mark, UTF-16 by its zeros, strict UTF-8 (no other encoding passes for it by
chance), the HTTP header, the page's own `<meta>` (the WHATWG Encoding labels), Vietnamese
windows-1258, windows-1252.
"""

from __future__ import annotations

import codecs
import re

from hpreader.lazy_pattern import lazy_pattern
from hpreader.problems import Problem
from hpreader.text import normalized

META = lazy_pattern(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})",
    re.IGNORECASE,
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LABELS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
          "x-cp1258": "cp1258", "windows-1258": "cp1258", "x-user-defined": "cp1252", "utf8": "utf-8", "unicode": "utf-16"}  # fmt: skip

TCVN3 = lazy_pattern(r"[A-Za-z][\u00a8-\u00ae\u00b5-\u00be]|\u00ae[A-Za-z\u00a8-\u00fe]")
"""Characters that Latin text never has within words and TCVN 5712:1993 (".VnTime" fonts) has in most."""
TCVN3_SIGNS = "".join(map(chr, (*range(0xA8, 0xAF), *range(0xB5, 0xBF))))
TWICE = lazy_pattern(
    r"áº[\u0080-\u2122]|á»[\u0080-\u2122]|Ã[\u00a0-\u00bf]|Ä[‘\u0090\u0192\u0083]|Æ[°\u00a1]"
)
"""UTF-8 that was read as windows-1252 and written as UTF-8 once more."""
VNI = lazy_pattern("[aeouyôöAEOUYÔÖ][øùûõïåáàäãâêëéèúüþ]|[ñÑ][aeiouô]")
"""Base letters followed by their marks as letters, as in the fonts named VNI-Times."""
VNI_SIGNS = "øùûõïåáàäãâêëéèúüþñÑ"
FEWEST_KINDS = 8
"""Other languages have one or two of these pairs ("où"), VNI has dozens."""
VIETNAMESE = lazy_pattern("[\u1ea0-\u1ef9]")
MANY = 30


def decode(source: bytes, charset: str | None = None) -> str | Problem:
    """The text of a page, or `wrong_charset` where it would be gibberish.

    Args:
        source: the bytes of the page.
        charset: the charset in the HTTP header.
    """
    decoded = _decode(source, charset)
    return decoded if isinstance(decoded, Problem) else legible(decoded)


def _decode(source: bytes, charset: str | None) -> str | Problem:
    for mark, encoding in MARKS:
        if source.startswith(mark):
            return source[len(mark) :].decode(encoding, "replace")
    wide = _wide(source, charset)
    if wide:
        return source.decode(wide, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(source)
    except UnicodeDecodeError:
        pass
    declared = [name for name in (charset, _declared(source)) if name]
    for name in declared:
        encoding = _codec(name)
        if encoding and encoding != "utf-8":
            return _checked(source, encoding)
    if declared and all(_codec(name) == "utf-8" for name in declared):
        return _checked(source, "utf-8")
    return _guessed(source)


def is_wide(source: bytes, charset: str | None = None) -> bool:
    """Are its letters of two or four bytes, among which there may be any?"""
    return source.startswith(tuple(mark for mark, _ in MARKS[1:])) or bool(_wide(source, charset))


def _wide(source: bytes, charset: str | None) -> str:
    """The name of UTF-16 without a byte order mark, "" for anything else; a declared one must contain zero bytes."""
    found = _zeros(source)
    if found or b"\0" not in source[:400] or not charset:
        return found
    declared = _codec(charset)
    # "utf-16" is little-endian on the Web: https://encoding.spec.whatwg.org/#names-and-labels
    return {"utf-16": "utf-16-le", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}.get(
        declared, ""
    )


def _zeros(source: bytes) -> str:
    """UTF-16 without a mark: markup is ASCII, so every second byte of its head is zero."""
    head = source[:400]
    if len(head) < 8:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.3 and even < len(head) * 0.05:
        return "utf-16-le"
    if even > len(head) * 0.3 and odd < len(head) * 0.05:
        return "utf-16-be"
    return ""


def _declared(source: bytes) -> str:
    found = META.search(source[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def _codec(name: str) -> str:
    label = name.strip("\"' \t").lower()
    label = LABELS.get(label, label)
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    # Python's other codecs (base64, rot13) are no encodings of text.
    return info.name if getattr(info, "_is_text_encoding", True) else ""


def _checked(source: bytes, encoding: str) -> str | Problem:
    decoded = source.decode(encoding, "replace")
    letters = sum(map(decoded.count, "\ufffd"))
    others = sum(1 for byte in source if byte > 127) if letters else 0
    if letters > 20 and letters > others * 0.05:
        return Problem("wrong_charset", detail=encoding)
    return decoded


def _guessed(source: bytes) -> str | Problem:
    vietnamese = normalized(source.decode("cp1258", "replace"))
    if len(VIETNAMESE.findall(vietnamese)) >= 5:
        return vietnamese
    return _checked(source, "cp1252")


def legible(decoded: str) -> str | Problem:
    """The text, decoded once more if it was encoded twice, or `wrong_charset` if it is gibberish."""
    sample = decoded[:400_000]
    if any(sign in sample for sign in ("áº", "á»", "Ã")) and _is_mostly(TWICE, "áÃÄÆ", sample):
        return _undone(decoded)
    if any(sign in sample for sign in "®µ¸") and _is_mostly(TCVN3, TCVN3_SIGNS, sample):
        return Problem("wrong_charset", detail="TCVN3")
    if "ø" in sample and _is_mostly(VNI, VNI_SIGNS, sample):
        kinds = {pair.lower() for pair in VNI.findall(sample)}
        if len(kinds) >= FEWEST_KINDS:
            return Problem("wrong_charset", detail="VNI")
    return decoded


def _is_mostly(signs: re.Pattern[str], letters: str, sample: str) -> bool:
    """Whether a text has many of these characters, and more than letters of Vietnamese in Unicode.

    Args:
        signs: the pattern that is counted.
        letters: each match has one of these; counting letters takes a hundredth of the time.
        sample: the text.
    """
    if sum(map(sample.count, letters)) <= MANY:
        return False
    count = len(signs.findall(sample))
    return count > MANY and count > len(VIETNAMESE.findall(sample))


def _undone(decoded: str) -> str | Problem:
    try:
        return b"".join(map(_byte, decoded)).decode("utf-8")
    except UnicodeError:
        return Problem("wrong_charset", detail="UTF-8 read as windows-1252")


def _byte(letter: str) -> bytes:
    """The windows-1252 byte of a letter; the five bytes that it does not define map to themselves."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
