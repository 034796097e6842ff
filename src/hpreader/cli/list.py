"""`hpreader list`: the headlines of the cache, newest first."""

from __future__ import annotations

from argparse import Namespace

from hpreader import export
from hpreader.cli import output
from hpreader.cli.session import with_newsroom
from hpreader.cli.source_records import subscribed
from hpreader.cli.status import Status
from hpreader.config import Settings
from hpreader.i18n import _
from hpreader.model import Headline, ListQuery
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.text import fold

WINDOW = 500
"""How many headlines are read at a time: a list may be longer than memory likes."""

WIDE = 100
"""From this terminal width on there is room for columns; below, titles had better be whole."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    return with_newsroom(_list, arguments, settings)


def line(headline: Headline) -> str:
    """A headline for people, with the id that `show` takes."""
    width = output.columns()
    width = width - len(headline.id) - 2 if width >= WIDE else 0
    return f"{headline.id}  {export.headline_line(headline, width)}"


async def _list(newsroom: Newsroom, arguments: Namespace) -> int:
    known = subscribed(newsroom, arguments.source)
    query = ListQuery(
        source=known.name if known is not None else arguments.source,
        section=arguments.section,
        day=arguments.date,
        unread=arguments.unread,
        saved=arguments.saved,
    )
    rows = newsroom.rows(query)
    total = rows.count()
    if not total and query.source and known is None:  # saved ones may outlive their source
        raise ProblemError(Problem("unknown_source", query.source))
    if not total and not arguments.json:  # a script knows what nothing means
        _tell_why_empty(newsroom, query)
    wanted = total if arguments.n is None else min(total, arguments.n)
    for start in range(0, wanted, WINDOW):
        for headline in rows.slice(start, min(start + WINDOW, wanted)):
            if arguments.json:
                output.json_line(export.headline_json(headline))
            else:
                output.data(line(headline))
    return Status.DONE


def _tell_why_empty(newsroom: Newsroom, query: ListQuery) -> None:
    """An empty list is an answer, but a person who mistyped, or has fetched nothing, wants more."""
    sections = {fold(section.name) for state in newsroom.sources() for section in state.sections}
    if query == ListQuery():
        output.narrate(_("No news in the cache yet. Fetch it: hpreader sync"))
    elif query.section and fold(query.section) not in sections:
        output.complain(Problem("unknown_section", query.section))
    else:
        output.narrate(_("There are no such headlines."))
