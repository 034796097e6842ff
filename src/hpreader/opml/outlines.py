"""The outlines of an OPML document, also of one that is not well-formed XML.

Other readers write bare `&`, HTML's entities, control characters, a blank line before the declaration or
an encoding that is not the one of the file. OPML is only elements with attributes, so they are read by a
scanner that knows no document type: entities that a document declares are neither fetched nor expanded.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_DEPTH = 50
"""Outlines nested deeper than this are an attack, not an order of folders."""

NAMESPACE = "urn:hpreader:opml"
"""The namespace of the attributes that only this program writes."""

_OWN = "hpreader"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_CONTROLS = dict.fromkeys([*(set(range(32)) - {9, 10, 13}), 127])
_SKIPPED = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<!doctype[^>\[]*(?:\[.*?(?:\]\s*>|\Z)|>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_DOCTYPE = re.compile(r"<!doctype", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(
    r"""([A-Za-z_][\w.:-]{0,99})\s{0,99}=\s{0,99}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))"""
)
_TAG_END = re.compile(r"(/?)\s{0,99}>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PREFIX = re.compile(rf"""xmlns:([\w.-]+)\s*=\s*["']{NAMESPACE}["']""")


class NotOpmlError(ValueError):
    """The document is no OPML; the message says why."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One outline, with its attributes' names in lower case; our own ones begin with `hpreader:`."""

    attributes: dict[str, str]
    folders: tuple[dict[str, str], ...]
    """The attributes of the outlines around it, the outermost first."""
    has_outlines: bool = False
    """Whether other outlines are in it."""


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    is_end: bool
    is_empty: bool
    attributes: dict[str, str]


def read_outlines(document: bytes) -> list[Outline]:
    """The outlines of a document in its order, however deep.

    Raises:
        NotOpmlError: it contains no OPML, or outlines that are nested too deep.
    """
    text = _decode(document).translate(_CONTROLS)
    tags = list(_tags(text))
    if not tags:
        raise NotOpmlError("syntax error" if text.strip() else "no element found")
    if tags[0].name != "opml" or tags[0].is_end:
        raise NotOpmlError(f"<{tags[0].name}>")
    own = [tag for tag in tags if tag.name == "outline"]
    if not own and _DOCTYPE.search(text):
        raise NotOpmlError("<!DOCTYPE>")  # whatever its entities would have contained
    opened = sum(not tag.is_end and not tag.is_empty for tag in own)
    are_closed = opened <= sum(tag.is_end for tag in own)
    return _nested(own, are_closed=are_closed)


def _nested(tags: list[_Tag], *, are_closed: bool) -> list[Outline]:
    """The outlines with those around them; where ends are missing, a feed contains no other feed."""
    found: list[Outline] = []
    folders: list[tuple[int, dict[str, str]]] = []
    parents: set[int] = set()
    for tag in tags:
        if tag.is_end:
            del folders[-1:]
            continue
        parents.update(number for number, _ in folders[-1:])
        found.append(Outline(tag.attributes, tuple(attributes for _, attributes in folders)))
        if tag.is_empty or (not are_closed and "xmlurl" in tag.attributes):
            continue
        folders.append((len(found) - 1, tag.attributes))
        if len(folders) > MOST_DEPTH:
            raise NotOpmlError(f"> {MOST_DEPTH} levels")
    return [
        Outline(one.attributes, one.folders, has_outlines=number in parents)
        for number, one in enumerate(found)
    ]


def _decode(document: bytes) -> str:
    """The text of a document: by its byte order mark, as UTF-8, else in the declared encoding."""
    for mark, encoding in _BOMS:
        if document.startswith(mark):
            return document[len(mark) :].decode(encoding, "replace")
    head = document[:200]
    if head.count(0) * 3 > len(head):  # UTF-16 without a mark: every second byte of ASCII is 0
        return document.decode("utf-16-be" if head[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return document.decode()
    except UnicodeDecodeError:
        declared = _ENCODING.search(document[:1000])
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    if name.startswith(("utf", "ucs")) or not name:
        return document.decode("utf-8", "replace")
    try:
        return document.decode(name, "replace")
    except (LookupError, ValueError):
        return document.decode("utf-8", "replace")


def _tags(text: str) -> Iterator[_Tag]:
    prefixes = {match[1].lower() for match in _PREFIX.finditer(text)}
    position = text.find("<")
    while position >= 0:
        if skipped := _SKIPPED.match(text, position):
            position = text.find("<", skipped.end())
            continue
        tag = _TAG.match(text, position)
        if tag is None:
            position = text.find("<", position + 1)
            continue
        attributes, end, is_empty = _attributes(text, tag.end(), prefixes)
        yield _Tag(tag[2].lower(), bool(tag[1]), is_empty, attributes)
        position = text.find("<", end)


def _attributes(text: str, position: int, own: set[str]) -> tuple[dict[str, str], int, bool]:
    """The attributes of a tag from a position on, where the tag ends, and whether it has no content."""
    found: dict[str, str] = {}
    while True:
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]  # it always matches
        if end := _TAG_END.match(text, position):
            return found, end.end(), bool(end[1])
        if attribute := _ATTRIBUTE.match(text, position):
            prefix, _, word = attribute[1].lower().rpartition(":")
            name = f"{_OWN}:{word}" if prefix in own else f"{prefix}:{word}" if prefix else word
            value = next(group for group in attribute.groups()[1:] if group is not None)
            found.setdefault(name, _ENTITY.sub(_character, value))
            position = attribute.end()
        elif position >= len(text) or text[position] == "<":
            return found, position, False
        else:
            position += 1


def _character(match: re.Match[str]) -> str:
    """The character of an entity of HTML; one of the document's own stays as it is written."""
    return html.unescape(match[0])
