"""`hpreader show`: one article, from the cache or fetched."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hpreader import export, model
from hpreader.cli import output
from hpreader.cli.arguments.article_argument import article_named
from hpreader.cli.records.explanation import print_explanations, print_places
from hpreader.cli.session import open_newsroom, run_async
from hpreader.cli.status import Status, status_of
from hpreader.config import Settings
from hpreader.i18n import _
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem

if TYPE_CHECKING:
    from hpreader.model import Article, ArticleRef, Explanation


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    with open_newsroom(arguments, settings) as newsroom:
        at = article_named(newsroom, arguments.article)
        if at is None:
            words = _("There is no article “{name}”.").format(name=arguments.article)
            output.narrate("hpreader: " + words)
            return Status.MISSING
        answer = None if arguments.explain and not newsroom.offline else _cached(newsroom, at)
        if answer is not None:
            return _finish(newsroom, arguments, settings, *answer)
        return run_async(newsroom, lambda: _show(newsroom, at, arguments, settings))


async def _show(
    newsroom: Newsroom, at: ArticleRef, arguments: Namespace, settings: Settings
) -> int:
    fetch = _explain if arguments.explain and not newsroom.offline else _fetch
    return _finish(newsroom, arguments, settings, *await fetch(newsroom, at, is_typed=not at.id))


def _finish(
    newsroom: Newsroom,
    arguments: Namespace,
    settings: Settings,
    article: Article | None,
    problem: Problem | None,
    explanations: Sequence[Explanation] = (),
) -> int:
    """Print what there is of an article; returns the exit status."""
    if problem is not None:
        output.complain(problem)
    if article is not None:
        _print(article, newsroom, arguments, settings)
    print_explanations(explanations, as_json=arguments.json)
    if arguments.explain and article is not None:
        mentions = newsroom.places.mentions(article)
        print_places(mentions, article.url, as_json=arguments.json)
    if arguments.explain and newsroom.offline:
        output.narrate("hpreader: " + _("--explain needs the network: pages are not kept"))
    elif problem is None and article is not None:
        return Status.DONE
    if article is None:
        return status_of(problem) if problem is not None else Status.MISSING
    return Status.PARTLY


async def _explain(
    newsroom: Newsroom, at: ArticleRef, *, is_typed: bool
) -> tuple[Article | None, Problem | None, tuple[Explanation, ...]]:
    """The article as its pages give it now, and why; else what is cached of it, and the problem."""
    explained = await newsroom.explain(at, is_typed=is_typed)
    found, explanations = explained.article, explained.explanations
    if isinstance(found, model.Article):
        return found, Problem("paged", found.next_page) if found.next_page else None, explanations
    return newsroom.articles.get(at), found, explanations


def _cached(newsroom: Newsroom, at: ArticleRef) -> tuple[Article, Problem | None] | None:
    """The whole article where it is cached, and the problem that pages of it are missing."""
    copy = newsroom.articles.get(at)
    if copy is None or not (copy.has_page or newsroom.offline):
        return None
    return copy, Problem("paged", copy.next_page) if copy.next_page else None


async def _fetch(
    newsroom: Newsroom, at: ArticleRef, *, is_typed: bool
) -> tuple[Article | None, Problem | None]:
    """What can be had of an article, and the trouble in the way."""
    article, problem = None, None
    async for event in newsroom.open_article(at, is_typed=is_typed):
        match event:
            case model.Ready(thing):
                article = thing
            case model.Failed(trouble):
                problem = trouble
            case model.Progress():
                pass
    return article, problem


def _print(article: Article, newsroom: Newsroom, arguments: Namespace, settings: Settings) -> None:
    if arguments.diff or arguments.edit is not None:
        from hpreader.cli.commands.show.edit_history import print_edits  # noqa: PLC0415 - seldom needed

        print_edits(article, newsroom, arguments.edit, as_json=arguments.json)
    elif arguments.json:
        output.json_line(export.article_json(article, _is_cached(newsroom)))
    elif arguments.markdown:
        output.long_data(export.article_markdown(article))
    elif arguments.text or not output.wants_drawing():
        output.long_data(export.article_text(article))
    else:
        from hpreader.cli.commands.show.drawn_article import draw  # noqa: PLC0415 - only a terminal needs it

        draw(article, newsroom, settings)


def _is_cached(newsroom: Newsroom) -> Callable[[str], bool]:
    return lambda url: newsroom.articles.get(model.ArticleRef(url)) is not None
