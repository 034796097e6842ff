"""Opening articles, and the history: at once from the cache, refreshed behind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from hpreader import model
from hpreader.i18n import _, explain
from hpreader.problems import Problem, ProblemError
from hpreader.ui.screen import ReaderScreen
from hpreader.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.history import History
    from hpreader.model import (
        Anchor,
        Article,
        ArticleAt,
        Failed,
        LinkState,
        Progress,
        Ready,
        Visit,
    )
    from hpreader.ui.article import ArticlePane
    from hpreader.ui.headlines import Headlines

LONGEST_TRAIL = 500


@dataclass(frozen=True, slots=True)
class Errand:
    """An article that was asked for: what comes for an older one is no longer wanted."""

    ticket: int
    at: ArticleAt
    is_shown: bool
    """Is a cached copy on the screen already?"""
    leads_to: History[Visit] | None = None
    """Where in the history it stands; None for a new visit."""
    followed: bool = False
    is_refresh: bool = False
    """Was it asked for a fresh copy, so that its failing is news?"""


class Reading(ReaderScreen):
    """What opens articles and moves in the history."""

    _errand: Errand | None = None
    _tickets = 0

    class Came(Message):
        """Something came of an errand; None is its end."""

        def __init__(
            self, errand: Errand, event: Ready[Article] | Progress | Failed | None
        ) -> None:
            self.errand = errand
            self.event = event
            super().__init__()

    # --- opening ------------------------------------------------------------------------------

    def open(self, at: ArticleAt, *, followed: bool = False) -> None:
        """Open an article: the cached copy now, a fresh one as it comes."""
        article = self.newsroom.peek(at)
        if article is not None:
            self._visit(article, followed=followed)
        self._send(at, is_shown=article is not None, followed=followed)

    def on_headlines_chosen(self, message: Headlines.Chosen) -> None:
        """A headline is opened."""
        headline = message.headline
        self.open(model.ArticleAt(headline.url, headline.id, headline.title))

    def on_article_pane_followed(self, message: ArticlePane.Followed) -> None:
        """A link is opened."""
        self.open(model.ArticleAt(message.url, title=message.title), followed=True)

    def _visit(self, article: Article, *, followed: bool) -> None:
        """Put an article on the screen as a new step of the trail."""
        current = self.history.current
        if current is None or _id(current) != article.id or self.article.article is None:
            if self._is_parked_at(article):
                self._travel(self.history.back())
                self._mark_opened(article)
                return
            self.remember_place()
            at = model.ArticleAt(article.url, article.id, article.title)
            visit = model.Visit(at, article.title, article.source, at=self.now(), followed=followed)
            self.history = self.history.visit(visit).keep_last(LONGEST_TRAIL)
            self._show(article, self._states(article), model.Anchor())
        self._mark_opened(article)

    def _is_parked_at(self, article: Article) -> bool:
        """Is it what was on the screen before the restart, so that opening it is no new step?"""
        trail = self.history
        return trail.parked and trail.index >= 0 and _id(trail.items[trail.index]) == article.id

    def _show(
        self, article: Article, states: Mapping[str, LinkState], anchor: Anchor | None
    ) -> None:
        self.remove_class("-no-article")
        self.article.show_article(article, states, anchor)
        self.go_to(self.article)

    def _states(self, article: Article) -> Mapping[str, LinkState]:
        return self.newsroom.link_states([item.url for item in article.related])

    @work(group="marks")
    async def _mark_opened(self, article: Article) -> None:
        """Read means opened in the reader."""
        try:
            changed = await self.newsroom.mark_read([article.id])
        except ProblemError as error:
            self.say_problem(error.problem)
            return
        if changed:
            self.lists_changed()

    # --- errands ------------------------------------------------------------------------------

    def _send(
        self,
        at: ArticleAt,
        *,
        is_shown: bool,
        followed: bool = False,
        leads_to: History[Visit] | None = None,
        is_refresh: bool = False,
    ) -> None:
        self._tickets += 1
        self._errand = Errand(self._tickets, at, is_shown, leads_to, followed, is_refresh)
        self.refresh_bindings()
        self._fetch(self._errand)

    @work(group="article", exclusive=True)
    async def _fetch(self, errand: Errand) -> None:
        try:
            async for event in self.newsroom.open_article(errand.at):
                self.post_message(self.Came(errand, event))
            self.post_message(self.Came(errand, None))
        except ProblemError as error:
            self.post_message(self.Came(errand, model.Failed(error.problem, errand.is_shown)))

    def on_reading_came(self, message: Came) -> None:
        """Show what came, if it is still wanted."""
        errand = message.errand
        if self._errand is None or errand.ticket != self._errand.ticket:
            return
        match message.event:
            case model.Ready(thing=article, stale=stale):
                self._arrived(errand, article, is_fresh=not stale)
            case model.Progress(done, total):
                if not errand.is_shown:
                    self.say_status(
                        work=_("Fetching {title}").format(title=errand.at.title or errand.at.url),
                        done=done,
                        total=total,
                    )
            case model.Failed(problem):
                self._failed(errand, problem)
            case None:
                self.say_status(work="")

    def _arrived(self, errand: Errand, article: Article, *, is_fresh: bool) -> None:
        if is_fresh:
            self.say_status(work="", offline=self.newsroom.offline)
        if errand.is_shown:
            self._freshen(article)
        elif errand.leads_to is not None and errand.leads_to.current is not None:
            self.history = errand.leads_to
            self._show(article, self._states(article), errand.leads_to.current.anchor)
        else:
            self._visit(article, followed=errand.followed)
        if not errand.is_shown:
            self._errand = replace(errand, is_shown=True)
            self.lists_changed()

    def _freshen(self, article: Article) -> None:
        """Show what has changed in the article on the screen; the place stays."""
        if self.article.article is not None and self.article.article.id == article.id:
            self.article.show_article(article, self._states(article), self.article.place)

    def _failed(self, errand: Errand, problem: Problem) -> None:
        self.say_status(work="")
        if problem.is_network or problem.kind == "not_cached":
            self.network_lost()
            self.say_status(state=self.newsroom.state())
        waiting = {canonical(item.url) for item in self.newsroom.queue()}
        if problem.is_network and not errand.is_shown and canonical(errand.at.url) in waiting:
            waits = _("The article is queued and will be fetched at the next sync.")
            self.say(f"{explain(problem)} {waits}", problem=True)
        # What could not be refreshed is read from its copy: the status line is notice enough.
        elif errand.is_refresh or not errand.is_shown or not problem.is_network:
            self.say_problem(problem)
        self._errand = None
        self.refresh_bindings()

    def refresh_article(self) -> None:
        """Fetch the article on the screen again."""
        article = self.article.article
        if article is not None:
            self.say_status(work=_("Fetching {title}").format(title=article.title))
            at = model.ArticleAt(article.url, article.id, article.title)
            self._send(at, is_shown=True, is_refresh=True)

    @property
    def is_waiting(self) -> bool:
        """Is an article being fetched of which nothing can be shown yet?"""
        return self._errand is not None and not self._errand.is_shown

    def stop_waiting(self) -> None:
        """What comes of the errand is no longer wanted."""
        self._errand = None
        self.workers.cancel_group(self, "article")
        self.say_status(work="")

    # --- the history --------------------------------------------------------------------------

    def remember_place(self) -> None:
        """Write into the trail where in the article the reader is."""
        current = self.history.current
        article = self.article.article
        if current is None or article is None:
            return
        pane = self.article
        focus = next(
            (p.index for p in pane.places if p.number and p.number == pane.focus_number), None
        )
        progress = max(current.progress, pane.progress)
        place = replace(current, anchor=pane.place, focus=focus, progress=progress)
        if place != current:
            self.history = self.history.update(lambda _visit: place)

    def _travel(self, history: History[Visit]) -> None:
        """Go to another step of the trail: its lines are kept, or else its article is cached."""
        visit = history.current
        if (
            visit is None
            or history is self.history
            or not isinstance(visit.location, model.ArticleAt)
        ):
            return
        at = visit.location
        laid = self.article.drawn_before(at.url)
        article = laid.article if laid is not None else self.newsroom.peek(at)
        if article is None:
            self._send(at, is_shown=False, leads_to=history)
            return
        self._errand = None
        self.history = history
        states = laid.states if laid is not None else self._states(article)
        self._show(article, states, visit.anchor)
        self._restore_focus(visit)
        self.call_after_refresh(self._look_again, at)

    def _restore_focus(self, visit: Visit) -> None:
        for place in self.article.places:
            if visit.focus is not None and place.index == visit.focus and place.number:
                self.article.focus_number = place.number

    def _look_again(self, at: ArticleAt) -> None:
        """The picture was drawn from what was kept; show what has changed since."""
        if (article := self.newsroom.peek(at) or self.article.article) is not None:
            self._freshen(article)

    def action_back(self) -> None:
        """One step back."""
        self.remember_place()
        self._travel(self.history.back())

    def action_forward(self) -> None:
        """One step forward."""
        self.remember_place()
        self._travel(self.history.forward())

    def jump(self, step: int | None) -> None:
        """To a step of the trail by its number."""
        if step is not None and 0 <= step < len(self.history):
            self.remember_place()
            self._travel(self.history.jump(step))

    @property
    def branch_step(self) -> int | None:
        """The step from which the links were followed that led here."""
        step = self.history.index
        while step > 0 and self.history.items[step].followed:
            step -= 1
        is_elsewhere = not self.history.parked and 0 <= step < self.history.index
        return step if is_elsewhere else None

    def action_branch(self) -> None:
        """Back to where the first link was followed."""
        self.jump(self.branch_step)


def _id(visit: Visit) -> str:
    return visit.location.id if isinstance(visit.location, model.ArticleAt) else ""
