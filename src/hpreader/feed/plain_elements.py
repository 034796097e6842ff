"""Elements that RSS and Atom have in common, as feedparser returns them; for `plain_feed` and `plain_atom`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urljoin

from hpreader.feed.xml_text import CAPTION_KEY
from hpreader.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    Item: TypeAlias = dict[str, Any]
    Reader: TypeAlias = Callable[[ET.Element, Item], None]

ATOM: Final = "{http://www.w3.org/2005/Atom}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
MEDIA: Final = "{http://search.yahoo.com/mrss/}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
UNUSED_OF_MEDIA: Final = frozenset({f"{MEDIA}thumbnail", f"{MEDIA}credit", f"{MEDIA}copyright"})
"""Elements of media:… that no Entry contains."""

_CHANGES_MEANING: Final = frozenset({"base", "mode", "type", f"{XML}base"})
"""Attributes of a text element by which feedparser reads the text in another way."""
_SCHEME: Final = lazy_pattern(r"^([A-Za-z][A-Za-z0-9+-.]*://)(/*)(.*?)")
_WHOLE: Final = lazy_pattern(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?/[!\"$-:<->@-~]*(?:\?[!\"$-:<-~]+)?"
)
"""An address in which resolving changes nothing: its signs are those of ASCII without `#` and `;`."""
_FIRST_OF_LATIN_1: Final = "\x80".encode()[:1]
"""The first byte in UTF-8 of a control character of Latin-1, and of few other characters."""
_WINDOWS_1252: Final = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in
    {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}  # fmt: skip
"""What is written as a control character of Latin-1 is a letter of Windows-1252."""


class UnusualError(Exception):
    """The feed has something that is left to feedparser."""


def text_reader(key: str, *, is_repeatable: bool = False) -> Reader:
    """A reader of an element that is a text only; the last one of several counts."""

    def read(element: ET.Element, item: Item) -> None:
        if key in item and not is_repeatable:
            raise UnusualError
        item[key] = text_of(element)

    return read


def read_media_content(element: ET.Element, item: Item) -> None:
    """Read `media:content`: a file."""
    media = {name: element.get(name, "") for name in ("url", "type") if element.get(name)}
    item.setdefault("media_content", []).append(media)
    read_media_group(element, item)


def read_media_group(element: ET.Element, item: Item) -> None:
    """Read what is within `media:group` or `media:content`."""
    for part in element:
        if part.tag == f"{MEDIA}caption" and CAPTION_KEY in item:
            raise UnusualError  # which of the two counts depends on their depths
        reader = MEDIA_READERS.get(part.tag)
        if reader is not None:
            reader(part, item)
        elif len(part) or part.tag not in UNUSED_OF_MEDIA:
            raise UnusualError


def read_caption(element: ET.Element, item: Item) -> None:
    """Read the caption of an image; feedparser keeps the attributes only where there are any."""
    if len(element):
        raise UnusualError
    item[CAPTION_KEY] = dict(element.attrib) if element.attrib else text_of(element)


def read_media_title(element: ET.Element, item: Item) -> None:
    """Read `media:title`, which counts only where the item has no title before it."""
    if len(element) or not item.get("title"):
        raise UnusualError


MEDIA_READERS: Final[dict[str, Reader]] = {
    f"{MEDIA}content": read_media_content,
    f"{MEDIA}group": read_media_group,
    f"{MEDIA}caption": read_caption,
    f"{MEDIA}title": read_media_title,
}


def text_of(element: ET.Element) -> str:
    """The text of an element that has no children."""
    return repaired(raw_text(element))


def raw_text(element: ET.Element) -> str:
    """The same, before its letters are repaired."""
    if len(element) or not _CHANGES_MEANING.isdisjoint(element.attrib):
        raise UnusualError
    return (element.text or "").strip()


def resolved(url: str, address: str) -> str:
    """An address in a feed, made absolute by that of the feed.

    Raises:
        ValueError: the address cannot be read.
    """
    if not address or _WHOLE.fullmatch(address):
        return address
    return urljoin(url, _SCHEME.sub(r"\1\3", address))


def repaired(text: str) -> str:
    """The letters of a text that was UTF-8, was taken for Latin-1 and was encoded again."""
    if text.isascii():
        return text
    try:
        text = text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        pass
    has_control = _FIRST_OF_LATIN_1 in text.encode("utf-8", "surrogatepass")
    return text.translate(_WINDOWS_1252) if has_control else text
