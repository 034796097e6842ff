"""The metadata of a page's site, and the other forms of the page: AMP, REST, feeds, canonical address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hpreader import urls
from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Forms
from hpreader.page.body.completeness import next_pages
from hpreader.page.phrases import pattern
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.text import clean

FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "text/xml",
        "application/xml",
        "application/feed+json",
    }
)
COMMENTS = lazy_pattern(
    r"/comments/feed|[?&]feed=comments|comments?[-_]rss|/replies/|commentaires", re.IGNORECASE
)
COMMENT_TITLES = pattern("comment_feed")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What a page states about its site."""

    title: str = ""
    feeds: tuple[str, ...] = ()
    """News feeds in the order of the page, comment feeds left out."""
    rest_root: str = ""
    """Where WordPress' REST API begins."""
    shortlink: str = ""
    amp: str = ""
    generator: str = ""
    canonical: str = ""


def site_of(page: Page) -> SiteFacts:
    """What a page states about its site."""
    return SiteFacts(
        title=page.meta("og:site_name")
        or next((text_content(element) for element in page.index.tags.get("title", ())), ""),
        feeds=tuple(feeds_of(page)),
        rest_root=_link(page, "https://api.w.org/"),
        shortlink=_link(page, "shortlink"),
        amp=_link(page, "amphtml"),
        generator=page.meta("generator"),
        canonical=canonical_of(page),
    )


def canonical_of(page: Page) -> str:
    """The article's canonical address: that of `rel=canonical` if it is on the same site."""
    own = urls.canonical(page.url)
    for link in page.links("canonical"):
        stated = page.canonical(link.get("href"))
        if stated and (urls.same_site(stated, own) or not own) and not _is_front(stated, own):
            return stated
    return own


def _is_front(stated: str, own: str) -> bool:
    """Some sites name their front page as the canonical form of every page."""
    return stated == urls.root(stated) and own != urls.root(own)


def forms_of(page: Page, canonical: str) -> Forms:
    """The other forms of an article that its page links to."""
    return Forms(
        amp=_link(page, "amphtml"),
        rest=_rest(page),
        shortlink=_link(page, "shortlink"),
        next_pages=tuple(next_pages(page, canonical)),
        feeds=tuple(feeds_of(page)),
    )


def feeds_of(page: Page) -> Iterator[str]:
    """The news feeds that a page links to, without feeds of comments and of the article itself."""
    own = urls.canonical(page.url).rstrip("/")
    seen: set[str] = set()
    for link in page.links("alternate"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        address = page.resolve(link.get("href"))
        title = clean(link.get("title") or "")
        if kind not in FEED_TYPES or not address or address in seen:
            continue
        if (
            COMMENTS.search(address)
            or COMMENT_TITLES.search(title)
            or "oembed" in kind
            or "/oembed/" in address
        ):
            continue
        if (
            own != urls.root(own).rstrip("/")
            and address.rstrip("/") in {own + "/feed", own + "/feed/atom"}
            and _is_single(page)
        ):
            continue
        seen.add(address)
        yield address


def _is_single(page: Page) -> bool:
    body = page.root.find("body")
    return body is not None and bool(
        {"single", "amp-single"} & set((body.get("class") or "").split())
    )


def _link(page: Page, relation: str) -> str:
    for link in page.links(relation):
        address = page.resolve(link.get("href"))
        if address:
            return address
    return ""


def _rest(page: Page) -> str:
    for link in page.links("alternate"):
        if (link.get("type") or "").lower() == "application/json" and "/wp/v2/" in (
            link.get("href") or ""
        ):
            return page.resolve(link.get("href"))
    return ""
