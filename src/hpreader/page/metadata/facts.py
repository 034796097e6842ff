"""Title, section, lede, dates, byline and origin, each from the most reliable source that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from lxml.etree import _Element

from hpreader import urls
from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.blocks.clean_up import same_text
from hpreader.page.metadata.headline_surroundings import Surroundings
from hpreader.page.metadata.jsonld import JsonLdArticle, read_jsonld, unescaped
from hpreader.page.metadata.lede import read_lede
from hpreader.page.metadata.publication_dates import read_dates
from hpreader.page.metadata.section_labels import HOME, crumbs, labels
from hpreader.page.phrases import pattern
from hpreader.page.related.labels import announces_news, announces_other
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.sites.profiles import Profile
from hpreader.text import clean, fold

ACCOUNTS = pattern("account")
PREFIX = pattern("byline_prefix", r"^<phrases>\s*:?\s+")
CATEGORIES_PREFIX = pattern("category_prefix", r"^<phrases>\s*:\s*")
SITE_SUFFIX = lazy_pattern(r"\s+[|\-–—•»]\s+")
SHORTEST_UNTITLED = 250
"""Characters; a shorter text without a title is a notice or an error."""
ENDING = lazy_pattern(r"\.\w{2,5}$")
NUMBERS = lazy_pattern(r"(?:\s|^)\w?\d[\d.]*$")
"""An article's number at the end of its address."""
GENERIC_BYLINES = (
    "[itemprop=author] [itemprop=name]", "[rel=author]", ".byline .author", ".author-name", ".article-author", ".post-author", ".entry-author", "[itemprop=author]", ".byline", ".post-byline", ".by-author", ".news-author",
)  # fmt: skip
GENERIC_CRUMBS = (".breadcrumb a", ".breadcrumbs a", "[class*=breadcrumb] a", "a[rel~=category]")


@dataclass(frozen=True, slots=True)
class Facts:
    """The metadata of an article."""

    title: str = ""
    sections: tuple[str, ...] = ()
    lede: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    byline: str = ""
    origin: str = ""


def read_facts(
    page: Page, profile: Profile | None, body: _Element | None, *, is_known: bool = True
) -> Facts:
    """The metadata of an article, except the lines within its body.

    Args:
        page: the page.
        profile: the profile that matches the page.
        body: the article's element.
        is_known: whether the profile found it; a lede that the profile does not find is then not there.
    """
    jsonld = read_jsonld(page)
    title = _title(page, profile, jsonld) or _made_up_title(page, body)
    around = Surroundings(page, title, body)
    published, updated = read_dates(page, profile, jsonld, around)
    byline, origin = around.behind() if not is_known or profile is None else ("", "")
    return Facts(
        title=title,
        sections=tuple(_sections(page, profile, jsonld, title, around)),
        lede=read_lede(page, profile, title, body, around, is_known=is_known),
        published=published,
        updated=updated,
        byline=_byline(page, profile, jsonld, around) or byline,
        origin=_origin(page, profile) or origin,
    )


# --- title --------------------------------------------------------------------------------------


def _title(page: Page, profile: Profile | None, jsonld: JsonLdArticle) -> str:
    if profile is not None:
        element = page.index.first(profile.title)
        if element is not None and (text := _spaced(element)):
            return text
    stated = unescaped(page.meta("og:title", "twitter:title")) or jsonld.title
    window = next((text_content(element) for element in page.index.tags.get("title", ())), "")
    headings = [
        text for element in page.index.tags.get("h1", ()) if (text := text_content(element))
    ]
    for text in headings:
        if stated and (same_text(text, stated) or stated.startswith(text)):
            return text
    for text in headings:
        if len(text) > 15 and window.lower().startswith(text.lower()):
            return text
    if len(headings) == 1 and len(headings[0]) > 15 and not stated:
        return headings[0]
    return _without_site(stated or window, page, jsonld) or (headings[0] if headings else "")


def _made_up_title(page: Page, body: _Element | None) -> str:
    """A title for a text without one: its first heading, else the words of its address, else its host.

    Old and exported pages may have no title.
    """
    if body is None or page.weights.length(body) < SHORTEST_UNTITLED:
        return ""
    index = page.index
    for element in index.elements[index.positions[body] : index.ends[body]]:
        if element.tag in {"h1", "h2", "h3", "h4"} and len(text := text_content(element)) > 3:
            return text
    path = unquote(page.url.partition("://")[2].partition("?")[0]).rstrip("/")
    host, _, name = path.rpartition("/") if "/" in path else (path, "", "")
    words = ENDING.sub("", name).replace("_", " ").replace("-", " ")
    text = clean(NUMBERS.sub("", words))
    return text[:1].upper() + text[1:] if text else host.partition("/")[0]


