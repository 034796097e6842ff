"""Opening articles: at once from the cache, refreshed behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import work
from textual.message import Message

from hpreader import model
from hpreader.i18n import _, explain
from hpreader.problems import Problem, ProblemError
from hpreader.ui.screen import ScreenPart
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
    from hpreader.ui.panes.headlines import Headlines


class Errand(NamedTuple):
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


class Reading(ScreenPart):
    """What opens articles and moves in the history."""

    _errand: Errand | None = None
    _tickets = 0
    has_told_of_place = False
    """Does a notice stand there that tells where the article is read on?"""

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
            self.visit(article, followed=followed)
        self.send(at, is_shown=article is not None, followed=followed)

    def on_headlines_chosen(self, message: Headlines.Chosen) -> None:
        """A headline is opened."""
        headline = message.headline
        self.open(model.ArticleAt(headline.url, headline.id, headline.title))

    def visit(self, article: Article, *, followed: bool) -> None:
        """Put an article on the screen as a step of the trail; the travelling part knows how."""
        raise NotImplementedError

    def arrive(self, history: History[Visit], article: Article) -> None:
        """Put on the screen what an older step of the trail leads to."""
        raise NotImplementedError

    def show(
        self, article: Article, states: Mapping[str, LinkState], anchor: Anchor | None
    ) -> None:
        """Put an article on the screen and give it the keys."""
        if self.has_told_of_place:  # which is not true of this one
            self.has_told_of_place = False
            self.app.clear_notifications()
        self.remove_class("-no-article")
        self.article.show_article(article, states, anchor)
        self.go_to(self.article)

    def states_of(self, article: Article) -> Mapping[str, LinkState]:
        """Of each of the other news: is it here, was it read?"""
        return self.newsroom.link_states([item.url for item in article.related])

    @work(group="marks")
    async def mark_opened(self, article: Article) -> None:
        """Read means opened in the reader."""
        self.headlines.window.rows.hold([article.id])
        try:
            changed = await self.newsroom.mark_read([article.id])
        except ProblemError as error:
            self.say_problem(error.problem)
            return
        if changed:
            self.marks_changed(changed)

    # --- errands ------------------------------------------------------------------------------

    def send(
        self,
        at: ArticleAt,
        *,
        is_shown: bool,
        followed: bool = False,
        leads_to: History[Visit] | None = None,
        is_refresh: bool = False,
    ) -> None:
        """Have an article fetched; what was asked for before is no longer wanted."""
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
                self.failed(errand, problem)
            case None:
                self.say_status(work="")
                self.come_through(errand)

    def come_through(self, errand: Errand) -> None:
        """All that an errand brings is here."""

    def _arrived(self, errand: Errand, article: Article, *, is_fresh: bool) -> None:
        if is_fresh:
            self.say_status(work="", offline=self.newsroom.offline)
        if errand.is_shown:
            self.freshen(article)
        elif errand.leads_to is not None:
            self.arrive(errand.leads_to, article)
        else:
            self.visit(article, followed=errand.followed)
        if not errand.is_shown:
            self._errand = errand._replace(is_shown=True)
            self.lists_changed()

    def freshen(self, article: Article) -> None:
        """Show what has changed in the article on the screen; the place stays."""
        if self.article.article is not None and self.article.article.id == article.id:
            self.article.show_article(
                article, self.states_of(article), self.article.viewport.anchor
            )

    def states_changed(self) -> None:
        """Bodies came into the cache: the article's links may be there now."""
        if self.article.article is not None:
            article = self.article.article
            self.article.show_article(article, self.states_of(article))

    def failed(self, errand: Errand, problem: Problem) -> None:
        """Say why nothing came of an errand."""
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
            self.send(at, is_shown=True, is_refresh=True)

    @property
    def is_waiting(self) -> bool:
        """Is an article being fetched of which nothing can be shown yet?"""
        return self._errand is not None and not self._errand.is_shown

    def stop_waiting(self) -> None:
        """What comes of the errand is no longer wanted."""
        self._errand = None
        self.workers.cancel_group(self, "article")
        self.say_status(work="")
