"""`hpreader brief`: the news of a day, or of the last hours, in one screen or in one file.

The headlines, the saved searches and the texts come from the cache and the user data; photos from the
cache, else from their addresses unless --offline. It goes to stdout or to the one file that is named;
nothing is marked as read.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from hpreader import export, model
from hpreader.cli import output
from hpreader.cli.files.edition_output import suggested_name, write_edition, write_text
from hpreader.cli.files.file_output import STDOUT, refuse_target
from hpreader.cli.session import open_newsroom, run_async
from hpreader.cli.status import Status
from hpreader.export.brief_text import WIDTH
from hpreader.i18n import _
from hpreader.model.brief import Period
from hpreader.newsroom.brief.brief_composition import compose_brief
from hpreader.newsroom.brief.edition_builder import edition_of_brief
from hpreader.newsroom.brief.story_parts import update_stories
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from argparse import Namespace

    from hpreader.config import Settings
    from hpreader.export import JsonObject
    from hpreader.model.brief import Brief
    from hpreader.newsroom import Newsroom


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    with open_newsroom(arguments, settings) as newsroom:
        now = newsroom.now()
        period = Period.of_day(arguments.date) if arguments.date else Period.until(now)
        name = _("brief-{day}").format(day=period.day.isoformat())
        refusal = refuse_target(
            arguments.output,
            is_binary=arguments.format == "epub",
            replaces=arguments.force,
            suggested=suggested_name(name, arguments.format),
        )
        if refusal is not None:
            return refusal
        return run_async(newsroom, lambda: _brief(newsroom, period, arguments))


async def _brief(newsroom: Newsroom, period: Period, arguments: Namespace) -> int:
    try:
        await update_stories(newsroom, period)
    except ProblemError as error:
        output.complain(error.problem)  # the stories found so far are there
    brief = compose_brief(newsroom, period, arguments.section)
    if not brief.parts:
        return _tell_why_empty(newsroom, brief, arguments)
    if arguments.json:
        return write_text(arguments, map(_line, _records(brief)))
    if arguments.format == "text":
        return _write_text(brief, arguments)
    if arguments.format == "markdown":
        return write_text(arguments, [export.brief_markdown(brief)])
    return await write_edition(newsroom, edition_of_brief(newsroom, brief), arguments)


def _write_text(brief: Brief, arguments: Namespace) -> int:
    width, height = WIDTH, 0
    if arguments.output == STDOUT and output.is_terminal():
        size = shutil.get_terminal_size()
        width = max(20, min(width, size.columns))
        height = 0 if arguments.all else max(5, size.lines - 1)  # the shell's prompt has a line
    lines = export.brief_lines(brief, width, height)
    if arguments.output == STDOUT and arguments.all:
        output.long_data("\n".join(lines))
        return Status.DONE
    return write_text(arguments, (f"{line}\n" for line in lines))


def _records(brief: Brief) -> list[JsonObject]:
    """A headline for each article, with its part."""
    return [
        {
            **export.headline_json(headline),
            "part": part.name,
            "kind": part.kind,
            "note": entry.note if number == 0 else "",
            "story_of": entry.headline.id if number else None,
        }
        for part, entry in brief.entries()
        for number, headline in enumerate(entry.headlines)
    ]


def _line(record: JsonObject) -> str:
    return export.json_line(record) + "\n"


def _tell_why_empty(newsroom: Newsroom, brief: Brief, arguments: Namespace) -> int:
    """Tell that there is nothing, and where there is something."""
    output.narrate("hpreader: " + _("No news for {period}.").format(period=brief.period.name))
    days = [
        one.day
        for one in newsroom.lists.days(model.ListQuery(section=arguments.section))
        if one.day < brief.period.day
    ]
    days = [day for day in days if day != model.UNDATED]
    if days:
        words = _("The newest before that: hpreader brief --date {day}")
        output.narrate(words.format(day=days[-1].isoformat()))
    elif not newsroom.state().articles:
        output.narrate(_("No news in the cache yet. Fetch it: hpreader sync"))
    return Status.MISSING
