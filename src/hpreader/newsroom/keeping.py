"""What is added to an article when it is kept, and when it is taken out again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.urls import host, key

if TYPE_CHECKING:
    from hpreader.model import Article, ArticleRef, Related
    from hpreader.newsroom.desk import Desk

RELATED_COUNT = 5
"""How many others stand in for a box of related news: as many as the seed's site shows."""


def signed(
    desk: Desk, article: Article, *, article_id: str, source: str = "", has_page: bool = False
) -> Article:
    """The article with its identity, its source and the time, ready to be kept.

    What an earlier form knew and this one does not (the box of related news, the page's
    sections) is carried over: a feed alone must not make an article poorer.
    """
    before = desk.front.article(article_id)
    article = replace(
        article,
        id=article_id,
        source=source or (before.source if before else "") or source_of(desk, article.url),
        cached_at=desk.now(),
        has_page=has_page,
    )
    if before is None or has_page:
        return article
    return replace(
        article,
        related=article.related or before.related,
        forms=before.forms,
        sections=article.sections or before.sections,
        section=article.section or before.section,
        byline=article.byline or before.byline,
        origin=article.origin or before.origin,
    )


def source_of(desk: Desk, url: str) -> str:
    """The subscribed source to which an address belongs, else its host."""
    name = host(url)
    for source in desk.front.sources() or ():
        if host(source.home) == name:
            return source.name
    return name


def shown(desk: Desk, article: Article) -> Article:
    """The article as it is read.

    Its sections are those of its headline, so that list and article agree; and it has a box of
    related news even where no form has one.
    """
    headline = desk.front.headline(article.id)
    if headline is not None and headline.sections:
        article = replace(article, section=headline.section, sections=headline.sections)
    related = tuple(item for item in article.related if key(item.url) != key(article.url))
    if related and article.related_from == "page":
        return replace(article, related=related)
    known = {key(item.url) for item in related}
    made_up = [item for item in _others(desk, article) if key(item.url) not in known]
    whole = (*related, *made_up)[: max(RELATED_COUNT, len(related))]
    return replace(article, related=whole, related_from="cache")


def _others(desk: Desk, article: Article) -> list[Related]:
    """The newest others of its section, else of another section of it, else of its source."""
    for section in dict.fromkeys((article.section, *article.sections, "")):
        found = desk.front.newest_in(section, article.source, RELATED_COUNT, article.id)
        if found:
            return [
                model.Related(other.title, other.url, other.summary, other.published)
                for other in found
            ]
    return []


def cached(desk: Desk, at: ArticleRef) -> Article | None:
    """The cached copy, by id or by any address it ever had."""
    article = desk.front.article(at.id) if at.id else None
    if article is None and at.url:
        article = desk.front.article_at(at.url)
    return article
