"""Title, section, lede, dates, byline and origin, each from the most trustworthy place that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml.etree import _Element

from hpreader import dates, text
from hpreader.page.dom import Page, text_of
from hpreader.page.metadata import Statement, read_statement, unescaped
from hpreader.page.trimming import same_text
from hpreader.sites.profiles import Profile

HOME = re.compile(
    r"trang chủ|trang chính|home(?:page)?|start(?:seite)?|inicio|accueil|tin tức mới|»|›|>|/|",
    re.IGNORECASE,
)
ACCOUNTS = re.compile(
    r"admin(?:istrator)?|quan\s?tri(?:\s?vien)?|quản trị(?: viên)?|ban biên tập|biên tập(?: viên)?|bbt|editor|webmaster|root|user\d*|support|toà soạn|tòa soạn",
    re.IGNORECASE,
)
PREFIX = re.compile(r"^(?:by|bởi|tác giả|theo|viết bởi|von|por|par)\s*:?\s+", re.IGNORECASE)
CATEGORIES_PREFIX = re.compile(r"^(?:categories|chuyên mục|danh mục)\s*:\s*", re.IGNORECASE)
LEDE_WORDS = (
    "sapo",
    "chapeau",
    "standfirst",
    "article-lead",
    "entry-lead",
    "post-lead",
    "article__lead",
    "lead",
    "article-summary",
    "detail-summary",
)
SHORTEST_LEDE = 40
SITE_SUFFIX = re.compile(r"\s+[|\-–—•»]\s+")
GENERIC_DATES = (
    "time[itemprop=datePublished]", "[itemprop=datePublished]", "time.published", "time.entry-date", ".entry-date", ".published",
    "article time", ".post-date", ".article-date", ".date-published", ".article-time", ".post-time", ".publish-date", ".publish-time",
    ".detail-time", ".meta-date", ".time-post", "main time",
)  # fmt: skip
GENERIC_BYLINES = (
    "[itemprop=author] [itemprop=name]", "[rel=author]", ".byline .author", ".author-name", ".article-author", ".post-author", ".entry-author", "[itemprop=author]",
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


def read_facts(page: Page, profile: Profile | None, now: datetime | None = None) -> Facts:
    """The facts that stand outside the article's body."""
    statement = read_statement(page)
    title = _title(page, profile, statement)
    published, updated = _dates(page, profile, statement, now)
    return Facts(
        title=title,
        sections=tuple(_sections(page, profile, statement, title)),
        lede=_lede(page, profile, title),
        published=published,
        updated=updated,
        byline=_byline(page, profile, statement),
        origin=_origin(page, profile),
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
    page: Page, profile: Profile | None, statement: Statement, title: str
) -> Iterator[str]:
    seen: set[str] = set()
    for candidates in _section_places(page, profile, statement):
        for said in candidates:
            name = CATEGORIES_PREFIX.sub("", said).strip(" ,|»›>/")
            if (
                HOME.fullmatch(name)
                or len(name) > 60
                or same_text(name, title)
                or name.lower() in seen
            ):
                continue
            seen.add(name.lower())
            yield name
        if seen:
            return


def _section_places(
    page: Page, profile: Profile | None, statement: Statement
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


# --- lede ---------------------------------------------------------------------------------------


def _lede(page: Page, profile: Profile | None, title: str) -> str:
    if profile is not None:
        element = page.index.first(profile.lede)
        return text_of(element) if element is not None else ""
    for word in LEDE_WORDS:
        for element in page.index.tokens.get(word, ())[:3]:
            said = text_of(element)
            if (
                element.tag in {"p", "h2", "h3", "div"}
                and SHORTEST_LEDE <= len(said) <= 800
                and not same_text(said, title)
            ):
                return said
    return ""


# --- dates --------------------------------------------------------------------------------------


def _dates(
    page: Page, profile: Profile | None, statement: Statement, now: datetime | None
) -> tuple[datetime | None, datetime | None]:
    if profile is not None and profile.is_amp and not profile.has_metadata_dates:
        return None, None
    visible = _visible_date(page, profile.date if profile is not None else GENERIC_DATES, now)
    stated = _first_date(
        (
            statement.published,
            page.meta(
                "article:published_time",
                "datepublished",
                "pubdate",
                "dc.date.issued",
                "date",
                "parsely-pub-date",
            ),
        ),
        now,
    )
    published = _surest(visible, stated)
    updated = _first_date(
        (statement.updated, page.meta("article:modified_time", "datemodified", "og:updated_time")),
        now,
    )
    if updated is None and profile is not None:
        seen = _visible_date(page, profile.updated, now)
        updated = seen if isinstance(seen, datetime) else None
    if updated is not None and (published is None or updated <= published):
        updated = None
    return published, updated


def _surest(visible: datetime | date | None, stated: datetime | None) -> datetime | None:
    """What the page shows, but the metadata's time of day where it shows only a day."""
    if isinstance(visible, datetime):
        return visible
    if visible is None:
        return stated
    if stated is not None and dates.day_of(stated) == visible:
        return stated
    return dates.parse(visible.isoformat())


def _first_date(candidates: Sequence[str], now: datetime | None) -> datetime | None:
    for candidate in candidates:
        found = dates.parse(candidate, now) if candidate else None
        if found is not None:
            return found
    return None


def _visible_date(
    page: Page, selectors: Sequence[str], now: datetime | None
) -> datetime | date | None:
    only_day: date | None = None
    for selector in selectors:
        for number, element in enumerate(page.index.select(selector)):
            if number >= 3:
                break
            for said in (
                element.get("datetime"),
                element.get("content"),
                text_of(element),
                element.get("title"),
            ):
                found = dates.parse_day(said, now) if said else None
                if isinstance(found, datetime):
                    return found
                only_day = only_day or found
    return only_day


# --- byline and origin --------------------------------------------------------------------------


def _byline(page: Page, profile: Profile | None, statement: Statement) -> str:
    site = page.meta("og:site_name").lower()
    publisher = statement.publisher.lower()
    for said in _byline_places(page, profile, statement):
        name = PREFIX.sub("", said).strip(" ,|-–•")
        is_site = (
            name.lower() in {site, publisher} or name.lower().replace(" ", "") in page.url.lower()
        )
        if (
            name
            and len(name) <= 80
            and not is_site
            and not ACCOUNTS.fullmatch(name)
            and "://" not in name
        ):
            return name
    return ""


def _byline_places(page: Page, profile: Profile | None, statement: Statement) -> Iterator[str]:
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
    for selector in profile.byline if profile is not None else ():
        for element in page.index.select(selector):
            yield text_of(element)
    yield statement.byline
    for selector in GENERIC_BYLINES:
        for number, element in enumerate(page.index.select(selector)):
            if number < 2:
                yield text_of(element) or text.clean(element.get("content") or "")
    yield page.meta("author", "article:author", "dc.creator")


def _origin(page: Page, profile: Profile | None) -> str:
    if profile is None:
        return ""
    element = page.index.first(profile.origin)
    said = text_of(element) if element is not None else ""
    return re.sub(r"^(?:nguồn(?: tin)?|theo)\s*:?\s+", "", said, flags=re.IGNORECASE)
