"""The sources of an OPML document, and an OPML document of sources.

A source with several lists is an outline that holds one outline for each list; a source with one
list is that list's outline. What OPML has no word for (our short names, the other addresses of a
list, the phrases a source is narrowed to) is in attributes of a namespace of our own, which
other readers pass over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin
from xml.etree import ElementTree

from hpreader import urls
from hpreader.model import Section, Source
from hpreader.model.list_names import CATCH_ALL_FOLDERS, distinct_names, list_key
from hpreader.opml.outlines import NAMESPACE, NotOpmlError, Outline, read_outlines
from hpreader.problems import Problem
from hpreader.text import clean, fold

MOST_BYTES = 10_000_000
"""A larger file is no list of sources."""

_WORDS = ("name", "section", "candidates", "only")
_NAME, _SECTION, _OTHERS, _ONLY = (f"hpreader:{word}" for word in _WORDS)
_QUALIFIED = {f"hpreader:{word}": f"{{{NAMESPACE}}}{word}" for word in _WORDS}
"""As `ElementTree` names attributes of a namespace."""
_PHRASE_END = ";"

HOSTS = frozenset({
    "feeds.feedburner.com", "feeds2.feedburner.com", "feedproxy.google.com", "news.google.com",
    "www.youtube.com", "youtube.com", "rsshub.app", "rss.app", "fetchrss.com", "politepol.com", "openrss.org",
    "kill-the-newsletter.com", "morss.it", "feed43.com", "createfeed.fivefilters.org", "ftr.fivefilters.org",
})  # fmt: skip
"""Services that make or serve feeds of many sites."""

_NO_FEEDS = frozenset({"html", "link", "include"})
"""Types of outlines that lead to something else (http://opml.org/spec2.opml)."""
_FEED_SCHEME = re.compile(r"^feed:(?:(?=(https?:))|//)?", re.IGNORECASE)
_BARE = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?/", re.IGNORECASE)
"""An address without its scheme: a host and a path."""


def read_opml(document: bytes) -> tuple[Source, ...] | Problem:
    """The sources of an OPML document, in its order, or `bad_file` with the reason.

    Lists in one folder that names a site, and lists of one host, become sections of one source; each
    address is a list of its own. Feeds that a host serves for other sites, which their `htmlUrl` names,
    belong to those sites.
    """
    if len(document) > MOST_BYTES:
        return Problem("bad_file", "OPML", f"> {MOST_BYTES} bytes")
    try:
        outlines = read_outlines(document)
    except NotOpmlError as error:
        return Problem("bad_file", "OPML", clean(str(error)))
    return sources_of(outlines) or Problem("bad_file", "OPML", "no outline with an xmlUrl")


def sources_of(outlines: Sequence[Outline]) -> tuple[Source, ...]:
    """The sources of outlines, see `read_opml`; outlines without a feed's address are left out.

    A folder that names no site is a category. The only list of a source is its section of that name, so
    that the section's news of all sources are one list; several lists of a source keep their own names.
    """
    return tuple(_source_of(name, feeds) for name, feeds in _by_source(outlines).items())


def unkept_categories(outlines: Sequence[Outline]) -> tuple[str, ...]:
    """The categories that `sources_of` does not keep for some feed, because its source has several."""
    lost: dict[str, None] = {}
    for name, feeds in _by_source(outlines).items():
        kept = {section.name for section in _source_of(name, feeds).sections}
        lost |= dict.fromkeys(one.category for one in feeds if one.category not in {"", *kept})
    return tuple(lost)


def skipped_outlines(document: bytes) -> tuple[str, ...]:
    """The titles and addresses of those outlines that are neither a feed nor a folder."""
    try:
        outlines = read_outlines(document)
    except NotOpmlError:
        return ()
    skipped = (
        " ".join(filter(None, (_label(one.attributes), clean(_written_address(one.attributes)))))
        for one in outlines
        if not one.has_outlines and not _feed_address(one.attributes)
    )
    return tuple(filter(None, skipped))


def write_opml(sources: Sequence[Source]) -> str:
    """An OPML document of sources, which `read_opml` reads back as they were."""
    ElementTree.register_namespace("hpreader", NAMESPACE)
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
    addresses = {list_key(url) for section in sections for url in section.candidates}
    for section in found.sections:
        new = tuple(url for url in section.candidates if list_key(url) not in addresses)
        if len(new) < len(section.candidates) or not new:
            continue  # one of its addresses is here, so the list is
        taken = {other.name for other in sections}
        names = (section.name, section.name or found.title, *new)
        sections.append(Section(next(name for name in names if name not in taken), new))
    return replace(known, sections=tuple(sections))


def without_known(found: Source, known: Sequence[Source]) -> Source:
    """A source without the lists that other sources have already, by whatever name.

    Args:
        found: the source of a document.
        known: the subscribed sources.
    """
    addresses = {
        list_key(url) for one in known for section in one.sections for url in section.candidates
    }
    sections = tuple(
        section
        for section in found.sections
        if addresses.isdisjoint(map(list_key, section.candidates))
    )
    return replace(found, sections=sections)


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
    is_hosted: bool
    category: str = ""
    """The innermost folder around it that names no site."""


def _by_source(outlines: Sequence[Outline]) -> dict[str, list[_Feed]]:
    """The feeds of outlines by the names of their sources."""
    found: dict[str, list[_Feed]] = {}
    for outline in outlines:
        if address := _feed_address(outline.attributes):
            feed = _feed_of(outline.attributes, address, outline.folders)
            found.setdefault(feed.source, []).append(feed)
    return found


def _feed_of(
    attributes: Mapping[str, str], address: str, folders: Sequence[Mapping[str, str]]
) -> _Feed:
    own, category = attributes, ""
    for folder in reversed(folders):
        if _NAME in folder or _address(folder.get("htmlurl", "")):
            own = folder
            break
        category = category or _category(folder)
    home = _address(own.get("htmlurl", ""))
    is_of_folder = own is not attributes
    site = home if is_of_folder or _is_hosted(address, home) else address
    others = (_address(url) for url in attributes.get(_OTHERS, "").split())
    section = attributes.get(_SECTION)
    return _Feed(
        source=clean(own.get(_NAME, "")) or _source_name(site, _label(attributes), is_of_folder),
        title=_label(own) if own is not attributes or _NAME in own else "",
        home=home or urljoin(address, "/"),
        only=tuple(filter(None, map(clean, own.get(_ONLY, "").split(_PHRASE_END)))),
        label=_label(attributes),
        section=None if section is None else clean(section),
        candidates=(address, *(url for url in others if url)),
        is_hosted=not is_of_folder and (site != address or urls.host(site) in HOSTS),
        category=category,
    )


def _category(folder: Mapping[str, str]) -> str:
    """The name of a folder, "" where it is one that readers put around all of their feeds."""
    label = _label(folder)
    return "" if fold(label) in CATCH_ALL_FOLDERS else label


def _is_hosted(address: str, home: str) -> bool:
    """Does a host serve this feed for another site?"""
    return bool(home) and urls.host(home) not in HOSTS and not urls.same_site(address, home)


def _source_name(site: str, label: str, is_of_folder: bool) -> str:
    """The host of a site; feeds of a service that serves many sites are told apart by their titles."""
    host = urls.host(site)
    if host not in HOSTS or is_of_folder:
        return host
    return "-".join(filter(None, (host, *re.findall(r"\w+", fold(label)))))


def _source_of(name: str, feeds: Sequence[_Feed]) -> Source:
    first = feeds[0]
    foreign = _distinct_lists([feed for feed in feeds if feed.section is None])
    is_one = len(foreign) == 1 and len(feeds) == sum(feed.section is None for feed in feeds)
    own: dict[str, tuple[str, ...]] = {}
    for feed in feeds:
        if feed.section is not None:
            lists = (*own.get(feed.section, ()), *feed.candidates)
            own[feed.section] = tuple(dict.fromkeys(lists))
    labels = [feed.label for feed in foreign]
    names = [first.category] if is_one and not first.title else _names(labels, foreign, own)
    sections = [*own.items(), *zip(names, (feed.candidates for feed in foreign), strict=True)]
    return Source(
        name=name,
        title=first.title or (first.label if is_one or first.is_hosted else "") or name,
        home=first.home,
        sections=tuple(Section(label, found) for label, found in sections),
        only=first.only,
    )


def _distinct_lists(feeds: Sequence[_Feed]) -> list[_Feed]:
    """Each address once."""
    return list({list_key(feed.candidates[0]): feed for feed in reversed(feeds)}.values())[::-1]


def _names(labels: list[str], feeds: list[_Feed], own: Mapping[str, object]) -> list[str]:
    return distinct_names(labels, [feed.candidates[0] for feed in feeds], own)


def _label(attributes: Mapping[str, str]) -> str:
    return clean(attributes.get("title", "") or attributes.get("text", ""))


def _feed_address(attributes: Mapping[str, str]) -> str:
    """The address of an outline's feed, "" where it is none."""
    address = clean(_written_address(attributes))
    if attributes.get("type", "").lower() in _NO_FEEDS or "xmlurl" not in attributes:
        is_feed = attributes.get("type", "").lower() in {"rss", "atom"} and "url" in attributes
        address = address if is_feed else ""
    if _BARE.match(address):
        address = f"http://{address}"
    else:
        address = _FEED_SCHEME.sub(lambda match: "" if match[1] else "http://", address)
    return _address(address)


def _written_address(attributes: Mapping[str, str]) -> str:
    return attributes.get("xmlurl") or attributes.get("url") or attributes.get("htmlurl") or ""


def _address(url: str) -> str:
    url = clean(url)
    return url if urls.canonical(url) else ""


# --- writing ------------------------------------------------------------------------------------


def _write_source(body: ElementTree.Element, source: Source) -> None:
    facts = {"text": source.title, "title": source.title, "htmlUrl": source.home}
    facts[_QUALIFIED[_NAME]] = source.name
    if source.only:
        facts[_QUALIFIED[_ONLY]] = _PHRASE_END.join(source.only)
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
    facts = {"type": "rss", "xmlUrl": first, _QUALIFIED[_SECTION]: section.name}
    return facts | {_QUALIFIED[_OTHERS]: " ".join(others)} if others else facts
