"""`hpreader unread`: counts for status bars, in a form of the user's."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.cli import output
from hpreader.cli.records.line_format import fill
from hpreader.cli.records.source_records import subscribed
from hpreader.cli.session import open_newsroom
from hpreader.cli.status import Status
from hpreader.problems import Problem, ProblemError
from hpreader.vietnam_time import iso, local

if TYPE_CHECKING:
    from argparse import Namespace

    from hpreader.config import Settings
    from hpreader.newsroom import Newsroom


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    with open_newsroom(arguments, settings) as newsroom:
        return _unread(newsroom, arguments)


def _unread(newsroom: Newsroom, arguments: Namespace) -> int:
    source = ""
    if arguments.source:
        known = subscribed(newsroom, arguments.source)
        if known is None:
            raise ProblemError(Problem("unknown_source", arguments.source))
        source = known.name
    counts = _counts(newsroom, source, arguments.section)
    state = newsroom.state()
    if arguments.json:
        # Not by way of `export`, which imports what lays out articles: a bar asks every few seconds.
        fields = {"schema": 1, **counts, "synced_at": iso(state.synced_at)}
        output.data(json.dumps(fields))
    elif counts["unread"] or not arguments.if_any:
        synced = f"{local(state.synced_at):%H:%M}" if state.synced_at is not None else "-"
        shown = {**counts, "synced": synced, "class": "unread" if counts["unread"] else "read"}
        output.data(fill(arguments.format, {name: str(value) for name, value in shown.items()}))
    return Status.DONE


def _counts(newsroom: Newsroom, source: str, section: str) -> dict[str, int]:
    """The counts of all lists, or of a source or a section of it."""

    def count(query: model.ListQuery) -> int:
        return newsroom.lists.rows(query).count()

    everything = model.ListQuery(source=source, section=section)
    unread = replace(everything, unread=True)
    return {
        "unread": count(unread),
        "new": count(replace(unread, day=local(newsroom.now()).date())),
        "saved": count(replace(everything, saved=True)),
        "total": count(everything),
        "waiting": newsroom.state().queued,
    }
