"""Well-formed Atom 1.0 (RFC 4287) of the usual elements, read without feedparser; see `plain_feed`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hpreader.feed.plain_elements import (
    ATOM,
    MEDIA_READERS,
    UNUSED_OF_MEDIA,
    XML,
    UnusualError,
    raw_text,
    repaired,
    resolved,
    text_reader,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from xml.etree import ElementTree as ET

    from hpreader.feed.plain_elements import Item, Reader

_THREADS: Final = "{http://purl.org/syndication/thread/1.0}"
_SEARCH: Final = (
    "{http://a9.com/-/spec/opensearchrss/1.0/}",
    "{http://a9.com/-/spec/opensearch/1.1/}",
)
_TYPES: Final = {
    "": "text/plain",
    "text": "text/plain",
    "text/plain": "text/plain",
    "html": "text/html",
    "text/html": "text/html",
}
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_OF_TEXT: Final = frozenset({"type", f"{XML}lang", f"{XML}base"})
"""Attributes of an element with HTML; addresses in it are resolved later, by the page's parser."""
_OF_LINK: Final = frozenset({
    "rel", "href", "type", "title", "length", "hreflang", f"{_THREADS}count", f"{_THREADS}updated",
})  # fmt: skip
_OF_PERSON: Final = frozenset({f"{ATOM}name", f"{ATOM}uri", f"{ATOM}email"})
_UNUSED: Final = frozenset({
    f"{ATOM}category", f"{ATOM}rights", f"{_THREADS}total", f"{_THREADS}in-reply-to",
})  # fmt: skip
_UNUSED_OF_FEED: Final = _UNUSED | {
    f"{ATOM}{name}" for name in ("id", "updated", "subtitle", "generator", "icon", "logo")
} | {f"{space}{name}" for space in _SEARCH for name in ("totalResults", "startIndex", "itemsPerPage")}  # fmt: skip


class AtomReader:
    """Reads one feed."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._readers: dict[str, Reader] = {
            f"{ATOM}title": _title,
            f"{ATOM}link": self._link,
            f"{ATOM}id": self._id,
            f"{ATOM}published": text_reader("published"),
            f"{ATOM}updated": text_reader("updated"),
            f"{ATOM}author": _author,
            f"{ATOM}contributor": _contributor,
            f"{ATOM}summary": _summary,
            f"{ATOM}content": _content,
            **MEDIA_READERS,
        }

    def read(self, root: ET.Element) -> dict[str, Any]:
        """Return the feed under feedparser's names.

        Raises:
            UnusualError: it is no such feed.
            ValueError: an address cannot be read.
        """
        if root.tag != f"{ATOM}feed" or set(root.attrib) - {f"{XML}lang"}:
            raise UnusualError
        feed: Item = {}
        entries: list[Item] = []
        for element in root:
            if element.tag == f"{ATOM}entry":
                entries.append(self._entry(element))
            else:
                self._of_feed(element, feed)
        return {"feed": feed, "entries": entries, "bozo": 0}

    def _of_feed(self, element: ET.Element, feed: Item) -> None:
        if element.tag in {f"{ATOM}author", f"{ATOM}contributor"}:
            _texts_of_person(element)
        elif element.tag in {f"{ATOM}title", f"{ATOM}link"}:
            self._readers[element.tag](element, feed)
        elif element.tag not in _UNUSED_OF_FEED or len(element):
            raise UnusualError

    def _entry(self, entry: ET.Element) -> Item:
        if set(entry.attrib) - {f"{XML}lang"}:
            raise UnusualError
        found: Item = {}
        for element in entry:
            reader = self._readers.get(element.tag)
            if reader is not None:
                reader(element, found)
            elif len(element) or element.tag not in _UNUSED | UNUSED_OF_MEDIA:
                raise UnusualError
        return found

    def _link(self, element: ET.Element, item: Item) -> None:
        written = element.get("href", "")
        if len(element) or not written or set(element.attrib) - _OF_LINK:
            raise UnusualError
        relation = element.get("rel", "alternate").lower()
        kind = "application/atom+xml" if relation == "self" else "text/html"
        kind = element.get("type", kind).lower()
        address = resolved(self._url, written)
        item.setdefault("links", []).append({"rel": relation, "type": kind, "href": address})
        if relation == "alternate" and kind in _HTML:
            item["link"] = address

    def _id(self, element: ET.Element, item: Item) -> None:
        if "id" in item or element.attrib:
            raise UnusualError
        item["id"] = repaired(resolved(self._url, raw_text(element)))
        item.setdefault("link", item["id"])


def _title(element: ET.Element, item: Item) -> None:
    if "title" in item:
        raise UnusualError
    item["title"] = _typed_text(element)[1]


def _summary(element: ET.Element, item: Item) -> None:
    if "summary_detail" in item:
        raise UnusualError
    kind, item["summary"] = _typed_text(element)
    item["summary_detail"] = {"type": kind}


def _content(element: ET.Element, item: Item) -> None:
    kind, text = _typed_text(element)
    item.setdefault("content", []).append({"type": kind, "value": text})
    item.setdefault("summary", text)


def _typed_text(element: ET.Element) -> tuple[str, str]:
    """The media type of a text construct (RFC 4287, section 3.1) that is no XHTML, and the text."""
    kind = _TYPES.get(element.get("type", ""))
    if kind is None or len(element) or set(element.attrib) - _OF_TEXT:
        raise UnusualError
    return kind, repaired((element.text or "").strip())


def _author(element: ET.Element, item: Item) -> None:
    texts = _texts_of_person(element)
    name, email = texts.get(f"{ATOM}name", ""), texts.get(f"{ATOM}email", "")
    if element.text is not None and element.text.strip():
        raise UnusualError
    item["author"] = f"{name} ({email})" if name and email else name or email


def _contributor(element: ET.Element, _: Item) -> None:
    _texts_of_person(element)


def _texts_of_person(
    element: ET.Element, of_person: Collection[str] = _OF_PERSON
) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in element:
        if part.tag not in of_person or part.tag in found or (part.tail or "").strip():
            raise UnusualError
        found[part.tag] = raw_text(part)
    if element.attrib:
        raise UnusualError
    return found
