"""Going along the reading trail: back and forward, to where it branched, to any step of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.ui.controllers.steps import Steps
from hpreader.ui.step_labels import branch_of, id_of, is_list, last_article, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.history import History
    from hpreader.model import Article, ArticleAt, LinkState, ListPlace, Visit


class Travelling(Steps):
    """What goes along the trail."""

    resumes = False
    """Is what was last on the screen opened at the start?"""

    def travel(self, history: History[Visit]) -> None:
        """Go to another step: an article's lines are kept, or else its text is cached."""
        visit = history.current
        if visit is None or history is self.history:
            return
        if self.is_waiting:
            self.stop_waiting()
        if isinstance(visit.location, model.ArticleAt):
            self._travel_to_article(history, visit.location)
        else:
            self._travel_to_list(history, visit)

    def _travel_to_article(self, history: History[Visit], at: ArticleAt) -> None:
        laid = self.article.document.cache.last(at.url)
        article = laid.article if laid is not None else self.newsroom.peek(at)
        if article is None:
            self.send(at, is_shown=False, leads_to=history)
            return
        self._errand = None
        self.arrive(history, article, laid.states if laid is not None else None)
        self.call_after_refresh(self._look_again, at)

    def arrive(
        self,
        history: History[Visit],
        article: Article,
        states: Mapping[str, LinkState] | None = None,
    ) -> None:
        """Put the article of an older step on the screen, at its place and beside its list."""
        self.history = history
        visit = history.current
        if visit is None:
            return
        place = visit.headlines
        if place is not None and place_of(place.query) != place_of(self.list_query):
            self._show_headlines(place)
        else:
            self.headlines.select(article.id)
        self.show(article, states if states is not None else self.states_of(article), visit.anchor)
        self._restore_focus(visit)

    def _restore_focus(self, visit: Visit) -> None:
        for place in self.article.document.links:
            if visit.focus is not None and place.index == visit.focus and place.number:
                self.article.links.focused = place.number

    def _look_again(self, at: ArticleAt) -> None:
        """The picture was drawn from what was kept; show what has changed since."""
        if (article := self.newsroom.peek(at) or self.article.article) is not None:
            self.freshen(article)

    def _travel_to_list(self, history: History[Visit], visit: Visit) -> None:
        self._errand = None
        self.history = history
        self._show_beside(history)
        place = visit.headlines
        if isinstance(visit.location, model.Search) and not is_list(visit):
            self.search_again(visit.location.query, place.selected if place is not None else "")
            return
        if place is not None:
            self._show_headlines(place)
        self.go_to(self.headlines)

    def _show_headlines(self, place: ListPlace) -> None:
        self.list_query = place.query
        self.headlines.restore(place.selected, place.row, place.above)
        self.name_list()

    def _show_beside(self, history: History[Visit]) -> None:
        """The article that stood beside the headlines; the keys stay with these."""
        step = last_article(history)
        visit = history.items[step] if step is not None else None
        if visit is None or not isinstance(visit.location, model.ArticleAt):
            return
        if self.article.article is not None and id_of(visit) == self.article.article.id:
            return
        article = self.newsroom.peek(visit.location)
        if article is not None:
            self.remove_class("-no-article")
            self.article.show_article(article, self.states_of(article), visit.anchor)

    def search_again(self, words: str, selected: str) -> None:
        """Show once more what was found; the searching part knows how."""
        raise NotImplementedError

    # --- commands -----------------------------------------------------------------------------

    def action_back(self) -> None:
        """One step back; after a restart, to the article that was last on the screen."""
        self.remember_place()
        step = last_article(self.history) if self.history.parked else None
        self.travel(self.history.back() if step is None else self.history.jump(step))

    def action_forward(self) -> None:
        """One step forward."""
        self.remember_place()
        self.travel(self.history.forward())

    def resume(self) -> None:
        """Open what was last on the screen, be it an article or a list."""
        if self.history.parked:
            self.travel(self.history.back())

    def jump(self, step: int | None) -> None:
        """To a step of the trail by its number."""
        if step is not None and 0 <= step < len(self.history):
            self.remember_place()
            self.travel(self.history.jump(step))

    @property
    def branch_step(self) -> int | None:
        """The step from which the links were followed that led here."""
        trail = self.history
        step = branch_of(trail)
        return step if not trail.parked and 0 <= step < trail.index else None

    def action_branch(self) -> None:
        """Back to where the first link was followed."""
        self.jump(self.branch_step)

    def states_of(self, article: Article) -> Mapping[str, LinkState]:
        """Of each of the other news: is it here, was it read, did one come here through it?"""
        states = dict(super().states_of(article))
        trail = self.history
        path = {id_of(visit) for visit in trail.items[branch_of(trail) : trail.index + 1]}
        if trail.parked or not path - {article.id}:
            return states
        for url, article_id in self.newsroom.identify(states).items():
            if article_id in path:
                states[url] = "passed"
        return states
