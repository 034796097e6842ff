"""Puts the texts of articles together as an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import language
from hpreader.model.edition import Edition, EditionArticle, EditionPart
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hpreader.model import Headline
    from hpreader.model.brief import Brief
    from hpreader.newsroom.newsroom import Newsroom


def edition_article(newsroom: Newsroom, headline: Headline, note: str = "") -> EditionArticle:
    """An article with its text from the cache, or the reason why it is not there."""
    ref = model.ArticleRef(headline.url, headline.id, headline.title)
    article = newsroom.articles.get(ref)
    if article is None or not (article.blocks or article.has_page):
        return EditionArticle(
            headline, None, Problem("not_cached", headline.url, reason="not_synced"), note
        )
    problem = Problem("paged", article.next_page) if article.next_page else None
    return EditionArticle(headline, article, problem, note)


def edition_of_brief(newsroom: Newsroom, brief: Brief) -> Edition:
    """A brief with the texts of its articles, without images."""
    parts = tuple(
        EditionPart(
            part.name,
            tuple(
                edition_article(newsroom, headline, entry.note if number == 0 else "")
                for entry in part.entries
                for number, headline in enumerate(entry.headlines)
            ),
        )
        for part in brief.parts
    )
    period = brief.period
    key = f"brief {period.begin.isoformat()} {period.end.isoformat()}"
    return Edition(brief.title, key, newsroom.now(), language(), parts)


def edition_of_list(
    newsroom: Newsroom, title: str, key: str, headlines: Iterable[Headline]
) -> Edition:
    """The headlines of a list with their texts, in its order, without images.

    Args:
        newsroom: has the texts.
        title: of the edition.
        key: what tells it from other editions.
        headlines: of the list.
    """
    articles = tuple(edition_article(newsroom, headline) for headline in headlines)
    return Edition(title, key, newsroom.now(), language(), (EditionPart("", articles),))


def missing_texts(edition: Edition) -> int:
    """How many articles have no text in the edition."""
    return sum(one.article is None for one in edition.articles())


def image_addresses(edition: Edition) -> Iterator[tuple[str, str]]:
    """The images of an edition, each once, with the address of the first article that has it."""
    seen: set[str] = set()
    for one in edition.articles():
        for block in one.article.blocks if one.article is not None else ():
            if isinstance(block, model.Image) and block.src not in seen:
                seen.add(block.src)
                yield block.src, one.headline.url
