"""The reading trail while one reads: its steps are added and written down here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.history import History
from hpreader.model.trail_steps import (
    article_visit,
    id_of,
    is_list,
    list_at,
    list_visit,
    place_of,
)
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.linear.state import LinearState
    from hpreader.model import Anchor, Article, ListQuery, Visit
    from hpreader.newsroom import Newsroom


class TrailRecord:
    """The trail that the reader on the whole screen has too, kept as it changes."""

    def __init__(self, newsroom: Newsroom, state: LinearState) -> None:
        self._newsroom = newsroom
        self._state = state
        self.history: History[Visit] = History()
        """The trail; an immutable value."""

    async def load(self) -> None:
        """Continue the stored trail."""
        self.history = await self._newsroom.trail.resume()

    async def assign(self, history: History[Visit]) -> None:
        """Replace the trail, and write it down."""
        if history == self.history:
            return
        self.history = history
        try:
            await self._newsroom.trail.put(history)
        except ProblemError as error:
            self._state.say_problem_once(error.problem)

    def is_parked_at(self, article_id: str) -> bool:
        """Was an article the last one before the start, so that opening it is no new step?"""
        trail = self.history
        return trail.parked and trail.index >= 0 and id_of(trail.items[trail.index]) == article_id

    async def add_article(
        self, article: Article, start: Anchor, progress: float, *, followed: bool
    ) -> None:
        """Add an article that is opened, unless it is the current step.

        Args:
            article: the article.
            start: the position at which it is opened.
            progress: how much of it was read before, 0 to 1.
            followed: it was opened by a link of the article before.
        """
        current = self.history.current
        if current is not None and id_of(current) == article.id:
            return
        if self.is_parked_at(article.id):
            await self.assign(self.history.back().update(self._with_list))
            return
        await self._add(article_visit(article, start, progress, followed=followed))

    async def add_list(self, query: ListQuery) -> None:
        """Add the list that is shown now, unless it is the same one as before.

        Args:
            query: of the list before.
        """
        now, here = self._state.headlines.query, list_at(self.history.current, query)
        if here is not None and place_of(here) == place_of(now):
            return
        titles = self._newsroom.subscriptions.titles()
        await self._add(list_visit(now, titles, self._newsroom.searches.saved()))

    async def add_brief(self, until: datetime, selected: str) -> None:
        """Add the brief of the hours up to a time, from which an article is opened next.

        Args:
            until: the time.
            selected: the id of the article.
        """
        visit = model.Visit(model.BriefUntil(until))
        position = replace(self._state.headlines.position(), selected=selected)
        current = self.history.current
        if current is not None and current.location == visit.location:
            await self.assign(self.history.update(lambda now: replace(now, headlines=position)))
            return
        visit = replace(visit, headlines=position, at=self._newsroom.now())
        await self.assign(self.history.visit(visit).keep_last(model.LONGEST_TRAIL))

    async def remember(self) -> None:
        """Write down where the reader is: in the step, and in the article."""
        article, current = self._state.article, self.history.current
        if current is None:
            return
        if article is not None and id_of(current) == article.article.id:
            step = replace(
                self._with_list(current),
                anchor=article.anchor,
                progress=max(current.progress, article.progress),
            )
            reached = model.ReadingProgress(article.reached, article.progress)
            try:
                await self._newsroom.articles.save_progress(article.article.id, reached)
            except ProblemError as error:
                self._state.say_problem_once(error.problem)
        elif article is None and is_list(current):
            step = self._with_list(current)
        else:
            return
        await self.assign(self.history.update(lambda _visit: step))

    def _with_list(self, visit: Visit) -> Visit:
        return replace(visit, headlines=self._state.headlines.position())

    async def _add(self, visit: Visit) -> None:
        visit = replace(self._with_list(visit), at=self._newsroom.now())
        await self.assign(self.history.visit(visit).keep_last(model.LONGEST_TRAIL))