def _spaced(element: _Element) -> str:
    """The text of a headline, whose lines may be elements of their own without a space between them."""
    return text_content(element)


def _without_site(text: str, page: Page, jsonld: JsonLdArticle) -> str:
    names = {name.lower() for name in (page.meta("og:site_name"), jsonld.publisher) if name}
    parts = SITE_SUFFIX.split(text)
    if (
        len(parts) > 1
        and (parts[-1].lower() in names or len(parts[-1]) < 35)
        and len(text) - len(parts[-1]) > 15
    ):
        return text[: text.rindex(parts[-1])].rstrip(" |-–—•»")
    return text


# --- sections -----------------------------------------------------------------------------------


def _sections(
    page: Page, profile: Profile | None, jsonld: JsonLdArticle, title: str, around: Surroundings
) -> Iterator[str]:
    seen: set[str] = set()
    for candidates in _section_candidates(page, profile, jsonld, around):
        for text in candidates:
            name = CATEGORIES_PREFIX.sub("", text).strip(" ,|»›>/")
            if (
                HOME.fullmatch(name)
                or len(name) > 60
                or same_text(name, title)
                or name.lower() in seen
                or announces_other(name)
                or announces_news(name)
            ):
                continue
            seen.add(name.lower())
            yield name
        if seen:
            return


def _section_candidates(
    page: Page, profile: Profile | None, jsonld: JsonLdArticle, around: Surroundings
) -> Iterator[list[str]]:
    for selector in profile.section if profile is not None else ():
        yield [text_content(element) for element in page.index.select(selector)][:6]
    if jsonld.section:
        yield [jsonld.section]
    if stated := page.meta("article:section", "og:article:section"):
        yield [unescaped(stated)]
    yield list(jsonld.crumbs)
    for selector in GENERIC_CRUMBS:
        yield [text_content(element) for element in page.index.select(selector)][:6]
    yield crumbs(page, around)
    yield labels(around)


# --- byline and origin --------------------------------------------------------------------------


def _byline(
    page: Page, profile: Profile | None, jsonld: JsonLdArticle, around: Surroundings
) -> str:
    site = page.meta("og:site_name").lower()
    publisher = jsonld.publisher.lower()
    for text in _byline_candidates(page, profile, jsonld, around):
        name = PREFIX.sub("", text).strip(" ,|-–•")
        if (
            name
            and len(name) <= 80
            and name.lower() not in {site, publisher}
            and not _is_host(name, page.url)
            and not ACCOUNTS.fullmatch(name)
            and "://" not in name
        ):
            return name
    return ""


def _is_host(name: str, url: str) -> bool:
    """Whether a name is the site's as in its address: "Tuổi Trẻ Online" of tuoitre.vn."""
    host = urls.host(url)
    letters = fold(name).replace(" ", "")
    plain = letters.removesuffix("online").removesuffix("dientu")
    return letters == host or not {plain, plain.removeprefix("bao")}.isdisjoint(host.split("."))


def _byline_candidates(
    page: Page, profile: Profile | None, jsonld: JsonLdArticle, around: Surroundings
) -> Iterator[str]:
    if profile is not None and profile.has_account_bylines:
        if profile.is_amp:
            return
        names = [
            text_content(element)
            for selector in profile.byline
            for element in page.index.select(selector)
        ]
        yield from names[:1]
        return
    if profile is not None:
        for selector in profile.bylines:
            names = [text_content(element) for element in page.index.select(selector)]
            yield ", ".join(name for name in dict.fromkeys(names) if not ACCOUNTS.fullmatch(name))
        for selector in profile.byline:
            for element in page.index.select(selector):
                yield text_content(element)
    yield jsonld.byline
    for selector in GENERIC_BYLINES:
        for number, element in enumerate(page.index.select(selector)):
            if number < 2:
                yield text_content(element) or clean(element.get("content") or "")
    if profile is None:
        yield around.byline()
    yield page.meta("author", "article:author", "dc.creator")


def _origin(page: Page, profile: Profile | None) -> str:
    if profile is None:
        return ""
    element = page.index.first(profile.origin)
    text = text_content(element) if element is not None else ""
    text = text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text
    return re.sub(r"^(?:nguồn(?: tin)?|theo)\s*:?\s+", "", text, flags=re.IGNORECASE)
