"""The bytes of a feed as XML that a strict parser takes: letters, controls, entities, the end.

The charset in headers and declarations is often wrong, so the bytes decide first.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html.entities import html5
from typing import Literal

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.ASCII
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.ASCII | re.IGNORECASE)

_HEAD = 20_000
"""How far into a document its root element is looked for."""
_ROOT = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<(?:[A-Za-z][\w.-]*:)?(rss|feed|RDF|channel)(?=[\s>])",
    re.DOTALL | re.IGNORECASE,
)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)

_NOT_XML = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)"
    "|[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""Terminal sequences are removed whole, since without their ESC they could not be recognised later."""
_ENTITY = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#([0-9]{1,7});|#[xX]([0-9A-Fa-f]{1,6});|(\w{1,32});)?",
    re.DOTALL,
)
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DEEPEST = 5_000
"""Honest feeds stay below 20, broken ones may leave a few tags of each item open."""
_TAG = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<(/?)[A-Za-z][^<>]*(?<!/)>", re.DOTALL)
_ITEM = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:[A-Za-z][\w.-]*:)?(?:item|entry)\s*>", re.IGNORECASE)


OtherFormat = Literal["json", "html", "xml", ""]
"""The format of a text that is no feed, "" where it is unknown."""


@dataclass(frozen=True, slots=True)
class FeedText:
    """A feed from its root element on, without what XML forbids."""

    xml: str
    is_cut: bool = False
    """Whether the end of the document was missing; it then ends after its last whole item."""


def decode(body: bytes, content_type: str = "") -> str:
    """The letters of a feed, in the charset that its bytes have rather than the one they claim."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").removeprefix("\ufeff")
    text = body.decode("utf-8", "replace")
    letters = sum(1 for byte in body if byte >= 0x80) if "\ufffd" in text else 0
    if text.count("\ufffd") * 20 <= letters:  # none, or a few broken letters in much good text
        return text
    declared = _DECLARED.match(body)
    header = _CHARSET.search(content_type)
    for name in (declared[1].decode() if declared else "", header[1] if header else ""):
        if _is_known(name):
            return body.decode(name, "replace")
    return body.decode("cp1258", "replace")


def _is_known(name: str) -> bool:
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return False
    # Python's own transformations ("rot13") are codecs too; UTF-8 and wider have been tried
    return codec._is_text_encoding and not codec.name.startswith("utf")


def feed_text(text: str) -> FeedText | OtherFormat:
    """The feed that a text contains, or the format of a text that contains none."""
    head = text[:_HEAD]
    root = next((found for found in _ROOT.finditer(head) if found[1]), None)
    if root is None or _HTML.search(head, 0, root.start()):
        return _format_of(head)
    xml = _ENTITY.sub(_in_xml, _NOT_XML.sub("", text[root.start() :]))
    qualified = re.match(r"<([\w.:-]+)", xml)
    name = qualified[1] if qualified else root[1]
    end = xml.rfind(f"</{name}")
    if end >= 0:
        return FeedText(xml[:end] + f"</{name}>")
    return FeedText(_closed(xml, name), is_cut=True)


def is_too_deep(xml: str) -> bool:
    """Is anything nested so deep that feedparser would take minutes for it?"""
    depth = 0
    for match in _TAG.finditer(xml):
        if match[1] is not None:
            depth += -1 if match[1] else 1
            if depth > _DEEPEST:
                return True
    return False


def _closed(xml: str, name: str) -> str:
    """A cut feed up to its last whole item, with an end: half an address is worse than none."""
    last = 0
    for match in _ITEM_END.finditer(xml):
        last = match.end()
    if not last:
        first = _ITEM.search(xml)
        last = first.start() if first else len(xml)
    has_open_channel = "<channel" in xml[:last] and "</channel" not in xml[:last]
    return xml[:last] + ("</channel>" if has_open_channel else "") + f"</{name}>"


def _in_xml(match: re.Match[str]) -> str:
    """An entity in XML: HTML's named entities become letters, a bare `&` is escaped."""
    written = match[0]
    if written.startswith("<"):
        return written
    decimal, hexadecimal, name = match.groups()
    if name:
        if name in _XML_ENTITIES:
            return written
        letters = html5.get(name + ";")
        return letters if letters and letters not in "<>&" else "&amp;" + written[1:]
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        is_allowed = number <= 0x10FFFF and not _NOT_XML.match(chr(number))
        return written if is_allowed else ""
    return "&amp;"


def _format_of(head: str) -> OtherFormat:
    start = head.lstrip()[:1]
    if start in {"{", "["}:
        return "json"
    if _HTML.search(head):
        return "html"
    return "xml" if start == "<" else ""
