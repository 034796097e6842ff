"""The steps of the trail: what they are called, of what kind they are, where they branched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _
from hpreader.ui.cell_text import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.history import History
    from hpreader.model import ListQuery, Location, SavedSearch, Visit

SIGNS = {"list": "#", "day": "@", "saved": "\u2726", "search": "/"}  # ✦ as the saved mark
"""Articles have none: they are what a trail is mostly made of."""


def place_of(query: ListQuery) -> tuple[object, ...]:
    """What is chosen of a query; the rest (filter, unread only, order) is how one looks at it."""
    return (query.source, query.section, query.search, query.day, query.saved)


def location_of(query: ListQuery) -> Location:
    """The place that a query's headlines are."""
    if query.saved:
        return model.SavedShelf()
    if query.search:
        return model.Search(query.search)
    if query.day is not None:
        return model.Day(query.day)
    if query.source or query.section:
        return model.SectionOf(query.source, query.section)
    return model.Front()


def place_name(query: ListQuery, titles: Mapping[str, str], searches: Iterable[SavedSearch]) -> str:
    """The section, source or kept search that headlines are of, empty where they are of all."""
    if place := query.section or titles.get(query.source, query.source):
        return place
    return next((kept.name for kept in searches if kept.query == query.search), query.search)


def list_name(query: ListQuery, titles: Mapping[str, str], searches: Iterable[SavedSearch]) -> str:
    """What a list is called: its section, source or kept search, or the day of all news."""
    if query.saved:
        return _("Saved")
    day = f"{query.day:%d/%m/%Y}" if query.day is not None else ""
    parts = (place_name(query, titles, searches), day)
    return " \u2219 ".join(part for part in parts if part) or _("All news")


def kind_of(visit: Visit) -> str:
    """The kind of a step: its key in `SIGNS`, empty for an article."""
    match visit.location:
        case model.ArticleRef():
            return ""
        case model.Search():
            return "search"
        case model.SavedShelf():
            return "saved"
        case model.Day():
            return "day"
        case _:
            return "list"


def step_name(visit: Visit) -> str:
    """What a step is called, in the language that is spoken now."""
    match visit.location:
        case model.SavedShelf():
            name = _("Saved")
        case model.Front():
            name = _("All news")
        case _:
            name = visit.title
    words = visit.headlines.query.text if visit.headlines is not None else ""
    if words and kind_of(visit) not in ("", "search"):
        name += f" \u201c{words}\u201d"
    return sanitize(name)


def crumb(visit: Visit) -> str:
    """A step with its sign."""
    sign = SIGNS.get(kind_of(visit), "")
    return f"{sign} {step_name(visit)}" if sign else step_name(visit)


def percent(share: float) -> str:
    """How far something was read: `▍ 60 %`.

    A terminal that draws the bar in two cells was named at the start: the rest of the line gives way.
    """
    return f"\u258d {int(share * 100 + 0.5)} %"


def id_of(visit: Visit) -> str:
    """The id of a step's article, empty for a list."""
    return visit.location.id if isinstance(visit.location, model.ArticleRef) else ""


def is_list(visit: Visit) -> bool:
    """Does a step show headlines in their pane? Of searches those do that are kept as sections."""
    if isinstance(visit.location, model.Search):
        return visit.headlines is not None and bool(visit.headlines.query.search)
    return not isinstance(visit.location, model.ArticleRef)


def branch_of(trail: History[Visit], at: int | None = None) -> int:
    """The step from which links alone lead to a step (where one is), -1 on an empty trail."""
    step = trail.index if at is None else at
    while step > 0 and trail.items[step].followed:
        step -= 1
    return step


def last_article(trail: History[Visit]) -> int | None:
    """The step of the newest article up to where one is."""
    steps = range(trail.index, -1, -1)
    return next((step for step in steps if id_of(trail.items[step])), None)
