"""`hpreader export`: the articles of the shelf, of a day or of a search in one file.

The texts come from the cache; photos from the cache, else from their addresses unless --offline. It goes
to stdout or to the one file that is named; nothing is marked as read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import export, model
from hpreader.cli import output
from hpreader.cli.files.edition_output import suggested_name, write_edition, write_text
from hpreader.cli.files.file_output import refuse_target
from hpreader.cli.session import open_newsroom, run_async
from hpreader.cli.status import Status
from hpreader.i18n import _
from hpreader.model.trail_steps import list_name
from hpreader.newsroom.brief.edition_builder import edition_article, edition_of_list
from hpreader.problems import Problem

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from hpreader.config import Settings
    from hpreader.model import Headline, ListQuery
    from hpreader.newsroom import Newsroom

WINDOW = 500
"""How many headlines are read at a time."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    with open_newsroom(arguments, settings) as newsroom:
        query = model.ListQuery(
            section=arguments.section,
            day=arguments.date,
            saved=arguments.saved,
            search=arguments.search,
        )
        refusal = refuse_target(
            arguments.output,
            is_binary=arguments.format == "epub",
            replaces=arguments.force,
            suggested=suggested_name(_file_name(query), arguments.format),
        )
        if refusal is not None:
            return refusal
        if query.search:
            for mistake in newsroom.searches.problems(query.search):
                output.complain(mistake)
        if not newsroom.lists.rows(query).count():
            return _tell_empty(query)
        if arguments.format == "json":
            return write_text(arguments, _json_lines(newsroom, query, arguments.n))
        title = _title(newsroom, query)
        edition = edition_of_list(
            newsroom, title, f"export {query!r}", _headlines(newsroom, query, arguments.n)
        )
        return run_async(newsroom, lambda: write_edition(newsroom, edition, arguments))


def _headlines(newsroom: Newsroom, query: ListQuery, most: int | None) -> Iterator[Headline]:
    """The headlines of a list in its order."""
    rows = newsroom.lists.rows(query)
    total = rows.count() if most is None else min(most, rows.count())
    for start in range(0, total, WINDOW):
        yield from rows.slice(start, min(start + WINDOW, total))


def _json_lines(newsroom: Newsroom, query: ListQuery, most: int | None) -> Iterator[str]:
    """An article on each line, as `show --json` prints it; `problem` tells why it is not whole."""

    def is_cached(url: str) -> bool:
        return newsroom.articles.get(model.ArticleRef(url)) is not None

    for headline in _headlines(newsroom, query, most):
        one = edition_article(newsroom, headline)
        article = one.article or _without_text(headline)
        problem = output.problem_json(one.problem)
        record = export.article_json(article, is_cached)
        marks = {"has_page": article.has_page, "read": headline.read, "saved": headline.saved}
        yield export.json_line({**record, "problem": problem, **marks}) + "\n"


def _without_text(headline: Headline) -> model.Article:
    """An article of which only the headline is known."""
    return model.Article(
        headline.url,
        headline.title,
        id=headline.id,
        source=headline.source,
        section=headline.section,
        sections=headline.sections,
        lede=headline.summary,
        published=headline.published,
    )


def _title(newsroom: Newsroom, query: ListQuery) -> str:
    """What the file is called on its first page."""
    name = list_name(query, newsroom.subscriptions.titles(), newsroom.searches.saved())
    return _("News: {name}").format(name=name)


def _file_name(query: ListQuery) -> str:
    if query.saved:
        return "saved"
    return query.day.isoformat() if query.day is not None else "search"


def _tell_empty(query: ListQuery) -> int:
    if query.search:
        output.complain(Problem("no_match", f"“{query.search}”"))
    else:
        output.narrate("hpreader: " + _("There are no such headlines."))
    return Status.MISSING
