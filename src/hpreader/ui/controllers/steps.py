"""The steps of the reading trail: an article or a list that was chosen, with the place in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from hpreader import model
from hpreader.i18n import _
from hpreader.problems import ProblemError
from hpreader.ui.controllers.articles import Reading
from hpreader.ui.step_labels import id_of, is_list, list_name, location_of, percent, place_of

if TYPE_CHECKING:
    from hpreader.history import History
    from hpreader.model import Anchor, Article, ListPlace, ListQuery, Reached, Visit


class Steps(Reading):
    """What makes steps of the trail and writes down the place in them."""

    def travel(self, history: History[Visit]) -> None:
        """Go to another step; the travelling part knows how."""
        raise NotImplementedError

    def key_of(self, command: str) -> str:
        """The first key of a command; the searching part knows the user's own ones."""
        raise NotImplementedError

    # --- new steps ----------------------------------------------------------------------------

    def visit(self, article: Article, *, followed: bool) -> None:
        """Put an article on the screen as a new step, unless it is the step one is at."""
        current = self.history.current
        if current is not None and id_of(current) == article.id and self.article.article:
            self.go_to(self.article)
        elif self._is_parked_at(article):
            self.travel(self.history.back())
        else:
            self.remember_place()
            if followed:
                self._stand_on_what_is_read()
            start, reached = self._start_of(article.id)
            self._step(
                model.Visit(
                    model.ArticleAt(article.url, article.id, article.title),
                    article.title,
                    article.source,
                    start,
                    progress=reached,
                    followed=followed,
                )
            )
            self.show(article, self.states_of(article), start)
            if start != model.Anchor():
                words = _("Read on where you left it, at {percent}. {key}: the beginning")
                key = self.key_of("top")
                self.say(words.format(percent=percent(reached).split(" ", 1)[1], key=key))
                self.has_told_of_place = True
        self.mark_opened(article)

    def visit_list(self, query: ListQuery) -> None:
        """Show other headlines, as a new step unless it is the place one is at."""
        current = self.history.current
        here: ListQuery | None = self.list_query
        if current is not None:
            here = current.headlines.query if is_list(current) and current.headlines else None
        self.remember_place()
        if query == self.list_query:
            self.renew_list()
        self.list_query = query
        if here is not None and place_of(here) == place_of(query):
            return
        titles = self.newsroom.source_titles()
        name = list_name(query, titles, self.newsroom.searches())
        source = "" if query.saved else query.source
        self._step(model.Visit(location_of(query), name, source))

    def visit_search(self, words: str, selected: str) -> None:
        """What is opened next was found by these words."""
        self.remember_place()
        current = self.history.current
        place = model.ListPlace(replace(self.list_query, search=""), selected)
        is_here = current is not None and current.location == model.Search(words)
        if current is not None and is_here and not is_list(current):
            self.history = self.history.update(lambda now: replace(now, headlines=place))
        else:
            self._step(model.Visit(model.Search(words), words, headlines=place))

    def _step(self, visit: Visit) -> None:
        visit = replace(visit, at=self.now(), headlines=visit.headlines or self.list_place())
        self.history = self.history.visit(visit).keep_last(model.LONGEST_TRAIL)

    def _stand_on_what_is_read(self) -> None:
        """A link leads on from its article, though a list beside it was chosen since."""
        article, current = self.article.article, self.history.current
        if article is None or current is None or id_of(current) == article.id:
            return
        at = model.ArticleAt(article.url, article.id, article.title)
        place, reached = self.article.viewport.anchor, self.article.viewport.progress
        self._step(model.Visit(at, article.title, article.source, place, progress=reached))

    def _is_parked_at(self, article: Article) -> bool:
        """Is it what was on the screen before the restart, so that opening it is no new step?"""
        trail = self.history
        return trail.parked and trail.index >= 0 and id_of(trail.items[trail.index]) == article.id

    def _start_of(self, article_id: str) -> tuple[Anchor, float]:
        """Where an article is opened: where it was left, or at the top once it was read through."""
        reached = self.newsroom.progress([article_id]).get(article_id)
        if reached is None:
            return model.Anchor(), 0.0
        return (model.Anchor() if reached.is_finished else reached.anchor), reached.shown

    # --- the place ----------------------------------------------------------------------------

    def list_place(self) -> ListPlace:
        """Where in the headlines the reader is."""
        lines, selected = self.headlines, self.headlines.selected
        name = selected.id if selected is not None else ""
        return model.ListPlace(self.list_query, name, lines.cursor, lines.rows_above)

    def remember_place(self) -> None:
        """Write down where the reader is: in the trail, and in the article on the screen."""
        if not self.panes_ready:
            return
        self._remember_progress()
        current = self.history.current
        if current is None:
            return
        place = current
        if is_list(current):
            place = replace(current, headlines=self.list_place())
        elif self.article.article is not None and id_of(current) == self.article.article.id:
            pane = self.article
            focus = next(
                (
                    p.index
                    for p in pane.document.links
                    if p.number and p.number == pane.links.focused
                ),
                None,
            )
            progress = max(current.progress, pane.viewport.progress)
            place = replace(
                current,
                anchor=pane.viewport.anchor,
                focus=focus,
                progress=progress,
                headlines=self.list_place(),
            )
        if place != current:
            self.history = self.history.update(lambda _visit: place)

    _kept_progress: tuple[str, Anchor, float] | None = None

    def _remember_progress(self) -> None:
        article, pane = self.article.article, self.article
        if article is None or not article.id or not pane.viewport.progress:
            return
        known = (article.id, pane.viewport.anchor, pane.viewport.progress)
        if known != self._kept_progress:
            self._kept_progress = known
            reached = model.Reached(pane.viewport.anchor, pane.viewport.progress)
            self._keep_progress(article.id, reached)
            self.headlines.show_progress(article.id, reached)

    @work(group="trail")
    async def _keep_progress(self, article_id: str, reached: Reached) -> None:
        try:
            await self.newsroom.keep_progress(article_id, reached)
        except ProblemError as error:
            if error.problem.kind != "disk_read_only":  # that is said for the marks already
                self.say_problem(error.problem)
