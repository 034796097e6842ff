"""Going along the reading trail: back and forward, to where it branched, to any step of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.model.trail_steps import branch_of, id_of, is_list, last_article, place_of
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from hpreader.history import History
    from hpreader.model import Anchor, Article, ArticleRef, LinkState, Visit
    from hpreader.newsroom import Newsroom
    from hpreader.ui.command import Command
    from hpreader.ui.controllers.article_display import ArticleDisplay
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.marks import Marks
    from hpreader.ui.controllers.open_requests import OpenRequests
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.steps import Steps
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.panes.pane import Pane
    from hpreader.ui.reader_state import ReaderState


class Trail:
    """Opens articles as steps of the trail, and goes from one step to another."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        steps: Steps,
        requests: OpenRequests,
        display: ArticleDisplay,
        marks: Marks,
        lists: ListDisplay,
        headlines: Headlines,
        article: ArticlePane,
        focus: Focus,
        background: Background,
        ask: Ask,
        search_again: Callable[[str, str], None],
        brief_again: Callable[[datetime, str], None],
        list_commands: Mapping[str, Command[Pane]],
    ) -> None:
        """Make it.

        Args:
            newsroom: what there is to read.
            state: its history is the trail.
            steps: makes new steps.
            requests: fetches articles whose text is not cached.
            display: shows articles.
            marks: marks what is opened.
            lists: shows lists.
            headlines: the pane of the list.
            article: the pane of the article.
            focus: gives panes the keys.
            background: for what comes after a picture.
            ask: opens dialogs.
            search_again: shows a search (its words, the article found) that is a step.
            brief_again: shows a brief (the end of its hours, the article opened) that is a step.
            list_commands: what moves in the list of the dialog.
        """
        self._newsroom = newsroom
        self._state = state
        self._steps = steps
        self._requests = requests
        self._display = display
        self._marks = marks
        self._lists = lists
        self._headlines = headlines
        self._article = article
        self._focus = focus
        self._background = background
        self._ask = ask
        self._search_again = search_again
        self._brief_again = brief_again
        self._list_commands = list_commands

    # --- commands -----------------------------------------------------------------------------

    def back(self) -> None:
        """One step back; after a restart, to the article that was last on the screen."""
        self._steps.remember()
        history = self._state.history
        step = last_article(history) if history.parked else None
        self._travel(history.back() if step is None else history.jump(step))

    def forward(self) -> None:
        """One step forward."""
        self._steps.remember()
        self._travel(self._state.history.forward())

    def back_to_branch(self) -> None:
        """Back to where the first link was followed."""
        self.jump(self.branch_step)

    def show_list(self) -> None:
        """The trail as a list to jump in."""
        from hpreader.ui.dialogs.trail import TrailDialog  # noqa: PLC0415 - not for the first picture

        self._steps.remember()
        titles = self._newsroom.subscriptions.titles()
        today = local(self._newsroom.now()).date()
        self._ask(TrailDialog(self._state.history, titles, self._list_commands, today), self.jump)

    # --- for other controllers ----------------------------------------------------------------

    def visit(self, article: Article, *, followed: bool, tells_position: bool = True) -> None:
        """Put an article on the screen as a new step, unless it is the current step.

        Args:
            article: the article.
            followed: it is opened by a link of the article on the screen.
            tells_position: tell that it is opened where it was left, if it was.
        """
        current = self._state.history.current
        if current is not None and id_of(current) == article.id and self._article.article:
            self._focus.go_to(self._article)
        elif self._is_parked_at(article):
            # It was opened from the list that is shown now, whatever list it was in before.
            history = self._state.history.back().update(self._steps.with_list)
            self._arrive(history, article)
        else:
            start, progress = self._start_of(article.id)
            self._steps.add_article(article, start, progress, followed=followed)
            self._display.show(article, self._display.states_of(article), start, progress)
            if tells_position and start != model.Anchor():
                self._display.tell_position(progress)
        self._marks.mark_opened(article)

    def jump(self, step: int | None) -> None:
        """To a step of the trail by its number."""
        if step is not None and 0 <= step < len(self._state.history):
            self._steps.remember()
            self._travel(self._state.history.jump(step))

    def resume(self) -> None:
        """Open what was last on the screen, be it an article or a list."""
        if self._state.history.parked:
            self._travel(self._state.history.back())

    @property
    def last_title(self) -> str:
        """The headline of what one step back opens after a restart; empty where there is none."""
        history = self._state.history
        step = last_article(history) if history.parked else None
        return history.items[step].title if step is not None else ""

    @property
    def branch_step(self) -> int | None:
        """The step from which the links were followed that led here."""
        trail = self._state.history
        step = branch_of(trail)
        return step if not trail.parked and 0 <= step < trail.index else None

    def _is_parked_at(self, article: Article) -> bool:
        """Is it what was on the screen before the restart, so that opening it is no new step?"""
        trail = self._state.history
        return trail.parked and trail.index >= 0 and id_of(trail.items[trail.index]) == article.id

    def _start_of(self, article_id: str) -> tuple[Anchor, float]:
        """Where an article is opened: where it was left, or at the top once it was read through."""
        reached = self._newsroom.articles.progress([article_id]).get(article_id)
        if reached is None:
            return model.Anchor(), 0.0
        return (model.Anchor() if reached.is_finished else reached.anchor), reached.shown

    # --- travelling ---------------------------------------------------------------------------

    def _travel(self, history: History[Visit]) -> None:
        """Go to another step: an article's lines are kept, or else its text is cached."""
        visit = history.current
        if visit is None or history is self._state.history:
            return
        if self._requests.is_waiting:
            self._requests.stop()
        if isinstance(visit.location, model.ArticleRef):
            self._travel_to_article(history, visit.location)
        else:
            self._travel_to_list(history, visit)

    def _travel_to_article(self, history: History[Visit], at: ArticleRef) -> None:
        laid = self._article.document.cache.last(at.url, at.id)
        article = laid.article if laid is not None else self._newsroom.articles.get(at)
        if article is None:
            self._requests.send(at, lambda article: self._arrive(history, article))
            return
        self._requests.forget()
        self._arrive(history, article, laid.states if laid is not None else None)
        self._background.call_after_refresh(self._freshen, at)

    def _arrive(
        self,
        history: History[Visit],
        article: Article,
        states: Mapping[str, LinkState] | None = None,
    ) -> None:
        """Put the article of an older step on the screen, at its place and beside its list."""
        self._state.history = history
        visit = history.current
        if visit is None:
            return
        position = visit.headlines
        if position is not None and place_of(position.query) != place_of(self._state.query):
            self._lists.restore(position)
        else:
            self._headlines.select(article.id)
        if states is None:
            states = self._display.states_of(article)
        self._display.show(article, states, visit.anchor, visit.progress)
        self._restore_focus(visit)

    def _restore_focus(self, visit: Visit) -> None:
        for place in self._article.document.links:
            if visit.focus is not None and place.index == visit.focus and place.number:
                self._article.links.focused = place.number

    def _freshen(self, at: ArticleRef) -> None:
        """The article was drawn from what was kept; show what has changed since."""
        if (article := self._newsroom.articles.get(at) or self._article.article) is not None:
            self._display.freshen(article)

    def _travel_to_list(self, history: History[Visit], visit: Visit) -> None:
        self._requests.forget()
        self._state.history = history
        self._show_beside(history)
        position = visit.headlines
        selected = position.selected if position is not None else ""
        if isinstance(visit.location, model.Search) and not is_list(visit):
            self._search_again(visit.location.query, selected)
            return
        if isinstance(visit.location, model.BriefUntil):
            self._brief_again(visit.location.until, selected)
            return
        if position is not None:
            self._lists.restore(position)
        self._focus.go_to(self._headlines)

    def _show_beside(self, history: History[Visit]) -> None:
        """The article that was beside the headlines; the keys stay with these."""
        step = last_article(history)
        visit = history.items[step] if step is not None else None
        if visit is None or not isinstance(visit.location, model.ArticleRef):
            return
        if self._article.article is not None and id_of(visit) == self._article.article.id:
            return
        article = self._newsroom.articles.get(visit.location)
        if article is not None:
            states = self._display.states_of(article)
            self._display.show_beside(article, states, visit.anchor, visit.progress)
