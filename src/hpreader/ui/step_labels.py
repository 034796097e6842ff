"""The steps of the trail as they are shown: what they are called, and of what kind they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.model.trail_steps import step_title
from hpreader.ui.cell_text import sanitize

if TYPE_CHECKING:
    from hpreader.model import Visit

SIGNS = {
    "list": "#",
    "day": "@",
    "saved": "\u2726",
    "search": "/",
    "brief": "=",
}  # ✦ as the saved mark
"""Articles have none: they are what a trail is mostly made of."""


def kind_of(visit: Visit) -> str:
    """The kind of a step: its key in `SIGNS`, empty for an article."""
    match visit.location:
        case model.ArticleRef():
            return ""
        case model.Search():
            return "search"
        case model.BriefUntil():
            return "brief"
        case model.SavedShelf():
            return "saved"
        case model.Day():
            return "day"
        case _:
            return "list"


def step_name(visit: Visit) -> str:
    """What a step is called, with the words that its list is filtered by."""
    name = step_title(visit)
    words = visit.headlines.query.text if visit.headlines is not None else ""
    if words and kind_of(visit) not in ("", "search", "brief"):
        name += f" \u201c{words}\u201d"
    return sanitize(name)


def crumb(visit: Visit) -> str:
    """A step with its sign."""
    sign = SIGNS.get(kind_of(visit), "")
    return f"{sign} {step_name(visit)}" if sign else step_name(visit)
