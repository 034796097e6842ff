"""Exchanging sources with other readers as OPML 2.0 (http://opml.org/spec2.opml).

A source with several lists is an outline that holds one outline for each list; a source with one
list is that list's outline. What OPML has no word for (our short names, the other addresses of a
list, the phrases a source is narrowed to) is in attributes of a namespace of our own, which
other readers pass over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin
from xml.etree import ElementTree

from hpreader import urls
from hpreader.model import Section, Source
from hpreader.problems import Problem
from hpreader.text import clean

MOST_BYTES = 10_000_000
"""A larger file is no list of sources."""

MOST_DEPTH = 50
"""Outlines nested deeper than this are an attack, not an order of folders."""

_NAMESPACE = "urn:hpreader:opml"
_NAME, _SECTION, _OTHERS, _ONLY = (
    f"{{{_NAMESPACE}}}{word}" for word in ("name", "section", "candidates", "only")
)
_PHRASE_END = ";"


def read_opml(document: bytes) -> tuple[Source, ...] | Problem:
    """The sources of an OPML document, in its order, or `bad_file` with the reason.

    Lists in one folder that names a site, and lists of one host, become sections of one source. A
    document type is refused: OPML has none, and entities are how XML is made to explode.
    """
    if len(document) > MOST_BYTES:
        return Problem("bad_file", "OPML", f"> {MOST_BYTES} bytes")
    outlines = _Outlines()
    parser = ElementTree.XMLParser(target=outlines)
    try:
        parser.feed(document)
        parser.close()
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        return Problem("bad_file", "OPML", clean(str(error)))
    if not outlines.feeds:
        return Problem("bad_file", "OPML", "no outline with an xmlUrl")
    groups: dict[str, list[_Feed]] = {}
    for feed in outlines.feeds:
        groups.setdefault(feed.source, []).append(feed)
    return tuple(_source_of(name, group) for name, group in groups.items())


def write_opml(sources: Sequence[Source]) -> str:
    """An OPML document of sources, which `read_opml` reads back as they were."""
    ElementTree.register_namespace("hpreader", _NAMESPACE)
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = "hpreader"
    body = ElementTree.SubElement(root, "body")
    for source in sources:
        _write_source(body, source)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def merge(known: Source, found: Source) -> Source:
    """A source with the lists of another that it lacks; the existing ones are not changed."""
    sections = list(known.sections)
    addresses = {urls.key(url) for section in sections for url in section.candidates}
    for section in found.sections:
        new = tuple(url for url in section.candidates if urls.key(url) not in addresses)
        if len(new) < len(section.candidates) or not new:
            continue  # one of its addresses is here, so the list is
        taken = {other.name for other in sections}
        names = (section.name, section.name or found.title, *new)
        sections.append(Section(next(name for name in names if name not in taken), new))
    return replace(known, sections=tuple(sections))


# --- reading ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Feed:
    """One list of a document: its outline's words, and the folder it belongs to."""

    source: str
    title: str
    """Of the source, empty where nothing names it."""
    home: str
    only: tuple[str, ...]
    label: str
    section: str | None
    candidates: tuple[str, ...]


@dataclass(slots=True)
class _Outlines:
    """Collects outlines as the target of an `xml.etree.ElementTree.XMLParser`."""

    feeds: list[_Feed] = field(default_factory=list)
    folders: list[dict[str, str]] = field(default_factory=list)
    depth: int = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise ValueError("<!DOCTYPE>")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1 and tag != "opml":
            raise ValueError(f"<{tag}>")
        if self.depth > MOST_DEPTH:
            raise ValueError(f"> {MOST_DEPTH} levels")
        if tag != "outline":
            return
        address = _address(attributes.get("xmlUrl", ""))
        if address:
            self.feeds.append(_feed_of(attributes, address, self.folders))
        self.folders.append(attributes)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag == "outline":
            self.folders.pop()

    def close(self) -> None:
        assert self.depth == 0


def _feed_of(attributes: dict[str, str], address: str, folders: Sequence[dict[str, str]]) -> _Feed:
    own = attributes
    for folder in reversed(folders):
        if _NAME in folder or _address(folder.get("htmlUrl", "")):
            own = folder
            break
    home = _address(own.get("htmlUrl", ""))
    others = (_address(url) for url in attributes.get(_OTHERS, "").split())
    section = attributes.get(_SECTION)
    return _Feed(
        source=clean(own.get(_NAME, "")) or urls.host(home if own is not attributes else address),
        title=_label(own) if own is not attributes or _NAME in own else "",
        home=home or urljoin(address, "/"),
        only=tuple(filter(None, map(clean, own.get(_ONLY, "").split(_PHRASE_END)))),
        label=_label(attributes),
        section=None if section is None else clean(section),
        candidates=(address, *(url for url in others if url)),
    )


def _source_of(name: str, feeds: Sequence[_Feed]) -> Source:
    first = feeds[0]
    is_one = len(feeds) == 1
    sections: dict[str, tuple[str, ...]] = {}
    for feed in feeds:
        label = feed.section
        if label is None:
            label = "" if is_one and not feed.title else feed.label
        sections[label] = tuple(dict.fromkeys((*sections.get(label, ()), *feed.candidates)))
    return Source(
        name=name,
        title=first.title or (first.label if is_one else "") or name,
        home=first.home,
        sections=tuple(Section(label, found) for label, found in sections.items()),
        only=first.only,
    )


def _label(attributes: dict[str, str]) -> str:
    return clean(attributes.get("title", "") or attributes.get("text", ""))


def _address(url: str) -> str:
    url = clean(url)
    return url if urls.canonical(url) else ""


# --- writing ------------------------------------------------------------------------------------


def _write_source(body: ElementTree.Element, source: Source) -> None:
    facts = {"text": source.title, "title": source.title, "htmlUrl": source.home}
    facts[_NAME] = source.name
    if source.only:
        facts[_ONLY] = _PHRASE_END.join(source.only)
    lists = [section for section in source.sections if section.candidates]
    if len(lists) == 1:
        ElementTree.SubElement(body, "outline", facts | _list_facts(lists[0]))
        return
    folder = ElementTree.SubElement(body, "outline", facts)
    for section in lists:
        label = section.name or source.title
        words = {"text": label, "title": label}
        ElementTree.SubElement(folder, "outline", words | _list_facts(section))


def _list_facts(section: Section) -> dict[str, str]:
    first, *others = section.candidates
    facts = {"type": "rss", "xmlUrl": first, _SECTION: section.name}
    return facts | {_OTHERS: " ".join(others)} if others else facts
