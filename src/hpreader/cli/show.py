"""`hpreader show`: one article, from the cache or fetched."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace

from rich.segment import Segment, Segments
from rich.style import Style

from hpreader import export, render, urls
from hpreader.cli import output
from hpreader.cli.explanation import print_explanations
from hpreader.cli.session import with_newsroom
from hpreader.cli.status import Status, status_of
from hpreader.config import Settings
from hpreader.i18n import _
from hpreader.model import Article, ArticleRef, Explanation, Failed, Progress, Ready
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""

    async def show(newsroom: Newsroom, arguments: Namespace) -> int:
        return await _show(newsroom, arguments, settings)

    return with_newsroom(show, arguments, settings)


async def _show(newsroom: Newsroom, arguments: Namespace, settings: Settings) -> int:
    at = _article_named(newsroom, arguments.article)
    if at is None:
        output.narrate(
            "hpreader: " + _("There is no article “{name}”.").format(name=arguments.article)
        )
        return Status.MISSING
    if arguments.explain and not newsroom.offline:
        article, problem, explanations = await _explain(newsroom, at)
    else:
        article, problem = await _fetch(newsroom, at)
        explanations = ()
    if problem is not None:
        output.complain(problem)
    if article is not None:
        _print(article, newsroom, arguments, settings)
    print_explanations(explanations, as_json=arguments.json)
    if arguments.explain and newsroom.offline:
        output.narrate("hpreader: " + _("--explain needs the network: pages are not kept"))
    elif problem is None and article is not None:
        return Status.DONE
    if article is None:
        return status_of(problem) if problem is not None else Status.MISSING
    return Status.PARTLY


async def _explain(
    newsroom: Newsroom, at: ArticleRef
) -> tuple[Article | None, Problem | None, tuple[Explanation, ...]]:
    """The article as its pages give it now, and why; else what is cached of it, and the problem."""
    found, explanations = await newsroom.explain(at)
    if isinstance(found, Article):
        return found, Problem("paged", found.next_page) if found.next_page else None, explanations
    return newsroom.articles.get(at), found, explanations


def _article_named(newsroom: Newsroom, name: str) -> ArticleRef | None:
    """The article of a name from a list or of an address, which may lack its `https://`."""
    headline = newsroom.articles.headline(name)
    if headline is not None:
        return ArticleRef(headline.url, headline.id, headline.title)
    if ":" in name.partition("/")[0]:
        return ArticleRef(name)
    if urls.may_follow(f"https://{name}") and "." in name.partition("/")[0]:
        return ArticleRef(f"https://{name}")
    return None


async def _fetch(newsroom: Newsroom, at: ArticleRef) -> tuple[Article | None, Problem | None]:
    """The whole article where it is cached; else what can be had, and the trouble in the way."""
    copy = newsroom.articles.get(at)
    if copy is not None and (copy.has_page or newsroom.offline):
        return copy, Problem("paged", copy.next_page) if copy.next_page else None
    article, problem = None, None
    async for event in newsroom.open_article(at):
        match event:
            case Ready(thing):
                article = thing
            case Failed(trouble):
                problem = trouble
            case Progress():
                pass
    return article, problem


def _print(article: Article, newsroom: Newsroom, arguments: Namespace, settings: Settings) -> None:
    if arguments.json:
        output.json_line(export.article_json(article, _is_cached(newsroom)))
    elif arguments.markdown:
        output.data(export.article_markdown(article))
    elif arguments.text or not output.is_terminal():
        output.data(export.article_text(article))
    else:
        _draw(article, newsroom, settings)


def _is_cached(newsroom: Newsroom) -> Callable[[str], bool]:
    return lambda url: newsroom.articles.get(ArticleRef(url)) is not None


def _draw(article: Article, newsroom: Newsroom, settings: Settings) -> None:
    """Print an article as the reader shows it, in the terminal's own colours."""
    from rich.console import Console  # noqa: PLC0415 - data for programs needs no colours

    columns = output.columns()
    console = Console(markup=False, highlight=False, emoji=False, width=columns)
    palette = _palette(settings, has_colour=not console.no_color)
    layout = render.lay_out(
        article,
        min(settings.measure, max(columns - 2, 1)),
        palette,
        states=newsroom.articles.link_states([item.url for item in article.related]),
        now=newsroom.now(),
    )
    for line in layout.lines:
        console.print(Segments([Segment(" "), *line.segments, Segment.line()]), soft_wrap=True)


def _palette(settings: Settings, *, has_colour: bool) -> render.Palette:
    """The colours: the theme's where one is chosen, else those of the terminal.

    What lies behind the text is not known here, so only colours are taken that every terminal's
    own theme makes legible.
    """
    if not has_colour:
        return render.PLAIN
    if settings.theme in {"light", "dark"}:
        return render.LIGHT if settings.theme == "light" else render.DARK
    accent, quiet = Style(color="red", bold=True), Style(dim=True)
    return replace(
        render.PLAIN,
        section=accent,
        heading=accent,
        box=accent,
        mark=Style(color="red"),
        facts=quiet,
        label=quiet,
        excerpt=quiet,
        missing=quiet,
        read=quiet,
        cached=Style(color="green"),
    )
