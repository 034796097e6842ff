"""Dates of publication and update: those the page shows, refined by those in its metadata."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hpreader import dates, vietnam_time
from hpreader.page.metadata.headline_surroundings import Surroundings
from hpreader.page.metadata.jsonld import JsonLdArticle
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.sites.profiles import Profile

GENERIC_DATES = (
    "time[itemprop=datePublished]", "[itemprop=datePublished]", "time.published", "time.entry-date", ".entry-date", "abbr.published", ".published",
    "article time", ".post-date", ".article-date", ".date-published", ".article-time", ".post-time", ".publish-date", ".publish-time",
    ".detail-time", ".meta-date", ".time-post", "meta[class*=date]", "main time",
)  # fmt: skip
GENERIC_UPDATES = (
    "time[itemprop=dateModified]",
    "[itemprop=dateModified]",
    "time.updated",
    "time.modified",
)


def read_dates(
    page: Page, profile: Profile | None, jsonld: JsonLdArticle, around: Surroundings
) -> tuple[datetime | None, datetime | None]:
    """When an article was published and when it was changed after that."""
    if profile is not None and profile.is_amp and not profile.has_metadata_dates:
        return None, None
    now = page.now
    visible = _visible_date(page, profile.date, now) if profile is not None else None
    stated = _first_date(
        (
            jsonld.published,
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
    if visible is None:
        visible = _likely(around.published(), stated)
    if not isinstance(visible, datetime):
        other = _likely(_visible_date(page, GENERIC_DATES, now), stated)
        if visible is None or (
            isinstance(other, datetime) and vietnam_time.day_of(other) == visible
        ):
            visible = other
    published = _surest(visible, stated)
    updated = _first_date(
        (jsonld.updated, page.meta("article:modified_time", "datemodified", "og:updated_time")),
        now,
    )
    if updated is None:
        positions = profile.updated if profile is not None else GENERIC_UPDATES
        seen = _visible_date(page, positions, now)
        updated = seen if isinstance(seen, datetime) else None
    # What the page shows has no seconds.
    if updated is None or published is None or updated - published < timedelta(minutes=1):
        updated = None
    return published, updated


def _likely(visible: datetime | date | None, stated: datetime | None) -> datetime | date | None:
    """A date found by common class names, None if it is more than a day off the metadata."""
    if visible is None or stated is None:
        return visible
    day = vietnam_time.day_of(visible) if isinstance(visible, datetime) else visible
    return visible if abs(day - vietnam_time.day_of(stated)) <= timedelta(days=1) else None


def _surest(visible: datetime | date | None, stated: datetime | None) -> datetime | None:
    """The date on the page, with the metadata's time of day if the page shows only the day."""
    if isinstance(visible, datetime):
        return visible
    if visible is None:
        return stated
    if stated is not None and vietnam_time.day_of(stated) == visible:
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
            for text in (
                element.get("datetime"),
                element.get("content"),
                text_content(element),
                element.get("title"),
            ):
                found = dates.parse_day(text, now) if text else None
                if isinstance(found, datetime):
                    return found
                only_day = only_day or found
    return only_day
