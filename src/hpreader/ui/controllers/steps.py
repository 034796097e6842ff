"""The steps of the reading trail: making them, and writing the position into them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model
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

    from hpreader.history import History
    from hpreader.model import Anchor, Article, ListPosition, ListQuery, ReadingProgress, Visit
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.reader_state import ReaderState


class Steps:
    """Adds steps to the trail of the state, and notes in the current one where the reader is."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        headlines: Headlines,
        article: ArticlePane,
        lists: ListDisplay,
        messages: Messages,
        background: Background,
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._headlines = headlines
        self._article = article
        self._lists = lists
        self._messages = messages
        self._background = background
        self._is_passing = False
        """Was the list that is shown chosen by going through the sections one by one?"""
        self._kept_progress: tuple[str, Anchor, float] | None = None
        """Article, position and share that were written down last."""

    # --- new steps ----------------------------------------------------------------------------

    def add_article(
        self, article: Article, start: Anchor, progress: float, *, followed: bool
    ) -> None:
        """Add an article that is opened.

        Args:
            article: the article.
            start: the position at which it is opened.
            progress: how much of it was read before, 0 to 1.
            followed: it was opened by a link.
        """
        self.remember()
        if followed:
            self._return_to_article()
        self._add(article_visit(article, start, progress, followed=followed))

    def visit_list(self, query: ListQuery, *, is_passing: bool = False) -> None:
        """Show other headlines, as a new step unless it is the list that is shown already.

        Args:
            query: the headlines.
            is_passing: the user goes through the sections one by one: of those in which nothing
                is opened the trail contains only the last one.
        """
        passed, self._is_passing = self._is_passing, is_passing
        here = list_at(self._state.history.current, self._state.query)
        self.remember()
        if query == self._state.query:
            self._lists.renew()
        self._state.query = query
        if here is not None and place_of(here) == place_of(query):
            return
        titles = self._newsroom.subscriptions.titles()
        visit = list_visit(query, titles, self._newsroom.searches.saved())
        self._add(visit, replaces=passed and is_passing)

    def visit_search(self, words: str, selected: str) -> None:
        """Add a search by which the article that is opened next was found."""
        self._visit_dialog(model.Visit(model.Search(words), words), selected)

    def visit_brief(self, until: datetime, selected: str) -> None:
        """Add the brief of the hours up to a time, from which an article is opened next."""
        self._visit_dialog(model.Visit(model.BriefUntil(until)), selected)

    def _visit_dialog(self, visit: Visit, selected: str) -> None:
        """Add a step that is shown over the panes, unless it is the current step.

        Args:
            visit: the step.
            selected: the id of the article that is opened from it.
        """
        self._is_passing = False
        self.remember()
        state, current = self._state, self._state.history.current
        position = model.ListPosition(replace(state.query, search=""), selected)
        is_here = current is not None and current.location == visit.location
        if current is not None and is_here and not is_list(current):
            state.history = state.history.update(lambda now: replace(now, headlines=position))
        else:
            self._add(replace(visit, headlines=position))

    def _add(self, visit: Visit, *, replaces: bool = False) -> None:
        now, headlines = self._newsroom.now(), visit.headlines or self._list_position()
        visit, history = replace(visit, at=now, headlines=headlines), self._state.history
        if replaces and self._is_last_list(history):
            history = history.replace(visit)
            if history.index and _is_same_list(history.items[history.index - 1], visit):
                before = history.back()
                history = before.replace(before.items[before.index])
        else:
            history = history.visit(visit)
        self._state.history = history.keep_last(model.LONGEST_TRAIL)

    @staticmethod
    def _is_last_list(history: History[Visit]) -> bool:
        current = history.current
        return current is not None and is_list(current) and not history.can_go_forward

    def _return_to_article(self) -> None:
        """A link leads on from its article, though a list beside it was chosen since."""
        article, current = self._article.article, self._state.history.current
        if article is None or current is None or id_of(current) == article.id:
            return
        at = model.ArticleRef(article.url, article.id, article.title)
        anchor, progress = self._article.viewport.anchor, self._article.viewport.progress
        self._add(model.Visit(at, article.title, article.source, anchor, progress=progress))

    # --- the position -------------------------------------------------------------------------

    def _list_position(self) -> ListPosition:
        """Where in the headlines the reader is."""
        selected, row, line = self._headlines.place.position
        return model.ListPosition(self._state.query, selected, row, line=max(0, line))

    def with_list(self, visit: Visit) -> Visit:
        """The same step beside the list that is shown now."""
        return replace(visit, headlines=self._list_position())

    def remember(self) -> None:
        """Write down where the reader is: in the trail, and in the article on the screen."""
        self._remember_progress()
        current = self._state.history.current
        if current is None:
            return
        step = current
        if is_list(current):
            step = replace(current, headlines=self._list_position())
        elif self._article.article is not None and id_of(current) == self._article.article.id:
            pane = self._article
            focus = next(
                (
                    p.index
                    for p in pane.document.links
                    if p.number and p.number == pane.links.focused
                ),
                None,
            )
            step = replace(
                current,
                anchor=pane.viewport.anchor,
                focus=focus,
                progress=max(current.progress, pane.viewport.progress),
                headlines=self._list_position(),
            )
        if step != current:
            self._state.history = self._state.history.update(lambda _visit: step)

    def _remember_progress(self) -> None:
        article, pane = self._article.article, self._article
        if article is None or not article.id or not pane.viewport.progress:
            return
        known = (article.id, pane.viewport.read_anchor, pane.viewport.progress)
        if known != self._kept_progress:
            self._kept_progress = known
            reached = model.ReadingProgress(pane.viewport.read_anchor, pane.viewport.progress)
            self._background.start(self._keep_progress(article.id, reached), "trail")
            self._headlines.show_progress(article.id, reached)

    async def _keep_progress(self, article_id: str, reached: ReadingProgress) -> None:
        try:
            await self._newsroom.articles.save_progress(article_id, reached)
        except ProblemError as error:
            self._messages.say_problem_once(error.problem)


def _is_same_list(one: Visit, other: Visit) -> bool:
    """Are two steps the same list, however it is looked at?"""
    if not is_list(one) or one.headlines is None or other.headlines is None:
        return False
    return place_of(one.headlines.query) == place_of(other.headlines.query)
