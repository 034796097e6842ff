"""The argument `URL|ID` of commands that are about one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model, urls

if TYPE_CHECKING:
    from hpreader.model import ArticleRef
    from hpreader.newsroom import Newsroom


def article_named(newsroom: Newsroom, name: str) -> ArticleRef | None:
    """The article of a name from a list or of an address, which may lack its `https://`."""
    headline = newsroom.articles.headline(name)
    if headline is not None:
        return model.ArticleRef(headline.url, headline.id, headline.title)
    if ":" in name.partition("/")[0]:
        return model.ArticleRef(name)
    if urls.may_follow(f"https://{name}") and "." in name.partition("/")[0]:
        return model.ArticleRef(f"https://{name}")
    return None
