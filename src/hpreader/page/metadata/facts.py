"""Title, section, lede, dates, byline and origin, each from the most trustworthy place that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from lxml.etree import _Element

from hpreader import text, urls
from hpreader.page.blocks.clean_up import same_text
from hpreader.page.metadata.headline_surroundings import Surroundings
from hpreader.page.metadata.jsonld import Statement, read_statement, unescaped
from hpreader.page.metadata.lede import read_lede
from hpreader.page.metadata.publication_dates import read_dates
from hpreader.page.metadata.section_labels import HOME, crumbs, labels
from hpreader.page.related.labels import announces_else, announces_news
from hpreader.page.tree.parser import Page, text_of
from hpreader.sites.profiles import Profile

ACCOUNTS = re.compile(
    r"admin(?:istrator)?|quan\s?tri(?:\s?vien)?|quản trị(?: viên)?|ban biên tập|biên tập(?: viên)?|bbt|editor|webmaster|root|user\d*|support|toà soạn|tòa soạn|media",
    re.IGNORECASE,
)
PREFIX = re.compile(r"^(?:by|bởi|tác giả|theo|viết bởi|von|por|par)\s*:?\s+", re.IGNORECASE)
CATEGORIES_PREFIX = re.compile(r"^(?:categories|chuyên mục|danh mục)\s*:\s*", re.IGNORECASE)
SITE_SUFFIX = re.compile(r"\s+[|\-–—•»]\s+")
SHORTEST_UNTITLED = 250
"""Characters; what says less and has no title is a notice or an error."""
ENDING = re.compile(r"\.\w{2,5}$")
NUMBERS = re.compile(r"(?:\s|^)\w?\d[\d.]*$")
"""An article's number at the end of its address."""
GENERIC_BYLINES = (
    "[itemprop=author] [itemprop=name]", "[rel=author]", ".byline .author", ".author-name", ".article-author", ".post-author", ".entry-author", "[itemprop=author]", ".byline", ".post-byline", ".by-author", ".news-author",
)  # fmt: skip
GENERIC_CRUMBS = (".breadcrumb a", ".breadcrumbs a", "[class*=breadcrumb] a", "a[rel~=category]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article apart from its body."""

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
    """The facts that stand outside the article's body.

    Args:
        page: the page.
        profile: what is known of its kind.
        body: where its article stands.
        is_known: whether the profile found that; what else it does not find is then not there.
    """
    statement = read_statement(page)
    title = _title(page, profile, statement) or _made_up_title(page, body)
    around = Surroundings(page, title, body)
    published, updated = read_dates(page, profile, statement, around)
    byline, origin = around.behind() if not is_known or profile is None else ("", "")
    return Facts(
        title=title,
        sections=tuple(_sections(page, profile, statement, title, around)),
        lede=read_lede(page, profile, title, body, around, is_known=is_known),
        published=published,
        updated=updated,
        byline=_byline(page, profile, statement, around) or byline,
        origin=_origin(page, profile) or origin,
    )


# --- title --------------------------------------------------------------------------------------


def _title(page: Page, profile: Profile | None, statement: Statement) -> str:
    if profile is not None:
        element = page.index.first(profile.title)
        if element is not None and (said := _spaced(element)):
            return said
    stated = unescaped(page.meta("og:title", "twitter:title")) or statement.title
    window = next((text_of(element) for element in page.index.tags.get("title", ())), "")
    headings = [said for element in page.index.tags.get("h1", ()) if (said := text_of(element))]
    for said in headings:
        if stated and (same_text(said, stated) or stated.startswith(said)):
            return said
    for said in headings:
        if len(said) > 15 and window.lower().startswith(said.lower()):
            return said
    if len(headings) == 1 and len(headings[0]) > 15 and not stated:
        return headings[0]
    return _without_site(stated or window, page, statement) or (headings[0] if headings else "")


def _made_up_title(page: Page, body: _Element | None) -> str:
    """The title of prose without one: its first heading, else what its address says, else its site.

    Old pages and exported ones have none, and are articles all the same.
    """
    if body is None or page.weights.of(body) < SHORTEST_UNTITLED:
        return ""
    index = page.index
    for element in index.elements[index.places[body] : index.ends[body]]:
        if element.tag in {"h1", "h2", "h3", "h4"} and len(said := text_of(element)) > 3:
            return said
    path = unquote(page.url.partition("://")[2].partition("?")[0]).rstrip("/")
    host, _, name = path.rpartition("/") if "/" in path else (path, "", "")
    words = ENDING.sub("", name).replace("_", " ").replace("-", " ")
    said = text.clean(NUMBERS.sub("", words))
    return said[:1].upper() + said[1:] if said else host.partition("/")[0]


def _spaced(element: _Element) -> str:
    """The text of a headline, whose lines may stand in elements of their own without a space."""
    return text_of(element)


def _without_site(said: str, page: Page, statement: Statement) -> str:
    names = {name.lower() for name in (page.meta("og:site_name"), statement.publisher) if name}
    parts = SITE_SUFFIX.split(said)
    if (
        len(parts) > 1
        and (parts[-1].lower() in names or len(parts[-1]) < 35)
        and len(said) - len(parts[-1]) > 15
    ):
        return said[: said.rindex(parts[-1])].rstrip(" |-–—•»")
    return said


# --- sections -----------------------------------------------------------------------------------


def _sections(
    page: Page, profile: Profile | None, statement: Statement, title: str, around: Surroundings
) -> Iterator[str]:
    seen: set[str] = set()
    for candidates in _section_places(page, profile, statement, around):
        for said in candidates:
            name = CATEGORIES_PREFIX.sub("", said).strip(" ,|»›>/")
            if (
                HOME.fullmatch(name)
                or len(name) > 60
                or same_text(name, title)
                or name.lower() in seen
                or announces_else(name)
                or announces_news(name)
            ):
                continue
            seen.add(name.lower())
            yield name
        if seen:
            return


def _section_places(
    page: Page, profile: Profile | None, statement: Statement, around: Surroundings
) -> Iterator[list[str]]:
    for selector in profile.section if profile is not None else ():
        yield [text_of(element) for element in page.index.select(selector)][:6]
    if statement.section:
        yield [statement.section]
    if stated := page.meta("article:section", "og:article:section"):
        yield [unescaped(stated)]
    yield list(statement.crumbs)
    for selector in GENERIC_CRUMBS:
        yield [text_of(element) for element in page.index.select(selector)][:6]
    yield crumbs(page, around)
    yield labels(around)


# --- byline and origin --------------------------------------------------------------------------


def _byline(page: Page, profile: Profile | None, statement: Statement, around: Surroundings) -> str:
    site = page.meta("og:site_name").lower()
    publisher = statement.publisher.lower()
    for said in _byline_places(page, profile, statement, around):
        name = PREFIX.sub("", said).strip(" ,|-–•")
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
    """Is it the site's name as its address has it: "Tuổi Trẻ Online" of tuoitre.vn?"""
    host = urls.host(url)
    letters = text.fold(name).replace(" ", "")
    plain = letters.removesuffix("online").removesuffix("dientu")
    return letters == host or not {plain, plain.removeprefix("bao")}.isdisjoint(host.split("."))


def _byline_places(
    page: Page, profile: Profile | None, statement: Statement, around: Surroundings
) -> Iterator[str]:
    if profile is not None and profile.has_account_bylines:
        if profile.is_amp:
            return
        names = [
            text_of(element)
            for selector in profile.byline
            for element in page.index.select(selector)
        ]
        yield from names[:1]
        return
    if profile is not None:
        for selector in profile.bylines:
            names = [text_of(element) for element in page.index.select(selector)]
            yield ", ".join(name for name in dict.fromkeys(names) if not ACCOUNTS.fullmatch(name))
        for selector in profile.byline:
            for element in page.index.select(selector):
                yield text_of(element)
    yield statement.byline
    for selector in GENERIC_BYLINES:
        for number, element in enumerate(page.index.select(selector)):
            if number < 2:
                yield text_of(element) or text.clean(element.get("content") or "")
    if profile is None:
        yield around.byline()
    yield page.meta("author", "article:author", "dc.creator")


def _origin(page: Page, profile: Profile | None) -> str:
    if profile is None:
        return ""
    element = page.index.first(profile.origin)
    said = text_of(element) if element is not None else ""
    said = said[1:-1].strip() if said.startswith("(") and said.endswith(")") else said
    return re.sub(r"^(?:nguồn(?: tin)?|theo)\s*:?\s+", "", said, flags=re.IGNORECASE)
