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
from hpreader.model import ListQuery
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.text import fold

WINDOW = 500
"""How many headlines are read at a time: a list may be longer than memory likes."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    return with_newsroom(_list, arguments, settings)


async def _list(newsroom: Newsroom, arguments: Namespace) -> int:
    known = subscribed(newsroom, arguments.source)
    query = ListQuery(
        source=known.name if known is not None else arguments.source,
        section=arguments.section,
        day=arguments.date,
        unread=arguments.unread,
        saved=arguments.saved,
    )
    rows = newsroom.lists.rows(query)
    total = rows.count()
    if not total and query.source and known is None:  # saved ones may outlive their source
        raise ProblemError(Problem("unknown_source", query.source))
    if not total and not arguments.json:  # scripts need no explanation
        _tell_why_empty(newsroom, query)
    wanted = total if arguments.n is None else min(total, arguments.n)
    for start in range(0, wanted, WINDOW):
        for headline in rows.slice(start, min(start + WINDOW, wanted)):
            if arguments.json:
                output.json_line(export.headline_json(headline))
            else:
                output.headline(headline)
    return Status.DONE


def _tell_why_empty(newsroom: Newsroom, query: ListQuery) -> None:
    """Print why a list is empty: a section that does not exist, or nothing fetched yet."""
    sections = {
        fold(section.name)
        for state in newsroom.subscriptions.states()
        for section in state.sections
    }
    if query == ListQuery():
        output.narrate(_("No news in the cache yet. Fetch it: hpreader sync"))
    elif query.section and fold(query.section) not in sections:
        output.complain(Problem("unknown_section", query.section))
    else:
        output.narrate(_("There are no such headlines."))
