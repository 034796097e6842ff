"""Sources as the JSON records of `sources --json` and `doctor --json`, and by the names people type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.text import clean
from hpreader.vietnam_time import iso

if TYPE_CHECKING:
    from hpreader.export import JsonObject
    from hpreader.model import Source, SourceState
    from hpreader.newsroom import Newsroom


def subscribed(newsroom: Newsroom, asked: str) -> Source | None:
    """The subscribed source of a name or a title, in any case."""
    wanted = clean(asked).casefold()  # as it is printed
    sources = newsroom.subscriptions.get_all()
    by_name = [source for source in sources if clean(source.name).casefold() == wanted]
    by_title = [source for source in sources if clean(source.title).casefold() == wanted]
    return next(iter(by_name + by_title), None)


def source_json(source: Source) -> JsonObject:
    """A source for programs."""
    return {
        "name": source.name,
        "title": source.title,
        "home": source.home,
        "only": list(source.only),
        "sections": [
            {"name": section.name, "candidates": list(section.candidates)}
            for section in source.sections
        ],
    }


def state_json(state: SourceState) -> JsonObject:
    """A source for programs, with its counts and the result of its last sync."""
    return {
        **source_json(state.source),
        "total": state.total,
        "unread": state.unread,
        "counts": [
            {"section": section.name, "total": section.total, "unread": section.unread}
            for section in state.sections
        ],
        "checked_at": iso(state.checked_at),
        "problem": output.problem_json(state.problem),
        "list_problems": [
            {"section": section, "problem": output.problem_json(problem)}
            for section, problem in state.list_problems.items()
        ],
    }
