"""The steps of the trail: which list or article they are, and where they branched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _, ngettext
from hpreader.model.lists import MUTED_SEARCH
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.history import History
    from hpreader.model import Anchor, Article, ListQuery, Location, SavedSearch, Visit


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


def list_count(rows: int, left_out: int = 0, more: str = "") -> str:
    """How many articles a list has; where some are behind the rows of others, also how many rows.

    Args:
        rows: its rows.
        left_out: articles that are behind the rows.
        more: a sign behind the numbers of a list that was not read to its end.
    """
    count = rows + left_out
    if left_out:
        words = ngettext("{count} article in {rows} rows", "{count} articles in {rows} rows", count)
    else:
        words = ngettext("{count} article", "{count} articles", count)
    return words.format(count=f"{count}{more}", rows=f"{rows}{more}")


def place_name(query: ListQuery, titles: Mapping[str, str], searches: Iterable[SavedSearch]) -> str:
    """The section, source or kept search that headlines are of, empty where they are of all."""
    if query.search == MUTED_SEARCH:
        return _("Hidden")
    if place := query.section or titles.get(query.source, query.source):
        return place
    return next((kept.name for kept in searches if kept.query == query.search), query.search)


def list_name(
    query: ListQuery,
    titles: Mapping[str, str],
    searches: Iterable[SavedSearch],
    separator: str = " \u2219 ",
) -> str:
    """What a list is called: its section, source or kept search, or the day of all news."""
    if query.saved:
        return _("Saved")
    day = f"{query.day:%d/%m/%Y}" if query.day is not None else ""
    parts = (place_name(query, titles, searches), day)
    return separator.join(part for part in parts if part) or _("All news")


def list_visit(
    query: ListQuery, titles: Mapping[str, str], searches: Iterable[SavedSearch]
) -> Visit:
    """A list that is chosen as a step."""
    name = list_name(query, titles, searches)
    return model.Visit(location_of(query), name, "" if query.saved else query.source)


def list_at(current: Visit | None, shown: ListQuery) -> ListQuery | None:
    """The list that the current step is; None if it is none.

    Args:
        current: the step.
        shown: the list that is shown, which counts as long as there is no step.
    """
    if current is None:
        return shown
    return current.headlines.query if is_list(current) and current.headlines else None


def article_visit(article: Article, start: Anchor, progress: float, *, followed: bool) -> Visit:
    """An article that is opened as a step.

    Args:
        article: the article.
        start: the position at which it is opened.
        progress: how much of it was read before, 0 to 1.
        followed: it was opened by a link.
    """
    ref = model.ArticleRef(article.url, article.id, article.title)
    return model.Visit(
        ref, article.title, article.source, start, progress=progress, followed=followed
    )


def step_title(visit: Visit) -> str:
    """What a step is called, in the language that is spoken now."""
    match visit.location:
        case model.SavedShelf():
            return _("Saved")
        case model.Front():
            return _("All news")
        case model.BriefUntil(until):
            return _("News brief, {period}").format(period=f"{local(until):%H:%M %d/%m}")
        case model.Search(query) if query == MUTED_SEARCH:
            return _("Hidden")
        case _:
            return visit.title


def id_of(visit: Visit) -> str:
    """The id of a step's article, empty for a list."""
    return visit.location.id if isinstance(visit.location, model.ArticleRef) else ""


def is_list(visit: Visit) -> bool:
    """Does a step show headlines in their pane? Of searches those do that are kept as sections.

    A brief is shown over the panes.
    """
    if isinstance(visit.location, model.Search):
        return visit.headlines is not None and bool(visit.headlines.query.search)
    return not isinstance(visit.location, (model.ArticleRef, model.BriefUntil))


def branch_of(trail: History[Visit], at: int | None = None) -> int:
    """The step from which links alone lead to a step (where one is), -1 on an empty trail."""
    step = trail.index if at is None else at
    while step > 0 and trail.items[step].followed:
        step -= 1
    return step


def list_step(trail: History[Visit]) -> int:
    """The last step up to the current one that is a list; -1 for the list that was there first."""
    if trail.parked:
        return -1
    steps = range(trail.index, -1, -1)
    return next((step for step in steps if is_list(trail.items[step])), -1)


def last_article(trail: History[Visit]) -> int | None:
    """The step of the newest article up to where one is."""
    steps = range(trail.index, -1, -1)
    return next((step for step in steps if id_of(trail.items[step])), None)
