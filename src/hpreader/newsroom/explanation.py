"""Why an article reads as it does: fetched anew, with every decision on its pages recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.newsroom.keeping import shown
from hpreader.newsroom.reading import fetch_article
from hpreader.problems import Problem
from hpreader.urls import canonical

if TYPE_CHECKING:
    from hpreader.model import Article, ArticleAt, Explanation
    from hpreader.newsroom.desk import Desk


async def explain(desk: Desk, at: ArticleAt) -> tuple[Article | Problem, tuple[Explanation, ...]]:
    """An article as its pages give it now, and the decisions on each of them.

    What is cached stays as it is: pages are not kept, so there is nothing to explain it by.

    Args:
        desk: the newsroom's desk.
        at: the article; its address is enough.

    Returns:
        The article or why there is none, and an explanation for each page that was fetched.
    """
    if not canonical(at.url):
        return Problem("bad_url", at.url), ()
    desk.explanations = []
    try:
        article = await fetch_article(desk, at)
        found = tuple(desk.explanations)
    finally:
        desk.explanations = None
    return (article if isinstance(article, Problem) else shown(desk, article)), found
