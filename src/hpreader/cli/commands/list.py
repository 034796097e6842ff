"""`hpreader list`: the headlines of the cache, newest first."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from hpreader import export
from hpreader.cli import output
from hpreader.cli.records.line_format import fill
from hpreader.cli.records.source_records import subscribed
from hpreader.cli.session import open_newsroom
from hpreader.cli.status import Status
from hpreader.config import Settings
from hpreader.i18n import _
from hpreader.model import ListQuery
from hpreader.model.lists import MUTED_SEARCH
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.text import fold
from hpreader.vietnam_time import iso, local

if TYPE_CHECKING:
    from hpreader.model import Headline

WINDOW = 500
"""How many headlines are read at a time: a list may be longer than memory likes."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    with open_newsroom(arguments, settings) as newsroom:
        return _list(newsroom, arguments)


def _list(newsroom: Newsroom, arguments: Namespace) -> int:
    known = subscribed(newsroom, arguments.source) if arguments.source else None
    query = ListQuery(
        source=known.name if known is not None else arguments.source,
        section=arguments.section,
        day=arguments.date,
        unread=arguments.unread,
        saved=arguments.saved,
        search=_search(arguments),
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
            elif arguments.format is not None:
                output.data(fill(arguments.format, _fields(headline)))
            else:
                output.headline(headline, newsroom.now())
                if arguments.muted:
                    output.hidden_by(headline)
    return Status.DONE


def _fields(headline: Headline) -> dict[str, str]:
    """What may be in a format, by the names of the JSON; times are Vietnam's."""
    published = headline.published
    when = local(published) if published is not None else None
    return {
        "id": headline.id,
        "url": headline.url,
        "title": headline.title,
        "source": headline.source,
        "section": headline.section,
        "summary": headline.summary,
        "published": iso(published) or "",
        "date": f"{when:%Y-%m-%d}" if when is not None else "",
        "time": f"{when:%H:%M}" if when is not None else "",
        "read": "read" if headline.read else "unread",
        "saved": "saved" if headline.saved else "",
    }


def _search(arguments: Namespace) -> str:
    """The filters of a list that are those of searches."""
    filters = [MUTED_SEARCH] if arguments.muted else []
    filters += [f'tag:"{tag.replace(chr(34), "")}"' for tag in arguments.tag]
    return " ".join(filters)


def _tell_why_empty(newsroom: Newsroom, query: ListQuery) -> None:
    """Print why a list is empty: a section that does not exist, or nothing fetched yet."""
    sections = {
        fold(section.name)
        for state in newsroom.subscriptions.states()
        for section in state.sections
    }
    wrong = newsroom.searches.problems(query.search) if query.search else ()
    if wrong:
        for problem in wrong:
            output.complain(problem)
    elif query == ListQuery():
        output.narrate(_("No news in the cache yet. Fetch it: hpreader sync"))
    elif query.section and fold(query.section) not in sections:
        output.complain(Problem("unknown_section", query.section))
    else:
        output.narrate(_("There are no such headlines."))
