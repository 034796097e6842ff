"""`hpreader search`: the articles of the cache that have all the words."""

from __future__ import annotations

from argparse import Namespace

from hpreader import export
from hpreader.cli import output
from hpreader.cli.session import open_newsroom
from hpreader.cli.status import Status
from hpreader.config import Settings
from hpreader.model.lists import MUTED_SEARCH
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem
from hpreader.text import clean


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    with open_newsroom(arguments, settings) as newsroom:
        return _search(newsroom, arguments)


def _search(newsroom: Newsroom, arguments: Namespace) -> int:
    query = " ".join([*arguments.query, *([MUTED_SEARCH] if arguments.muted else ())])
    for mistake in newsroom.searches.problems(query):
        output.complain(mistake)
    hits = newsroom.searches.find(query, arguments.n)
    for hit in hits:
        if arguments.json:
            output.json_line(export.hit_json(hit))
        else:
            output.headline(hit.headline, newsroom.now())
            if arguments.muted:
                output.hidden_by(hit.headline)
            if hit.snippet.text:
                output.wrapped(clean(hit.snippet.text), 4)
    if not hits:
        output.complain(Problem("no_match", f"“{query}”"))
        return Status.MISSING
    return Status.DONE
