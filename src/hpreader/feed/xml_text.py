"""The bytes of a feed as XML that a strict parser takes: letters, controls, entities, the end.

The charset in headers and declarations is often wrong, so the bytes decide first.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from io import BytesIO
from typing import Literal

from hpreader.lazy_pattern import lazy_pattern

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_SLICE = 65_536
"""Bytes that are decoded at a time."""
_ASCII = bytes(range(0x80))
_DECLARED = lazy_pattern(
    rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.ASCII
)
_CHARSET = lazy_pattern(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.ASCII | re.IGNORECASE)

_HEAD = 20_000
"""How far behind comments, blanks and declarations the root element is looked for."""
_ROOT = lazy_pattern(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<(?:[A-Za-z][\w.-]*:)?(rss|feed|RDF|channel)(?=[\s>])",
    re.DOTALL | re.IGNORECASE,
)
_PROLOG = lazy_pattern(
    r"[\s\0\ufeff]+|<!--.*?-->|<\?.*?\?>"
    r"|<!DOCTYPE(?!\s+html)(?>[^\[<>\"']|\"[^\"]*\"|'[^']*')*(?:\[(?>\"[^\"]*\"|'[^']*'|[^\]\"'])*\]\s*)?>",
    re.DOTALL | re.IGNORECASE,
)
"""One part of what may precede the root element (XML 1.0, section 2.8)."""
_DECLARED_ROOT = lazy_pattern(
    r"<\?xml\b[^<>]{0,200}\?>"
    r"(?>\s+|<!--[^<]{0,2000}?-->|<\?[^<>]{0,500}\?>|<!DOCTYPE[^<>\[]{0,500}>){0,12}+"
    r"(?=<(?:[A-Za-z][\w.-]*:)?(?:rss|feed|RDF)[\s>])",
    re.IGNORECASE,
)
"""A declaration right before a root element, wherever in a text."""
_HTML = lazy_pattern(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_END = lazy_pattern(r"</(?:html|body)\s*>", re.IGNORECASE)

_FORBIDDEN = lazy_pattern("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The letters that XML 1.0 does not have (section 2.2)."""
_NOT_XML = lazy_pattern(
    rf"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|{_FORBIDDEN.pattern}"
)
"""Terminal sequences are removed whole, since without their ESC they could not be recognised later."""
_ALLOWED_BYTES = bytes({*b"\t\n\r", *range(0x20, 0x100)})
_FIRST_OF_LAST = "\uffff".encode()[:1]
"""The first byte in UTF-8 of the characters U+F000 to U+FFFF, of which XML forbids the last two."""
_ENTITY = lazy_pattern(r"&(?:#([0-9]{1,7});|#[xX]([0-9A-Fa-f]{1,6});|(\w{1,32});)?")
_DECLARED_ENTITY = lazy_pattern(
    r"""<!ENTITY\s+(\w{1,32})\s+(?:"([^"<&%]{0,2000}(?:[&<][^"%]{0,2000})?)"|'([^'%]{0,4000})')\s*>""",
    re.IGNORECASE,
)
"""An internal entity; external ones (SYSTEM, PUBLIC) and parameter entities do not match."""
_MOST_ENTITY_LETTERS = 200_000
"""How many letters the entities of a document may add to it; further ones are left out."""
_LONGEST_ENTITY = 4_000
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DEEPEST = 5_000
"""Honest feeds stay below 20, broken ones may leave a few tags of each item open."""
_TAG = lazy_pattern(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<(/?)[A-Za-z][^<>]*(?<!/)>", re.DOTALL)
_MEDIA_PREFIX = lazy_pattern(
    r"""xmlns:([A-Za-z][\w.-]{0,40})\s*=\s*["']https?://search\.yahoo\.com/mrss/?["']""",
    re.IGNORECASE,
)
CAPTION_KEY = "media_caption"
"""The key that feedparser gives the element of `_CAPTION`."""
_CAPTION = "{prefix}:caption"
_CHANNEL = lazy_pattern(r"<((?:[A-Za-z][\w.-]*:)?channel)(?=[\s>])", re.IGNORECASE)
_ITEM = lazy_pattern(r"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = lazy_pattern(r"</(?:[A-Za-z][\w.-]*:)?(?:item|entry)\s*>", re.IGNORECASE)


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
    if body.startswith(b"<") and not body.startswith(b"<\0"):  # in no wider charset
        try:
            text = body.decode()
        except UnicodeDecodeError:
            pass
        else:
            if "\ufffd" not in text:
                return text
    return body.decode(encoding_of(body, content_type), "replace").removeprefix("\ufeff")


def in_utf8(body: bytes, content_type: str = "") -> bytes:
    """A feed in UTF-8, without the whole of it ever being there as text."""
    encoding = encoding_of(body, content_type)
    if encoding == "utf-8":
        return body.removeprefix(codecs.BOM_UTF8)
    found = BytesIO()
    for text in _slices(body, encoding):
        found.write(text.encode())
    return found.getvalue().removeprefix(codecs.BOM_UTF8)


def _slices(body: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for start in range(0, len(body), _SLICE):
        yield decoder.decode(body[start : start + _SLICE])
    yield decoder.decode(b"", final=True)


def encoding_of(body: bytes, content_type: str = "") -> str:
    """The charset of a feed: that of its bytes, rather than the one they claim."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return encoding
    broken = sum(text.count("\ufffd") for text in _slices(body, "utf-8"))
    letters = len(body.translate(None, _ASCII)) if broken else 0
    if broken * 20 <= letters:  # none, or a few broken letters in much good text
        return "utf-8"
    declared = _DECLARED.match(body)
    header = _CHARSET.search(content_type)
    for name in (declared[1].decode() if declared else "", header[1] if header else ""):
        if _is_known(name):
            return name
    return "cp1258"


def _is_known(name: str) -> bool:
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return False
    # Python's own transformations ("rot13") are codecs too; UTF-8 and wider have been tried
    return codec._is_text_encoding and not codec.name.startswith("utf")


def feed_text(text: str) -> FeedText | OtherFormat:
    """The feed that a text contains, or the format of a text that contains none."""
    start = _prolog_end(text)
    root = _root(text, start)
    if root is None:
        return _format_of(text[start : start + _HEAD])
    entities = _Entities(text[: root.start()])
    xml = text[root.start() :]
    if _may_have_forbidden(xml) and _FORBIDDEN.search(xml):
        xml = _NOT_XML.sub("", xml)
    xml = _with_captions(_with_entities(xml, entities))
    qualified = re.match(r"<([\w.:-]+)", xml)
    name = qualified[1] if qualified else root[1]
    end = xml.rfind(f"</{name}")
    if end >= 0:
        return FeedText(xml[:end] + f"</{name}>")
    return FeedText(_closed(xml, name), is_cut=True)


def _may_have_forbidden(xml: str) -> bool:
    """A quick look at the bytes before that of `_FORBIDDEN` at each letter.

    What XML forbids is a control character, which is one byte, a lone surrogate, which is not encoded,
    or one of the last two characters of the plane.
    """
    try:
        octets = xml.encode()
    except UnicodeEncodeError:
        return True
    return _FIRST_OF_LAST in octets or bool(octets.translate(None, _ALLOWED_BYTES))


def _with_entities(xml: str, entities: _Entities) -> str:
    """A feed with its entities read, but for those in CDATA, which are none."""
    if "&" not in xml:
        return xml
    text, *parts = xml.split("<![CDATA[")
    pieces = [_ENTITY.sub(entities.in_xml, text)]
    for part in parts:
        data, end, text = part.partition("]]>")
        text = _ENTITY.sub(entities.in_xml, text) if "&" in text else text
        pieces.append(data + end + text)
    return "<![CDATA[".join(pieces)


def _with_captions(xml: str) -> str:
    """Each `media:description` under another name: feedparser takes it for the item's description.

    It is the caption of an image, and is used where the item has no description.
    """
    if ":description" not in xml:
        return xml
    for prefix in set(_MEDIA_PREFIX.findall(xml)):
        old = re.compile(rf"(</?){re.escape(prefix)}:description(?=[\s/>])")
        xml = old.sub(rf"\g<1>{_CAPTION.format(prefix=prefix)}", xml)
    return xml


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
    return xml[:last] + end_tags(xml[:last], name)


def end_tags(head: str, root: str) -> str:
    """The end tags of the root and, if it is open, of the channel, after a part of a feed.

    Args:
        head: the feed up to there, from its root element on.
        root: the qualified name of the root element.
    """
    channel = _CHANNEL.search(head)
    is_open = channel is not None and f"</{channel[1]}" not in head
    return (f"</{channel[1]}>" if channel and is_open else "") + f"</{root}>"


def _prolog_end(text: str) -> int:
    """Where a text ends that XML allows before its root element, of any length."""
    end = 0
    while found := _PROLOG.match(text, end):
        end = found.end()
    return end


def _root(text: str, start: int) -> re.Match[str] | None:
    """The root element of a feed, maybe behind an HTML page; None where the text is no feed."""
    found = _ROOT.finditer(text, start, start + _HEAD)
    root = next((one for one in found if one[1]), None)
    if root and not _HTML.search(text, start, root.start()):
        return root
    declared = _DECLARED_ROOT.search(text, start)
    if declared is None:
        return root if root and _is_behind_page(text, start, root.start()) else None
    root = _ROOT.match(text, declared.end())
    return root if root and _is_behind_page(text, start, root.start()) else None


def _is_behind_page(text: str, start: int, root: int) -> bool:
    """Does a feed follow an HTML page or a piece of one, rather than being quoted in a page?"""
    return bool(_HTML_END.search(text, start, root)) or not _HTML_END.search(
        text, max(root, len(text) - _HEAD)
    )


class _Entities:
    """The entities of one document: those of XML and HTML, and its own internal ones.

    Nothing is fetched, and what they add is bounded ("billion laughs").
    """

    def __init__(self, prolog: str) -> None:
        self._own: dict[str, str] = {}
        self._left = _MOST_ENTITY_LETTERS
        for name, one, other in _DECLARED_ENTITY.findall(prolog) if "<!ENTITY" in prolog else ():
            if name not in self._own:  # the first declaration is binding (XML 1.0, section 4.2)
                self._own[name] = _with_entities(one or other, self)[:_LONGEST_ENTITY]
        self._left = _MOST_ENTITY_LETTERS

    def in_xml(self, match: re.Match[str]) -> str:
        """An entity in XML: named ones become letters, a bare `&` is escaped."""
        written = match[0]
        decimal, hexadecimal, name = match.groups()
        if name:
            return self._named(name, written)
        if decimal or hexadecimal:
            number = int(decimal) if decimal else int(hexadecimal, 16)
            is_allowed = number <= 0x10FFFF and not _NOT_XML.match(chr(number))
            return written if is_allowed else ""
        return "&amp;"

    def _named(self, name: str, written: str) -> str:
        if name in _XML_ENTITIES:
            return written
        if name in self._own:
            value = self._own[name]
            self._left -= len(value)
            return value if self._left >= 0 else ""
        letters = html5.get(name + ";")
        return letters if letters and letters not in "<>&" else "&amp;" + written[1:]


def _format_of(head: str) -> OtherFormat:
    start = head.lstrip()[:1]
    if start in {"{", "["}:
        return "json"
    if _HTML.search(head):
        return "html"
    return "xml" if start == "<" else ""
